"""An open profile in which things are arranged."""

from tests.support.opened import desk, profile

__all__ = ["desk", "profile"]
