"""All tests. A package, because some libraries bring one of the same name, which would be found instead."""
