"""Above the form of a case or an appointment: what can be arranged for it, and what each part of it says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cicdesk.presenters.arranging import given_for
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.runner import Runner
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import Values
from cicdesk.store.errors import RecordNotFound

if TYPE_CHECKING:
    from cicdesk.presenters.booking_card import Move, Part

ABOUT = frozenset({"case", "appointment"})
_CONCERNS = ABOUT | {"interpreter_request", "care_request", "interpreter", "room", "care_place", "staff"}
_OPEN = frozenset({"PLANNED", None})


@dataclass(frozen=True, slots=True)
class StripShown:
    """The strip at one moment."""

    parts: "tuple[Part, ...]" = ()
    moves: "tuple[Move, ...]" = ()
    open: bool = True
    """Whether anything is still to be arranged."""


class StripView(Protocol):
    """The strip."""

    def show_strip(self, shown: StripShown) -> None:
        """Show it."""
        ...


class StripPresenter:
    """Knows one case or appointment, of a client or of a group."""

    def __init__(
        self,
        view: StripView,
        desk: Desk,
        runner: Runner,
        publish: Callable[[Changes], object],
        record: str,
    ) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._publish = publish
        self._record = record

    def load(self) -> None:
        """Ask for what is booked."""
        self._runner.start(self._view, self._look, self._view.show_strip, lambda _gone: None)

    def changed(self, changes: Changes) -> None:
        """Something was written here or came from the centre."""
        if changes.everything or changes.kinds & _CONCERNS:
            self.load()

    def begin(self, kind: str, opened: Callable[[Values], object]) -> None:
        """Call `opened` with what a new record of that kind begins with."""
        self._runner.start(self._view, lambda: self._given(kind), opened)

    def move(self, move: "Move") -> None:
        """Give all parts another time."""
        from cicdesk.presenters.together_desk import move_all  # noqa: PLC0415  rules that no start needs

        self._runner.start(
            self._view, lambda: move_all(self._desk, self._record, move.possibility), self._publish
        )

    def _look(self) -> StripShown:
        held = self._desk.records.get(self._record)
        if held.kind != "appointment":
            return StripShown()
        if held.values.get("status") not in _OPEN:
            return StripShown(open=False)
        from cicdesk.presenters.booking_card import card_of  # noqa: PLC0415  rules that no start needs

        card = card_of(self._desk, held, self._requests(held), self._desk.staff.names())
        return StripShown(card.parts, card.moves)

    def _requests(self, held: Snapshot) -> Sequence[Snapshot]:
        if held.kind != "appointment":
            return ()
        from cicdesk.presenters.together_desk import moving  # noqa: PLC0415  the same

        return moving(self._desk).requests_of(held.id)

    def _given(self, kind: str) -> Values:
        held = self._desk.records.get(self._record)
        client = self._client(str(held.values.get("person") or ""))
        cards = self._desk.records.list("dependant", {"person": client.id}) if client else ()
        return given_for(kind, client, held, cards, self._requests(held))

    def _client(self, person: str) -> Snapshot | None:
        """None for a group, and for a client whose file is not here."""
        try:
            return self._desk.records.get(person) if person else None
        except RecordNotFound:
            return None
