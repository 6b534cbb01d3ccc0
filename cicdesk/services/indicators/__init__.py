"""Use cases of the numbers that funders want: counting, who is behind a number, targets."""
