"""What an export is and holds, as text with nothing personal in it."""
