"""Files that a team writes itself in, their rows as text out."""
