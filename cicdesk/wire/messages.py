"""The messages of the sync protocol (docs/protocol.md), as they go over the wire.

Short because a van's line is 300 ms and 384 kbit/s: what follows from something else is left out.
A record's versions are ids of mutations. The mutation that makes a record has the record's own id,
so a field that nobody changed since needs no version: it is the record's id.
"""

import zlib
from collections.abc import Collection, Mapping, Sequence

import msgspec

from cicdesk.schema.values import Value
from cicdesk.wire.likely import Likelies

PROTOCOL = 1
"""Raised when a message changes its meaning; the server answers every number it ever spoke."""

ALIVE = "_alive"
"""Deleting is writing false to this field, with `seen`."""

EVERYONE = "*"
"""The partition that every device reads: erasures, as bare ids."""

PICKED = "v:"
"""Begins the partition of a laptop on which nobody sees an office: what its people need now, picked record by record."""

CENTRE = "@centre"
"""The author of what the centre itself decided (docs/protocol.md 12). Nobody of the staff is called so."""


class Mutation(msgspec.Struct, omit_defaults=True, kw_only=True):
    """One edit of one record: all its fields changed together."""

    id: str
    rid: str = ""
    """Empty: the mutation makes the record and shares its id."""
    root: str = ""
    """Empty: the record is its own root."""
    kind: str
    user: str
    at: int
    """Milliseconds since 1970 by the author's clock; shown, never decided by."""
    set: dict[str, Value]
    bases: dict[str, list[str]] = {}
    """For each field that had a value: the versions its author saw and replaced."""
    seen: dict[str, list[str]] = {}
    """Only when `_alive` is written: every head its author had seen, as version -> fields."""
    have: int = 0
    """The number at which the device holds the record; 0: not at all. Filled in when sending."""
    sig: str = ""
    """The author's own signature."""
    form: int = 0
    """The form it was written in, where that is not the message's: it waited while the program was updated."""

    @property
    def record(self) -> str:
        """The record's id."""
        return self.rid or self.id

    @property
    def file(self) -> str:
        """The root's id."""
        return self.root or self.record


class Head(msgspec.Struct, omit_defaults=True, kw_only=True):
    """One of several values standing beside each other in a field."""

    value: Value
    user: str = ""
    at: int = 0
    bases: list[str] = []
    """What it replaced; an empty text stands for the record's own id."""
    place: str = ""
    """From where it came: office and laptop, as in numbers for people (`KR-L07`)."""


