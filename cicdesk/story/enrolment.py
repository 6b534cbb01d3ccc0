"""Throw-away laptops: two profiles that join the centre as any laptop does, before their windows open."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from cicdesk.base.clock import SystemClock
from cicdesk.base.paths import Home
from cicdesk.base.settings import Settings
from cicdesk.services.session import Session
from cicdesk.store.keys import NoKeystore
from cicdesk.story.centre import Centre
from cicdesk.story.papers import PASSPHRASE
from cicdesk.sync.exchange import Exchange
from cicdesk.sync.wish import Wish

OFFICE, OFFICE_NAME = "KR", "Kraków"


@dataclass(frozen=True, slots=True)
class Post:
    """A laptop's place and the person at it."""

    device: str
    user: str
    title: str
    role: str
    second_language: str = ""
    """Under every label, for the person in front of the desk."""


VAN = Post("L07", "oksana", "Oksana", "assistant", second_language="uk")
DESK = Post("L01", "marta", "Marta", "coordinator")
POSTS = (VAN, DESK)


def staff_centre(centre: Centre) -> dict[str, str]:
    """Tell the centre who works where; a one-time code for every laptop, by its name."""
    centre.do("office", "add", OFFICE, "--name", OFFICE_NAME)
    with ThreadPoolExecutor(len(POSTS)) as pool:
        return dict(pool.map(lambda post: (post.device, _code_for(centre, post)), POSTS))


def _code_for(centre: Centre, post: Post) -> str:
    centre.do("user", "add", post.user, "--name", post.title, "--role", post.role, "--office", OFFICE)
    answer = centre.do("device", "code", "--user", post.user, "--office", OFFICE, "--name", post.device)
    return str(answer["code"])


def enrol(folder: Path, post: Post, address: str, code: str, language: str) -> Home:
    """A fresh encrypted profile that has joined the centre, locked again."""
    home = Home.at(folder)
    session = Session(home, SystemClock(), NoKeystore)
    try:
        desk = session.create(post.user, post.title, PASSPHRASE, without_keyring=True)
        exchange = Exchange(desk.context.store, SystemClock())
        exchange.enrol(Wish(address, code, post.user, post.user, no_keyring=True))
        exchange.close()
    finally:
        session.close()
    settings = Settings.load(home.settings)
    settings.language, settings.theme = language, "light"
    settings.second_language = post.second_language
    settings.server_url, settings.last_user = address, post.user
    # The story says itself when a laptop syncs.
    settings.metered = True
    settings.save()
    return home
