"""The middle of the board: how full it is, and the children in care, expected and waiting."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from cicdesk.base.i18n import _
from cicdesk.gui.pages.care_rows import ChildActs, ChildRow, WishRow
from cicdesk.gui.parts.boxes import Card, Nothing, clear
from cicdesk.gui.parts.texts import button, label, pill
from cicdesk.gui.theme import restyle
from cicdesk.presenters.care_board import CareShown
from cicdesk.presenters.care_lines import ChildLine, WishLine


class RatioCard(Card):
    """How many are there of how many, why not more, and what is not in order."""

    def __init__(self) -> None:
        super().__init__()
        self._ratio, self._because = label("", "display"), label("", "muted", wrap=True)
        self._fits = pill("")
        self._standing = QVBoxLayout()
        self._standing.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._ratio)
        row.addWidget(self._because, 1)
        row.addWidget(self._fits)
        self.body.setSpacing(8)
        self.body.addLayout(row)
        self.body.addLayout(self._standing)

    def retranslate(self) -> None:
        """Say the fixed words."""
        self.set_title(_("Children and carers now"))

    def show_ratio(self, shown: CareShown) -> None:
        """Show it."""
        clear(self._standing)
        self._ratio.setText(shown.ratio)
        self._because.setText(shown.because)
        words = {"success": _("in order"), "warning": _("full"), "danger": _("not in order")}
        self._fits.setText(words.get(shown.tone, ""))
        self._fits.setVisible(bool(shown.tone))
        restyle(self._fits, tone=shown.tone)
        for each in shown.standing:
            self._standing.addWidget(label(each, "danger", wrap=True))


class ChildLists:
    """Three cards of children; `rows` are those of the children with a visit, in their order."""

    def __init__(self, receive: Callable[[WishLine], object], new_place: Callable[[], object]) -> None:
        self._receive = receive
        self._new_place = new_place
        self.inside, self.expected, self.waiting = Card(), Card(), Card()
        self.rows: dict[str, ChildRow] = {}
        for card in self.cards:
            card.body.setSpacing(8)

    @property
    def cards(self) -> tuple[Card, Card, Card]:
        """From above to below."""
        return self.inside, self.expected, self.waiting

    @property
    def focused(self) -> str:
        """The visit of the child where the cursor is, also while another window is in front; empty if elsewhere."""
        cursor = self.inside.window().focusWidget()
        return next((each for each, row in self.rows.items() if row is cursor), "")

    def show(self, shown: CareShown, acts: Callable[[bool], ChildActs]) -> None:
        """Show them; `acts` gives what can be done with those inside, or with those expected."""
        self.rows = {}
        self._fill(self.inside, _("In care"), self._children(shown.inside, acts(True), inside=True), ())
        expected = self._children(shown.expected, acts(False), inside=False)
        self._fill(self.expected, _("Expected"), expected, shown.wishes)
        self._fill(self.waiting, _("Waiting list"), (), shown.waiting)
        self.waiting.setVisible(bool(shown.waiting))
        self.expected.setVisible(bool(shown.place))
        if not shown.place:
            self._say_no_place()
            return
        for card, words in (
            (self.inside, _("Nobody is in care now.")),
            (self.expected, _("Nobody else is expected today.")),
        ):
            if not card.body.count():
                card.body.addWidget(Nothing("child", words))

    def move(self, step: int) -> None:
        """The cursor goes to the next child, or to the one before."""
        rows = list(self.rows.values())
        here = next((place for place, row in enumerate(rows) if row.hasFocus()), -1)
        if 0 <= here + step < len(rows):
            rows[here + step].setFocus()

    def _children(self, lines: Sequence[ChildLine], acts: ChildActs, *, inside: bool) -> Sequence[ChildRow]:
        made = {each.session: ChildRow(each, acts, inside=inside) for each in lines}
        self.rows.update(made)
        return tuple(made.values())

    def _fill(self, card: Card, title: str, rows: Sequence[ChildRow], wishes: Sequence[WishLine]) -> None:
        clear(card.body)
        card.set_title(title, len(rows) + len(wishes))
        for row in rows:
            card.body.addWidget(row)
        for wish in wishes:
            card.body.addWidget(WishRow(wish, self._receive))

    def _say_no_place(self) -> None:
        body = self.inside.body
        body.addWidget(Nothing("child", _("No place of care is in the register yet.")))
        new = button(_("New place of care"), "plus")
        new.clicked.connect(self._new_place)
        body.addWidget(new, 0, Qt.AlignmentFlag.AlignLeft)
