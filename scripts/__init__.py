"""Tools of this checkout; nothing here travels with the program."""
