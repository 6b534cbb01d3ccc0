"""What the two programs say to each other: messages, versions, the protocol, numbered errors."""
