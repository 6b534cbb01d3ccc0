"""The desktop: builds everything, from the profile's folder to the windows, and closes it again."""

import argparse
import contextlib
import logging
import os
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from cicdesk.base.clock import Clock, SystemClock
from cicdesk.base.errors import CicdeskError
from cicdesk.base.i18n import set_language
from cicdesk.base.log import file_log
from cicdesk.base.paths import Home
from cicdesk.base.settings import Settings
from cicdesk.gui import theme
from cicdesk.gui.bus import ChangeBus
from cicdesk.gui.failures import Failures
from cicdesk.gui.idle import IdleWatch
from cicdesk.gui.locked_alarm import LockedAlarm
from cicdesk.gui.place import place_of, put_back
from cicdesk.gui.sweeper import look_at_all_again, pass_over_what_stays
from cicdesk.gui.tasks import TaskRunner
from cicdesk.gui.toolkit_words import speak
from cicdesk.gui.windows.unlock_window import UnlockWindow
from cicdesk.presenters.preferences import PreferencesPresenter
from cicdesk.presenters.runner import Lane
from cicdesk.presenters.unlock import DAMAGES, Staff, UnlockPresenter, people_of
from cicdesk.schema.snapshot import Changes
from cicdesk.store.instance import Instance, if_free

if TYPE_CHECKING:
    from cicdesk.gui.doorbell import Doorbell
    from cicdesk.gui.shell import Shell
    from cicdesk.gui.spot import Spot
    from cicdesk.gui.workshop import Workshop
    from cicdesk.presenters.enrol import Joining
    from cicdesk.services.desk import Desk
    from cicdesk.services.session import Session
    from cicdesk.sync.exchange import Exchange

_log = logging.getLogger(__name__)
_BETWEEN_COPIES = 60 * 60_000
"""Milliseconds between two looks whether a copy of the file is due."""


