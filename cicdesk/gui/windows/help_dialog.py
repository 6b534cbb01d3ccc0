"""All keys of the program on one page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cicdesk.base.i18n import N_, _
from cicdesk.gui.actions import Command
from cicdesk.gui.parts.boxes import Card, scrolled
from cicdesk.gui.parts.texts import button, label
from cicdesk.gui.theme import theme

_KEYS = 160
"""The words begin at the same line in every card."""
IN_FORMS = (
    ("Enter", N_("To the next field")),
    ("Alt+1 … 9", N_("To a section of the form")),
    ("Ctrl+J", N_("To the next field still missing for the reports")),
    ("Ctrl+M", N_("Read a document's machine-readable lines")),
    ("Ctrl+R", N_("The person does not answer this")),
    ("Ctrl+O", N_("Open the person who may be here already")),
    ("Ctrl+Delete", N_("Remove the entry in which the cursor is")),
)
IN_REVIEW = (
    ("j / k", N_("Next and previous case")),
    ("Enter", N_("Open the file")),
    ("e", N_("Looked at")),
)
IN_CARE = (
    ("j / k", N_("Next and previous child")),
    ("Enter", N_("Take in, or hand over")),
    ("t", N_("Whom to call")),
    ("F8", N_("Whom to call, in every window about a child and on the way out")),
    ("c", N_("What is to be known of the child")),
    ("v", N_("Open the visit")),
    ("i", N_("Incident note")),
    ("o", N_("Out for a while and back; did not come")),
)


class HelpDialog(QDialog):
    """Commands, forms, review."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys and help"))
        self.resize(theme().pixels(560), theme().pixels(640))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 20, 24, 12)
        column.setSpacing(16)
        column.addWidget(label(_("Keys and help"), "title"))
        commands = [(" / ".join(c.value.keys), c.words) for c in Command if c.value.keys]
        column.addWidget(_card(_("Everywhere"), commands))
        column.addWidget(_card(_("In forms"), [(keys, _(words)) for keys, words in IN_FORMS]))
        column.addWidget(_card(_("In review"), [(keys, _(words)) for keys, words in IN_REVIEW]))
        column.addWidget(_card(_("In a place of care"), [(keys, _(words)) for keys, words in IN_CARE]))
        column.addStretch(1)
        close = button(_("Close"), "", "primary")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 16)
        foot.addStretch(1)
        foot.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content), 1)
        outer.addLayout(foot)


def _card(title: str, lines: list[tuple[str, str]]) -> Card:
    card = Card(title)
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, theme().pixels(_KEYS))
    for line, (keys, words) in enumerate(lines):
        shown = label(keys.replace("Left", "\N{LEFTWARDS ARROW}"), "kbd")
        shown.setAccessibleName(keys)
        grid.addWidget(shown, line, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(label(words, wrap=True), line, 1, Qt.AlignmentFlag.AlignVCenter)
    card.body.addLayout(grid)
    return card
