"""What a reference can point to: people of the staff and offices at once, records by searching."""

from collections.abc import Callable, Sequence

from cicdesk.base.i18n import _
from cicdesk.base.ids import RecordId
from cicdesk.domain.booking.fitness import has_ended
from cicdesk.domain.names import fold
from cicdesk.presenters.choices import Choice
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.runner import Runner
from cicdesk.presenters.words import title_words
from cicdesk.schema.records import RecordSpec, registry

_MOST = 12


class ReferenceChooser:
    """Answers forms. Staff and offices are read once for a sitting and again with `refresh`."""

    def __init__(self, desk: Desk, runner: Runner, owner: object) -> None:
        self._desk = desk
        self._runner = runner
        self._owner = owner
        self._known: dict[str, Sequence[Choice]] = {"user": (), "office": ()}
        self.refresh()

    def refresh(self) -> None:
        """Read staff and offices anew."""
        self._runner.start(self._owner, self._look, self._keep)

    def offered(self, to: str) -> Sequence[Choice] | None:
        """All there is to choose from; None where one has to search."""
        return self._known.get(to)

    def find(self, to: str, text: str, give: Callable[[Sequence[Choice]], None], file: str = "") -> None:
        """Records of that kind for typed letters; for none, those most likely meant.

        Of what lies in people's files, only what lies in this one, if one is named.
        """
        spec = registry().get(to)
        root = file if spec is not None and spec.root_field else ""
        if text.strip():
            self._runner.start(self._owner, lambda: self._searched(to, text, root), give)
        elif spec is not None:
            self._runner.start(self._owner, lambda: self._likeliest(spec, root), give)

    def _searched(self, to: str, text: str, root: str) -> Sequence[Choice]:
        kinds = (to,) if to in registry() else ()
        hits = self._desk.search.find(text, _MOST, kinds)
        return [
            _choice(h.id, title_words(h.kind, h.title), h.number) for h in hits if not root or h.root == root
        ]

    def _likeliest(self, spec: RecordSpec, root: str) -> Sequence[Choice]:
        """What lies in the file, or what was changed last; of registers, what is still offered."""
        kept = self._desk.records
        found = kept.list(spec.kind, {"root": root}, _MOST) if root else kept.recent(spec.kind, _MOST)
        today = self._desk.care.today()
        offered = [r for r in found if not (spec.regional and has_ended(r.values, today))]
        return [_choice(r.id, title_words(r.kind, r.title) or r.number, r.number) for r in offered]

    def title(self, to: str, value: str, give: Callable[[str], None]) -> None:
        """The words for a reference that a record holds."""
        for each in self._known.get(to, ()):
            if each.code == value:
                give(each.label)
                return
        if to in {"user", "office"} or not value:
            give(value)
            return
        self._runner.start(
            self._owner, lambda: self._title(value), give, lambda _error: give(_("(not on this laptop)"))
        )

    def _title(self, value: str) -> str:
        record = self._desk.records.get(RecordId(value))
        return title_words(record.kind, record.title) or record.number

    def _look(self) -> dict[str, Sequence[Choice]]:
        return {
            "user": [_choice(name, shown, "") for name, shown in self._desk.staff.users().items()],
            "office": [_choice(code, shown, "") for code, shown in self._desk.staff.offices().items()],
        }

    def _keep(self, known: dict[str, Sequence[Choice]]) -> None:
        self._known = known


def _choice(code: str, title: str, number: str) -> Choice:
    words = f"{title}  ·  {number}" if number else title
    return Choice(code, words, (fold(code), fold(title)))
