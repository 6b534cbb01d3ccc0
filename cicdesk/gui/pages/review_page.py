"""The coordinator's desk: the queue at the left, the chosen case at the right, one key for each decision."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from cicdesk.base.i18n import _, ngettext
from cicdesk.gui.actions import Command
from cicdesk.gui.models.review_list import ReviewDelegate, ReviewList, row_height
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.pages.review_acts import ReviewActs
from cicdesk.gui.pages.review_asking import ask_number
from cicdesk.gui.pages.review_card import ReviewCard
from cicdesk.gui.pages.review_filters import ReviewFilters
from cicdesk.gui.parts.boxes import Nothing, Page, scrolled, side_by_side
from cicdesk.gui.parts.doors import Doors
from cicdesk.gui.parts.texts import button, label, set_text
from cicdesk.presenters.review import Filter, Queue, ReviewPresenter
from cicdesk.presenters.review_reading import LineShown
from cicdesk.presenters.review_shown import ItemShown


class CaseList(QTableView):
    """The list leaves its letters to the page, where they are decisions."""

    def __init__(self, model: ReviewList) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(ReviewDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row_height())

    def step(self, step: int) -> None:
        """The next case, or the one before."""
        place = self.currentIndex().row() + step
        if 0 <= place < self.model().rowCount():
            self.setCurrentIndex(self.model().index(place, 0))
            self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Only what moves through the list and what opens is its own."""
        if event.text().strip() and event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
        else:
            super().keyPressEvent(event)


