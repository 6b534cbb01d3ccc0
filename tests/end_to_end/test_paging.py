"""Whatever order, page or cut: everything arrives, once, and little of it twice."""

import random
import threading
from collections.abc import Callable, Sequence

import pytest

from cicdesk.base.ids import new_id
from cicdesk.wire.messages import Mutation, Page, Pull
from tests.end_to_end.conftest import Place
from tests.support import devices
from tests.support.bad_network import BadNetwork
from tests.support.devices import NOW, edit, new_person
from tests.support.laptops import QuickLaptop

pytestmark = [pytest.mark.slow, pytest.mark.server]

WRITERS, NOTES = 5, 60
ORDERS = 12
CUTS = (200, 4_000, 20_000, 50_000, 90_000)
"""Bytes of the answers after which the line dies: in a head, in a page, at its end."""


def test_what_five_laptops_were_told_is_kept_is_there_once(
    place: Place, expect_log: Callable[[str], None]
) -> None:  # S-06
    expect_log("Failed to parse headers")
    lines = [place.bad_line() for _ in range(WRITERS)]
    laptops = [place.laptop(url=line.url) for line in lines]
    writing = [
        threading.Thread(target=notes_under_cuts, args=(laptop, line, random.Random(seed)))
        for seed, (laptop, line) in enumerate(zip(laptops, lines, strict=True))
    ]
    for each in writing:
        each.start()
    for each in writing:
        each.join()
    acknowledged = {
        record["id"]
        for laptop in laptops
        for record in laptop.do("list", kind="contact", limit=10_000)["records"]
        if laptop.record(record["id"])["state"] == "sent"
    }
    reader = place.laptop(role="coordinator")
    reader.sync()
    held = [record["id"] for record in reader.do("list", kind="contact", limit=10_000)["records"]]
    assert acknowledged <= set(held)
    assert len(held) == len(set(held))
    for laptop, line in zip(laptops, lines, strict=True):
        line.set()
        laptop.sync()
    reader.sync()
    texts = reader.names("contact", "note")
    assert len(texts) == len(set(texts)) == WRITERS * NOTES


def notes_under_cuts(laptop: QuickLaptop, line: BadNetwork, dice: random.Random) -> None:
    """Log help, and sync now and then over a line that dies at random places."""
    for number in range(NOTES):
        values = {"note": f"{laptop.user} {number}"}
        laptop.do("create", kind="contact", values=values)
        if number % 6 == 5:
            line.set(cut_up=dice.choice((300, 900, 5_000, -1)), cut_down=dice.choice((0, 150, 600, -1)))
            laptop.ask({"do": "sync"})


def test_the_order_of_a_batch_changes_nothing(place: Place) -> None:  # S-07
    wire = place.wire()
    for seed in range(ORDERS):
        dice, names = random.Random(seed), f"Rodzina{seed}"
        orderly = batch(wire, names)
        shuffled = batch(wire, names)
        mixed = dice.sample(shuffled, len(shuffled))
        wire.push(*orderly)
        wire.push(*mixed)
        wire.push(*mixed)
        wire.pull()
        assert told(wire, shuffled) == told(wire, orderly)


def batch(wire: devices.Laptop, name: str) -> list[Mutation]:
    """Three files, with a note in each and an edit of each."""
    made: list[Mutation] = []
    for number in range(3):
        person = new_person(wire.user, wire.office, family_name=f"{name}-{number}", email="a@example.org")
        note = Mutation(
            id=new_id(), root=person.record, kind="note", user=wire.user, at=NOW,
            set={"person": person.record, "text": f"o {name}-{number}", "level": "GENERAL"},
        )  # fmt: skip
        made += [person, note, edit(person, wire.user, {"email": "b@example.org"})]
    return made


def told(wire: devices.Laptop, muts: Sequence[Mutation]) -> list[tuple[str, str, str]]:
    """What the laptop shows of these files, without the ids, which differ."""
    shown = wire.visible()
    return sorted(
        (mutation.kind, str(values.get("family_name", values.get("text"))), str(values.get("email")))
        for mutation in muts
        if mutation.record == mutation.id and (values := shown[mutation.id])
    )


def test_a_record_that_changes_while_pages_are_read_is_there_once_as_it_is_now(
    place: Place,
) -> None:  # S-10
    writer, reader = place.wire(), place.wire()
    people = [new_person(writer.user, writer.office, family_name=f"Strona{n:02}") for n in range(10)]
    writer.push(*people)
    part, cursor, seen = f"c:{reader.office}", 0, list[tuple[str, str]]()
    for page_number in range(20):
        page = one_page(reader, part, cursor)
        seen += [(state.rid, str(state.data["family_name"])) for state in page.rows]
        if page_number == 1:
            # One that was read already, and one that was not.
            writer.push(edit(people[0], writer.user, {"family_name": "Zmieniona00"}))
            writer.push(edit(people[9], writer.user, {"family_name": "Zmieniona09"}))
        cursor = page.cursor
        if not page.more:
            break
    last = dict(seen)
    assert set(last) == {person.id for person in people}
    assert (last[people[0].id], last[people[9].id]) == ("Zmieniona00", "Zmieniona09")
    assert len(seen) == len(people) + 1


def one_page(reader: devices.Laptop, part: str, cursor: int) -> Page:
    """Two records of a partition's feed, whole."""
    asked = Pull(schema=1, cursors={part: cursor, "*": 0}, limit=2, whole=True)
    return reader.api.pull(asked).parts.get(part) or Page(cursor=cursor)


def test_a_line_cut_anywhere_costs_no_more_than_what_was_under_way(place: Place) -> None:  # S-11
    writer = place.laptop()
    for number in range(250):
        writer.person(f"Tom{number:03}", remarks=f"{number} {random.Random(number).random()} " * 40)
    writer.sync()
    clean = bytes_of_a_first_read(place, ())
    for cut in CUTS:
        assert bytes_of_a_first_read(place, (cut,)) <= clean + cut + 2_000
    assert bytes_of_a_first_read(place, CUTS) <= clean + sum(CUTS) + 10_000


def bytes_of_a_first_read(place: Place, cuts: Sequence[int]) -> int:
    """What comes down the line until a new laptop holds everything, cut each time at the next of these places."""
    line = place.bad_line()
    newcomer = place.laptop(url=line.url)
    line.forget()
    for cut in cuts:
        line.set(cut_down=cut)
        newcomer.ask({"do": "sync"})
    line.set()
    newcomer.sync()
    assert len(newcomer.names()) == 250
    return line.down


def test_what_happens_in_one_millisecond_keeps_its_order(place: Place) -> None:  # T-03
    laptop, other = place.laptop(), place.laptop(role="coordinator")
    frozen = laptop.clock.now()
    laptop.script._desk.context.clock.now = lambda: frozen  # type: ignore[method-assign]  # time stands still
    person = laptop.person("Chwila")
    for number in range(5):
        laptop.edit(person, remarks=f"zmiana {number}")
    waiting = [entry.fields for entry in laptop.script._desk.outbox.entries()]
    assert len(waiting) == 6
    laptop.sync()
    other.sync()
    assert other.value(person, "remarks") == "zmiana 4"
    assert other.record(person)["conflicts"] == {}
