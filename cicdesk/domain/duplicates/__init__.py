"""Who may be the same person: what speaks for it and against it, in points, with reasons; never a decision (domain 7.4)."""
