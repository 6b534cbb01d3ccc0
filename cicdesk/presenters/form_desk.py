"""What a record form needs from the rest of the program, and what it tells its window."""

import datetime as dt
import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from cicdesk.base.clock import Clock
from cicdesk.domain.duplicates.scoring import Reason
from cicdesk.presenters.choices import Choice
from cicdesk.presenters.delays import Delays
from cicdesk.presenters.runner import Runner
from cicdesk.schema.problems import Problem
from cicdesk.schema.records import RecordSpec
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import Value, Values
from cicdesk.store.drafts import Draft


class Records(Protocol):
    """The use cases of records that a form calls."""

    def create(self, kind: str, values: Values, *, draft: str = "") -> tuple[Snapshot, Changes]:
        """Make a record; the draft goes in the same transaction."""
        ...

    def edit(self, record: str, values: Values, *, draft: str = "") -> tuple[Snapshot, Changes]:
        """Change the named fields; the draft goes in the same transaction."""
        ...

    def promote(self, contact: str, values: Values, *, draft: str = "") -> tuple[Snapshot, Changes]:
        """Make a person out of a contact."""
        ...

    def get(self, record: str) -> Snapshot:
        """The record as it is now."""
        ...


class Drafts(Protocol):
    """Where unfinished forms are kept."""

    def save(self, draft: Draft) -> None:
        """Keep the draft, in place of an earlier one of the same id."""
        ...

    def drop(self, draft: str) -> None:
        """Forget the draft."""
        ...


class Likeness(Protocol):
    """A record that may be the same person, and why it may."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def kind(self) -> str:
        """Its record type."""
        ...

    @property
    def title(self) -> str:
        """Its name for people."""
        ...

    @property
    def number(self) -> str:
        """Its number for people."""
        ...

    @property
    def why(self) -> str:
        """`name`, `spelling`, `number`, `words`, or the field that matched."""
        ...

    @property
    def detail(self) -> str:
        """The content that matched."""
        ...

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What speaks for its being the person who is typed, and against it; empty where it was only found."""
        ...


class Search(Protocol):
    """Who is already known."""

    def similar(self, values: Values, limit: int = 5) -> Sequence[Likeness]:
        """Records that may be the same person."""
        ...


def _nothing(to: str) -> None:
    del to


@dataclass(frozen=True, slots=True)
class FormDesk:
    """Everything a form works with."""

    records: Records
    drafts: Drafts
    search: Search
    runner: Runner
    clock: Clock
    user: str
    missing: Callable[[str, Values], tuple[str, ...]]
    """The fields still missing to be reportable, by kind and values, under the profile in force."""

    offered: Callable[[str], Sequence[Choice] | None] = _nothing
    """All that a reference may point to, where that is known as a whole: people of the staff, offices."""

    def today(self) -> dt.date:
        """The date where the person sits."""
        return self.clock.now().astimezone().date()


@dataclass(frozen=True, slots=True)
class FormStart:
    """What a form begins with: a record, a draft, or a few values; all empty for a blank form."""

    spec: RecordSpec
    record: Snapshot | None = None
    draft: Draft | None = None
    values: Values = field(default_factory=dict)
    """Given beforehand: the person of a case, what a contact already said."""
    contact: str = ""
    """The contact that saving turns into a person."""
    read_only: bool = False


class DraftState(enum.Enum):
    """Whether what was typed is on disk."""

    NONE = "none"
    WAITING = "waiting"
    KEPT = "kept"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Count:
    """What a section of the form still wants."""

    missing: int = 0
    problems: int = 0
    """Errors and warnings."""
    errors: int = 0


@dataclass(frozen=True, slots=True)
class FormStatus:
    """The state of a form after each act; a window shows the difference to the one before."""

    visible: frozenset[str]
    problems: tuple[Problem, ...] = ()
    missing: tuple[str, ...] = ()
    counts: Mapping[str, Count] = field(default_factory=dict)
    """By section."""
    dirty: bool = False
    saved_once: bool = False
    """Whether there is a record yet."""
    can_undo: bool = False
    can_redo: bool = False
    saving: bool = False
    draft: DraftState = DraftState.NONE
    draft_at: int = 0
    """Milliseconds since 1970 of the draft's last save; 0 for none."""
    draft_id: str = ""
    """The draft that holds what was typed; empty where nothing had to be kept."""
    misfits: str = ""
    """Answers of another version of the form that have no place in this one, in words."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A sync brought another value for a field that is being filled in; nothing was replaced."""

    field: str
    value: Value


class FormView(Protocol):
    """The window of a form."""

    def show_values(self, values: Values) -> None:
        """These fields now hold this, and not because someone typed it into them."""
        ...

    def show_status(self, status: FormStatus) -> None:
        """What is visible, wrong, missing and kept."""
        ...

    def show_similar(self, hits: Sequence[Likeness]) -> None:
        """Who this may already be; empty for nobody."""
        ...

    def show_notice(self, notice: Notice) -> None:
        """Another value arrived for a field that keeps its own."""
        ...

    def jump_to(self, path: str) -> None:
        """Bring a field in view and put the cursor into it."""
        ...

    def show_failure(self, error: BaseException) -> None:
        """Saving failed; everything typed is still there."""
        ...

    def record_saved(self, snapshot: Snapshot, changes: Changes) -> None:
        """The record is on disk."""
        ...


@dataclass(frozen=True, slots=True)
class Screen:
    """The window of a form and its clockwork."""

    view: FormView
    delays: Delays
