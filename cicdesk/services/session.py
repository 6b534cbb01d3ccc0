"""Unlocking and locking: who is at the keyboard, and whether the file is open."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace

import msgspec

from cicdesk.base.clock import Clock, milliseconds
from cicdesk.base.errors import PersonError
from cicdesk.base.paths import Home
from cicdesk.domain.passphrases import length_asked
from cicdesk.services.desk import Desk, open_desk
from cicdesk.services.errors import DeviceWiped
from cicdesk.store import backup, keyslots, meta, pending, wiping
from cicdesk.store.errors import StoreLocked
from cicdesk.store.instance import Instance
from cicdesk.store.keys import KEY_BYTES, Keystore, WrongPassphrase
from cicdesk.store.keyslots import Argon, Keyslots, Slot
from cicdesk.store.meta import Place
from cicdesk.store.migrate import bring_up_to_date
from cicdesk.store.store import Store


class TooSoon(PersonError):
    """Wrong passphrases in a row make the next try wait."""

    code = "too_soon"


class NoKeyring(PersonError):
    """The laptop has no keyring that keeps secrets; somebody has to agree to work without."""

    code = "no_keyring"


class ProfileExists(PersonError):
    """There is a profile in this folder already."""

    code = "profile_exists"


@dataclass(frozen=True, slots=True)
class UserTile:
    """A person who may unlock this laptop."""

    name: str
    title: str


class Session:
    """A profile that this process alone uses; locked or open."""

    def __init__(
        self,
        home: Home,
        clock: Clock,
        keystore: Callable[[], Keystore],
        cost: Argon | None = None,
        instance: Instance | None = None,
    ) -> None:
        """`instance`: the profile, where this process has taken it already; else it is taken now."""
        self.home = home
        self._clock = clock
        self._keystore = keystore
        self._cost = cost or Argon()
        self._instance = instance or Instance(home.instance)
        self.desk: Desk | None = None

    @property
    def first_run(self) -> bool:
        """Whether there is no profile here yet."""
        return not self.home.keyslots.exists()

    def users(self) -> tuple[UserTile, ...]:
        """The persons who may unlock, in the order they came."""
        if self.first_run:
            return ()
        return tuple(UserTile(s.user, s.title) for s in keyslots.load_keyslots(self.home.keyslots).slots)

    def has_keyring(self) -> bool:
        """Whether the system has a keyring that keeps secrets."""
        return self._keystore().present

    def create(
        self,
        user: str,
        title: str,
        passphrase: str,
        *,
        without_keyring: bool = False,
        any_length: bool = False,
    ) -> Desk:
        """A new profile with its first person, open.

        NoKeyring unless there is one or `without_keyring` was agreed to; WeakPassphrase.
        """
        if not self.first_run:
            raise ProfileExists
        keystore = self._keystore()
        if not keystore.present and not without_keyring:
            asked = length_asked(keyring=False)
            raise NoKeyring(least=asked.least, words=asked.words)
        if not any_length:
            check_passphrase(passphrase, keyring=keystore.present)
        data_key = os.urandom(KEY_BYTES)
        slots = Keyslots(keyslots.new_workspace(), self._cost).add(
            user, title, passphrase, data_key, keystore
        )
        if self.home.database.exists():
            backup.set_aside(self.home, self._clock.now())
        Store.create(self.home.database, data_key).close()
        keyslots.save_keyslots(self.home.keyslots, slots)
        return self._open(user, data_key)

    def unlock(self, user: str, passphrase: str) -> Desk:
        """Open the profile for a person; WrongPassphrase, TooSoon, and what Store.open says.

        An enrolment that broke off before the person's slot had its new name is finished, and so is an order to
        destroy everything: DeviceWiped.
        """
        desk = self._open(user, self._data_key(user, passphrase))
        self.obey()
        return self.settle(desk.context.place, passphrase) if desk.context.place.renaming else desk

    def settle(self, place: Place, passphrase: str) -> Desk:
        """Take the laptop's new place into use: a slot gets the name by which the centre knows its person."""
        desk, names = self._opened(), {each.name for each in self.users()}
        old = user = desk.user
        new = place.renaming.get(old, old)
        if new not in names:
            title = desk.context.titles.get(old, old)
            self.rename_user(old, new, new if title == old else title, passphrase)
            user = new
        left = {each: name for each, name in place.renaming.items() if each in names - {old}}
        if left != place.renaming:
            place = msgspec.structs.replace(place, renaming=left)
            with desk.context.store.write() as connection:
                meta.save(connection, place)
        desk.placed(place, user)
        return desk

    def confirm(self, user: str, passphrase: str, becomes: str = "") -> None:
        """Return if that is the person's passphrase; WrongPassphrase or TooSoon if not.

        `becomes`: the name the person is about to get; UserExists if somebody has it already.
        """
        self._data_key(user, passphrase)
        if becomes:
            _look_for_room(keyslots.load_keyslots(self.home.keyslots), becomes)

    def lock(self) -> None:
        """Close the file and forget its key. What was typed lies in drafts."""
        if self.desk is not None:
            self.desk.close()
            self.desk = None

    def ordered(self) -> bool:
        """Whether the profile is open and the centre has ordered that everything in it be destroyed."""
        if self.desk is None:
            return False
        with self.desk.context.store.read() as connection:
            return meta.load_progress(connection).revoked

    def obey(self) -> None:
        """Destroy everything here if the centre ordered it, and say so by DeviceWiped."""
        if not self.ordered():
            return
        with self._opened().context.store.read() as connection:
            waiting = sum(pending.counts(connection).values())
        self.lock()
        wiping.destroy(self.home, self._keystore())
        raise DeviceWiped(count=waiting)

    def close(self) -> None:
        """Lock, and give the profile up."""
        self.lock()
        self._instance.release()

    def add_user(self, user: str, title: str, passphrase: str, *, any_length: bool = False) -> None:
        """Give another person a slot; the profile must be open."""
        keystore, slots = self._keystore(), keyslots.load_keyslots(self.home.keyslots)
        _look_for_room(slots, user)
        if not any_length:
            check_passphrase(passphrase, keyring=keystore.present)
        _keep(
            self.home,
            self._opened(),
            slots.add(user, title, passphrase, self._opened().context.store.key, keystore),
        )

    def rename_user(self, old: str, new: str, title: str, passphrase: str) -> None:
        """Give a person's slot another name, as enrolment does with the one made before it."""
        if old != new:
            _look_for_room(keyslots.load_keyslots(self.home.keyslots), new)
        slots = keyslots.load_keyslots(self.home.keyslots).add(
            new, title, passphrase, self._opened().context.store.key, self._keystore()
        )
        kept = tuple(s for s in slots.slots if s.user != old or old == new)
        _keep(self.home, self._opened(), replace(slots, slots=kept))

    def change_passphrase(self, user: str, old: str, new: str) -> None:
        """Wrap the key with a new passphrase; WrongPassphrase or TooSoon if the old one is not right."""
        keystore = self._keystore()
        data_key = self._data_key(user, old)
        check_passphrase(new, keyring=keystore.present)
        slots = keyslots.load_keyslots(self.home.keyslots)
        title = slots.slot(user).title
        keyslots.save_keyslots(self.home.keyslots, slots.add(user, title, new, data_key, keystore))

    def backups(self) -> list[backup.Backup]:
        """The copies that can be restored, newest first."""
        return backup.backups(self.home)

    def restore(self, user: str, passphrase: str, chosen: backup.Backup) -> Desk:
        """Put a copy in place of a damaged or missing store and open it.

        The damaged file is set aside; what its outbox and drafts still give is brought over.
        """
        data_key = self._data_key(user, passphrase)
        self.lock()
        aside = backup.restore(self.home, chosen, data_key, self._clock.now())
        self._open(user, data_key)
        backup.rescue_outbox(aside, data_key, self._opened().context.store)
        self._opened().rebuild()
        return self._open(user, data_key)

    def _open(self, user: str, data_key: bytes) -> Desk:
        self.lock()
        store = Store.open(self.home.database, data_key)
        try:
            bring_up_to_date(store, self.home, self._clock.now())
            self.desk = open_desk(self.home, store, self._clock, user)
            self.desk.context.titles = _titles(keyslots.load_keyslots(self.home.keyslots))
        except BaseException:
            store.close()
            raise
        return self.desk

    def _opened(self) -> Desk:
        if self.desk is None:
            raise StoreLocked
        return self.desk

    def _data_key(self, user: str, passphrase: str) -> bytes:
        """The key behind a person's slot; wrong tries are counted and slow the next ones down."""
        slots = keyslots.load_keyslots(self.home.keyslots)
        slot = slots.slot(user)
        _wait_over(slot, milliseconds(self._clock.now()))
        try:
            data_key = slots.open(user, passphrase, self._keystore())
        except WrongPassphrase:
            wrong = replace(slot, wrong=slot.wrong + 1, wrong_at=milliseconds(self._clock.now()))
            keyslots.save_keyslots(self.home.keyslots, slots.with_slot(wrong))
            raise
        if slot.wrong:
            keyslots.save_keyslots(self.home.keyslots, slots.with_slot(replace(slot, wrong=0, wrong_at=0)))
        return data_key


