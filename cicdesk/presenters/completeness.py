"""What people lack to be reported: the list to work through, nearest to being complete first."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from cicdesk.base.i18n import _, language
from cicdesk.domain.names import office_key
from cicdesk.presenters.completeness_judging import Judging
from cicdesk.presenters.desk import Desk, Lacking, Where
from cicdesk.presenters.runner import Runner
from cicdesk.presenters.words import office_words, title_words
from cicdesk.schema.codelists import code_list
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import Changes

OF_PART = "participation/"
_JUDGED_BY = frozenset({"person", "participation", "project_profile", "sync", "staff"})
_SHOWN_AFTER = 8
"""Pieces judged after which the list is shown anew while the rest is still being judged."""


@dataclass(frozen=True, slots=True)
class MissingField:
    """One thing that is missing, and where it is filled in."""

    label: str
    kind: str
    record: str
    field: str
    mended: bool = False
    """It belongs to what was written down on joining."""


@dataclass(frozen=True, slots=True)
class CompletenessLine:
    """One person on the list."""

    key: int
    person: str
    title: str
    number: str
    project: str
    office: str
    who: str
    missing: tuple[MissingField, ...]


class CompletenessView(Protocol):
    """The page."""

    def show_keys(self, keys: "array[int]") -> None:
        """Show a table of so many rows; their content is asked for later."""
        ...

    def show_lines(self, lines: Sequence[CompletenessLine]) -> None:
        """Fill in these rows."""
        ...

    def show_choices(self, choices: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Offer these projects, offices and people to narrow the list down: codes and words."""
        ...

    def show_left(self, left: int) -> None:
        """So many people are still being looked through; 0: none."""
        ...

    def forget_rows(self) -> None:
        """What is shown may be stale; ask again for what is in sight."""
        ...


class CompletenessPresenter:
    """Has people judged whose files changed, piece by piece, and shows the list meanwhile."""

    def __init__(self, view: CompletenessView, desk: Desk, runner: Runner) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self.where = Where()
        self._judging = Judging(view, desk, runner, self._judged)
        self._pieces = 0

    def load(self) -> None:
        """Show what is known, and look through what changed since."""
        self._ask()
        self._offer()
        self._judging.go()

    def narrow(self, **chosen: str) -> None:
        """Show only those of a `project`, an `office`, or whom one person (`who`) can ask; empty for all."""
        self.where = replace(self.where, **chosen)
        self._ask()

    def fetch(self, keys: Sequence[int]) -> None:
        """Ask for the content of these rows."""
        wanted = tuple(keys)
        self._runner.start(self._view, lambda: self._lines(wanted), self._view.show_lines)

    def changed(self, changes: Changes) -> None:
        """Something was written here or came from the centre."""
        if changes.everything or changes.kinds & _JUDGED_BY:
            self._judging.go()

    def _judged(self, judged: int, left: int) -> None:
        self._view.show_left(left)
        self._pieces += bool(judged)
        if not self._pieces:
            return
        if not left or self._pieces == _SHOWN_AFTER:
            self._pieces = 0
            self._refresh()
            self._offer()

    def _refresh(self) -> None:
        self._view.forget_rows()
        self._ask()

    def _ask(self) -> None:
        where = self.where

        def show(keys: "array[int]") -> None:
            if where == self.where:
                self._view.show_keys(keys)

        self._runner.start(self._view, lambda: self._desk.completeness.keys(where), show)

    def _offer(self) -> None:
        self._runner.start(self._view, self._choices, self._view.show_choices)

    def _choices(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        staff = self._desk.staff.names()
        found = self._desk.completeness.choices()
        words: dict[str, Callable[[str], str]] = {
            "project": project_words,
            "office": lambda code: _office(code, staff),
            "who": lambda code: staff.get(code, code),
        }
        return {
            name: [(code, worded(code)) for code in found[name] if code] for name, worded in words.items()
        }

    def _lines(self, keys: Sequence[int]) -> list[CompletenessLine]:
        staff = self._desk.staff.names()
        return [_line(each, staff) for each in self._desk.completeness.lines(keys)]


def _line(held: Lacking, staff: Mapping[str, str]) -> CompletenessLine:
    return CompletenessLine(
        key=held.n,
        person=held.id,
        title=title_words("person", held.title) or held.number,
        number=held.number,
        project=project_words(held.project),
        office=_office(held.office, staff),
        who=", ".join(staff.get(each, each) for each in held.who),
        missing=tuple(_field(held.id, each) for each in held.fields),
    )


def _field(person: str, path: str) -> MissingField:
    kind, record, name = "person", person, path
    if path.startswith(OF_PART):
        kind, record, name = "participation", *path.removeprefix(OF_PART).split("/", 1)
    field = spec_of(kind).by_name.get(name)
    label = _(field.label) if field else name
    return MissingField(label, kind, record, name, mended=bool(field and field.locked))


def project_words(code: str) -> str:
    """What a project is called; that there is none, for none."""
    return code_list("projects").label(code, language()) if code else _("no project")


def _office(code: str, staff: Mapping[str, str]) -> str:
    return office_words(code, staff.get(office_key(code), "")) if code else ""
