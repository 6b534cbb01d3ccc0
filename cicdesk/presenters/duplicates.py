"""The coordinator's pairs: who may be one person, why, both files side by side, and what is decided."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from cicdesk.base.i18n import _, language
from cicdesk.domain.names import office_key
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.duplicates_words import (
    BAND_SHORT,
    BAND_TONES,
    BAND_WORDS,
    reasons_words,
    veiled_words,
)
from cicdesk.presenters.runner import Runner
from cicdesk.presenters.words import title_words, value_words
from cicdesk.schema.fields import Field
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import Value, is_blank
from cicdesk.services.duplicates.service import Candidate
from cicdesk.wire.likely import Side

KINDS = frozenset({"likely", "person", "merge", "staff"})
"""What makes the list another one."""
_OF_FILE = frozenset({"number", "office", "kept_by", "merged_into", "trip"})
"""Each file keeps its own."""


@dataclass(frozen=True, slots=True)
class PairLine:
    """A pair as a line of the list."""

    id: str
    one: str
    other: str
    band: str
    tone: str
    open: bool
    """Whether both files are here."""


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field of both files."""

    name: str
    label: str
    one: str
    other: str
    differs: bool
    chosen: bool
    """Whether a person chooses between the two; what there can be several of is kept from both."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Two people side by side."""

    pair: Candidate
    titles: tuple[str, str]
    notes: tuple[str, str]
    """The number of each file, or what may be shown of one that is not here."""
    band: str
    tone: str
    speaks: Sequence[str]
    against: Sequence[str]
    lines: Sequence[FieldLine]

    @property
    def known(self) -> tuple[bool, bool]:
        """Which of the two files is here."""
        return bool(self.pair.names[0]), bool(self.pair.names[1])


class DuplicatesView(Protocol):
    """The page."""

    def show_pairs(self, lines: Sequence[PairLine]) -> None:
        """Show the list; the pair that was chosen stays chosen."""
        ...

    def show_beside(self, beside: Beside) -> None:
        """Show two people side by side."""
        ...

    def show_asked(self) -> None:
        """The question about the other office's file was written down."""
        ...


class DuplicatesPresenter:
    """Asks for the pairs, fetches both files of the chosen one, has it decided."""

    def __init__(
        self, view: DuplicatesView, desk: Desk, runner: Runner, published: Callable[[Changes], None]
    ) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._published = published
        self._pairs: Mapping[str, Candidate] = {}
        self._chosen = ""
        self._staff: Mapping[str, str] = {}

    def load(self) -> None:
        """Ask which pairs wait."""
        self._runner.start(
            self._view, lambda: (self._desk.staff.names(), self._desk.duplicates.pairs()), self._show
        )

    def changed(self, changes: Changes) -> None:
        """Something was written here or came from the centre."""
        if changes.everything or changes.kinds & KINDS:
            self.load()

    def choose(self, pair: str) -> None:
        """Show both people of that pair."""
        candidate = self._pairs.get(pair)
        if candidate is None:
            return
        self._chosen = pair

        def show(files: tuple[Snapshot | None, Snapshot | None]) -> None:
            if self._chosen == candidate.id:
                self._view.show_beside(self._beside(candidate, files))

        self._runner.start(self._view, lambda: self._desk.duplicates.files(candidate), show)

    def merge(self, pair: str, survivor: int, other_values: Sequence[str]) -> None:
        """Make one person of both. `survivor`: 0 or 1; of the fields `other_values` the other file's value counts."""
        candidate = self._pairs[pair]
        stays = (candidate.one, candidate.other)[survivor].id
        taken = frozenset(other_values)
        self._decide(lambda: self._desk.duplicates.merge(candidate, stays, taken))

    def not_the_same(self, pair: str) -> None:
        """They are two people; that is remembered."""
        candidate = self._pairs[pair]
        self._decide(lambda: self._desk.duplicates.not_the_same(candidate))

    def later(self, pair: str) -> None:
        """Not today."""
        candidate = self._pairs[pair]
        self._decide(lambda: self._desk.duplicates.later(candidate))

    def ask_to_open(self, pair: str) -> None:
        """Ask the coordinators about the file that is not here; that is written down."""
        side = next((each for each in _sides(self._pairs[pair]) if not each.known), None)
        if side is None:
            return
        shown = veiled_words(side.initials, side.year, "", "")

        def asked(changes: Changes) -> None:
            self._view.show_asked()
            self._published(changes)

        self._runner.start(
            self._view, lambda: self._desk.duplicates.ask_to_open(side.id, shown, side.office), asked
        )

    def _decide(self, work: Callable[[], Changes]) -> None:
        self._runner.start(self._view, work, self._published)

    def _show(self, found: tuple[Mapping[str, str], Sequence[Candidate]]) -> None:
        self._staff, pairs = found
        self._pairs = {each.id: each for each in pairs}
        self._view.show_pairs([self._line(each) for each in pairs])

    def _line(self, pair: Candidate) -> PairLine:
        one, other = (self._title(pair, place) for place in (0, 1))
        return PairLine(pair.id, one, other, _(BAND_SHORT[pair.band]), BAND_TONES[pair.band], pair.open)

    def _title(self, pair: Candidate, place: int) -> str:
        side, name = _sides(pair)[place], pair.names[place]
        return title_words("person", name) if name else self._veiled(side)

    def _veiled(self, side: Side) -> str:
        return veiled_words(
            side.initials, side.year, side.office, side.last, self._staff.get(office_key(side.office), "")
        )

    def _beside(self, pair: Candidate, files: tuple[Snapshot | None, Snapshot | None]) -> Beside:
        speaks, against = reasons_words(pair.reasons, language())
        notes = [
            file.number if file else self._veiled(side)
            for file, side in zip(files, _sides(pair), strict=True)
        ]
        return Beside(
            pair,
            (self._title(pair, 0), self._title(pair, 1)),
            (notes[0], notes[1]),
            _(BAND_WORDS[pair.band]),
            BAND_TONES[pair.band],
            speaks,
            against,
            self._lines(*files),
        )

    def _lines(self, one: Snapshot | None, other: Snapshot | None) -> list[FieldLine]:
        if one is None or other is None:
            return []
        found: list[FieldLine] = []
        for field in spec_of("person").fields:
            mine, theirs = one.values.get(field.name), other.values.get(field.name)
            if field.name in _OF_FILE or (is_blank(mine) and is_blank(theirs)):
                continue
            words = self._words(field, mine), self._words(field, theirs)
            differs = words[0] != words[1]
            chosen = differs and not (field.is_set or is_blank(mine) or is_blank(theirs))
            found.append(FieldLine(field.name, _(field.label), *words, differs, chosen))
        return sorted(found, key=lambda each: not each.chosen)

    def _words(self, field: Field, value: Value) -> str:
        return value_words(field, value, self._staff)


def _sides(pair: Candidate) -> tuple[Side, Side]:
    return pair.one, pair.other
