"""A codebook as a page and as a table, with how many gave each answer."""
