"""The demonstration: the main job on this computer, with a real server, two laptops and real windows.

With a screen the windows stay open for the visitor; without one the same runs unseen and leaves a
picture of every step and `story.json`.
"""

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from cicdesk.base.i18n import DEFAULT_LANGUAGE, LANGUAGES
from cicdesk.story.papers import PASSPHRASE
from cicdesk.story.waiting import NotAsExpected, Stopped, stop

if TYPE_CHECKING:
    from cicdesk.story.book import Book
    from cicdesk.story.laptop import Laptop
    from cicdesk.story.line import Line

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]

_PICTURE_WIDTH = 2000
_PAUSE = 25
"""Milliseconds after every key when somebody is looking on."""
_GLANCE = 50
"""Milliseconds between two looks at whether the visitor has closed the windows."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line said."""

    headless: bool
    out: Path
    picture: Path | None
    language: str


def main(arguments: list[str]) -> int:
    """The command `cicdesk demo`; 0 if everything came as it must."""
    asked = _asked(arguments)
    if asked.headless:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ.pop("QT_SCALE_FACTOR", None)
    # Profiles that are thrown away leave nothing in the account's keyring.
    os.environ["CICDESK_NO_KEYRING"] = "1"
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop())
    with _throw_away() as folder, ExitStack() as ended:
        return _run(asked, Path(folder), ended)


def _throw_away() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="cicdesk-demo-", ignore_cleanup_errors=True)


def _run(asked: Asked, folder: Path, ended: ExitStack) -> int:
    # The platform had to be chosen before Qt is loaded.
    from cicdesk.story.book import Book  # noqa: PLC0415  see above
    from cicdesk.story.picture import Picture  # noqa: PLC0415  see above
    from cicdesk.story.steps import Story  # noqa: PLC0415  see above

    _say("Starting a centre with its own PostgreSQL, and two laptops that join it…")
    line, van, office = _set_the_stage(asked, folder, ended)
    book = Book(asked.out, lambda: {each.post.device: each.state() for each in (van, office)}, _say)
    try:
        Story(van, office, line, book).play()
        _tell_the_end(asked, book)
        if not asked.headless:
            _leave_open(van, office)
    except Stopped:
        return 1
    except Exception as error:
        _say(f"The story broke off: {error}")
        for each in (van, office):
            Picture.of(each.window).save(asked.out / f"failed-{each.post.device}.png")
        _say(f"What happened until then: {book.write(failed=str(error) or type(error).__name__)}")
        if isinstance(error, NotAsExpected):
            return 1
        raise
    return 0


def _set_the_stage(asked: Asked, folder: Path, ended: ExitStack) -> "tuple[Line, Laptop, Laptop]":
    from PySide6.QtCore import qInstallMessageHandler  # noqa: PLC0415  see above
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415  see above

    from cicdesk.story import enrolment  # noqa: PLC0415  see above
    from cicdesk.story.centre import Centre  # noqa: PLC0415  see above
    from cicdesk.story.hands import Hands  # noqa: PLC0415  see above
    from cicdesk.story.laptop import Laptop  # noqa: PLC0415  see above
    from cicdesk.story.line import Line  # noqa: PLC0415  see above

    centre = Centre(folder / "centre")
    ended.callback(centre.stop)
    line = Line(centre.port)
    ended.callback(line.close)
    codes = enrolment.staff_centre(centre)
    qInstallMessageHandler(_pass_on)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("cicdesk")
    application.setQuitOnLastWindowClosed(False)
    faults: list[BaseException] = []
    sys.excepthook = _noting(faults)
    laptops: list[Laptop] = []
    for post, address in ((enrolment.VAN, line.address), (enrolment.DESK, centre.url)):
        home = enrolment.enrol(folder / post.device, post, address, codes[post.device], asked.language)
        laptop = Laptop(application, home, post, Hands(0 if asked.headless else _PAUSE), faults)
        ended.callback(laptop.close)
        laptops.append(laptop)
    return line, laptops[0], laptops[1]


def _pass_on(_kind: object, _where: object, words: str) -> None:
    """Qt's own messages, but for what a screen that is none cannot do."""
    if "This plugin does not support" not in words:
        sys.stderr.write(f"{words}\n")


def _noting(faults: list[BaseException]) -> Hook:
    """What escapes from a window's slot is shown as ever, and ends the story."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        faults.append(error)
        sys.__excepthook__(kind, error, trace)

    return hook


def _tell_the_end(asked: Asked, book: "Book") -> None:
    from cicdesk.story.picture import side_by_side  # noqa: PLC0415  see above

    _say(f"Both laptops hold the same. {len(book.steps)} steps, pictures and {book.write()}")
    if asked.picture is not None:
        left = ("Kraków, L01: the coordinator comments", book.pictures["comment"])
        right = ("Miechów, L07: the comment arrives in the van", book.pictures["answer"])
        asked.picture.parent.mkdir(parents=True, exist_ok=True)
        side_by_side(left, right, _PICTURE_WIDTH).save(asked.picture)
        _say(f"Picture: {asked.picture}")


def _leave_open(van: "Laptop", office: "Laptop") -> None:
    from cicdesk.story.waiting import turn  # noqa: PLC0415  see above

    for each in (van, office):
        # From now on it syncs by itself, as any laptop does.
        each.desktop.settings.metered = False
        each.shell.sync.presenter.start()
        _say(f"{each.post.device}, {each.post.title}: {each.home.folder}")
    _say("Both windows are yours now. The passphrase of both:")
    _say(f"  {PASSPHRASE}")
    _say("The centre stops when both are closed.")
    while any(each.window.isVisible() for each in (van, office)):
        turn(_GLANCE)


def _say(words: str) -> None:
    """The one way of saying something."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _asked(arguments: list[str]) -> Asked:
    parser = argparse.ArgumentParser(prog="cicdesk demo", description="The main job, on this computer.")
    parser.add_argument("--headless", action="store_true", help="without a screen: pictures and story.json")
    parser.add_argument("--out", type=Path, default=Path("build/demo"), help="where these go")
    parser.add_argument("--picture", type=Path, help="both windows side by side, as one picture")
    parser.add_argument("--language", choices=LANGUAGES, default=DEFAULT_LANGUAGE, help="of the windows")
    chosen = parser.parse_args(arguments)
    return Asked(chosen.headless, chosen.out, chosen.picture, chosen.language)
