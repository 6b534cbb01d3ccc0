"""Nothing is taken twice, however many take at once; and it is the constraints that see to it.

Each writer has a connection of its own and no lock: what holds here holds beside any mistake of the program.
"""

import itertools
import random
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from cicdesk.domain.booking.claims import Claim, Resource, Stay
from cicdesk.domain.heads import Heads
from cicdesk.server.storage import reservations
from cicdesk.server.storage.engine import Connection, Database
from cicdesk.server.storage.reservations import Booked, Span

if TYPE_CHECKING:
    from cicdesk.server.app import Centre

WRITERS, EACH = 6, 20
MORNING = 30_000_000
ALINA, MILA, BLUE = (
    Resource("interpreter", "alina"),
    Resource("carer", "mila"),
    Resource("care_place", "blue"),
)
ROOMY = Heads(tender=100, small=100, older=100)
Deed = Callable[[Connection, str, random.Random], None]


@pytest.fixture
def database(centre: "Centre") -> Database:
    """A database of this test's own."""
    return centre.database


def _note(connection: Connection, rid: str) -> None:
    reservations.note(connection, "root", "appointment", Booked(rid, "wish"))


def _reserve(database: Database, rid: str, *claims: Claim) -> set[str]:
    with database.writing() as connection:
        _note(connection, rid)
        return reservations.reserve(connection, rid, claims)


def _admit(database: Database, rid: str, *stays: Stay) -> Resource | None:
    with database.writing() as connection:
        _note(connection, rid)
        return reservations.admit(connection, rid, stays)


def _at(start: int, end: int, *, spot: str = "", travel: int = 0, who: Resource = ALINA) -> Claim:
    return Claim("interpreter", who, MORNING + start, MORNING + end, spot, travel)


def _with(
    start: int, end: int, heads: Heads, most: Heads = ROOMY, where: Resource = BLUE
) -> Stay:  # fmt: skip
    return Stay(where, MORNING + start, MORNING + end, heads, most)


def _storm(database: Database, deed: Deed) -> None:
    """Many at once, each on a connection of its own, one transaction for each deed."""
    start = threading.Barrier(WRITERS)
    trouble: list[BaseException] = []

    def write(number: int) -> None:
        dice = random.Random(number)
        try:
            start.wait()
            for count in range(EACH):
                with database.writing() as connection:
                    _note(connection, f"{number}x{count}")
                    deed(connection, f"{number}x{count}", dice)
        except Exception as error:  # noqa: BLE001  it is what the test asks for
            trouble.append(error)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    assert trouble == []


