"""The middle of a form: its sections one below the other in one scroll area."""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from cicdesk.gui.editors.base import cursor_place
from cicdesk.gui.editors.frame import FieldFrame
from cicdesk.gui.section_card import SectionCard
from cicdesk.schema.fields import Field
from cicdesk.schema.records import RecordSpec

_GAP = 16
LEFT_EDGE, RIGHT_EDGE = 4, 12
"""Between the cards and the sides of the area."""
_BREATH = 24
"""Pixels kept free above and below a field that is brought in view."""
_HEADING = 90
"""A field not further down its section than this is shown with the heading above it."""
FIRST_SCREEN = 10
"""So many boxes to type in are made at once; the others follow as soon as the window has been painted."""


class FormBody(QScrollArea):
    """Sections in their order. They are made from the first on, so that Tab visits them in order."""

    built = Signal(object)
    """Fields were made: a list of FieldFrame."""
    scrolled_to = Signal(str)
    """This is now the section in sight."""

    def __init__(self, spec: RecordSpec, make: Callable[[Field], FieldFrame]) -> None:
        super().__init__()
        self.setObjectName("formBody")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.cards: dict[str, SectionCard] = {}
        self._last_stop: QWidget | None = None
        host = QWidget()
        host.setProperty("role", "scrolled")
        self.column = QVBoxLayout(host)
        self.column.setContentsMargins(LEFT_EDGE, LEFT_EDGE, RIGHT_EDGE, LEFT_EDGE)
        self.column.setSpacing(_GAP)
        for section in spec.sections:
            fields = [f for f in spec.in_section(section.name) if f.name != spec.root_field]
            self.cards[section.name] = SectionCard(section, fields, make)
            self.column.addWidget(self.cards[section.name])
        self.column.addStretch()
        self.setWidget(host)
        self._rest = QTimer(self)
        self._rest.timeout.connect(self._build_next)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._tell_section())

    def begin(self) -> None:
        """Make what the first screen shows; the rest follows when the event loop is idle."""
        made = 0
        for card in self.cards.values():
            if made >= FIRST_SCREEN:
                break
            made += sum(len(frame.tab_stops()) for frame in self._build(card).values())
        if not all(card.built for card in self._filled()):
            self._rest.start(0)

    def _filled(self) -> Iterator[SectionCard]:
        return (card for card in self.cards.values() if card.fields)

    def _build_next(self) -> None:
        card = next((card for card in self._filled() if not card.built), None)
        if card is None:
            self._rest.stop()
        else:
            self._build(card)

    def _build(self, card: SectionCard) -> Mapping[str, FieldFrame]:
        made = card.build()
        if made:
            self._chain(made)
            self.built.emit(list(made.values()))
        return made

    def _chain(self, made: Mapping[str, FieldFrame]) -> None:
        """New widgets are visited last by Tab; these come before the buttons below the form."""
        for stop in (stop for frame in made.values() for stop in frame.tab_stops()):
            if self._last_stop is not None:
                QWidget.setTabOrder(self._last_stop, stop)
            self._last_stop = stop

    def build_up_to(self, section: str = "") -> None:
        """Make every section up to this one; all of them if none is named."""
        for name, card in self.cards.items():
            self._build(card)
            if name == section:
                return
        self._rest.stop()

    @property
    def waits(self) -> bool:
        """Whether some fields are still to be made."""
        return self._rest.isActive()

    def stop(self) -> None:
        """The form is closing: make no more."""
        self._rest.stop()

    def show_only(self, visible: AbstractSet[str]) -> None:
        """Show these fields."""
        for card in self.cards.values():
            card.show_only(visible)

    def show_section(self, section: str) -> None:
        """Bring a section to the top."""
        self.build_up_to(section)
        self._lay_out()
        card = self.cards[section]
        self.verticalScrollBar().setValue(max(0, card.y() - LEFT_EDGE))

    def show_frame(self, frame: QWidget) -> None:
        """Bring a field in view, with some room around it."""
        self._lay_out()
        self.ensureWidgetVisible(frame, 0, _BREATH)
        heading = next((card for card in self.cards.values() if card.isAncestorOf(frame)), None)
        if heading is not None and frame.mapTo(heading, QPoint(0, 0)).y() < _HEADING:
            self.ensureVisible(0, max(0, heading.y() - LEFT_EDGE), 0, 0)

    def _lay_out(self) -> None:
        """Positions are asked for before the next event would give them."""
        self.column.activate()

    def _tell_section(self) -> None:
        """Where the cursor is in sight that is the section one works in; else it is the one at the top."""
        top, place = self.verticalScrollBar().value() + _BREATH, cursor_place()
        shown = [card for card in self.cards.values() if not card.isHidden()]
        here = [card for card in shown if card.y() <= top]
        if place is not None and not place.visibleRegion().isEmpty():
            here = [card for card in shown if card.isAncestorOf(place)] or here
        if here:
            self.scrolled_to.emit(here[-1].section.name)
