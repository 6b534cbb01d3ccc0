"""Looking for people among many, keystroke by keystroke, with every spelling on."""

import random
import tempfile
import time
from pathlib import Path
from typing import Any

from cicdesk.base.clock import SystemClock
from cicdesk.base.ids import new_id
from cicdesk.base.paths import Home
from cicdesk.schema.documents import changes_between
from cicdesk.schema.records import spec_of
from cicdesk.services.desk import Desk
from cicdesk.services.session import Session
from cicdesk.store import records
from cicdesk.store.keys import NoKeystore
from cicdesk.store.projection import Base
from scripts.bench.cases import persons
from scripts.bench.figures import Figure, percentile
from scripts.bench.laptops import CHEAP, PASSPHRASE
from scripts.bench.spellings import measure as measure_spellings

_TYPED = ("lukasz nowak", "jewhen szewczen", "nguyen", "000055", "yulia kobondar", "Євген ще", "mohamed kh",
          "anna", "oleksij lukara", "KR-L07-0001", "łuk", "жу")  # fmt: skip
_CHUNK = 2_000
_SAVES = 60


def fill(desk: Desk, count: int) -> None:
    """So many persons as if they had come from the centre."""
    spec = spec_of("person")
    chance = random.Random(3)
    few = persons(_CHUNK)
    done = 0
    while done < count:
        copies = []
        for values in few[: min(_CHUNK, count - done)]:
            done += 1
            number = f"KR-L07-{done:06d}"
            phone = [{"id": "0a", "number": f"+48000{chance.randrange(10**6):06d}"}]
            filled = {**values, "office": "KR", "number": number, "phones": phone}
            data = changes_between(spec, {}, filled)
            record = new_id()
            copies.append(
                Base(id=record, root=record, kind="person", seq=done, data=data, by="anna", at=done)
            )
        chance.shuffle(few)
        with desk.context.store.write() as connection:
            records.put(connection, copies)


def measure(count: int) -> list[Figure]:
    """The first twenty hits for each keystroke, and saving one full person."""
    with tempfile.TemporaryDirectory() as folder:
        session = Session(Home.at(Path(folder) / "home"), SystemClock(), NoKeystore, CHEAP)
        desk = session.create("anna", "Anna", PASSPHRASE, without_keyring=True)
        fill(desk, count)
        desk.search.catch_up()
        looked = [_timed(desk, text[:end]) for text in _TYPED for end in range(1, len(text) + 1)]
        saves = [_saved(desk, values) for values in persons(_SAVES, seed=11)]
        session.close()
    return [
        Figure(f"search over {count}, each keystroke, p95", percentile(looked, 0.95) * 1e3, "ms", 15, 6),
        Figure("saving a full person, p95", percentile(saves, 0.95) * 1e3, "ms", 15, 0.5),
        *measure_spellings(),
    ]


def _timed(desk: Desk, text: str) -> float:
    started = time.perf_counter()
    desk.search.find(text, 20)
    return time.perf_counter() - started


def _saved(desk: Desk, values: dict[str, Any]) -> float:
    known = {name: value for name, value in values.items() if name in spec_of("person").by_name}
    started = time.perf_counter()
    desk.records.create("person", known)
    return time.perf_counter() - started
