"""What it costs to make the funder's file of fifty thousand participants, and a list of them as a spreadsheet."""

import datetime as dt
import gc
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from cicdesk.base.clock import SystemClock
from cicdesk.base.ids import new_id
from cicdesk.base.paths import Home
from cicdesk.schema.documents import changes_between
from cicdesk.schema.records import spec_of
from cicdesk.schema.values import Value
from cicdesk.services.desk import Desk
from cicdesk.services.exporting.gathering import Asked
from cicdesk.services.exporting.lists import Wanted
from cicdesk.services.session import Session
from cicdesk.store import records
from cicdesk.store.keys import NoKeystore
from cicdesk.store.projection import Base
from scripts.bench.figures import Figure
from scripts.bench.laptops import CHEAP, PASSPHRASE

_PROJECT = "esf_fem_6_19"
_SERVICES = ("POL", "PSY-A", "CAREER", "LEG", "ASSIST")
_EACH = 4
"""Supports of one participant."""
_CHUNK = 5_000
_FIRST = dt.date(2026, 1, 5)


def measure(count: int) -> list[Figure]:
    """Seconds of the processor: gathered, checked and written whole; the list beside it."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        desk = _filled(Home.at(home / "profile"), count)
        try:
            return [
                _timed(f"the funder's file of {count:,} participants", 10, lambda: _write(desk, home)),
                _timed(
                    f"a list of {count:,} people as XLSX", 20,
                    lambda: desk.lists.write(Wanted(code="PEOPLE"), home / "people.xlsx"),
                ),
            ]  # fmt: skip
        finally:
            desk.close()


def _timed(name: str, most: float, work: Callable[[], object]) -> Figure:
    gc.disable()  # as the desktop does while it works (gui/sweeper.py)
    try:
        began = time.process_time()
        work()
        spent = time.process_time() - began
    finally:
        gc.enable()
    return Figure(name, spent, "s", most, note="processor time")


def _write(desk: Desk, folder: Path) -> None:
    check = desk.funder_file.check(Asked(_PROJECT))
    if check.checked.content is None:
        raise RuntimeError(check.checked.faults[0])
    desk.funder_file.write(check, folder / "participants.csv", "measured")


def _filled(home: Home, count: int) -> Desk:
    """A profile with that many participants, as if they had come from the centre."""
    desk = Session(home, SystemClock(), NoKeystore, CHEAP).create(
        "measure", "Measure", PASSPHRASE, without_keyring=True
    )
    choose = random.Random(5)
    waiting: list[Base] = []
    for number in range(count):
        waiting += _somebody(choose, number)
        if len(waiting) >= _CHUNK:
            _put(desk, waiting)
    _put(desk, waiting)
    return desk


def _put(desk: Desk, waiting: list[Base]) -> None:
    with desk.context.store.write() as connection:
        records.put(connection, waiting)
    waiting.clear()


def _somebody(choose: random.Random, number: int) -> Iterator[Base]:
    person, taking = new_id(), new_id()
    entered = _FIRST + dt.timedelta(days=choose.randrange(200))
    yield _base("person", person, person, number, {
        "given_names": "Yevheniia", "family_name": f"Zhuk{number}", "original_name": "Євгенія Жук",
        "birth_date": "1990-01-13", "sex": "K", "citizenships": ["UA"], "contact_language": "ukr", "no_pesel": True,
        "other_identifier": f"FE {number:06}", "phones": [{"number": "+48000111222"}],
        "email": f"p{number}@example.org", "project": _PROJECT, "office": "KR", "education": "ISCED_6",
        "address": {"country": "PL", "voivodeship": "12", "county": "1213", "commune": "Oświęcim", "postcode": "32-600"},
        "stays": [{"basis": "UKR", "from": "2022-03-01"}], "languages": [{"language": "ukr"}, {"language": "rus"}],
    })  # fmt: skip
    yield _base("participation", taking, person, number, {
        "person": person, "project": _PROJECT, "kind": "INDIVIDUAL", "status": "ACTIVE",
        "entered_on": entered.isoformat(), "age_at_entry": 36 if entered >= dt.date(2026, 1, 13) else 35,
        "sex_at_entry": "K", "citizenship_class_at_entry": "THIRD", "education_at_entry": "ISCED_6",
        "labour_status_at_entry": "UNEMPLOYED", "labour_detail_at_entry": "REGISTERED", "country_at_entry": "PL",
        "voivodeship_at_entry": "12", "county_at_entry": "1213", "commune_at_entry": "Oświęcim",
        "locality_at_entry": "Oświęcim", "postcode_at_entry": "32-600", "degurba_at_entry": "2",
        "foreign_background_at_entry": "YES", "third_country_at_entry": "YES", "minority_at_entry": "NO",
        "homelessness_at_entry": "REFUSED", "disability_at_entry": "NO",
    })  # fmt: skip
    for _ in range(_EACH):
        day = entered + dt.timedelta(days=choose.randrange(60))
        yield _base("service", new_id(), person, number, {
            "person": person, "participation": taking, "project": _PROJECT, "service": choose.choice(_SERVICES),
            "happened_on": day.isoformat(), "minutes": 60, "staff": "measure", "office": "KR",
        })  # fmt: skip


def _base(kind: str, record: str, root: str, number: int, values: dict[str, Any]) -> Base:
    data: dict[str, Value] = changes_between(spec_of(kind), {}, values)
    return Base(
        id=record, root=root, kind=kind, seq=number + 1, data=data, by="measure", at=1_770_000_000_000
    )
