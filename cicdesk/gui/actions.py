"""Every command of the program with its words, keys and icon. Shortcuts are declared here and nowhere else."""

import enum
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from cicdesk.base.i18n import N_, _
from cicdesk.gui.theme import icon


@dataclass(frozen=True, slots=True)
class Declared:
    """The words, keys and icon of a command."""

    label: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    offered: bool = True
    """Whether the search box offers it as a command."""


class Command(enum.Enum):
    """What a person can have done by a key, a button or by typing its name into the search box."""

    SEARCH = Declared(N_("Search"), ("Ctrl+K", "F3"), "search", offered=False)
    NEW_CONTACT = Declared(N_("New contact"), ("F2", "Ctrl+N"), "contact")
    NEW_PERSON = Declared(N_("New client"), ("Ctrl+Shift+N",), "person-add")
    NEW_SERVICE = Declared(N_("New service"), ("F6",), "hand")
    REPEAT_SERVICE = Declared(N_("Service as last time"), ("F7",), "redo")
    SYNC = Declared(N_("Sync now"), ("F5",), "sync")
    PAUSE = Declared(N_("Pause or resume the exchange"), ("Shift+F5",), "pause")
    LOCK = Declared(N_("Lock"), ("Ctrl+L",), "lock")
    SWITCH_USER = Declared(N_("Switch user"), ("Ctrl+Shift+L",), "switch")
    SAVE = Declared(N_("Save"), ("Ctrl+S",), "check", offered=False)
    ADD_FILE = Declared(N_("Add a file"), ("Ctrl+Shift+A",), "clip", offered=False)
    UNDO = Declared(N_("Undo"), ("Ctrl+Z",), "undo", offered=False)
    REDO = Declared(N_("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", offered=False)
    CLIENT_WINDOW = Declared(N_("Client window"), ("Ctrl+Shift+K",), "screen", offered=False)
    HELP = Declared(N_("Keys and help"), ("F1",), "help")
    PREFERENCES = Declared(N_("Preferences"), ("Ctrl+,",), "settings")
    PASSPHRASE = Declared(N_("Change the passphrase"), (), "lock")
    ABOUT = Declared(N_("About cicdesk"), (), "info")
    ENROL = Declared(N_("Join the centre"), (), "link")
    TODAY = Declared(N_("Today"), ("Ctrl+1",), "today")
    PEOPLE = Declared(N_("People"), ("Ctrl+2",), "people")
    REVIEW = Declared(N_("Review"), ("Ctrl+3",), "review")
    COMPLETENESS = Declared(N_("Missing for the reports"), ("Ctrl+Shift+M",), "check")
    CONFLICTS = Declared(N_("Conflicts and what was set aside"), (), "conflict")
    DUPLICATES = Declared(N_("Registered twice?"), ("Ctrl+Shift+D",), "people")
    OUTBOX = Declared(N_("Outbox"), ("Ctrl+4",), "outbox")
    BOOK = Declared(N_("Book together"), ("Ctrl+B",), "link")
    NEW_INTERPRETER = Declared(N_("New interpreter"), (), "interpreter")
    NEW_CARER = Declared(N_("New carer"), (), "child")
    NEW_CARE_PLACE = Declared(N_("New place of care"), (), "door")
    NEW_ROOM = Declared(N_("New room"), (), "door")
    CARE = Declared(N_("Care"), ("Ctrl+5",), "child")
    INTERPRETERS = Declared(N_("Interpreters"), ("Ctrl+6",), "interpreter")
    CALENDAR = Declared(N_("Calendar"), ("Ctrl+7",), "calendar")
    REPORTS = Declared(N_("Reports"), ("Ctrl+9",), "chart")
    ACCESS_COPY = Declared(N_("Copy of a person's data"), (), "person")
    JOBS = Declared(N_("My jobs"), ("Ctrl+8",), "interpreter", offered=False)
    WAY_OUT = Declared(N_("Way out: children in care"), ("F9",), "door")
    COURIER = Declared(N_("Changes on a stick"), ("Ctrl+Shift+U",), "stick")
    TRIP = Declared(N_("Trip of today"), ("Ctrl+Shift+T",), "van")
    PAPERS = Declared(N_("Print papers"), ("Ctrl+Shift+P",), "printer")
    BACK = Declared(N_("Back"), ("Alt+Left",), "back", offered=False)

    @property
    def words(self) -> str:
        """Its name in the interface's language."""
        return _(self.value.label)

    @property
    def keys(self) -> str:
        """Its first shortcut as the system writes it; empty if it has none."""
        if not self.value.keys:
            return ""
        return QKeySequence(self.value.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)


OF_PAGES = frozenset({Command.SAVE, Command.UNDO, Command.REDO, Command.CLIENT_WINDOW, Command.ADD_FILE})
"""Commands that a page or a form does itself, with an action of its own."""


def make_action(command: Command, parent: QWidget, done: Callable[[], None]) -> QAction:
    """An action of that window with the command's words, keys and icon."""
    action = QAction(command.words, parent)
    action.setShortcuts([QKeySequence(keys) for keys in command.value.keys])
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.setData(command)
    if command.value.icon:
        action.setIcon(icon(command.value.icon))
    action.triggered.connect(lambda _checked=False: done())
    parent.addAction(action)
    return action


def have_done(command: Command, widget: QWidget) -> None:
    """Have the window that a widget is in do a command, as its key would."""
    for action in widget.window().actions():
        if action.data() is command:
            action.trigger()


def retranslate_actions(widget: QWidget) -> None:
    """Say the words of a window's actions again."""
    for action in widget.actions():
        command = action.data()
        if isinstance(command, Command):
            action.setText(command.words)
