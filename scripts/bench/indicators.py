"""What a coordinator waits for: the numbers of a project of 200,000 people and 2,000,000 services, on the laptop."""

import datetime as dt
import json
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from cicdesk.base.clock import SystemClock
from cicdesk.base.ids import new_id
from cicdesk.base.paths import Home
from cicdesk.domain.indicators.forecasting import Target
from cicdesk.services.desk import Desk
from cicdesk.services.indicators.service import Question
from cicdesk.services.session import Session
from cicdesk.store.keys import NoKeystore
from cicdesk.store.keyslots import Argon
from scripts.bench.figures import Figure

_PROJECT, _MAIN = "fami", "O.2.3"
"""Its indicators ask the most: of participations, services and levels of Polish."""
_SERVICES = ("POL", "POL", "ADAPT", "LEG", "LEG-STAY", "CAREER", "INFO", "PSY-A", "WORKSHOP", "TRANSL", "JOB")
_EACH = 10
"""Services a person."""
_WORDS = "Rozmowa o pracy i mieszkaniu, dokumenty, następny termin. " * 3
_CHEAP = Argon(8192, 1, 1)
_FIRST = dt.date(2024, 1, 8)
_DAYS = 900
_PUT = (
    "INSERT INTO record (id, root, kind, seq, data, ver, title, sort, changed, changed_by)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'anna')"
)


def measure(persons: int) -> list[Figure]:
    """Seconds of the wall and of the processor for a report, and how long it takes until a stop is heard."""
    folder = Path(tempfile.mkdtemp(prefix="bench-indicators-"))
    session = Session(Home.at(folder), SystemClock(), NoKeystore, _CHEAP)
    try:
        desk = session.create("anna", "Anna", "sześć słów których nikt nie zgadnie", without_keyring=True)
        _fill(desk, persons)
        desk.indicators.set_target(_PROJECT, Target(_MAIN, persons, dt.date(2030, 1, 1)))
        wall, processor = min(_timed(desk) for _again in range(3))
        return [
            Figure(f"indicators of {persons:,} people, {persons * _EACH:,} services", wall, "s", 3),
            Figure("  of it on the processor", processor, "s", 3),
            Figure("  until a stop is heard, at most", _stopped(desk), "s", 0.5),
        ]
    finally:
        session.close()
        shutil.rmtree(folder)


_ASKED = Question(_PROJECT, dt.date(2024, 1, 1), dt.date(2026, 12, 31))


def _timed(desk: Desk) -> tuple[float, float]:
    began, worked = time.perf_counter(), time.process_time()
    report = desk.indicators.report(_ASKED)
    took = time.perf_counter() - began, time.process_time() - worked
    if not report.number(_MAIN):
        raise AssertionError("nobody was counted")
    return took


def _stopped(desk: Desk) -> float:
    """The longest time between two questions whether anybody still waits."""
    heard: list[float] = []
    desk.indicators.report(_ASKED, lambda _done, _of: heard.append(time.perf_counter()))
    return max(later - before for before, later in pairwise(heard))


def _fill(desk: Desk, persons: int) -> None:
    """People of one project, each with their services after them, as work goes. Indexes are made at the end, at once."""
    choose = random.Random(1)
    with desk.context.store.write() as connection:
        driver: Any = connection.connection.driver_connection
        made = driver.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'record' AND sql IS NOT NULL"
        ).fetchall()
        for name, _sql in made:
            driver.execute(f"DROP INDEX {name}")
        driver.executemany(_PUT, _rows(choose, persons))
        for _name, sql in made:
            driver.execute(sql)
    desk.context.store.checkpoint()


def _rows(choose: random.Random, persons: int) -> Iterator[tuple[object, ...]]:
    seq = 0
    for number in range(persons):
        person = new_id()
        joined = _FIRST + dt.timedelta(days=number * _DAYS // persons)
        for kind, values in _records(choose, person, joined):
            seq += 1
            versions = json.dumps({name: new_id() for name in list(values)[:4]})
            document = json.dumps(values, ensure_ascii=False)
            yield new_id(), person, kind, seq, document, versions, "", "", seq


def _records(choose: random.Random, person: str, joined: dt.date) -> Iterator[tuple[str, dict[str, object]]]:
    yield "participation", {
        "person": person, "project": _PROJECT, "kind": "INDIVIDUAL", "status": "ACTIVE", "eligible": "YES",
        "entered_on": joined.isoformat(), "age_at_entry": choose.randrange(5, 80), "sex_at_entry": choose.choice("KM"),
        "education_at_entry": f"ISCED_{choose.randrange(9)}", "third_country_at_entry": "YES",
        "labour_status_at_entry": choose.choice(["UNEMPLOYED", "INACTIVE", "EMPLOYED"]),
        "disability_at_entry": choose.choice(["YES", "NO", "REFUSED"]), "degurba_at_entry": choose.choice("123"),
        "foreign_background_at_entry": "YES", "planned_path": _WORDS,
    }  # fmt: skip
    for _each in range(_EACH):
        day = joined + dt.timedelta(days=choose.randrange(200))
        yield "service", {
            "person": person, "project": _PROJECT, "service": choose.choice(_SERVICES), "happened_on": day.isoformat(),
            "minutes": 45, "channel": "PUNKT", "language": "ukr", "staff": "anna", "note": _WORDS,
        }  # fmt: skip
    if not choose.randrange(3):
        for occasion, level in (("ENTRY", "A1"), ("EXIT", "A2")):
            yield "language_level", {
                "person": person, "language": "pol", "occasion": occasion, "overall": level,
                "assessed_on": (joined + dt.timedelta(days=5 if occasion == "ENTRY" else 120)).isoformat(),
            }  # fmt: skip
