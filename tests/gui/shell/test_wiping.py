"""The centre orders a laptop to destroy what it holds, while somebody works on it."""

import msgspec
from PySide6.QtWidgets import QMessageBox

from cicdesk.gui.actions import Command
from cicdesk.store import meta
from tests.support.desks import add_person
from tests.support.profiles import enrolled
from tests.support.running import Running


def test_the_windows_close_the_keys_go_and_it_is_said(running: Running) -> None:
    desk = running.profile.open()
    add_person(desk)
    enrolled(desk)
    running.profile.session.lock()
    shell, home, desktop = running.unlock(), running.profile.home, running.desktop
    working = running.profile.session.desk
    assert working is not None
    with working.context.store.write() as connection:
        progress = meta.load_progress(connection)
        meta.save(connection, msgspec.structs.replace(progress, revoked=True))
    shell.run(Command.SYNC)
    running.until(lambda: desktop.shell is None)
    running.settle()
    assert not home.keyslots.exists()
    assert not home.database.exists()
    assert desktop.unlock_window.isVisible()
    (box,) = desktop.unlock_window.findChildren(QMessageBox)
    assert "1" in box.informativeText() + box.text()
    box.close()
