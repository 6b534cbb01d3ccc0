"""One case on the coordinator's desk: who it is, what differs, what colleagues say of it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.pages.comments import CommentBox, RemarkList
from cicdesk.gui.parts.boxes import Card, clear
from cicdesk.gui.parts.texts import avatar, button, label, pill, set_text
from cicdesk.presenters.review import ReviewPresenter
from cicdesk.presenters.review_shown import TONES, GroupShown, ItemShown, RowShown
from cicdesk.presenters.words import shortened

_TOP = Qt.AlignmentFlag.AlignTop


class ReviewCard(Card):
    """Shows one item, takes comments about it, and compares it with what was seen or approved before."""

    def __init__(self) -> None:
        super().__init__()
        self._presenter: ReviewPresenter | None = None
        self._item: ItemShown | None = None
        self._name = label("", "title", selectable=True)
        self._original = label("", "muted", selectable=True)
        self._who = label("", "muted", wrap=True)
        self._told = label("", "strong", wrap=True, selectable=True)
        self._missing = label("", "warning", wrap=True)
        self._blocked = label("", "muted", wrap=True)
        self._face = QVBoxLayout()
        self._pill = QVBoxLayout()
        self.since = QComboBox()
        self.since.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._rows = QGridLayout()
        self.remarks = RemarkList(self._settle, self._answer)
        self.box = CommentBox(self._comment)
        self._lay_out()
        self.since.activated.connect(lambda _index: self._compare())

    def use(self, presenter: ReviewPresenter) -> None:
        """Who keeps comments and compares."""
        self._presenter = presenter

    def _lay_out(self) -> None:
        self.body.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addLayout(self._face)
        names = QVBoxLayout()
        names.setSpacing(2)
        for words in (self._name, self._original, self._who):
            names.addWidget(words)
        head.addLayout(names, 1)
        head.addLayout(self._pill)
        self.body.addLayout(head)
        for words in (self._told, self._missing, self._blocked):
            self.body.addWidget(words)
        self.body.addWidget(self.since, 0, Qt.AlignmentFlag.AlignLeft)
        self._rows.setHorizontalSpacing(16)
        self._rows.setVerticalSpacing(6)
        self._rows.setColumnStretch(1, 1)
        self._rows.setColumnStretch(2, 1)
        self.body.addLayout(self._rows)
        self.body.addWidget(self.remarks)
        self.body.addWidget(self.box)

    def retranslate(self) -> None:
        """Say the fixed words."""
        self.box.retranslate()
        self.since.setAccessibleName(_("What it is compared with"))

    def show_item(self, item: ItemShown) -> None:
        """Show a case."""
        self._item = item
        self.set_title(item.number)
        clear(self._face)
        self._face.addWidget(avatar(item.name or item.original))
        clear(self._pill)
        self._pill.addWidget(pill(item.state_words, TONES[item.state]), 0, _TOP)
        self._name.setText(item.name or item.original)
        set_text(self._original, item.original if item.original != item.name else "")
        who = _("Changed by {who}, {when}").format(who=item.who, when=item.when)
        self._who.setText("  ·  ".join(filter(None, (who, item.where))))
        set_text(self._told, item.told)
        missing = _("Still missing: {fields}").format(fields=shortened(item.missing)) if item.missing else ""
        set_text(self._missing, missing)
        set_text(self._blocked, item.blocked)
        self._show_since(item)
        clear(self._rows)
        line = 0
        for group in item.groups:
            line = self._show_group(group, line)
        if not item.groups:
            self._rows.addWidget(label(_("Nothing differs."), "muted"), 0, 0, 1, 4)
        self.remarks.show_remarks(item.remarks)
        self.box.set_fields(item.fields)

    def _show_since(self, item: ItemShown) -> None:
        self.since.clear()
        for code, words in item.choices:
            self.since.addItem(words, code)
        self.since.setCurrentIndex(max(0, self.since.findData(item.since)))
        self.since.setVisible(len(item.choices) > 1)

    def _show_group(self, group: GroupShown, line: int) -> int:
        self._rows.addWidget(label(group.title, "heading"), line, 0, 1, 4)
        for row in group.rows:
            line += 1
            self._show_row(row, line)
        return line + 1

    def _show_row(self, row: RowShown, line: int) -> None:
        self._rows.addWidget(label(row.label, "label", wrap=True), line, 0, _TOP)
        if row.changed:
            self._rows.addWidget(label(row.before or "–", "muted", wrap=True, selectable=True), line, 1, _TOP)
        after = QWidget()
        column = QVBoxLayout(after)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        text = row.after or (_("(removed)") if row.changed else "")
        column.addWidget(label(text, "strong" if row.changed else "", wrap=True, selectable=True))
        if row.who:
            column.addWidget(label(row.who, "small", wrap=True))
        self._rows.addWidget(after, line, 2 if row.changed else 1, 1, 1 if row.changed else 2)
        ask = button("", "comment", "quiet")
        ask.setAccessibleName(_("Comment on: {field}").format(field=row.label))
        ask.setToolTip(ask.accessibleName())
        ask.setProperty("compact", "true")
        ask.clicked.connect(lambda _checked=False, about=row.about: self.box.about(about))
        self._rows.addWidget(ask, line, 3, _TOP)

    def _comment(self, text: str, about: str) -> None:
        if self._item is not None and self._presenter is not None:
            self._presenter.remarks.comment(self._item, text, about)

    def _answer(self, comment: str, text: str) -> None:
        if self._item is not None and self._presenter is not None:
            self._presenter.remarks.answer(self._item, comment, text)

    def _settle(self, comment: str, done: bool) -> None:
        if self._presenter is not None:
            self._presenter.remarks.settle(comment, done=done)

    def _compare(self) -> None:
        if self._item is not None and self._presenter is not None:
            self._presenter.choose(self._item.id, str(self.since.currentData()))
