"""Who can interpret: hard filters, then a ranking that explains itself, then what else could be done (domain 5.4)."""
