"""A laptop that joins the centre in its windows and loses power before the person's slot has its new name.

Arguments: the profile's folder, the centre's address, the code, the name at the centre.
"""

import os
import signal
import sys
from pathlib import Path
from unittest.mock import patch

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from cicdesk.base.paths import Home
from cicdesk.desktop import Desktop
from cicdesk.gui.actions import Command
from cicdesk.services.session import Session
from cicdesk.store.drafts import Draft
from tests.support.desks import PASSPHRASE, Profile

USER, TITLE = "olha", "Olha Melnyk"


def pull_the_plug(*_arguments: object) -> None:
    """In place of the rename."""
    os.kill(os.getpid(), signal.SIGKILL)


def fill(dialog: QWidget, **texts: str) -> None:
    """Type into the dialog's fields."""
    for name, text in texts.items():
        field = dialog.findChild(QLineEdit, name)
        assert isinstance(field, QLineEdit)
        field.setText(text)


def main(folder: str, server: str, code: str, user: str) -> None:
    """Work, join, die."""
    application = QApplication([])
    profile = Profile(Home.at(Path(folder)))
    desktop = Desktop(application, profile.home, profile.clock)
    desktop.use_session(profile.session)
    desk = profile.open(USER, TITLE)
    desk.records.create("person", {"given_names": "Євген", "family_name": "Жук"})
    desk.drafts.save(Draft("d1", "person", USER, {"family_name": "Szkic"}))
    desktop.opened(desk)
    patch.object(Session, "settle", pull_the_plug).start()
    assert desktop.shell is not None
    desktop.shell.run(Command.ENROL)
    dialog = desktop.shell.dialogs.open_one
    assert dialog is not None
    fill(dialog, server=server, code=code, user=user, passphrase=PASSPHRASE)
    join = dialog.findChild(QPushButton, "join")
    assert isinstance(join, QPushButton)
    QTimer.singleShot(0, join.click)
    application.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
