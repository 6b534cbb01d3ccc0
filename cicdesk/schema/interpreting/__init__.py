"""Interpreters: their register, requests for them, and the sheets of what they did."""
