"""HTTP: from bytes to messages and back."""
