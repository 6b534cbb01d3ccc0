"""An open profile for presenters."""

from tests.support.opened import desk, profile

__all__ = ["desk", "profile"]
