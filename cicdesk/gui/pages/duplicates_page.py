"""Who may be registered twice: pairs at the left, both files side by side at the right, one key for each decision."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from cicdesk.base.i18n import _
from cicdesk.base.ids import RecordId
from cicdesk.gui.models.duplicates_table import DuplicatesTable
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.pages.duplicates_beside import BesideCard
from cicdesk.gui.parts.boxes import Nothing, Page, scrolled, side_by_side
from cicdesk.gui.parts.texts import button, label
from cicdesk.gui.theme import theme
from cicdesk.presenters.duplicates import Beside, DuplicatesPresenter, PairLine

_OF_PAGE = frozenset(
    {
        Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_M, Qt.Key.Key_N, Qt.Key.Key_L, Qt.Key.Key_Return, Qt.Key.Key_Enter,
    }
)  # fmt: skip


class _Pairs(QTableView):
    """A table that leaves the page's keys to the page; it would look for names that begin with them."""

    def __init__(self, model: DuplicatesTable) -> None:
        super().__init__()
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        sides = self.verticalHeader()
        sides.hide()
        sides.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        sides.setDefaultSectionSize(theme().pixels(36))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        for column in (0, 1):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        head.setResizeContentsPrecision(0)  # the lines in sight: tens of thousands are not measured

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The page's keys pass."""
        if event.key() in _OF_PAGE:
            event.ignore()
        else:
            super().keyPressEvent(event)


