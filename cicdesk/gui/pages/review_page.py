"""The coordinator's queue: cases at the left, the chosen one at the right, j and k to move."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.pages.comments import CommentBox
from cicdesk.gui.parts.boxes import Card, Nothing, Page, clear, scrolled, side_by_side
from cicdesk.gui.parts.rows import RowButton
from cicdesk.gui.parts.texts import avatar, button, label, pill, set_text
from cicdesk.presenters.review import ReviewItem, ReviewPresenter
from cicdesk.presenters.words import shortened
from cicdesk.schema.records import spec_of


class ReviewPage(Page):
    """What colleagues sent, to be looked at one by one."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__()
        self._navigator = navigator
        self._presenter: ReviewPresenter | None = None
        self._items: Sequence[ReviewItem] = ()
        self._chosen = ""
        self._title = label("", "title")
        self._hint = label("", "small", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._queue = QVBoxLayout()
        self._queue.setSpacing(2)
        self._rows: dict[str, RowButton] = {}
        self._card = Card()
        self._name = label("", "title", selectable=True)
        self._original = label("", "muted", selectable=True)
        self._who = label("", "muted")
        self._face = QVBoxLayout()
        self._grid = QGridLayout()
        self._remarks = QGridLayout()
        self._box = CommentBox(self._comment)
        self._open_file = button("", "folder")
        self._done = button("", "check", "primary")
        self._nothing = QVBoxLayout()
        self._open_file.clicked.connect(self._open)
        self._done.clicked.connect(self._looked_at)
        self._halves = QHBoxLayout()
        self._lay_out()
        self.retranslate()

    def use(self, presenter: ReviewPresenter) -> None:
        """The thinking of this page."""
        self._presenter = presenter

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 12, 24, 24)
        outer.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self._hint, 1)
        outer.addLayout(head)
        outer.addLayout(self._nothing)
        halves = self._halves
        halves.setSpacing(16)
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 4, 0)
        column.addLayout(self._queue)
        column.addStretch(1)
        halves.addWidget(scrolled(lines), 2)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 4, 0)
        self._fill_card()
        column.addWidget(self._card)
        column.addStretch(1)
        shown = QVBoxLayout()
        shown.setSpacing(8)
        shown.addWidget(scrolled(right), 1)
        shown.addLayout(self._foot())
        halves.addLayout(shown, 3)
        outer.addLayout(halves, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the queue stands above what was chosen from it."""
        side_by_side(self._halves, event.size().width())
        super().resizeEvent(event)

    def _fill_card(self) -> None:
        self._card.body.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addLayout(self._face)
        names = QVBoxLayout()
        names.setSpacing(2)
        for words in (self._name, self._original, self._who):
            names.addWidget(words)
        head.addLayout(names, 1)
        self._card.body.addLayout(head)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._card.body.addLayout(self._grid)
        self._remarks.setHorizontalSpacing(8)
        self._remarks.setVerticalSpacing(6)
        self._remarks.setColumnStretch(1, 1)
        self._card.body.addLayout(self._remarks)
        self._card.body.addWidget(self._box)

    def _foot(self) -> QHBoxLayout:
        """What one does next; always in view."""
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self._open_file)
        foot.addWidget(self._done)
        return foot

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._title.setText(_("Review"))
        self._hint.setText(_("j next   ·   k back   ·   Enter opens the file   ·   e looked at"))
        self._open_file.setText(_("Open the file"))
        self._done.setText(_("Looked at"))
        self._box.retranslate()

    def load(self) -> None:
        """Ask for the queue."""
        if self._presenter is not None:
            self._presenter.load()

    def focus_first(self) -> None:
        """Begin in the queue, where j and k move."""
        row = self._rows.get(self._chosen)
        if row is not None:
            row.setFocus()

    def show_queue(self, items: Sequence[ReviewItem]) -> None:
        """Show it; what was chosen stays chosen."""
        if items == self._items and items:
            return
        self._items = items
        had_focus = any(row.hasFocus() for row in self._rows.values())
        clear(self._queue)
        clear(self._nothing)
        self._rows = {}
        for each in items:
            detail = "  ·  ".join(filter(None, (each.who, each.stage, each.where, each.number)))
            row = RowButton("case", each.name or each.original, detail, each.when)
            row.setCheckable(True)
            row.clicked.connect(lambda _checked=False, item=each: self._choose(item.id))
            self._queue.addWidget(row)
            self._rows[each.id] = row
        for part in (self._card, self._open_file, self._done, self._hint):
            part.setVisible(bool(items))
        if not items:
            self._nothing.addWidget(
                Nothing("check", _("The queue is empty. New cases of your colleagues appear here."))
            )
        elif self._chosen not in self._rows:
            self._chosen = items[0].id
        if items:
            self._choose(self._chosen, focus=had_focus)

    def clear_comment(self) -> None:
        """The comment was kept."""
        self._box.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J and k move, Enter opens, e takes off the queue."""
        step = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self._move(step)
        elif (
            event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.focusWidget() in self._rows.values()
        ):
            self._open()
        elif event.key() == Qt.Key.Key_E:
            self._looked_at()
        else:
            super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        ids = [item.id for item in self._items]
        if self._chosen in ids:
            place = [str(each) for each in ids].index(self._chosen) + step
            if 0 <= place < len(ids):
                self._choose(ids[place], focus=True)

    def _item(self) -> ReviewItem | None:
        return next((item for item in self._items if item.id == self._chosen), None)

    def _choose(self, record: str, *, focus: bool = False) -> None:
        self._chosen = record
        for each, row in self._rows.items():
            row.setChecked(each == record)
        if focus:
            self._rows[record].setFocus()
        item = self._item()
        if item is not None:
            self._show(item)

    def _show(self, item: ReviewItem) -> None:
        self._card.set_title(item.number)
        clear(self._face)
        self._face.addWidget(avatar(item.name or item.original))
        self._name.setText(item.name or item.original)
        set_text(self._original, item.original if item.original != item.name else "")
        self._who.setText(_("Changed by {who}, {when}").format(who=item.who, when=item.when))
        clear(self._grid)
        lines = [*item.lines, *item.person]
        for number, (words, text) in enumerate(lines):
            self._grid.addWidget(label(words, "label"), number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label(text, wrap=True, selectable=True), number, 1)
        if item.changed:
            said = label(
                _("Changed since you looked: {fields}").format(fields=shortened(item.changed)), "strong"
            )
            said.setWordWrap(True)
            self._grid.addWidget(said, len(lines) + 1, 0, 1, 2)
        if item.missing:
            self._grid.addWidget(label(_("Still missing"), "label"), len(lines), 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label(shortened(item.missing), "warning", wrap=True), len(lines), 1)
        clear(self._remarks)
        for number, (who, text) in enumerate(item.remarks):
            self._remarks.addWidget(pill(who, "accent"), number, 0, Qt.AlignmentFlag.AlignTop)
            self._remarks.addWidget(label(text, wrap=True), number, 1)
        self._box.set_fields([(f.name, _(f.label)) for f in spec_of("case").fields if not f.read_only])

    def _open(self) -> None:
        item = self._item()
        if item is not None:
            self._navigator.open_file(item.root)

    def _looked_at(self) -> None:
        item = self._item()
        if item is not None and self._presenter is not None:
            self._move(1)
            self._presenter.looked_at(item)

    def _comment(self, text: str, field: str) -> None:
        item = self._item()
        if item is not None and self._presenter is not None:
            self._presenter.comment(item, text, field)
