"""The coordinator's desk: the queue of cases, one case with what changed in it, and what is decided about it."""
