"""The page of made-up data: what in it is real, what is not, and how far it was checked."""
