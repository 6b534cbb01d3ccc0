"""Two files of one person, shown as one: what is shown of them, which of several decisions stand, and the way back."""
