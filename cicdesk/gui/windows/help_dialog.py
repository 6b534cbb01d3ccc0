"""All keys of the program on one page."""

from collections.abc import Callable

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

AMONG_INTERPRETERS = (
    ("j / k", N_("Next and previous request")),
    ("Enter", N_("Open the request")),
    ("o", N_("Offer it to the one who is listed first")),
    ("a / d", N_("Note that the offer was accepted or declined")),
    ("1 … 9", N_("Another possibility")),
)
IN_CALENDAR = (
    (
        "\N{LEFTWARDS ARROW} \N{UPWARDS ARROW} \N{DOWNWARDS ARROW} \N{RIGHTWARDS ARROW}",
        N_("From booking to booking"),
    ),
    ("Shift+\N{UPWARDS ARROW}", N_("Move by 15 minutes or a day")),
    ("PgUp / PgDn", N_("Earlier and later")),
    ("T", N_("Today")),
)
IN_JOBS = (
    ("j / k", N_("Next and previous job")),
    ("Enter", N_("The next step of the job")),
    ("d", N_("Decline")),
    ("n", N_("The client did not come")),
)


_CARDS: tuple[tuple[Command | None, str, tuple[tuple[str, str], ...]], ...] = (
    (None, N_("In forms"), IN_FORMS),
    (Command.REVIEW, N_("In review"), IN_REVIEW),
    (Command.CARE, N_("In a place of care"), IN_CARE),
    (Command.INTERPRETERS, N_("Among interpreters"), AMONG_INTERPRETERS),
    (Command.CALENDAR, N_("In the calendar"), IN_CALENDAR),
    (Command.JOBS, N_("Among my jobs"), IN_JOBS),
)
"""The page to which the keys belong; without one they hold wherever somebody types."""


def _everything(command: str) -> bool:
    del command
    return True


class HelpDialog(QDialog):
    """The keys of what is open for whoever is at the keyboard: `admits` says of a command's name whether it is."""

    def __init__(self, parent: QWidget | None = None, admits: Callable[[str], bool] = _everything) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys and help"))
        self.resize(theme().pixels(560), theme().pixels(640))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 20, 24, 12)
        column.setSpacing(16)
        column.addWidget(label(_("Keys and help"), "title"))
        commands = [(" / ".join(c.value.keys), c.words) for c in Command if c.value.keys and admits(c.name)]
        column.addWidget(_card(_("Everywhere"), commands))
        for page, title, lines in _CARDS:
            if page is None or admits(page.name):
                column.addWidget(_card(_(title), [(keys, _(words)) for keys, words in lines]))
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
