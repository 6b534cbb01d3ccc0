"""The people page: a box to filter, a table that stays smooth however long it is."""

from array import array
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
)

from cicdesk.base.i18n import N_, _
from cicdesk.base.ids import RecordId
from cicdesk.gui.actions import Command
from cicdesk.gui.models.record_table import TONE_ROLE, RecordTable
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.parts.boxes import Nothing, Page
from cicdesk.gui.parts.texts import button, clearable, label
from cicdesk.gui.theme import theme
from cicdesk.presenters.desk import Row
from cicdesk.presenters.people import PeoplePresenter
from cicdesk.schema.records import spec_of

ORDER_WORDS = (
    ("title", N_("By name")),
    ("changed", N_("Last changed first")),
    ("number", N_("By number")),
    ("state", N_("Not sent first")),
)
_WIDTHS = {"number": 124, "given_names": 142, "family_name": 142, "birth_date": 144, "citizenships": 150}
_HEAD_ORDERS = {"family_name": "title", "number": "number"}
"""The columns that can be clicked, and the order they stand for; the last column is the state."""
_TYPING = 150


class StateDelegate(QStyledItemDelegate):
    """Paints where a record stands as a dot and a word."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The usual cell, with a dot in the state's colour before it."""
        tone = index.data(TONE_ROLE)
        super().paint(painter, option, index)
        if tone is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(getattr(theme().palette, tone or "muted")))
        painter.setPen(Qt.PenStyle.NoPen)
        side = theme().pixels(8)
        rect, edge = option.rect, theme().pixels(8)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        x = rect.right() - edge - side if mirrored else rect.left() + edge
        painter.drawEllipse(x, rect.center().y() - side // 2 + 1, side, side)
        painter.restore()

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Leave room for the dot."""
        super().initStyleOption(option, index)
        option.text = f"    {option.text}"


class PeoplePage(Page):
    """Everyone this laptop knows."""

    def __init__(self, navigator: Navigator, kind: str = "person") -> None:
        super().__init__()
        self._navigator = navigator
        self._presenter: PeoplePresenter | None = None
        self._spec = spec_of(kind)
        self._title = label("", "title")
        self._count = label("", "muted")
        self._filter = QLineEdit()
        clearable(self._filter)
        self._order = QComboBox()
        self._new = button("", "person-add", "primary")
        self._new.clicked.connect(lambda: navigator.run(Command.NEW_PERSON))
        self.table = QTableView()
        self.model = RecordTable(self._spec, self._fetch)
        self._nobody = Nothing("people", "")
        self._nobody.hide()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING)
        self._typing.timeout.connect(self._filtered)
        self._set_up_table()
        self._lay_out()
        self.retranslate()
        self._show_order()
        self._filter.textChanged.connect(self._typed)
        self._order.currentIndexChanged.connect(self._sorted)

    def use(self, presenter: PeoplePresenter) -> None:
        """The thinking of this page."""
        self._presenter = presenter

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setItemDelegateForColumn(self.model.columnCount() - 1, StateDelegate(table))
        sides = table.verticalHeader()
        sides.hide()
        sides.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        sides.setDefaultSectionSize(theme().pixels(36))
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setStretchLastSection(True)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self._head_clicked)
        for column, field in enumerate(self._spec.listed()):
            table.setColumnWidth(column, theme().pixels(_WIDTHS.get(field.name, 142)))
        table.activated.connect(self._open)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 12, 24, 24)
        outer.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._new)
        outer.addLayout(head)
        tools = QHBoxLayout()
        tools.setSpacing(12)
        tools.addWidget(self._filter, 1)
        tools.addWidget(self._order)
        outer.addLayout(tools)
        outer.addWidget(self.table, 1)
        outer.addWidget(self._nobody)
        outer.addStretch(0)

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._title.setText(_("People"))
        self._new.setText(_("New client"))
        self._filter.setPlaceholderText(
            _("Filter: any part of a name, in any spelling, or the end of a number")
        )
        self._filter.setAccessibleName(_("Filter"))
        self._order.setAccessibleName(_("Order"))
        self.table.setAccessibleName(_("People"))
        chosen = max(0, self._order.currentIndex())
        self._order.blockSignals(True)
        self._order.clear()
        for order, words in ORDER_WORDS:
            self._order.addItem(_(words), order)
        self._order.setCurrentIndex(chosen)
        self._order.blockSignals(False)
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.model.columnCount() - 1)

    def load(self) -> None:
        """Ask for the list."""
        if self._presenter is not None and not self._filter.text():
            self._presenter.load()

    def focus_first(self) -> None:
        """Begin in the table, or where the first person is registered."""
        (self._new if self.table.isHidden() else self.table).setFocus()

    def show_keys(self, keys: "array[int]") -> None:
        """Show a table of so many rows."""
        line = self.table.currentIndex().row()
        top = self.table.verticalScrollBar().value()
        self.model.show_keys(keys)
        self._count.setText(f"{len(keys):,}".replace(",", "\u00a0") if keys else "")
        self._say_nobody("" if keys else _("Nobody is here yet. “New client” registers the first person."))
        if 0 <= line < len(keys):
            self.table.setCurrentIndex(self.model.index(line, 0))
        self.table.verticalScrollBar().setValue(top)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Fill in these rows."""
        self.model.show_rows(rows)

    def show_found(self, keys: "array[int]") -> None:
        """Keep only what was found."""
        self.model.show_keys(keys)
        self._count.setText(str(len(keys)))
        self._say_nobody(
            "" if keys else _("Nobody matches. A part of a name or the end of a number will do.")
        )

    def _say_nobody(self, words: str) -> None:
        """Where the table would be empty a sentence says why."""
        self._nobody.say(words)
        self._nobody.setVisible(bool(words))
        if words and self.table.hasFocus():
            self._new.setFocus()
        self.table.setVisible(not words)

    def forget_rows(self) -> None:
        """Fetch again what is in sight."""
        self.model.forget_rows()

    def _fetch(self, keys: Sequence[int]) -> None:
        if self._presenter is not None:
            self._presenter.fetch(keys)

    def _typed(self) -> None:
        self._typing.start()

    def _filtered(self) -> None:
        if self._presenter is not None:
            self._presenter.filter(self._filter.text())

    def _sorted(self) -> None:
        if self._presenter is not None:
            self._presenter.sort(str(self._order.currentData()))
        self._show_order()

    def _head_clicked(self, column: int) -> None:
        """The columns that the list can be in the order of sort it; the others do nothing."""
        fields = self._spec.listed()
        order = _HEAD_ORDERS.get(fields[column].name, "") if column < len(fields) else "state"
        place = self._order.findData(order)
        if place >= 0:
            self._order.setCurrentIndex(place)

    def _show_order(self) -> None:
        """Mark the column whose order is in use."""
        head, order = self.table.horizontalHeader(), self._order.currentData()
        names = [field.name for field in self._spec.listed()]
        column = next((place for place, name in enumerate(names) if _HEAD_ORDERS.get(name) == order), -1)
        if order == "state":
            column = len(names)
        head.setSortIndicatorShown(column >= 0)
        if column >= 0:
            head.setSortIndicator(column, Qt.SortOrder.AscendingOrder)

    def _open(self, index: QModelIndex) -> None:
        _kind, record = self.model.record_at(index.row())
        if record:
            self._navigator.open_file(RecordId(record))
