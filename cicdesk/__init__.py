"""cicdesk: case management for centres for foreigners, offline first."""

__version__ = "0.1.0"
