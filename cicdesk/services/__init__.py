"""Use cases: each public method is one transaction and returns what it changed."""