class Desktop(QObject):
    """The running program: locked with the unlock window, or open with the main window."""

    _closed = False
    _exchange: "Exchange | None" = None
    revoked = Signal()

    def __init__(
        self,
        application: QApplication,
        home: Home,
        clock: Clock | None = None,
        instance: Instance | None = None,
    ) -> None:
        """`instance`: the profile, where it was taken before there was a window."""
        super().__init__()
        self._application = application
        self._home = home
        self._clock = clock or SystemClock()
        self.settings = Settings.load(home.settings)
        self.runner = TaskRunner(self)
        self.bus = ChangeBus(self)
        self._instance = instance
        self._doorbell: Doorbell | None = None
        self._left: dict[str, Spot] = {}  # where each was when the screen locked; none of it is written down
        self._session: Session | None = None
        self._making_session = threading.Lock()
        self.shell: Shell | None = None
        set_language(self.settings.language)
        speak(application)
        theme.apply(application, self.settings.theme, self.settings.scale_percent)
        self.unlock_window = UnlockWindow()
        self.unlock_window.closing.connect(self.quit)
        preferences = PreferencesPresenter(self.settings, self.setting_changed)
        self.unlock_window.language_chosen.connect(lambda chosen: preferences.change("language", chosen))
        self.unlock_window.painted.connect(self._warm_up, Qt.ConnectionType.QueuedConnection)
        self._failures = Failures(self.unlock_window)
        self._unlock = UnlockPresenter(self.unlock_window, self.session, self.runner, self.opened)
        self.unlock_window.use(self._unlock)
        self._idle = IdleWatch(self)
        self._idle.idle.connect(self.lock)
        self._idle.watch(application)
        self._alarm = LockedAlarm(self._clock, self.unlock_window.late, self)
        self._copies = QTimer(self, interval=_BETWEEN_COPIES)
        self._copies.timeout.connect(self._copy_if_due)
        self.runner.failed.connect(self._failed)
        self.revoked.connect(self._obey, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Show who may unlock; get the heavy parts ready behind it."""
        self.unlock_window.show_people(people_of(self._home.keyslots), self.settings.last_user)
        self.unlock_window.show()

    def session(self) -> "Session":
        """The profile; made in the background lane on first use, once, whoever else asks meanwhile."""
        with self._making_session:
            if self._session is None:
                from cicdesk.services.session import Session  # noqa: PLC0415  slow to import
                from cicdesk.store.keys import system_keystore  # noqa: PLC0415  slow to import

                self._session = Session(self._home, self._clock, system_keystore, instance=self._instance)
            return self._session

    def use_session(self, session: "Session") -> None:
        """Work with a profile that was made elsewhere: with other keys, for the demonstration and for tests."""
        self._session = session

    def _warm_up(self) -> None:
        from cicdesk.gui.power import PowerWatch  # noqa: PLC0415  after the first painting

        self._power = PowerWatch(self)
        self._power.away.connect(self.lock)
        if self._instance is not None:
            from cicdesk.gui.doorbell import Doorbell  # noqa: PLC0415  after the first painting

            self._doorbell = Doorbell(self._home.folder, self)
            self._doorbell.rung.connect(self.come_forward)
        self.runner.start(
            self, lambda: _import_the_rest(self.session), lambda _none: None, self._cannot_begin
        )
        if not people_of(self._home.keyslots):
            self._unlock.look_for_keyring()

    def come_forward(self) -> None:
        """Bring the window in sight to the front: the program was started once more."""
        window = self.unlock_window if self.shell is None else self.shell.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def opened(self, desk: "Desk") -> None:
        """The profile is open: show the main window in place of the unlock window."""
        from cicdesk.gui.narrow_shell import shell_for  # noqa: PLC0415  imported in the background by now
        from cicdesk.gui.spot import go_back  # noqa: PLC0415  the same

        self.settings.last_user = desk.user
        self.settings.save()
        self.shell = shell_for(desk, self._workshop(desk))
        self.shell.lock_asked.connect(self.lock)
        self.shell.window.closing.connect(self.quit)
        self.shell.dialogs.setting_changed.connect(self.setting_changed)
        if not put_back(self.shell.window, self.settings.window):
            self.shell.window.resize(self.unlock_window.size().expandedTo(self.shell.window.size()))
        self.shell.start()
        if desk.user in self._left:
            go_back(self.shell, self._left.pop(desk.user))
        self._alarm.stop()
        self.unlock_window.hide()
        self._idle.start(self.settings.idle_minutes)
        self._copy_if_due()
        self._copies.start()
        pass_over_what_stays()

    def lock(self) -> None:
        """Keep what is being typed, close the file, forget its key."""
        if self.shell is None or self._session is None:
            return
        from cicdesk.gui.spot import leave  # noqa: PLC0415  imported with the main window

        self._idle.stop()
        self._copies.stop()
        shell, self.shell = self.shell, None
        if self._session.desk is not None:
            self._left[self._session.desk.user] = leave(shell)
        alarms = shell.alarms()
        _close(shell, self.settings)
        people = [Staff(each.name, each.title) for each in self._session.users()]
        self.runner.start(self, self._close_file, lambda _none: None, self._wiped)
        self.unlock_window.show_people(people, self.settings.last_user)
        self.unlock_window.show()
        self._alarm.start(alarms)

    def _obey(self) -> None:
        if self.shell is not None and self._session is not None:
            self.runner.start(self, self._session.ordered, lambda yes: self.lock() if yes else None)

    def _wiped(self, error: BaseException) -> None:
        self._left.clear()
        self._alarm.start(())
        self.unlock_window.show_people((), "")
        self.show_failure(error)

    def quit(self) -> None:
        """End the program; everything is on disk before this returns."""
        self.close()
        self._application.quit()

    def close(self) -> None:
        """Let go of the profile and of every thread."""
        if self._closed:
            return
        self._closed = True
        self._idle.stop()
        self._copies.stop()
        self._alarm.stop()
        if self.shell is not None:
            shell, self.shell = self.shell, None
            _close(shell, self.settings)
        self.runner.close()
        with contextlib.suppress(
            CicdeskError
        ):  # an order that comes as the program ends is carried out unseen
            self._close_file()
        if self._doorbell is not None:
            self._doorbell.close()
        if self._session is not None:
            self._session.close()
        elif self._instance is not None:
            self._instance.release()
        self.unlock_window.close()

    def _copy_if_due(self) -> None:
        if self._session is not None and self._session.desk is not None:
            # Not in the lane that lists wait for: copying and checking a large file takes seconds.
            self.runner.start(self, self._session.desk.back_up_if_due, lambda _made: None, None, Lane.NETWORK)

    def _close_file(self) -> None:
        if self._exchange is not None:
            self._exchange.close()
            self._exchange = None
        if self._session is not None:
            self._session.obey()
            self._session.lock()

    def _workshop(self, desk: "Desk") -> "Workshop":
        from cicdesk.gui.workshop import Workshop  # noqa: PLC0415  imported in the background by now
        from cicdesk.presenters.form_desk import FormDesk  # noqa: PLC0415  the same
        from cicdesk.presenters.missing import missing_for  # noqa: PLC0415  the same
        from cicdesk.presenters.references import ReferenceChooser  # noqa: PLC0415  the same
        from cicdesk.services.session import OwnKeys  # noqa: PLC0415  the same
        from cicdesk.sync.courier import Courier  # noqa: PLC0415  the same
        from cicdesk.sync.exchange import Exchange, IndexedExchange  # noqa: PLC0415  the same
        from cicdesk.sync.file_exchange import FileExchange  # noqa: PLC0415  the same

        exchange = self._exchange = Exchange(desk.context.store, self._clock, lambda: self.settings.ca_file)
        indexed = IndexedExchange(exchange, desk.search.catch_up, self.revoked.emit)
        moved = Changes(kinds=frozenset({"files"}))
        files = FileExchange(
            desk.context.store,
            exchange,
            self._clock,
            lambda: desk.user,
            lambda _piece: self.bus.publish(moved),
        )
        chooser = ReferenceChooser(desk, self.runner, self)
        form_desk = FormDesk(
            desk.records, desk.drafts, desk.search, self.runner, self._clock, desk.user, missing_for,
            chooser.offered,
        )  # fmt: skip
        return Workshop(
            runner=self.runner,
            bus=self.bus,
            clock=self._clock,
            settings=self.settings,
            missing=missing_for,
            engine=lambda: indexed if desk.enrolled else None,
            files=lambda: files if desk.enrolled else None,
            enrol=lambda asked: self._enrol(desk, exchange, asked),
            keys=OwnKeys(self.session(), desk),
            carrier=Courier(desk.context.store, exchange, self._clock, desk.search.catch_up),
            form_desk=form_desk,
            chooser=chooser,
        )

    def _enrol(self, desk: "Desk", exchange: "Exchange", asked: "Joining") -> None:
        """Join the centre. Whatever stands in the way here is said before the code is spent."""
        from cicdesk.sync.wish import Wish  # noqa: PLC0415  imported in the background by now

        old, session = desk.user, self.session()
        if asked.user != old:
            session.confirm(old, asked.passphrase, asked.user)
        wish = Wish(
            asked.server, asked.code, asked.user, old,
            ca_file=self.settings.ca_file, no_keyring=not session.has_keyring(),
        )  # fmt: skip
        session.settle(exchange.enrol(wish), asked.passphrase)
        self.settings.last_user = desk.user

    def show_failure(self, error: BaseException) -> None:
        """Say an error in the window that is in sight. A damaged file is closed, and its copies are offered."""
        if isinstance(error, CicdeskError) and error.code in DAMAGES:
            self.lock()
            self._unlock.distrust(error)
        elif self.shell is None:
            self._failures.show(error)
        else:
            self.shell.failures.show(error)

    def setting_changed(self, name: str) -> None:
        """Take a preference into use."""
        if name == "language":
            set_language(self.settings.language)
            theme.tell_language_changed(self._application)
        elif name in {"theme", "scale_percent"}:
            theme.apply(self._application, self.settings.theme, self.settings.scale_percent)
        elif name == "idle_minutes":
            self._idle.start(self.settings.idle_minutes)
        if name in {"language", "second_language"} and self.shell is not None:
            self.shell.forms.set_second_language()
        if name in {"language", "scale_percent"} and self.shell is not None:
            self.shell.say_again()

    def _failed(self, error: BaseException) -> None:
        """What nobody else handles; the shell shows what it can."""
        if self.shell is None or (isinstance(error, CicdeskError) and error.code in DAMAGES):
            self.show_failure(error)

    def _cannot_begin(self, error: BaseException) -> None:
        """The profile cannot be used at all: say why. Another process using it is the usual reason."""
        if not isinstance(error, CicdeskError):
            raise error
        self.unlock_window.set_busy("")
        box = self._failures.show(error)
        if error.code == "already_running" and box is not None:
            box.finished.connect(self.quit)


def _import_the_rest(session: Callable[[], object]) -> None:
    """Have the session made, and loaded what unlocking need not wait for."""
    session()
    import cicdesk.gui.narrow_shell  # noqa: PLC0415  so that unlocking need not wait for it
    import cicdesk.sync.exchange  # noqa: F401, PLC0415  the same


def _close(shell: "Shell", settings: Settings) -> None:
    """Close the main window; the next one stands where it stood."""
    settings.window = place_of(shell.window)
    settings.save()
    shell.close()
    look_at_all_again()


def private_files() -> None:
    """Whatever this process writes is readable by its owner only."""
    if os.name == "posix":
        os.umask(0o077)


def keep_log(home: Home) -> None:
    """What happened goes into the profile's log, without personal data."""
    logging.basicConfig(handlers=[file_log(home.log)], level=logging.INFO, force=True)


def tell_faults(desktop: Desktop) -> None:
    """A fault nobody expected is logged and said; the program goes on, drafts are on disk."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            desktop.quit()
            return
        _log.error("unexpected", exc_info=(kind, error, trace))
        desktop.show_failure(error)

    sys.excepthook = hook


def main(argv: Sequence[str] | None = None) -> int:
    """Run the desktop until its window is closed; the exit code."""
    parser = argparse.ArgumentParser(
        prog="cicdesk",
        description="Case management for centres for foreigners.",
        epilog="cicdesk demo plays the whole story on this computer; cicdesk script is the desktop without"
        " a window. Each explains itself with --help.",
    )
    parser.add_argument("--home", type=Path, help="the profile's folder (default: the account's own)")
    asked = parser.parse_args(argv)
    private_files()
    home = Home.at(asked.home) if asked.home else Home.usual()
    keep_log(home)
    instance = if_free(home.instance)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("cicdesk")
    application.setQuitOnLastWindowClosed(False)
    if instance is None:
        from cicdesk.gui.doorbell import ring  # noqa: PLC0415  only where the profile is taken

        if ring(home.folder):  # another process has the profile and has shown its window
            return 0
    desktop = Desktop(application, home, instance=instance)
    tell_faults(desktop)
    desktop.start()
    code = application.exec()
    desktop.close()
    return code
