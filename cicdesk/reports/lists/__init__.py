"""Lists that leave the house as tables: which columns each has, and which of them say who somebody is."""