class State(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A record as the server has it; with `part`, only the fields newer than the asked cursor."""

    rid: str
    root: str = ""
    kind: str
    seq: int
    data: dict[str, Value]
    ver: dict[str, list[str]] = {}
    """version -> fields; a field named nowhere has the record's id as its version."""
    heads: dict[str, dict[str, Head]] = {}
    """Only for fields in conflict: every head, the current one included."""
    bases: dict[str, list[str]] = {}
    """For fields that are not: what the value replaced, as in `Head`; given back with it (protocol.md 7)."""
    deleted: bool = False
    asked: bool = False
    """Someone asked for its deletion without having seen all that is in it."""
    by: str = ""
    at: int = 0
    part: bool = False
    check: int = 0
    """With `part`: the checksum of the versions of all its fields, so that a copy that missed a change shows."""


class Outcome(msgspec.Struct, omit_defaults=True, kw_only=True):
    """What became of a mutation that was not simply accepted."""

    r: str
    """`dup`, `quarantined` or `erased`."""
    why: str = ""
    """A stable code of wire.errors.Why where it was quarantined."""
    field: str = ""


class Page(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A piece of one partition's feed, in order."""

    rows: list[State] = []
    own: list[list[int]] = []
    """Runs [first, count] of numbers that the device's own acknowledged mutations took."""
    exits: list[str] = []
    """Roots that left the partition."""
    erased: list[str] = []
    """Roots that were erased; only in partition `*`."""
    cursor: int
    more: bool = False
    digest: list[int] = []
    """[count, sum of crc32(rid:seq)] once the partition is read to its end."""
    keeps: list[str] | None = None
    """All records of a partition that is picked anew at each reading (`v:`); what it does not name has left."""


class Pull(msgspec.Struct, omit_defaults=True, kw_only=True):
    """Asks for what is new."""

    schema: int
    epoch: int | None = None
    known: list[int] | None = None
    """[seq, token] of the newest commit the device has seen."""
    cursors: dict[str, int] = {}
    limit: int = 2000
    """Records a page at the most."""
    budget: int = 0
    """Bytes of JSON a page at the most, about; 0: the server's own limit."""
    want: list[str] = []
    """Records to send whole, whatever the cursors say."""
    whole: bool = False
    """Send every row with its state, the device's own as well: its copy cannot be trusted."""
    tell_size: bool = False
    """Send no rows, only how much lies ahead; a server that does not know this sends a row or two."""
    newest: int = 0
    """On a first download: so many of the files changed last come along before their turn."""
    names: int | None = None
    """The number of the names that the device holds, 0 where it holds none; unsaid: it wants none."""
    likely: list[int] | None = None
    """[history, number] of the likelies that it holds, empty where it holds none; unsaid: it wants none."""


class Names(msgspec.Struct, omit_defaults=True, kw_only=True, frozen=True):
    """What the people of the staff and the offices of a region are called."""

    number: int = 0
    """Another one after every change."""
    users: dict[str, str] = {}
    """Sign-in names -> names for people; empty where the centre knows none."""
    offices: dict[str, str] = {}
    """Codes -> names."""


class PullReply(msgspec.Struct, omit_defaults=True, kw_only=True):
    """What is new."""

    status: str = "ok"
    epoch: int = 0
    parts: dict[str, Page] = {}
    """Only partitions with something to say; `scope` names them all when it changed."""
    wanted: list[State] = []
    ahead: list[int] = []
    """[records, bytes of JSON] behind the cursors, where only the size was asked for."""
    scope: list[str] = []
    """The device's partitions, where the cursors asked for are not exactly these."""
    known: list[int] = []
    durable: int = 0
    time: int = 0
    """The server's clock in milliseconds, where it differs from the proof's by over a minute."""
    retry_after: int = 0
    until: str = ""
    """The last day, as 2027-03-15, on which devices of this form are given anything; with `upgrade`, it is over."""
    names: Names | None = None
    """Only where they are not those whose number the device said."""
    likely: Likelies | None = None
    """Only where there is something new of them."""


class Push(msgspec.Struct, omit_defaults=True, kw_only=True):
    """Hands in edits; with `cursors`, the answer brings the first page of a pull as well."""

    schema: int
    epoch: int | None = None
    known: list[int] | None = None
    muts: list[Mutation]
    cursors: dict[str, int] | None = None
    limit: int = 2000
    names: int | None = None
    """As in `Pull`."""
    likely: list[int] | None = None
    """The same."""
    beside: str = ""
    """The last edit of another message of this device whose answer is still under way, so that `known` lacks it."""


class PushReply(msgspec.Struct, omit_defaults=True, kw_only=True):
    """What became of the edits. A mutation that is not in `outcomes` was accepted."""

    status: str = "ok"
    epoch: int = 0
    seqs: list[list[int]] = []
    """Runs [first, count]: the numbers the records took, one for each mutation in order; 0 where none.

    0 also for an edit that was accepted where the device lacks others' changes and may not see the file any more.
    """
    outcomes: dict[int, Outcome] = {}
    """By the mutation's place in the message."""
    states: list[State] = []
    """Records that are not what the device shows after its own edits."""
    known: list[int] = []
    durable: int = 0
    pull: PullReply | None = None
    time: int = 0
    retry_after: int = 0


class Version(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A value that the server lost and a device still had."""

    id: str
    rid: str
    root: str
    kind: str
    f: str
    value: Value
    bases: list[str] = []
    seen: dict[str, list[str]] = {}
    user: str = ""
    at: int = 0


class Salvage(msgspec.Struct, omit_defaults=True, kw_only=True):
    """Gives back versions after the server lost a part of its history."""

    schema: int
    epoch: int | None = None
    known: list[int] | None = None
    versions: list[Version]


class CourierKey(msgspec.Struct, omit_defaults=True, kw_only=True, frozen=True):
    """What a laptop has to know of the centre to write to it without a line (wire/packages.py)."""

    seal: str
    """Packages are encrypted to this age recipient."""
    sign: str
    """The centre's answers are signed by this Ed25519 key, base64url."""


class Hello(msgspec.Struct, omit_defaults=True, kw_only=True):
    """First contact, and after trouble."""

    schema: int
    clock: int
    """The device's clock in milliseconds."""
    app: str = ""
    waiting: int = 0


class HelloReply(msgspec.Struct, omit_defaults=True, kw_only=True):
    """Who the server takes the device for, and what it allows."""

    status: str = "ok"
    epoch: int = 0
    time: int = 0
    scope: list[str] = []
    office: str = ""
    users: dict[str, str] = {}
    """Names of the persons registered for the device -> their roles."""
    durable: int = 0
    schema: int = 0
    min_pull: int = 0
    """The oldest form that may read for good."""
    until: str = ""
    """As in `PullReply`."""
    commands: list[str] = []
    """`lock`, `wipe` or `drain`."""
    courier: CourierKey | None = None
    """Where the centre takes packages that were carried on a stick."""


class Courier(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A package from a laptop without a line, handed in by another one."""

    package: bytes


class CourierReply(msgspec.Struct, omit_defaults=True, kw_only=True):
    """The centre's answer to it; only the laptop that made the package can read it."""

    status: str = "ok"
    answer: bytes = b""
    retry_after: int = 0


class Enrol(msgspec.Struct, omit_defaults=True, kw_only=True):
    """Redeems a one-time code: the only message without a proof of an enrolled device."""

    code: str
    user: str
    key: str
    """The device's public Ed25519 key, base64url; the message is signed by it."""
    app: str = ""
    no_keyring: bool = False
    """The laptop has no system keyring; the coordinator sees it in the device list."""


class EnrolReply(msgspec.Struct, omit_defaults=True, kw_only=True):
    """The device's place in the organisation."""

    status: str = "ok"
    device: str = ""
    name: str = ""
    """The laptop's short name, as in numbers for people (`L07`)."""
    series: int = 0
    """How many laptops of that office had the name before: its numbers must not meet theirs."""
    office: str = ""
    region: str = ""
    user: str = ""
    role: str = ""
    scope: list[str] = []
    epoch: int = 0
    time: int = 0
    recovery_key: str = ""
    """The organisation's public recovery key (age)."""
    courier: CourierKey | None = None
    """Where the centre takes packages that were carried on a stick."""


def expand_runs(runs: Sequence[Sequence[int]]) -> list[int]:
    """The numbers that runs [first, count] stand for; a run that starts with 0 is that many zeros."""
    numbers: list[int] = []
    for first, count in runs:
        numbers.extend([0] * count if first == 0 else range(first, first + count))
    return numbers


def runs_of(numbers: Sequence[int]) -> list[list[int]]:
    """Numbers as runs [first, count]; zeros make runs of their own."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and ((number == 0 == runs[-1][0]) or (number and runs[-1][0] and number == sum(runs[-1]))):
            runs[-1][1] += 1
        else:
            runs.append([number, 1])
    return runs


def versions_check(heads: Mapping[str, Collection[str]]) -> int:
    """The checksum of a record's fields with the versions that stand in each."""
    lines = sorted([
        f"{name}={','.join(sorted(versions) if len(versions) > 1 else versions)}"
        for name, versions in heads.items()
    ])  # fmt: skip
    return zlib.crc32("\n".join(lines).encode()) or 1
