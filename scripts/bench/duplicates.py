"""What it costs to look for people who may be registered twice: among all of them, and one new one among them."""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from cicdesk.base.ids import new_id
from cicdesk.domain.versions import RecordState
from cicdesk.schema.values import Value
from cicdesk.server.app import Centre, make_centre
from cicdesk.server.embedded import Embedded
from cicdesk.server.settings import Settings
from cicdesk.server.storage import duplicates, records
from cicdesk.server.storage.records import Held
from scripts.bench.figures import Figure

_OFFICES = ("KR", "TA", "NS", "OS", "MI")
_REGION = "main"
_SINGLE = 40
_AT_ONCE = 10_000
_TWICE = 40
"""Every so manieth person is registered a second time in another spelling."""
_BIRTHS = range(1830, 1899)
_GIVEN = (
    ("Олександр", "Oleksandr", "Aleksander"), ("Юлія", "Yuliia", "Julia"), ("Євген", "Yevhen", "Jewhen"),
    ("Ірина", "Iryna", "Irina"), ("Наталія", "Nataliia", "Natalia"), ("Микола", "Mykola", "Mikołaj"),
    ("Оксана", "Oksana", "Oksana"), ("Тарас", "Taras", "Taras"), ("Катерина", "Kateryna", "Katarzyna"),
    ("Дмитро", "Dmytro", "Dmitrii"), ("Світлана", "Svitlana", "Swietłana"), ("Андрій", "Andrii", "Andrzej"),
)  # fmt: skip
_SYLLABLES = ("ko", "va", "zhu", "bo", "shche", "ra", "hry", "tka", "ly", "me", "pa", "so", "du", "cha", "ne")
_ENDINGS = ("nko", "chuk", "skyi", "ska", "iuk", "vych", "")


def measure(persons: int = 200_000) -> list[Figure]:
    """Seconds of the processor, the database's own included, and milliseconds of one."""
    with tempfile.TemporaryDirectory() as folder, Embedded(Path(folder)) as cluster:
        centre = make_centre(Settings(database=cluster.url))
        spent = _Spent(Path(folder) / "postgres")
        try:
            centre.prepare()
            for each in _OFFICES:
                centre.directory.add_office(each, each, _REGION)
            _fill(centre, persons)
            first = spent.by(centre.duplicates.scan)
            again = spent.by(centre.duplicates.scan)
            alone = _one_by_one(centre, spent)
        finally:
            centre.close()
    return [
        Figure(f"comparing {persons:,} persons, nothing known yet", first, "s", 60),
        Figure(f"comparing {persons:,} persons again", again, "s", 60),
        Figure(f"comparing one new person with {persons:,}", alone * 1000, "ms", 50),
    ]


class _Spent:
    """Time of the processor of this process and of the database's."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._ticks = 100.0

    def by(self, work: Callable[[], object]) -> float:
        """Seconds that some work took."""
        before = time.process_time() + self._database()
        work()
        return time.process_time() + self._database() - before

    def _database(self) -> float:
        """Of all processes of the database, as Linux counts them; elsewhere nothing is known of them."""
        try:
            main = (self._data / "postmaster.pid").read_text("ascii").split()[0]
            rows = [each.read_text("utf-8", "replace") for each in Path("/proc").glob("[0-9]*/stat")]
        except OSError:
            return 0.0
        total = 0
        for row in rows:
            pid, used = row.split()[0], row.rpartition(")")[2].split()
            parent = used[1]
            if pid == main:
                total += sum(map(int, used[11:15]))
            elif parent == main:
                total += sum(map(int, used[11:13]))
        return total / self._ticks


def _one_by_one(centre: Centre, spent: _Spent) -> float:
    """Seconds that it takes to look at somebody new, on an average."""
    choose, total = random.Random(2), 0.0
    for number in range(_SINGLE):
        fresh = _held(choose, number)
        with centre.database.writing() as connection:
            records.insert(connection, [fresh])
            duplicates.note_due(connection, [fresh.state.rid])
        total += spent.by(centre.duplicates.catch_up)
    return total / _SINGLE


def _fill(centre: Centre, persons: int) -> None:
    """Write people straight into the table: what pushing them costs is measured elsewhere."""
    people = _people(persons)
    while part := [each for _place, each in zip(range(_AT_ONCE), people, strict=False)]:
        with centre.database.writing() as connection:
            records.insert(connection, part)
    with centre.database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("ANALYZE record")


def _people(persons: int) -> Iterator[Held]:
    choose = random.Random(1)
    before: Held | None = None
    for number in range(persons):
        if before is not None and number % _TWICE == 0:
            yield _again(choose, before, number)
            continue
        before = _held(choose, number)
        yield before


def _held(choose: random.Random, number: int) -> Held:
    original, latin, _polish = choose.choice(_GIVEN)
    family = "".join(choose.choice(_SYLLABLES) for _ in range(choose.randint(2, 3))) + choose.choice(_ENDINGS)
    data: dict[str, Value] = {
        "given_names": latin,
        "family_name": family.capitalize(),
        "birth_date": f"{choose.choice(_BIRTHS)}-{choose.randint(1, 12):02}-{choose.randint(1, 28):02}",
        "sex": choose.choice("KM"),
        "citizenships/UA": True,
        "contact_language": "uk",
    }
    if choose.random() < 0.3:  # noqa: PLR2004  a part of all
        data["original_name"] = f"{original} {family}"
    if choose.random() < 0.8:  # noqa: PLR2004  a part of all
        data["phones/0192"] = {"number": f"+48000{choose.randrange(10**6):06}", "channel": "CALL"}
    if choose.random() < 0.7:  # noqa: PLR2004  a part of all
        data["documents/0192"] = {"kind": "PASSPORT", "number": f"FA{number:06}"}
    return _record(choose, data, number)


def _again(choose: random.Random, before: Held, number: int) -> Held:
    """The same person in the Polish spelling, without the document."""
    data = {name: value for name, value in before.state.data.items() if not name.startswith("documents/")}
    polish = {latin: polish for _original, latin, polish in _GIVEN}
    data["given_names"] = polish[str(data["given_names"])]
    data["family_name"] = str(data["family_name"]).replace("sh", "sz").replace("ch", "cz").replace("v", "w")
    return _record(choose, data, number)


def _record(choose: random.Random, data: dict[str, Value], number: int) -> Held:
    rid, office = new_id(), choose.choice(_OFFICES)
    state = RecordState(
        rid, rid, "person", data={**data, "office": office}, seq=number + 1, at=1_795_000_000_000
    )
    return Held(state, born=number + 1, parts=(f"c:{office}",), office=office)
