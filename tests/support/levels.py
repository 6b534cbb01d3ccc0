"""How hard the proofs are tried: a little with every change, much before a release.

`make proofs` runs those that know two levels at the higher one.
"""

import os

RELEASE = os.environ.get("CICDESK_LEVEL") == "release"


def level(*, change: int, release: int) -> int:
    """So many with every change, so many before a release."""
    return release if RELEASE else change
