"""What only the centre can give: it decides bookings in the transaction in which it takes the wish for them."""
