"""Unlocked profiles for presenters and windows, with a few invented people in them."""

import datetime as dt
from dataclasses import dataclass, field

from cicdesk.base.ids import RecordId
from cicdesk.base.paths import Home
from cicdesk.services.desk import Desk
from cicdesk.services.session import Session
from cicdesk.store.keys import NoKeystore
from cicdesk.store.keyslots import Argon

NOW = dt.datetime(2026, 3, 10, 9, 30, tzinfo=dt.UTC)
PASSPHRASE = "cztery konie jadą wolno przez las"
CHEAP = Argon(memory=64, turns=1, lanes=1)


@dataclass
class StillClock:
    """Always the same moment, until told otherwise."""

    moment: dt.datetime = NOW

    def now(self) -> dt.datetime:
        return self.moment


@dataclass
class Profile:
    """A session with its desk."""

    home: Home
    clock: StillClock = field(default_factory=StillClock)

    def __post_init__(self) -> None:
        self.session = Session(self.home, self.clock, NoKeystore, CHEAP)

    def open(self, user: str = "olha", title: str = "Olha Melnyk") -> Desk:
        """The desk; the profile is made on first use."""
        if self.session.first_run:
            return self.session.create(user, title, PASSPHRASE, without_keyring=True)
        return self.session.unlock(user, PASSPHRASE)

    def close(self) -> None:
        self.session.close()


def add_person(
    desk: Desk, given: str = "Yevhen", family: str = "Zhuk", original: str = "Євген Жук"
) -> RecordId:
    """An invented person."""
    made, _changes = desk.records.create(
        "person",
        {
            "given_names": given,
            "family_name": family,
            "original_name": original,
            "birth_date": "1888-04-02",
            "citizenships": ["UA"],
            "contact_language": "ukr",
            "phones": [{"number": "+48000111222"}],
        },
    )
    return made.id


def add_case(desk: Desk, person: RecordId) -> RecordId:
    """A case in a person's file."""
    made, _changes = desk.records.create(
        "case", {"person": person, "topics": ["WORK"], "summary": "Szuka pracy w Miechowie."}
    )
    return made.id


def add_contact(desk: Desk, at: dt.datetime = NOW) -> RecordId:
    """A quick contact."""
    made, _changes = desk.records.create(
        "contact", {"language": "ukr", "topics": ["WORK"], "minutes": 7, "at": f"{at:%Y-%m-%dT%H:%MZ}"}
    )
    return made.id
