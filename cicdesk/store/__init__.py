"""The encrypted file: the only place on the desktop that knows SQL."""