def _keep(home: Home, desk: Desk, slots: Keyslots) -> None:
    """Write other slots down; the open desk knows their people from now on."""
    keyslots.save_keyslots(home.keyslots, slots)
    desk.context.titles = _titles(slots)


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """The slot of whoever is working."""

    of: Session
    desk: Desk

    def has_keyring(self) -> bool:
        """Whether the system keeps half of the key."""
        return self.of.has_keyring()

    def change_passphrase(self, old: str, new: str) -> None:
        """Let the new passphrase unlock in place of the old one."""
        self.of.change_passphrase(self.desk.user, old, new)


def _look_for_room(slots: Keyslots, user: str) -> None:
    """UserExists if somebody has that name."""
    if any(each.user == user for each in slots.slots):
        raise keyslots.UserExists


def _titles(slots: Keyslots) -> dict[str, str]:
    return {slot.user: slot.title for slot in slots.slots}


def _wait_over(slot: Slot, now: int) -> None:
    """TooSoon if the wrong tries before this one still make it wait."""
    passed = now - slot.wrong_at
    left = keyslots.delay_after(slot.wrong) * 1000 - passed
    if 0 < left <= keyslots.DELAYS[-1] * 1000 and passed >= 0:
        raise TooSoon(seconds=-(-left // 1000))


def check_passphrase(passphrase: str, *, keyring: bool) -> None:
    """WeakPassphrase if it is too short for what it protects."""
    asked = length_asked(keyring=keyring)
    if len(keyslots.tidy(passphrase)) < asked.least:
        raise keyslots.WeakPassphrase(least=asked.least, words=asked.words)
