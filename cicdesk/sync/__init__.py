"""The client's side of the exchange with the centre."""
