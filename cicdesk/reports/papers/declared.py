"""What a printed paper is: declared once, read by whoever gathers its records, writes its text and asks for signatures."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


class Signer(enum.StrEnum):
    """Who puts a signature on a paper; the words stand in resources/templates/words."""

    CLIENT = "client"
    GUARDIAN = "guardian"
    INTERPRETER = "interpreter"
    REQUESTER = "requester"
    STAFF = "staff"
    CARER = "carer"
    COORDINATOR = "coordinator"


class Second(enum.StrEnum):
    """Whose language stands beside the Polish."""

    CLIENT = "client"
    """The client's contact language, or the next one that the client reads."""
    INTERPRETED = "interpreted"
    """The language that is interpreted."""
    SHARED = "shared"
    """Several families read it: whoever prints chooses; English unless they do."""


class Naming(enum.StrEnum):
    """How people who receive support are named on a paper."""

    FULL = "full"
    INITIAL = "initial"
    """The first name and the initial: others read it too."""
    NUMBER = "number"
    """By the client's number only."""
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Link:
    """A record that a paper needs beside its own: the one that `field` of `start` names."""

    role: str
    start: str
    field: str


@dataclass(frozen=True, slots=True)
class Back:
    """Records that name the paper's own one: those of `kind` whose `field` is its id."""

    role: str
    kind: str
    field: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Where a signature is noted: the field of a record, with codes of the list `signature_states`."""

    signer: Signer
    role: str
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One kind of printed paper."""

    code: str
    """Also the name of its template and of its words."""
    label: str
    prefix: str
    """Begins its number."""
    about: str
    """The kind of the record that it is printed from; its role is `main`."""
    links: tuple[Link, ...] = ()
    backs: tuple[Back, ...] = ()
    reads: Mapping[str, tuple[str, ...]]
    """By role, the fields it may show. Nothing else of a record reaches a template."""
    told: frozenset[str] = frozenset()
    """Sensitive fields that stand on it because the one who signs told them: `role.field`."""
    signers: tuple[Signer, ...] = ()
    signed_in: tuple[SignedIn, ...] = ()
    second: Second = Second.CLIENT
    naming: Naming = Naming.FULL
    client_facing: bool = True
    landscape: bool = False
    scan_kind: str = "SCAN"
    """What an attached scan of it is, a code of `attachment_kinds`."""
    roles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """By role, the kind of its records where neither a link nor a back names one."""
