"""Unlocking: whose turn it is, what a wrong passphrase costs, and the way out of a damaged file."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from cicdesk.base.errors import CicdeskError
from cicdesk.base.i18n import N_, _
from cicdesk.domain.passphrases import length_asked
from cicdesk.presenters.amounts import size_words
from cicdesk.presenters.failures import explain
from cicdesk.presenters.runner import Runner

if TYPE_CHECKING:  # loading them costs more than the whole unlock window
    from cicdesk.services.desk import Desk
    from cicdesk.services.session import Session
    from cicdesk.store.backup import Backup

Copies: TypeAlias = "Sequence[Backup]"
"""What can be restored, the newest first."""

DAMAGES = frozenset({"store_damaged", "wrong_key_or_damaged", "store_missing", "no_backup", "backup_damaged"})


_OCCASIONS = {
    "daily": N_("made on schedule"),
    "before": N_("before an update"),
    "erasure": N_("after an erasure"),
}


@dataclass(frozen=True, slots=True)
class Staff:
    """A person who may unlock this laptop."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What someone enters to get a key of their own."""

    user: str
    title: str
    passphrase: str
    again: str
    sponsor: str = ""
    sponsor_passphrase: str = ""


class UnlockView(Protocol):
    """The unlock window."""

    def show_people(self, people: Sequence[Staff], chosen: str) -> None:
        """Show who may unlock; with nobody yet, how to begin."""
        ...

    def show_problem(self, text: str, *, again: bool = True) -> None:
        """Say what is wrong; `again` marks the passphrase so that it can be typed over."""
        ...

    def set_busy(self, text: str) -> None:
        """Something is being worked on; empty when it has ended."""
        ...

    def wait(self, seconds: int) -> None:
        """No try is taken before so many seconds."""
        ...

    def show_damage(self, text: str, copies: Copies) -> None:
        """Offer the copies that can be restored."""
        ...

    def show_keyring(self, *, there: bool) -> None:
        """Ask for as long a passphrase as a computer with or without a keyring needs."""
        ...

    def ask_without_keyring(self, person: NewPerson) -> None:
        """Explain what working without a keyring means, and ask."""
        ...