class ReviewPage(Page):
    """What colleagues sent, to be decided one by one, or together where it is clean."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__()
        self._navigator = navigator
        self._presenter: ReviewPresenter | None = None
        self._chosen = ""
        self._queue: Queue | None = None
        self._title = label("", "title")
        self._count = label("", "count")
        self._hint = label("", "small", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._said = label("", "success", wrap=True)
        self._unheard = label("", "warning", wrap=True)
        self._understood = button("", "check", "quiet")
        self.filters = ReviewFilters()
        self.model = ReviewList(lambda keys: self._presenter.fetch(keys) if self._presenter else None)
        self.list = CaseList(self.model)
        self.card = ReviewCard()
        self._nothing = Nothing("check", "")
        self._halves = QHBoxLayout()
        self._doors = Doors(navigator, (Command.COMPLETENESS, Command.DUPLICATES, Command.CONFLICTS))
        self.acts = ReviewActs(navigator)
        self._lay_out()
        self.list.activated.connect(lambda _index: self.acts.open())
        self.list.selectionModel().currentChanged.connect(self._moved)
        self.acts.decided.connect(self.list.setFocus)
        self.retranslate()
        self._show_whether_empty()

    def use(self, presenter: ReviewPresenter) -> None:
        """The thinking of this page."""
        self._presenter = presenter
        for part in (self.filters, self.card, self.acts):
            part.use(presenter)
        self._understood.clicked.connect(presenter.understood)

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
        outer.addWidget(self._doors)
        outer.addWidget(self.filters)
        told = QHBoxLayout()
        told.addWidget(self._unheard, 1)
        told.addWidget(self._understood)
        outer.addLayout(told)
        outer.addWidget(self._said)
        outer.addWidget(self._nothing)
        self._halves.setSpacing(16)
        self._halves.addWidget(self.list, 2)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 4, 0)
        column.addWidget(self.card)
        column.addStretch(1)
        self._right = scrolled(right)
        self._halves.addWidget(self._right, 3)
        outer.addLayout(self._halves, 1)
        outer.addWidget(self.acts)
        outer.addStretch(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room beside the queue, the case goes below it."""
        side_by_side(self._halves, event.size().width())
        super().resizeEvent(event)

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._doors.retranslate()
        self._title.setText(_("Review"))
        self._hint.setText(
            _(
                "j next  ·  k back  ·  a approve  ·  r return  ·  p pass on  ·  e looked at  ·  c comment  ·  Enter opens the file"
            )
        )
        self._understood.setText(_("Understood"))
        self._nothing.say(_("Nothing waits here. New cases of your colleagues appear by themselves."))
        self.list.setAccessibleName(_("Cases to review"))
        self.filters.retranslate()
        self.card.retranslate()
        self.acts.retranslate()

    def load(self) -> None:
        """Ask for the queue."""
        self._said.hide()
        if self._presenter is not None:
            self._presenter.load()

    def focus_first(self) -> None:
        """Begin in the queue, where j and k move."""
        self.list.setFocus()

    # what the presenter asks for

    def show_queue(self, queue: Queue) -> None:
        """Show it; what was chosen stays chosen, and where it is gone, what stood behind it."""
        row, top = self.list.currentIndex().row(), self.list.verticalScrollBar().value()
        self._queue = queue
        self.model.show_keys(queue.keys)
        self.model.forget_rows()
        self._count.setText(f"{len(queue.keys):,}".replace(",", "\u00a0"))
        if queue.keys:
            place = queue.cases.index(self._chosen) if self._chosen in queue.cases else max(0, row)
            place = min(place, len(queue.cases) - 1)
            self.list.setCurrentIndex(self.model.index(place, 0))
            self.list.verticalScrollBar().setValue(top)
            self._choose(queue.cases[place])
        self._show_whether_empty()

    def _show_whether_empty(self) -> None:
        there = bool(self._queue and self._queue.keys)
        for part in (self.list, self._right, self._hint, self.acts):
            part.setVisible(there)
        self._nothing.setVisible(not there)
        self._count.setVisible(there)
        if not there:
            self._chosen = ""
            self.acts.show_item(None)

    def show_lines(self, lines: Sequence[LineShown]) -> None:
        """Fill in these lines."""
        self.model.show_rows(lines)

    def show_item(self, item: ItemShown) -> None:
        """Show a case."""
        self.card.show_item(item)
        self.acts.show_item(item)

    def show_choices(self, choices: Mapping[str, Sequence[tuple[str, str]]], saved: Sequence[str]) -> None:
        """Offer these to narrow the queue down."""
        self.acts.people = choices.get("worker", ())
        self.filters.show_choices(choices, saved)

    def show_filter(self, wanted: Filter) -> None:
        """Say in the boxes which filter is in use."""
        self.filters.show_filter(wanted)

    def show_unheard(self, words: Sequence[str]) -> None:
        """Tell which decisions did not stand."""
        set_text(self._unheard, "\n".join(words))
        self._understood.setVisible(bool(words))

    def ask_approval(self, count: int, left: int) -> None:
        """Have so many approved together by whoever types their number."""
        if self._presenter is None or not count:
            self.tell(_("No case of this list can be approved without a look at it."))
            return
        words = ngettext(
            "{count} case is clean: nothing is missing, asked or disputed.",
            "{count} cases are clean: nothing is missing, asked or disputed.", count,
        ).format(count=count)  # fmt: skip
        rest = ngettext("{count} other needs a look.", "{count} others need a look.", left).format(count=left)
        ask_number(self, f"{words} {rest}" if left else words, count, self._presenter.many.approve)

    def clear_comment(self) -> None:
        """The comment was kept."""
        self.card.box.clear()

    def tell(self, words: str) -> None:
        """Say what was done."""
        set_text(self._said, words)

    # what the person at the desk does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J and k move, the other letters decide."""
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if plain and key in {Qt.Key.Key_J, Qt.Key.Key_K}:
            self.list.step(1 if key == Qt.Key.Key_J else -1)
        elif plain and key == Qt.Key.Key_C:
            self.card.box.text.setFocus()
        elif plain and key in self.acts.by_key:
            self.acts.by_key[key]()
        else:
            super().keyPressEvent(event)

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        if self._queue is not None and 0 <= now.row() < len(self._queue.cases):
            self._choose(self._queue.cases[now.row()])

    def _choose(self, case: str) -> None:
        if case != self._chosen and self._presenter is not None:
            self._chosen = case
            self._presenter.choose(case)
