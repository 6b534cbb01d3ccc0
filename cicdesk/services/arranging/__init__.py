"""Interpreters, care and bookings on one laptop: records as the rules need them, and what the rules say of them."""