def _drop(database: Database, table: str, constraint: str) -> None:
    with database.writing() as connection:
        connection.execute(sa.text(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}"))


def _spans(database: Database) -> list[Span]:
    with database.reading() as connection:
        return reservations.taken(connection, [ALINA], MORNING, MORNING + 2000)


def _doubled(spans: list[Span]) -> Iterator[tuple[Span, Span]]:
    for one, other in itertools.combinations(spans, 2):
        if one.start < other.end and other.start < one.end:
            yield one, other


def _take_an_hour(connection: Connection, rid: str, dice: random.Random) -> None:
    start = dice.randrange(0, 600, 15)
    reservations.reserve(connection, rid, [_at(start, start + 60)])


def test_one_interpreter_is_taken_once_at_a_time(database: Database) -> None:
    _storm(database, _take_an_hour)
    spans = _spans(database)
    assert spans
    assert list(_doubled(spans)) == []


def test_without_the_constraint_an_interpreter_is_taken_twice(database: Database) -> None:
    _drop(database, "reservation", "reservation_once")
    _storm(database, _take_an_hour)
    assert list(_doubled(_spans(database)))


def test_one_booking_after_the_other_is_not_twice(database: Database) -> None:
    assert _reserve(database, "first", _at(0, 60))
    assert _reserve(database, "second", _at(60, 120))
    assert not _reserve(database, "third", _at(30, 61))
    assert _reserve(database, "fourth", _at(30, 61, who=Resource("interpreter", "bohdana")))


def test_each_part_is_taken_by_itself(database: Database) -> None:
    room, adviser = Resource("room", "1"), Resource("adviser", "anna")
    _reserve(database, "first", Claim("room", room, MORNING, MORNING + 60))
    wanted = [
        Claim("room", room, MORNING + 30, MORNING + 90),
        Claim("adviser", adviser, MORNING + 30, MORNING + 90),
    ]
    assert _reserve(database, "second", *wanted) == {"adviser"}


def test_between_two_places_there_is_time_to_travel(database: Database) -> None:
    _reserve(database, "first", _at(0, 60, spot="Miechów", travel=30))
    assert not _reserve(database, "too soon", _at(75, 100, spot="Tarnów", travel=30))
    assert not _reserve(database, "too late before", _at(-60, -15, spot="Tarnów", travel=30))
    assert _reserve(database, "same place", _at(60, 70, spot="Miechów", travel=30))
    assert _reserve(database, "by telephone", _at(70, 80, travel=0))
    assert _reserve(database, "there in time", _at(100, 130, spot="Tarnów", travel=30))


def test_without_the_constraint_nobody_travels(database: Database) -> None:
    _drop(database, "reservation", "reservation_travel")
    _reserve(database, "first", _at(0, 60, spot="Miechów", travel=30))
    assert _reserve(database, "too soon", _at(75, 100, spot="Tarnów", travel=30))


def _leave_a_child(connection: Connection, rid: str, dice: random.Random) -> None:
    start = dice.randrange(0, 300, 30)
    six = Heads(tender=6, small=6, older=6)
    reservations.admit(connection, rid, [_with(start, start + 90, Heads(older=1), six)])
    if dice.random() < 0.3:
        reservations.release(connection, [rid])


def _children(database: Database) -> list[int]:
    """How many children are in the place at each moment, by what was agreed with their parents."""
    query = "SELECT from_minute, to_minute, tender + small + older FROM stay"
    with database.reading() as connection:
        stays = connection.execute(sa.text(query)).all()
    moments = range(MORNING, MORNING + 500, reservations.SLOT)
    return [sum(count for start, end, count in stays if start <= moment < end) for moment in moments]


def test_a_place_is_never_over_its_capacity(database: Database) -> None:
    _storm(database, _leave_a_child)
    assert max(_children(database)) == 6


def test_without_the_constraint_a_place_is_overfull(database: Database) -> None:
    _drop(database, "occupancy", "occupancy_full")
    _storm(database, _leave_a_child)
    assert max(_children(database)) > 6


def test_what_is_counted_is_what_was_agreed(database: Database) -> None:
    _storm(database, _leave_a_child)
    with database.reading() as connection:
        counted = reservations.present(connection, BLUE, MORNING, MORNING + 500)
    moments = range(MORNING // reservations.SLOT, (MORNING + 500) // reservations.SLOT)
    assert [counted.get(slot, Heads()).all for slot in moments] == _children(database)


def test_an_infant_lowers_what_a_carer_may_have(database: Database) -> None:
    most = Heads(tender=5, small=8, older=10)
    assert _admit(database, "five", _with(0, 60, Heads(older=5), most, MILA)) is None
    assert _admit(database, "an infant", _with(0, 60, Heads(tender=1), most, MILA)) == MILA
    assert _admit(database, "five more", _with(0, 60, Heads(older=5), most, MILA)) is None
    assert _admit(database, "an infant later", _with(60, 90, Heads(tender=1), most, MILA)) is None
    assert _admit(database, "four beside it", _with(60, 90, Heads(small=4), most, MILA)) is None
    assert _admit(database, "a fifth", _with(80, 90, Heads(older=1), most, MILA)) == MILA


def test_place_and_carer_are_had_together_or_not_at_all(database: Database) -> None:
    one = Heads(tender=1, small=1, older=1)
    _admit(database, "first", _with(0, 60, Heads(older=1), one, MILA))
    wanted = [_with(0, 60, Heads(older=1), one, BLUE), _with(0, 60, Heads(older=1), one, MILA)]
    assert _admit(database, "second", *wanted) == MILA
    assert _admit(database, "third", _with(0, 60, Heads(older=1), one, BLUE)) is None


def test_a_carer_is_shared_in_one_place_and_nowhere_else(database: Database) -> None:
    def mila(start: int, spot: str) -> Claim:
        return Claim("carer", MILA, MORNING + start, MORNING + start + 60, spot, shared=True)

    assert _reserve(database, "first", mila(0, "blue"))
    assert _reserve(database, "second", mila(30, "blue"))
    assert not _reserve(database, "third", mila(30, "green"))
    assert _reserve(database, "fourth", mila(90, "green"))


def test_what_is_let_go_can_be_taken_again(database: Database) -> None:
    one = Heads(tender=1, small=1, older=1)
    _reserve(database, "first", _at(0, 60))
    _admit(database, "first", _with(0, 60, Heads(older=1), one))
    with database.writing() as connection:
        freed = reservations.release(connection, ["first"])
        assert reservations.release(connection, ["first"]) == []
    assert freed == [Span(BLUE, MORNING, MORNING + 60, "first")]
    assert _reserve(database, "second", _at(30, 90))
    assert _admit(database, "second", _with(30, 90, Heads(older=1), one)) is None


def test_a_rule_that_is_tightened_later_turns_nobody_out(database: Database) -> None:
    two, one = Heads(tender=2, small=2, older=2), Heads(tender=1, small=1, older=1)
    for rid in ("first", "second"):
        assert _admit(database, rid, _with(0, 60, Heads(older=1), two)) is None
    assert _admit(database, "third", _with(0, 60, Heads(older=1), one)) == BLUE
    with database.writing() as connection:
        reservations.release(connection, ["first"])
    assert _admit(database, "fourth", _with(0, 60, Heads(older=1), one)) == BLUE
