"""What a person gives to let a laptop join the centre."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person types to enrol, and the profile's own facts."""

    url: str
    code: str
    user: str
    old_user: str
    """Who worked in the profile so far."""
    ca_file: str = ""
    no_keyring: bool = False
    renames: bool = True
    """Whether it is the same person under the centre's name; else somebody who joins them on this laptop."""
