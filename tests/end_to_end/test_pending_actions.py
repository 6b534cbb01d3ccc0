"""Any two actions in a row on one person: list, file, search and counters show both, with and without an answer."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from cicdesk.schema.case import ENDED
from cicdesk.server.app import Centre
from cicdesk.services.desk import Desk
from tests.end_to_end.conftest import a_place
from tests.support.laptops import QuickLaptop
from tests.support.live_server import LiveServer

pytestmark = [pytest.mark.slow, pytest.mark.server]

FIRST, SECOND = "Pierwsza", "Druga"
MAIL = "poczta@example.org"


@dataclass
class Shown:
    """What screens are to show."""

    name: str = FIRST
    mail: str = ""
    stage: str = "CANDIDATE"
    notes: int = 0
    gone: bool = False
    waiting: int = 0


@dataclass
class Sitting:
    """A person with a case, at a laptop."""

    desk: Desk
    person: str
    case: str
    expected: Shown

    def rename(self) -> None:
        """Whoever goes on with a deleted person brings them back."""
        self.desk.records.edit(self.person, {"family_name": SECOND})
        self.expected.name, self.expected.gone = SECOND, False

    def write_to(self) -> None:
        self.desk.records.edit(self.person, {"email": MAIL})
        self.expected.mail, self.expected.gone = MAIL, False

    def close(self) -> None:
        self.desk.records.edit(self.case, {"stage": ENDED[0], "closing_note": "koniec"})
        self.expected.stage = ENDED[0]

    def add_note(self) -> None:
        self.desk.records.create("note", {"person": self.person, "text": f"nr {self.expected.notes}"})
        self.expected.notes += 1

    def delete(self) -> None:
        self.desk.records.delete(self.person, "pomyłka")
        self.expected.gone = True

    def take_back(self) -> None:
        self.desk.records.restore(self.person)
        self.expected.gone = False


ACTIONS: dict[str, Callable[[Sitting], None]] = {
    "rename": Sitting.rename,
    "write": Sitting.write_to,
    "close": Sitting.close,
    "note": Sitting.add_note,
    "delete": Sitting.delete,
    "take back": Sitting.take_back,
}


@pytest.fixture(scope="module")
def laptop(
    centre: Centre, server: LiveServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[QuickLaptop]:
    """One laptop for all pairs; each has a person of its own."""
    with a_place(centre, server.url, tmp_path_factory.mktemp("pairs")) as place:
        yield place.laptop()


def shown(sitting: Sitting) -> Shown:
    """What screens do show, each of them asked."""
    records, person = sitting.desk.records, sitting.person
    listed = {str(each.id): each for each in records.list("person", limit=-1)}
    found = {name for name in (FIRST, SECOND) if person in finds(sitting.desk, name)}
    file = {str(each.id): each for each in records.in_file(person)}
    told = Shown(
        stage=str(records.get(sitting.case).values["stage"]),
        notes=sum(each.kind == "note" for each in file.values()),
        waiting=sitting.desk.outbox.badge().waiting,
    )
    held = records.get(person)
    if held.deleted:
        assert person not in listed.keys() | file.keys()
        assert not found
    else:
        assert listed[person].values == held.values == file[person].values
        assert found == {held.values["family_name"]}
    return replace(
        told,
        name=str(held.values["family_name"]),
        mail=str(held.values.get("email") or ""),
        gone=held.deleted,
    )


def finds(desk: Desk, text: str) -> set[str]:
    """Whom the search box offers."""
    return {str(hit.id) for hit in desk.search.find(text, limit=1000)}


@pytest.mark.parametrize(
    "actions", [(each,) for each in ACTIONS] + list(itertools.product(ACTIONS, repeat=2))
)
def test_what_was_done_is_shown_before_and_after_the_answer(
    actions: tuple[str, ...], laptop: QuickLaptop
) -> None:
    desk = laptop.script._desk
    person = laptop.person(FIRST)
    case = desk.records.create("case", {"person": person, "topics": ["WORK"]})[0].id
    laptop.sync()
    sitting = Sitting(desk, person, case, Shown())
    for action in actions:
        before = replace(sitting.expected)
        ACTIONS[action](sitting)
        sitting.expected.waiting += sitting.expected != before
        assert shown(sitting) == sitting.expected
    laptop.sync()
    sitting.expected.waiting = 0
    assert shown(sitting) == sitting.expected
    desk.records.delete(person, "koniec próby")
    laptop.sync()
