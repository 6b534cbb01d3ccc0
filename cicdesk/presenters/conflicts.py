"""Conflicts and work that was set aside, of all points in one place, with a way to ask their authors."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from cicdesk.base.clock import Clock
from cicdesk.base.i18n import _
from cicdesk.domain.names import office_key
from cicdesk.presenters.aside import why_for_coordinator
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.runner import Runner
from cicdesk.presenters.words import moment_words, office_words, title_words
from cicdesk.schema.documents import register_of
from cicdesk.schema.records import registry
from cicdesk.schema.snapshot import Changes, Rival, Snapshot


@dataclass(frozen=True, slots=True)
class Trouble:
    """A record in which somebody has to decide, or work that was set aside."""

    record: str
    root: str
    kind: str
    title: str
    detail: str
    office: str
    """The code of the point whose file it is."""
    where: str
    decides: bool
    """Whether it is decided between values; else it is settled in the outbox."""


class ConflictsView(Protocol):
    """The page."""

    def show_troubles(self, conflicts: Sequence[Trouble], aside: Sequence[Trouble]) -> None:
        """Show both lists."""
        ...


class ConflictsPresenter:
    """Looks them up, and writes to authors."""

    def __init__(
        self,
        view: ConflictsView,
        desk: Desk,
        runner: Runner,
        clock: Clock,
        published: Callable[[Changes], None],
    ) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._clock = clock
        self._published = published

    def load(self) -> None:
        """Ask for both lists again."""
        self._runner.start(self._view, self._look, lambda found: self._view.show_troubles(*found))

    def changed(self, changes: Changes) -> None:
        """Something was written here or came from the centre."""
        del changes  # any record can be in conflict
        self.load()

    def ask(self, trouble: Trouble, text: str) -> None:
        """Write to the author: a comment that stands in the file and travels with it."""
        if not text.strip():
            return
        values = {
            "person": trouble.root,
            "about": trouble.record,
            "text": text.strip(),
            "author": self._desk.user,
            "written_at": f"{self._clock.now():%Y-%m-%dT%H:%MZ}",
        }
        self._runner.start(
            self._view,
            lambda: self._desk.records.create("comment", values),
            lambda kept: self._published(kept[1]),
        )

    def _look(self) -> tuple[list[Trouble], list[Trouble]]:
        names = self._desk.staff.names()
        found = [self._conflict(each, names) for each in self._desk.outbox.conflicts()]
        handed = self._desk.handover.open() if self._desk.context.rights.settles else []
        return sorted(found, key=lambda each: each.office), [self._aside(each, names) for each in handed]

    def _conflict(self, record: Snapshot, names: Mapping[str, str]) -> Trouble:
        said = [self._rivals(record, field, each, names) for field, each in record.conflicts.items()]
        if record.deletion_asked:
            said.append(_("Someone deleted it without having seen your changes."))
        return self._trouble(record, _title(record.kind, record.title), "\n".join(said), names, decides=True)

    def _rivals(self, record: Snapshot, name: str, rivals: Sequence[Rival], names: Mapping[str, str]) -> str:
        spec = registry().get(record.kind)
        field = spec.by_name.get(register_of(name)[0]) if spec else None
        now = self._clock.now()
        label = _(field.label) if field else name
        return "\n".join(
            "  ·  ".join(filter(None, (label, names.get(r.user, r.user), moment_words(r.at, now), r.place)))
            for r in rivals
        )

    def _aside(self, handed: Snapshot, names: Mapping[str, str]) -> Trouble:
        values = handed.values
        author = str(values.get("author") or handed.changed_by)
        said = (names.get(author, author), why_for_coordinator(str(values.get("why") or "")))
        detail = "  ·  ".join(filter(None, (*said, str(values.get("text") or ""))))
        title = _title(str(values.get("about_kind") or ""), handed.title)
        return self._trouble(handed, title, detail, names, decides=False)

    def _trouble(
        self, record: Snapshot, title: str, detail: str, names: Mapping[str, str], *, decides: bool
    ) -> Trouble:
        office = self._office(record)
        where = office_words(office, names.get(office_key(office), "")) if office else ""
        return Trouble(record.id, record.root, record.kind, title, detail, office, where, decides)

    def _office(self, record: Snapshot) -> str:
        if record.values.get("office") or record.id == record.root:
            return str(record.values.get("office") or "")
        return str(self._desk.records.get(record.root).values.get("office") or "")


def _title(kind: str, title: str) -> str:
    spec = registry().get(kind)
    return title_words(kind, title) or (_(spec.label) if spec else kind)