class DuplicatesPage(Page):
    """One pair after the other; nothing is ever decided by itself."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__()
        self._navigator = navigator
        self._presenter: DuplicatesPresenter | None = None
        self._beside: Beside | None = None
        self._place = 0
        self._title = label("", "title")
        self._count = label("", "muted")
        self._hint = label("", "small", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.model = DuplicatesTable()
        self.table: QTableView = _Pairs(self.model)
        self.card = BesideCard()
        self._note = label("", "muted", wrap=True)
        self._nothing = Nothing("check", "")
        self.acts: dict[str, QPushButton] = {}
        self._halves = QHBoxLayout()
        self._shown = QWidget()
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._choose(now.row()))
        self._lay_out()
        self.retranslate()
        self._show_whether_any()

    def use(self, presenter: DuplicatesPresenter) -> None:
        """The thinking of this page."""
        self._presenter = presenter

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 12, 24, 24)
        outer.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addWidget(self._hint, 1)
        outer.addLayout(head)
        outer.addWidget(self._nothing)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 4, 0)
        column.addWidget(self.card)
        column.addStretch(1)
        shown = QVBoxLayout(self._shown)
        shown.setContentsMargins(0, 0, 0, 0)
        shown.setSpacing(8)
        shown.addWidget(scrolled(right), 1)
        shown.addWidget(self._note)
        shown.addLayout(self._foot())
        self._halves.setSpacing(16)
        self._halves.addWidget(self.table, 2)
        self._halves.addWidget(self._shown, 3)
        outer.addLayout(self._halves, 1)
        outer.addStretch(0)

    def _foot(self) -> QHBoxLayout:
        """What can be decided; always in view."""
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        acts = (
            ("ask", "comment", ""),
            ("later", "clock", ""),
            ("apart", "people", ""),
            ("merge", "check", "primary"),
        )
        for name, icon, role in acts:
            made = self.acts[name] = button("", icon, role)
            made.clicked.connect(lambda _checked=False, act=name: self._decide(act))
            foot.addWidget(made)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the list stands above the two files."""
        side_by_side(self._halves, event.size().width())
        super().resizeEvent(event)

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._title.setText(_("Registered twice?"))
        self._hint.setText(
            _(
                "j next   ·   k back   ·   m one person   ·   n two people   ·   l later   ·   Enter opens the file"
            )
        )
        self.acts["merge"].setText(_("One person: merge"))
        self.acts["apart"].setText(_("Two people"))
        self.acts["later"].setText(_("Later"))
        self.acts["ask"].setText(_("Ask to open the other file"))
        self._nothing.say(
            _("Nobody seems to be registered twice. The centre looks whenever somebody is registered.")
        )
        self.table.setAccessibleName(_("Pairs of files that may be one person's"))
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.model.columnCount() - 1)
        if self._presenter is not None and self._beside is not None:
            self._presenter.load()

    def load(self) -> None:
        """Ask for the pairs."""
        if self._presenter is not None:
            self._presenter.load()

    def focus_first(self) -> None:
        """Begin in the list."""
        self.table.setFocus()

    def show_pairs(self, lines: Sequence[PairLine]) -> None:
        """Show them; where the chosen one was decided the next one takes its place."""
        chosen = self._beside.pair.id if self._beside else ""
        self.model.show_lines(lines)
        self._count.setText(f"{len(lines):,}".replace(",", "\u00a0") if lines else "")
        self._show_whether_any()
        if not lines:
            self._beside = None
            return
        place = self.model.line_of(chosen)
        line = place if place >= 0 else min(self._place, len(lines) - 1)
        self.table.setCurrentIndex(self.model.index(line, 0))

    def _show_whether_any(self) -> None:
        there = self.model.rowCount() > 0
        self._nothing.setVisible(not there)
        for part in (self.table, self._shown, self._hint):
            part.setVisible(there)

    def show_beside(self, beside: Beside) -> None:
        """Show two people."""
        self._beside = beside
        self.card.show_beside(beside)
        self._note.setText(_note_words(beside))
        both = all(beside.known)
        self.acts["merge"].setVisible(both)
        self.acts["apart"].setVisible(both)
        self.acts["ask"].setVisible(not both)
        self.acts["ask"].setEnabled(True)

    def show_asked(self) -> None:
        """The question is under way."""
        self._note.setText(_("Asked. The question and who asked it are noted at the centre."))
        self.acts["ask"].setEnabled(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J and k move, m, n and l decide, Enter opens the file that is here."""
        acts: dict[int, Callable[[], None]] = {
            Qt.Key.Key_J: lambda: self._move(1),
            Qt.Key.Key_K: lambda: self._move(-1),
            Qt.Key.Key_M: lambda: self._decide("merge"),
            Qt.Key.Key_N: lambda: self._decide("apart"),
            Qt.Key.Key_L: lambda: self._decide("later"),
            Qt.Key.Key_Return: self._open,
            Qt.Key.Key_Enter: self._open,
        }
        act = acts.get(event.key()) if not event.modifiers() & Qt.KeyboardModifier.ControlModifier else None
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def _choose(self, line: int) -> None:
        pair = self.model.pair_at(line)
        if pair and self._presenter is not None:
            self._place = line
            self._presenter.choose(pair)

    def _move(self, step: int) -> None:
        line = self.table.currentIndex().row() + step
        if 0 <= line < self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(line, 0))

    def _pair(self) -> str:
        """The pair whose two files are in sight; empty while another one is being fetched."""
        shown = self._beside.pair.id if self._beside else ""
        return shown if shown == self.model.pair_at(self.table.currentIndex().row()) else ""

    def _decide(self, name: str) -> None:
        """Do what the button of that name does, if it is in sight."""
        presenter, pair = self._presenter, self._pair()
        if presenter is None or not pair or self.acts[name].isHidden() or not self.acts[name].isEnabled():
            return
        if name == "merge":
            presenter.merge(pair, self.card.survivor, self.card.others)
        else:
            {"apart": presenter.not_the_same, "later": presenter.later, "ask": presenter.ask_to_open}[name](
                pair
            )

    def _open(self) -> None:
        if self._beside is None:
            return
        pair, known = self._beside.pair, self._beside.known
        self._navigator.open_file(RecordId((pair.one if known[0] else pair.other).id))


def _note_words(beside: Beside) -> str:
    if not all(beside.known):
        return _("Another office keeps one of the files. Only a coordinator of both offices sees both.")
    return _(
        "Telephones, documents, languages and all other lists are kept from both files, and so are all names."
    )
