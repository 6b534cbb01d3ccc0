"""The roles of the staff and what each may do; every other place asks here."""

import enum
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType


class Role(enum.StrEnum):
    """Codes of the directory. They never change."""

    STAFF = "staff"
    ASSISTANT = "assistant"
    COORDINATOR = "coordinator"
    AUDITOR = "auditor"
    ADMIN = "admin"
    CARER = "carer"
    """Looks after the children of today, and sees nothing else."""
    INTERPRETER = "interpreter"
    """Sees the jobs that are offered to them or theirs, and nothing else."""


class Area(enum.StrEnum):
    """A part of the program that a role may enter."""

    OFFICE = "office"
    """Everything of an office: clients' files, lists, search, papers, the calendar, what is saved to disk."""
    CARE = "care"
    """The board of a place of care, today."""
    JOBS = "jobs"
    """One's own jobs as an interpreter."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What a role may do."""

    areas: frozenset[Area]
    settles: bool = False
    """Whether work that the centre would not take is handed over to this role."""
    exports: bool = False
    """Whether this role makes the funder's file and other files about clients that leave the house."""

    merges: bool = False
    """Whether this role decides that two files are one person's, or are not."""

    @property
    def narrow(self) -> bool:
        """Whether somebody sees only what is theirs today, not the office."""
        return Area.OFFICE not in self.areas


_OFFICE = Rights(frozenset({Area.OFFICE, Area.CARE}))
_LEADS = Rights(frozenset({Area.OFFICE, Area.CARE}), settles=True)
_COORDINATES = Rights(frozenset({Area.OFFICE, Area.CARE}), settles=True, exports=True, merges=True)
_ALONE = Rights(frozenset({Area.OFFICE, Area.CARE}), exports=True, merges=True)
RIGHTS: Mapping[Role, Rights] = MappingProxyType(
    {
        Role.STAFF: _OFFICE,
        Role.ASSISTANT: _OFFICE,
        Role.COORDINATOR: _COORDINATES,
        Role.AUDITOR: _OFFICE,
        Role.ADMIN: _LEADS,
        Role.CARER: Rights(frozenset({Area.CARE})),
        Role.INTERPRETER: Rights(frozenset({Area.JOBS})),
    }
)


def rights_of(role: str) -> Rights:
    """What somebody with that role may do. Who has joined no centre works alone, with everything that is there."""
    return RIGHTS[Role(role)] if role in set(Role) else _ALONE


def narrow_roles(roles: Collection[str]) -> frozenset[Role]:
    """The roles of a laptop on which nobody works who sees the office; empty for every other laptop.

    People who share a laptop share its file, so one person with wider rights makes the whole laptop wide.
    """
    if not roles or not all(rights_of(each).narrow for each in roles):
        return frozenset()
    return frozenset(Role(each) for each in roles)
