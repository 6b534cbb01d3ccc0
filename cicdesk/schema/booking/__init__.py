"""Appointments, the rooms they take place in, and what all bookings have in common."""
