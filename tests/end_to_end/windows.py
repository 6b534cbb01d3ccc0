"""Laptops with real windows for the acceptance stories: keys and clicks go in, words are read from what is in sight."""

from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from cicdesk.base.clock import Clock
from cicdesk.base.paths import Home
from cicdesk.base.settings import Settings
from cicdesk.gui.editors.pick import PickEdit
from cicdesk.gui.pages.case_page import CasePage
from cicdesk.services.desk import Desk
from cicdesk.services.session import Session
from cicdesk.store.keys import NoKeystore
from cicdesk.story.enrolment import Post
from cicdesk.story.hands import CONTROL, Hands
from cicdesk.story.laptop import Laptop
from cicdesk.story.papers import PASSPHRASE
from cicdesk.story.waiting import until
from cicdesk.sync.exchange import Exchange
from cicdesk.sync.wish import Wish
from tests.end_to_end.conftest import Place
from tests.support.desks import CHEAP

W = TypeVar("W", bound=QWidget)
_numbers = iter(range(1, 1000))


@dataclass(frozen=True, slots=True)
class Team:
    """Where laptops of one test come from."""

    application: QApplication
    place: Place
    clock: Clock

    def laptop(self, role: str = "assistant", office: str = "") -> "Seat":
        """A laptop that has joined the centre, unlocked, with somebody at it."""
        user, device = self.place.user(office or self.place.office, role=role), f"W{next(_numbers)}"
        home = Home.at(self.place.folder / device)
        session = Session(home, self.clock, NoKeystore, CHEAP)
        desk = session.create(user, user.title(), PASSPHRASE, without_keyring=True)
        exchange = Exchange(desk.context.store, self.clock)
        code = self.place.code(user, device, office)
        exchange.enrol(Wish(self.place.url, code, user, user, no_keyring=True))
        exchange.close()
        session.lock()
        _prefer(home, self.place.url, user)
        laptop = Laptop(
            self.application, home, Post(device, user, user.title(), role), Hands(), [], self.clock
        )
        laptop.desktop.use_session(session)
        self.place.closing.callback(laptop.close)
        laptop.start()
        laptop.type_passphrase()
        laptop.unlock()
        return Seat(laptop)


def _prefer(home: Home, url: str, user: str) -> None:
    settings = Settings.load(home.settings)
    settings.language, settings.theme = "en", "light"
    settings.server_url, settings.last_user = url, user
    settings.metered = True  # the story says itself when a laptop syncs
    settings.save()


class Seat:
    """Somebody at a laptop."""

    def __init__(self, laptop: Laptop) -> None:
        self.laptop = laptop

    @property
    def desk(self) -> Desk:
        """What lies behind the window: for what was there before the story began."""
        desk = self.laptop.desktop.session().desk
        assert desk is not None
        return desk

    def made(self, kind: str, **values: Any) -> str:  # noqa: ANN401  any field's
        """A record from before the story."""
        return self.desk.records.create(kind, values)[0].id

    def sync(self, badge: str = "sent") -> None:
        """Sit down here and press F5, wherever the cursor is."""
        self.laptop.turn_to()
        self.laptop.sync(until_badge=badge)

    def reads(self, words: str, where: QWidget | None = None) -> None:
        """Wait until these words stand in the window."""
        place = where or self.laptop.window
        until(lambda: words in said(place), f"{words!r} is read; there is: {said(place)}")

    def open_file(self, name: str) -> CasePage:
        """Find somebody by name and open the file, as anybody does."""
        laptop = self.laptop
        laptop.turn_to()
        laptop.press(Qt.Key.Key_K, CONTROL)
        laptop.write(name)
        popup = laptop.shell.window.popup
        until(
            lambda: (
                popup.isVisible() and popup.list.count() == 1 and not laptop.shell.window._typing.isActive()
            ),
            f"{name} is found",
        )
        laptop.press(Qt.Key.Key_Return)
        until(lambda: isinstance(laptop.shell.window.page, CasePage), "the file opens")
        laptop.settle()
        return laptop.page(CasePage)

    def pick(self, **texts: str) -> None:
        """Put the cursor into each field, write, wait for what is found, and take it."""
        laptop = self.laptop
        for name, text in texts.items():
            laptop.form.jump_to(name)
            laptop.write(text)
            line = laptop.form.fields.frames[name].findChild(PickEdit)
            assert line is not None
            until(partial(getattr, line, "list_open"), f"{text} is found")
            laptop.settle()
            laptop.press(Qt.Key.Key_Return)

    def inside(self, kind: type[W]) -> W:
        """The dialog of that kind that is open."""

        def there() -> QWidget | None:
            return self.laptop.shell.dialogs.open_one

        until(lambda: isinstance(there(), kind), f"{kind.__name__} opens")
        self.laptop.settle()
        found = there()
        assert isinstance(found, kind)
        return found

    def done(self, dialog: QDialog, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        """Press the key that closes a dialog, and wait until everything of it is kept."""
        self.laptop.hands.key(dialog, key, modifiers)
        until(lambda: self.laptop.shell.dialogs.open_one is None, "the dialog closes")
        self.laptop.settle()


def said(widget: QWidget) -> str:
    """Everything that labels say there, whole also where there was no room for all of it."""
    shown = (each for each in widget.findChildren(QLabel) if each.isVisibleTo(widget))
    words = " ".join(each.accessibleName() or each.text() for each in shown)
    return words.replace("\N{NO-BREAK SPACE}", " ")
