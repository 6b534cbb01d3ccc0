"""What may become of a request, a booking or a visit: states, the steps between them, and who takes each."""
