"""A laptop of the story: the real desktop over a real profile, worked by hands, looked at from outside."""

import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from cicdesk.base.clock import Clock
from cicdesk.base.paths import Home
from cicdesk.desktop import Desktop
from cicdesk.gui.pages.form_page import FormPage
from cicdesk.gui.record_form import RecordForm
from cicdesk.gui.shell import Shell
from cicdesk.story.book import State
from cicdesk.story.enrolment import Post
from cicdesk.story.hands import CONTROL, Hands
from cicdesk.story.looking import badge_shown, held_by
from cicdesk.story.papers import PASSPHRASE
from cicdesk.story.waiting import NotAsExpected, expect, until

P = TypeVar("P", bound=QWidget)

SIZE = (1280, 800)


class Laptop:
    """One of the two. It is there from the start; `unlock` opens it."""

    def __init__(
        self,
        application: QApplication,
        home: Home,
        post: Post,
        hands: Hands,
        faults: list[BaseException],
        clock: Clock | None = None,
    ) -> None:
        self.post = post
        self.home = home
        self.hands = hands
        self.desktop = Desktop(application, home, clock)
        self.desktop.unlock_window.resize(*SIZE)
        self.closed = False
        self.faults = faults
        """What went wrong in any window without anybody expecting it."""
        self.desktop.runner.failed.connect(faults.append)

    # looking

    @property
    def window(self) -> QWidget:
        """The window in sight."""
        shell = self.desktop.shell
        return self.desktop.unlock_window if shell is None else shell.window

    @property
    def shell(self) -> Shell:
        """The open profile's windows."""
        shell = self.desktop.shell
        if shell is None:
            raise NotAsExpected(f"{self.post.device} is unlocked")
        return shell

    @property
    def form(self) -> RecordForm:
        """The form in sight."""
        return self.page(FormPage).form

    def page(self, kind: type[P]) -> P:
        """The page in sight, which must be of that kind."""
        page = self.shell.window.page
        if not isinstance(page, kind):
            raise NotAsExpected(f"{kind.__name__} is in sight on {self.post.device}")
        return page

    def state(self) -> State:
        """What it holds and what its badge stands for."""
        return held_by(self.desktop)

    # working

    def start(self) -> None:
        """Show the unlock window."""
        self.desktop.start()
        self.hands.turn_to(self.window)

    def type_passphrase(self) -> None:
        """Write it, without entering it yet."""
        box = self.window.findChild(QLineEdit, "passphrase")
        until(lambda: box is not None and box.isVisible(), "the unlock window asks for the passphrase")
        self.hands.write(self.window, PASSPHRASE)

    def unlock(self) -> None:
        """Enter it, and wait for the first page."""
        self.hands.key(self.window, Qt.Key.Key_Return)
        until(lambda: self.desktop.shell is not None, "the passphrase opens the profile")
        self.window.resize(*SIZE)
        self.settle()
        self.turn_to()

    def turn_to(self) -> None:
        """Sit down at this laptop."""
        self.hands.turn_to(self.window)

    def settle(self) -> None:
        """Wait until nothing is under way: no work in a lane, nothing left to paint."""
        until(lambda: self.desktop.runner.idle, f"{self.post.device} comes to rest")
        quiet = time.monotonic() + 0.03
        until(lambda: self.desktop.runner.idle and time.monotonic() > quiet, f"{self.post.device} is at rest")
        expect(not self.faults, f"no fault on {self.post.device}: {self.faults!r}")

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the cursor is."""
        self.hands.key(self.window, key, modifiers)

    def write(self, text: str) -> None:
        """Write where the cursor is."""
        self.hands.write(self.window, text)

    def open_form(
        self, kind: str, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press the key of a form and wait for it."""
        self.press(key, modifiers)
        self.wait_for_form(kind)

    def wait_for_form(self, kind: str) -> None:
        """Wait for a form of that kind of record, with all its fields made."""

        def there() -> bool:
            page = self.shell.window.page
            return isinstance(page, FormPage) and page.form.spec.kind == kind

        until(there, f"the form of a {kind} opens")
        cards = self.form.body.cards.values()
        until(lambda: all(card.built for card in cards if card.fields), f"the form of a {kind} is whole")

    def fill(self, **texts: str) -> None:
        """Put the cursor into each field as a click does, write, and press Enter."""
        for name, text in texts.items():
            self.form.jump_to(name)
            self.answer(text)

    def answer(self, text: str) -> None:
        """Write where the cursor is, and press Enter."""
        self.write(text)
        self.press(Qt.Key.Key_Return)

    def save(self, then: Callable[[], object], what: str) -> None:
        """Press Ctrl+S and wait for what follows."""
        self.press(Qt.Key.Key_S, CONTROL)
        until(then, what)
        self.settle()

    def sync(self, until_badge: str) -> None:
        """Press F5, and wait until the exchange has ended and the badge shows that state."""
        self.press(Qt.Key.Key_F5)
        self.settle()
        device = self.post.device
        until(lambda: self.state()["badge"] == until_badge, f"{device} is {until_badge} after syncing")
        until(lambda: badge_shown(self.window) == until_badge, f"the badge of {device} says {until_badge}")
        self.settle()

    def close(self) -> None:
        """Close its windows and let go of its profile."""
        if not self.closed:
            self.closed = True
            self.desktop.close()
