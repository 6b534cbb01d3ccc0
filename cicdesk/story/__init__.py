"""The demonstration: a centre, two laptops and a line between them, played by the real windows."""
