"""The people who lack something for the reports, to be worked through: Enter or a digit opens the field."""

from array import array
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from cicdesk.base.i18n import N_, _, ngettext
from cicdesk.base.ids import RecordId
from cicdesk.gui.form_keys import add_key
from cicdesk.gui.models.completeness_table import CompletenessTable
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.parts.boxes import Card, Nothing, Page, clear
from cicdesk.gui.parts.flow import FlowLayout
from cicdesk.gui.parts.texts import button, label, set_text
from cicdesk.gui.theme import theme
from cicdesk.presenters.completeness import CompletenessLine, CompletenessPresenter, MissingField
from cicdesk.presenters.support_mending import MENDING

_ALL = (
    ("project", N_("All projects")),
    ("office", N_("All offices")),
    ("who", N_("Everybody")),
)
_WIDTHS = (180, 126, 330, 190, 100, 140)
_DIGITS = "123456789"
_LEAST_CHOICE = 12
"""Letters: long names of projects are cut off in the box and whole in its list."""


class CompletenessPage(Page):
    """A list that stays where it was while one field after the other is filled in."""

    comes_back = True
    """After a form that was opened from here is saved, one is here again."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__()
        self._navigator = navigator
        self._presenter: CompletenessPresenter | None = None
        self._title = label("", "title")
        self._count = label("", "muted")
        self._left = label("", "muted")
        self._hint = label("", "small", wrap=True)
        self.choices = {name: QComboBox() for name, _words in _ALL}
        self.table = QTableView()
        self.model = CompletenessTable(self._fetch)
        self.card = Card()
        self._fields = QWidget()
        self._flow = FlowLayout(self._fields, gap=8)
        self._nobody = Nothing("check", "")
        self._open_file = button("", "folder", "quiet")
        self._open_file.clicked.connect(self._to_file)
        self._set_up_table()
        self._lay_out()
        self.retranslate()
        for name, box in self.choices.items():
            box.currentIndexChanged.connect(lambda _index, name=name: self._narrowed(name))

    def use(self, presenter: CompletenessPresenter) -> None:
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
        sides = table.verticalHeader()
        sides.hide()
        sides.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        sides.setDefaultSectionSize(theme().pixels(36))
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setStretchLastSection(True)
        for column, width in enumerate(_WIDTHS):
            table.setColumnWidth(column, theme().pixels(width))
        table.activated.connect(lambda _index: self.open_field(0))
        for place, digit in enumerate(_DIGITS):
            add_key(table, digit, partial(self.open_field, place))
        table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_chosen())
        self.model.dataChanged.connect(lambda *_where: self._show_chosen())

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 12, 24, 24)
        outer.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        for part in (self._title, self._count, self._left):
            head.addWidget(part)
        head.addStretch(1)
        outer.addLayout(head)
        tools = QWidget()
        line = FlowLayout(tools, gap=12)
        for box in self.choices.values():
            box.setMinimumContentsLength(_LEAST_CHOICE)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            line.addWidget(box)
        outer.addWidget(tools)
        outer.addWidget(self.table, 1)
        outer.addWidget(self._nobody)
        self.card.add_act(self._open_file)
        self.card.body.addWidget(self._fields)
        self.card.body.addWidget(self._hint)
        outer.addWidget(self.card)
        outer.addStretch(0)
        self.card.hide()
        self._nobody.hide()

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._title.setText(_("Missing for the reports"))
        self._hint.setText(_("Enter opens the first of these, a digit the one it stands before."))
        self._open_file.setText(_("Open the file"))
        self.table.setAccessibleName(_("Missing for the reports"))
        self._nobody.say(_("Nobody on this list lacks anything for the reports."))
        for (name, words), named in zip(_ALL, (_("Project"), _("Office"), _("Who can ask")), strict=True):
            box = self.choices[name]
            box.setAccessibleName(named)
            if box.count():
                box.setItemText(0, _(words))
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.model.columnCount() - 1)

    def load(self) -> None:
        """Ask for the list, and have looked through what changed."""
        if self._presenter is not None:
            self._presenter.load()

    def focus_first(self) -> None:
        """Begin in the table."""
        self.table.setFocus()

    # what the presenter asks for

    def show_keys(self, keys: "array[int]") -> None:
        """Show a table of so many rows; one stays on the line where one was."""
        line, top = self.table.currentIndex().row(), self.table.verticalScrollBar().value()
        self.model.show_keys(keys)
        people = ngettext("{count} person", "{count} people", len(keys))
        self._count.setText(people.format(count=f"{len(keys):,}".replace(",", "\u00a0")))
        self._nobody.setVisible(not keys)
        self.table.setVisible(bool(keys))
        if keys:
            self.table.setCurrentIndex(self.model.index(min(max(line, 0), len(keys) - 1), 0))
        self.table.verticalScrollBar().setValue(top)
        self._show_chosen()

    def show_lines(self, lines: Sequence[CompletenessLine]) -> None:
        """Fill in these rows."""
        self.model.show_rows(lines)

    def show_choices(self, choices: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Offer these; what was chosen stays chosen."""
        for name, words in _ALL:
            box, held = self.choices[name], self.choices[name].currentData()
            box.blockSignals(True)
            box.clear()
            box.addItem(_(words), "")
            for code, text in choices.get(name, ()):
                box.addItem(text, code)
            box.setCurrentIndex(max(0, box.findData(held)))
            box.blockSignals(False)

    def show_left(self, left: int) -> None:
        """Say how many people are still being looked through."""
        words = ngettext(
            "{count} file is still looked through", "{count} files are still looked through", left
        )
        set_text(self._left, words.format(count=left) if left else "")

    def forget_rows(self) -> None:
        """Fetch again what is in sight."""
        self.model.forget_rows()

    def narrow(self, name: str, code: str) -> None:
        """Show only what goes with this project, office or person."""
        box = self.choices[name]
        if box.findData(code) < 0:
            box.addItem(code, code)
        box.setCurrentIndex(box.findData(code))

    # what the person at the desk does

    def open_field(self, place: int) -> None:
        """Open the form of the chosen person at one of the fields that are missing."""
        line = self._chosen()
        if line is not None and place < len(line.missing):
            self._open(line.missing[place])

    def _open(self, field: MissingField) -> None:
        values = {MENDING: True} if field.mended and field.kind == "participation" else None
        self._navigator.open_form(field.kind, field.record, values=values, field=field.field)

    def _to_file(self) -> None:
        line = self._chosen()
        if line is not None:
            self._navigator.open_file(RecordId(line.person))

    def _chosen(self) -> CompletenessLine | None:
        index: QModelIndex = self.table.currentIndex()
        return self.model.line_at(index.row()) if index.isValid() else None

    def _show_chosen(self) -> None:
        line = self._chosen()
        self.card.setVisible(line is not None)
        clear(self._flow)
        if line is None:
            return
        self.card.set_title(line.title, len(line.missing))
        for place, each in enumerate(line.missing):
            key = f"{_DIGITS[place]}  " if place < len(_DIGITS) else ""
            act = button(f"{key}{each.label}")
            act.setAccessibleName(each.label)
            act.clicked.connect(lambda _checked=False, field=each: self._open(field))
            self._flow.addWidget(act)

    def _narrowed(self, name: str) -> None:
        if self._presenter is not None:
            self._presenter.narrow(**{name: str(self.choices[name].currentData() or "")})

    def _fetch(self, keys: Sequence[int]) -> None:
        if self._presenter is not None:
            self._presenter.fetch(keys)
