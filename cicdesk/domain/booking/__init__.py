"""Bookings: what they take of people, rooms and places of care, and what the centre says to that."""
