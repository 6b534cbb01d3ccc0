"""The small form for clashing fields: mine and theirs side by side; 1, 2 and 3 choose, Enter keeps."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QSignalBlocker, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.parts.boxes import ask_no_more_than_needed, clear, scrolled
from cicdesk.gui.parts.texts import button, label
from cicdesk.gui.theme import restyle, theme
from cicdesk.presenters.conflict import Choice, Clash, ConflictPresenter, ConflictShown

_OWN_LINES = 4


class ChoiceBox(QFrame):
    """One of the values: its key, its text, who wrote it and when."""

    def __init__(self, key: int, choice: Choice, chosen: Callable[[], None]) -> None:
        super().__init__()
        self._chosen = chosen
        self.setProperty("role", "choice")
        self.setProperty("chosen", "false")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        whose = _("Mine") if choice.mine else choice.who
        came = "  ·  ".join(filter(None, (choice.when, choice.place)))
        self.setAccessibleName(", ".join(filter(None, (f"{key}: {choice.text}", whose, came))))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(str(key), "kbd"), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(label(whose, "label", wrap=True), 1)
        column.addLayout(head)
        if came:
            column.addWidget(label(came, "small", wrap=True))
        column.addWidget(label(choice.text, "strong", wrap=True))
        column.addStretch(1)  # beside a longer one it keeps its words at the top

    def mark(self, *, chosen: bool) -> None:
        """Show whether it is the one."""
        restyle(self, chosen="true" if chosen else "false")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        self._chosen()
        super().mousePressEvent(event)


class ClashForm(QWidget):
    """One field: its values side by side, and a line for words of one's own where it is a text."""

    def __init__(
        self, clash: Clash, chosen: Callable[[str, Choice], None], go_on: Callable[["ClashForm"], None]
    ) -> None:
        super().__init__()
        self._go_on = go_on
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(clash.label)
        self._clash = clash
        self._chosen = chosen
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(clash.label, "heading"))
        self._boxes = [
            ChoiceBox(place + 1, choice, partial(self.choose, place))
            for place, choice in enumerate(clash.choices)
        ]
        row = QHBoxLayout()
        row.setSpacing(12)
        for box, choice in zip(self._boxes, clash.choices, strict=True):
            if not choice.both:
                row.addWidget(box, 1)
        column.addLayout(row)
        for box, choice in zip(self._boxes, clash.choices, strict=True):
            if choice.both:
                column.addWidget(box)
        self._result = label("", "muted", wrap=True)
        column.addWidget(self._result)
        self._own = _own_words(clash, len(self._boxes) + 1)
        self._own.textChanged.connect(self._typed)
        column.addWidget(self._own)
        self._say_result(_("nothing chosen yet"))

    def choose(self, place: int) -> None:
        """The value at this place shall stand."""
        for number, box in enumerate(self._boxes):
            box.mark(chosen=number == place)
        choice = self._clash.choices[place]
        self._say_result(choice.text)
        if self._clash.editable:
            with QSignalBlocker(self._own):
                self._own.setPlainText(str(choice.value or ""))
        self._chosen(self._clash.name, choice)

    def _say_result(self, text: str) -> None:
        shown = _("Result") if self._clash.editable else _("Result: {text}").format(text=text)
        self._result.setText(shown)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys go."""
        for box in self._boxes:
            restyle(box, asked="true")
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keys go elsewhere."""
        for box in self._boxes:
            restyle(box, asked="false")
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1, 2, 3 choose and go on."""
        place = event.key() - int(Qt.Key.Key_1)
        if 0 <= place < len(self._boxes):
            self.choose(place)
            self._go_on(self)
        elif place == len(self._boxes) and self._clash.editable:
            self._own.setFocus()
            self._own.selectAll()
        else:
            super().keyPressEvent(event)

    def _typed(self) -> None:
        for box in self._boxes:
            box.mark(chosen=False)
        text = self._own.toPlainText()
        self._chosen(self._clash.name, Choice(text, text, "", "", mine=True))


class OwnWords(QPlainTextEdit):
    """What shall stand instead; where the field has one line Enter keeps everything, as elsewhere."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._one = lines == 1
        self.setTabChangesFocus(True)
        high = self.fontMetrics().lineSpacing() * (1 if self._one else _OWN_LINES)
        self.setFixedHeight(high + theme().pixels(18))
        if self._one:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter belongs to the text only where it may have several lines."""
        if self._one and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
        else:
            super().keyPressEvent(event)


def _own_words(clash: Clash, key: int) -> OwnWords:
    made = OwnWords(clash.lines)
    made.setVisible(clash.editable)
    made.setAccessibleName(_("Result"))
    made.setPlaceholderText(_("{key}  something else, in your own words").format(key=key))
    return made


class ConflictDialog(QDialog):
    """Only the clashing fields. What is left undecided stays as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter: ConflictPresenter | None = None
        self._shown: ConflictShown | None = None
        self._clashes: list[ClashForm] = []
        self.resize(theme().pixels(680), theme().pixels(560))
        self._title = label("", "title", wrap=True)
        self._why = label("", "muted", wrap=True)
        content = QWidget()
        self._forms = QVBoxLayout(content)
        self._forms.setContentsMargins(0, 0, 4, 0)
        self._forms.setSpacing(20)
        self._keep = button("", "", "primary")
        self._later = button()
        self._keep.setDefault(True)
        self._later.setAutoDefault(False)
        self._keep.clicked.connect(self._kept)
        self._later.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self._later)
        foot.addWidget(self._keep)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 20)
        outer.setSpacing(12)
        outer.addWidget(self._title)
        outer.addWidget(self._why)
        self._area = scrolled(content)
        outer.addWidget(self._area, 1)
        outer.addLayout(foot)
        self._retranslate()

    def use(self, presenter: ConflictPresenter) -> None:
        """The thinking of this dialog."""
        self._presenter = presenter

    def show_conflict(self, shown: ConflictShown) -> None:
        """Show the fields to decide about."""
        self._shown = shown
        self._title.setText(shown.title)
        clear(self._forms)
        self._clashes = [ClashForm(clash, self._choose, self._go_on) for clash in shown.clashes]
        for form in self._clashes:
            self._forms.addWidget(form)
            form.show()  # the cursor cannot go to what is not shown yet
        if shown.deletion_asked:
            self._offer_deletion()
        self._forms.addStretch(1)
        self._retranslate()
        self._keep.setVisible(bool(shown.clashes))
        self._keep.setEnabled(False)
        if self._clashes:
            self._clashes[0].setFocus()
        self._shrink()

    def _shrink(self) -> None:
        """No higher than the fields need; the dialog opened, before it knew them, with room for several."""
        layout = self.layout()
        if layout is None or not self.isVisible():
            return
        ask_no_more_than_needed(self._area)
        layout.activate()
        room = self._area.viewport().size()
        needed = max(self._forms.totalHeightForWidth(room.width()), self._forms.totalMinimumSize().height())
        spare = room.height() - needed
        if spare > 0:
            self.resize(self.width(), self.height() - spare)

    def all_decided(self) -> None:
        """All is kept."""
        self.accept()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        values = self._shown is None or bool(self._shown.clashes)
        self.setWindowTitle(_("Two values stand beside each other") if values else _("Keep it or delete it?"))
        self._why.setVisible(values)
        self._why.setText(
            _(
                "Two people wrote different things without seeing each other. Nothing is lost: choose which stands."
            )
        )
        self._keep.setText(_("Keep these"))
        self._later.setText(_("Later"))

    def _offer_deletion(self) -> None:
        self._forms.addWidget(label(_("Someone deleted it without having seen your changes."), wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        keep, delete = button(_("Keep it"), "", "primary"), button(_("Delete it"), "trash", "danger")
        if self._presenter is not None:
            keep.clicked.connect(self._presenter.keep_record)
            delete.clicked.connect(self._presenter.delete_record)
        row.addWidget(keep)
        row.addWidget(delete)
        row.addStretch(1)
        self._forms.addLayout(row)

    def _go_on(self, decided: ClashForm) -> None:
        """To the next field; after the last to the button that keeps all."""
        place = self._clashes.index(decided) + 1
        following = self._clashes[place] if place < len(self._clashes) else self._keep
        following.setFocus()
        if following is not self._keep:
            self._area.ensureWidgetVisible(following)

    def _choose(self, field: str, choice: Choice) -> None:
        if self._presenter is not None:
            self._presenter.choose(field, choice.value, choice.adds)
            self._keep.setEnabled(True)

    def _kept(self) -> None:
        if self._presenter is not None:
            self._presenter.keep()
