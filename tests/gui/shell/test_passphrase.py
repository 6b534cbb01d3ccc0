"""Somebody changes their passphrase in the preferences."""

import pytest
from PySide6.QtWidgets import QPushButton

from cicdesk.gui.actions import Command
from cicdesk.gui.windows.notices import Notice
from cicdesk.gui.windows.passphrase_dialog import PassphraseDialog
from cicdesk.gui.windows.preferences_dialog import PreferencesDialog
from cicdesk.store.keys import WrongPassphrase
from tests.support.desks import PASSPHRASE
from tests.support.running import Running

NEW = "dziewięć spokojnych czapli nad jeziorem"


def dialog_of(running: Running) -> PassphraseDialog:
    shell = running.unlock()
    shell.run(Command.PREFERENCES)
    preferences = shell.dialogs.open_one
    assert isinstance(preferences, PreferencesDialog)
    change = [
        b for b in preferences.findChildren(QPushButton) if b.accessibleName() == Command.PASSPHRASE.words
    ]
    change[0].click()
    running.settle()
    dialog = shell.dialogs.open_one
    assert isinstance(dialog, PassphraseDialog)
    return dialog


def typed(dialog: PassphraseDialog, old: str, new: str, again: str = "") -> None:
    ui = dialog._ui
    ui.old.setText(old)
    ui.first.setText(new)
    ui.again.setText(again or new)
    ui.change.click()


def test_the_new_passphrase_unlocks_and_the_old_one_does_not(running: Running) -> None:
    dialog, session = dialog_of(running), running.profile.session
    typed(dialog, PASSPHRASE, NEW)
    running.settle()
    running.until(lambda: running.shell.dialogs.open_one is None)
    assert [each for each in running.shell.window.findChildren(Notice) if not each.isHidden()]
    session.confirm("olha", NEW)
    with pytest.raises(WrongPassphrase):
        session.confirm("olha", PASSPHRASE)


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("", NEW, NEW),
        (PASSPHRASE, NEW, NEW + "!"),
        (PASSPHRASE, "krótkie", "krótkie"),
        (PASSPHRASE, PASSPHRASE, PASSPHRASE),
        ("inne hasło niż to", NEW, NEW),
    ],
)
def test_what_keeps_it_from_being_changed_is_said(running: Running, old: str, new: str, again: str) -> None:
    dialog = dialog_of(running)
    typed(dialog, old, new, again)
    running.settle()
    running.until(lambda: not dialog._ui.problem.isHidden())
    assert dialog._ui.problem.text()
    assert dialog._ui.change.isEnabled()
    assert dialog.isVisible()