def people_of(keyslots: Path) -> list[Staff]:
    """Who may unlock, read without any of the machinery that unlocking needs, so that it shows at once."""
    try:
        raw = json.loads(keyslots.read_text(encoding="utf-8"))
        return [Staff(str(slot["user"]), str(slot["title"])) for slot in raw["slots"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def passphrase_label(*, keyring: bool) -> str:
    """What is asked of a new passphrase, in front of the field for it."""
    asked = length_asked(keyring=keyring)
    return _("New passphrase: at least {least} characters, {words} words for instance").format(
        least=asked.least, words=asked.words
    )


def without_keyring_words() -> str:
    """What it means to work on a computer that has no keyring, and the question whether to."""
    asked = length_asked(keyring=False)
    return _(
        "cicdesk usually keeps half of the key there, so that a copied disk is of no use. "
        "Without it the passphrase alone protects the data: "
        "it needs at least {least} characters, {words} words for instance. Go on?"
    ).format(least=asked.least, words=asked.words)


def copy_words(copy: "Backup") -> str:
    """A copy that can be restored: when it was made, on what occasion, how large it is."""
    occasion = _OCCASIONS.get(copy.reason.partition("-")[0])
    made = f"{copy.made_at.astimezone():%d.%m.%Y %H:%M}"
    return "  ·  ".join(filter(None, (made, _(occasion) if occasion else "", size_words(copy.size))))


class UnlockPresenter:
    """Takes a passphrase to an open desk. `session` is called in the background, where its cost is not felt."""

    def __init__(
        self,
        view: UnlockView,
        session: "Callable[[], Session]",
        runner: Runner,
        opened: "Callable[[Desk], None]",
    ) -> None:
        self._view = view
        self._session = session
        self._runner = runner
        self._opened = opened
        self._user = ""
        self._passphrase = ""
        self._damage: CicdeskError | None = None
        self._said: Callable[[], str] | None = None
        self._offered: Copies | None = None

    def unlock(self, user: str, passphrase: str) -> None:
        """Open the profile for that person."""
        if not passphrase:
            return
        self._user, self._passphrase = user, passphrase
        self._work(lambda: self._open(user, passphrase), _("Unlocking…"))

    def say_again(self) -> None:
        """The language has changed: what was said last is said in the new one."""
        if self._said is None:
            return
        if self._offered is None:
            self._view.show_problem(self._said(), again=False)
        else:
            self._view.show_damage(self._said(), self._offered)

    def look_for_keyring(self) -> None:
        """Somebody new is asked for a passphrase: find out how long it has to be."""
        self._runner.start(
            self._view,
            lambda: self._session().has_keyring(),
            lambda there: self._view.show_keyring(there=there),
            _left_to_the_next_step,
        )

    def distrust(self, error: CicdeskError) -> None:
        """The file turned out to be damaged after it was opened: whoever unlocks next is offered the copies."""
        self._damage = error
        self._say(lambda: explain(error).title, again=False)

    def _open(self, user: str, passphrase: str) -> "Desk":
        session = self._session()
        if self._damage is not None:
            session.confirm(user, passphrase)
            raise self._damage
        return session.unlock(user, passphrase)

    def create(self, person: NewPerson, *, without_keyring: bool = False) -> None:
        """Make the profile, or add this person to it when a colleague vouches with their passphrase."""
        if not person.user.strip() or not person.title.strip():
            self._say(lambda: _("Both names are needed."), again=False)
        elif person.passphrase != person.again:
            self._say(lambda: _("The two passphrases differ."))
        else:
            self._work(
                lambda: self._make(person, without_keyring=without_keyring),
                _("Making the keys…"),
                lambda error: self._not_made(person, error),
            )

    def restore(self, chosen: "Backup") -> None:
        """Put that copy in place of the damaged file."""
        user, passphrase = self._user, self._passphrase
        self._work(lambda: self._session().restore(user, passphrase, chosen), _("Restoring…"))

    def _make(self, person: NewPerson, *, without_keyring: bool) -> "Desk":
        session = self._session()
        user, title = person.user.strip(), person.title.strip()
        if session.first_run:
            return session.create(user, title, person.passphrase, without_keyring=without_keyring)
        session.unlock(person.sponsor, person.sponsor_passphrase)
        try:
            session.add_user(user, title, person.passphrase)
            return session.unlock(user, person.passphrase)
        except BaseException:
            session.lock()  # the colleague only vouched; nobody has come in
            raise

    def _not_made(self, person: NewPerson, error: BaseException) -> None:
        if isinstance(error, CicdeskError) and error.code == "no_keyring":
            self._view.set_busy("")
            self._view.ask_without_keyring(person)
        elif isinstance(error, CicdeskError) and error.code == "wrong_passphrase":
            self._view.set_busy("")
            self._say(lambda: _("Your colleague's passphrase is not right. Nobody was added."), again=False)
        else:
            self._failed(error)

    def _work(
        self, work: "Callable[[], Desk]", words: str, failed: Callable[[BaseException], None] | None = None
    ) -> None:
        self._said = self._offered = None
        self._view.set_busy(words)
        self._runner.start(self._view, work, self._done, failed or self._failed)

    def _done(self, desk: "Desk") -> None:
        self._passphrase, self._damage = "", None
        self._view.set_busy("")
        self._opened(desk)

    def _failed(self, error: BaseException) -> None:
        self._view.set_busy("")
        if not isinstance(error, CicdeskError):
            raise error
        if error.code == "too_soon":
            seconds = error.facts.get("seconds")
            self._view.wait(seconds if isinstance(seconds, int) else 5)
        elif error.code in DAMAGES:
            self._said, self._offered = lambda: explain(error).title, self._session().backups()
            self.say_again()
        else:
            self._say(lambda: _sentences(error))

    def _say(self, words: Callable[[], str], *, again: bool = True) -> None:
        """Say it now, and once more whenever the language changes."""
        self._said, self._offered = words, None
        self._view.show_problem(words(), again=again)


def _sentences(error: CicdeskError) -> str:
    told = explain(error)
    return _("{what} {advice}").format(what=told.title, advice=told.advice)


def _left_to_the_next_step(error: BaseException) -> None:
    """Whether there is a keyring is asked again when the key is made, and told then."""
    if not isinstance(error, CicdeskError):
        raise error
