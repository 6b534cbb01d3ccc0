"""The editors of forms: one for each kind of field, named in registry.py."""
