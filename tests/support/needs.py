"""What a test needs of the machine, said in words. Nowhere else is a test left out (tests/house_rules)."""

import os

import pytest


def needs_posix(what: str) -> pytest.MarkDecorator:
    """A mark for tests of what only POSIX systems have. There they always run; elsewhere the report says what is missing.

    What they prove is tried by other means on every system.
    """
    if os.name == "posix":
        return pytest.mark.posix
    return pytest.mark.skip(reason=f"this machine has no {what}")
