"""Charts painted by the program itself, in the colours and letters in use (decision 037)."""
