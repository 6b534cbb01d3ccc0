"""The figures this program promises, each beside its floor measured in the same run. `make bench`."""
