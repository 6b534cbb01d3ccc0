"""The families of errors, sorted by who can act. Their words are in presenters/failures.py."""

import enum
from collections.abc import Iterator, Mapping
from typing import ClassVar


class Who(enum.StrEnum):
    """Who can put it right."""

    PERSON = "person"
    SURROUNDINGS = "surroundings"
    US = "us"


class CicdeskError(Exception):
    """Any failure that cicdesk knows by name. `code` never changes its meaning.

    `facts` fill the placeholders of its words; they must never hold a person's data.
    """

    code: ClassVar[str] = "fault"
    who: ClassVar[Who] = Who.US

    def __init__(self, **facts: object) -> None:
        self.facts: Mapping[str, object] = facts
        super().__init__(self.code)

    @classmethod
    def family(cls) -> Iterator[type["CicdeskError"]]:
        """This class and every class below it that has been imported."""
        yield cls
        for child in cls.__subclasses__():
            yield from child.family()


class PersonError(CicdeskError):
    """The person at the keyboard can put it right."""

    code = "person"
    who = Who.PERSON


class SurroundingsError(CicdeskError):
    """Disk, network, keyring, clock: trying later may help."""

    code = "surroundings"
    who = Who.SURROUNDINGS


class Fault(CicdeskError):
    """A mistake of ours."""

    code = "fault"
    who = Who.US
