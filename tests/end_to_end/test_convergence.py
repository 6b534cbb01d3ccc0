"""Both sides say the same in the end, a quiet sync costs next to nothing, and what one refuses holds up nobody."""

import itertools
import random
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from cicdesk.base.ids import new_id
from cicdesk.wire.messages import Mutation, Pull, PushReply, State
from tests.end_to_end.conftest import Place
from tests.support.bad_network import answer
from tests.support.devices import edit, new_person
from tests.support.laptops import Laptop, QuickLaptop

pytestmark = [pytest.mark.slow, pytest.mark.server]

Pair = tuple[QuickLaptop, QuickLaptop]
MOST_QUIET = 900
"""Bytes of a sync with nothing to do, both ways, all headers and the proof included."""


def test_a_quiet_sync_is_one_small_request(place: Place) -> None:  # S-01
    line, other = place.bad_line(), place.laptop()
    laptop = place.laptop(url=line.url)
    laptop.person()
    other.person()
    other.sync()
    laptop.sync()
    laptop.sync()
    line.forget()
    done = laptop.sync()
    assert (done["pushed"], done["pulled"], done["requests"]) == (0, 0, 1)
    assert line.heard.count(b"POST ") == 1
    assert line.up + line.down <= MOST_QUIET
    # What the laptop reports of itself is no better than what went over the wire.
    assert done["bytes_up"] + done["bytes_down"] >= 0.75 * (line.up + line.down)


def test_own_work_goes_up_and_news_come_down_in_one_request(place: Place) -> None:
    laptop, other = place.laptop(), place.laptop()
    laptop.sync()
    other.person("Nowina")
    other.sync()
    laptop.person("Własna")
    done = laptop.sync()
    assert (done["pushed"], done["pulled"], done["requests"]) == (1, 1, 1)
    assert laptop.sync()["pulled"] == 0


def test_own_writes_do_not_come_back(place: Place) -> None:  # S-04
    line = place.bad_line()
    laptop = place.laptop(url=line.url)
    for number in range(50):
        laptop.person(f"Osoba{number}")
    assert laptop.sync()["pulled"] == 0
    line.forget()
    assert laptop.sync()["pulled"] == 0
    assert line.down < MOST_QUIET


def test_the_same_push_many_times_has_one_effect(place: Place) -> None:  # S-02
    wire, other = place.wire(), place.laptop()
    person = new_person(wire.user, wire.office, family_name="Raz")
    change = edit(person, wire.user, {"email": "raz@example.org"})
    assert wire.push(person, change).outcomes == {}
    for _each in range(5):
        assert [each.r for each in wire.push(person, change).outcomes.values()] == ["dup", "dup"]
    other.sync()
    assert other.names() == ["Raz"]
    assert other.record(person.record)["conflicts"] == {}


def test_a_copy_that_went_wrong_is_noticed_and_repaired(place: Place) -> None:  # S-08
    a, b = place.laptop(), place.laptop()
    lost, spoilt = a.person("Zgubiona"), a.person("Zepsuta")
    a.sync()
    b.sync()
    with b.script._desk.context.store.write() as connection:
        connection.exec_driver_sql("DELETE FROM record WHERE id = ?", (lost,))
        connection.exec_driver_sql("UPDATE record SET seq = seq + 1, crc = 5 WHERE id = ?", (spoilt,))
    a.person("Kolejna")
    a.sync()
    b.sync()
    assert b.names() == ["Kolejna", "Zepsuta", "Zgubiona"]
    assert a.state()["digest"] == b.state()["digest"]


def test_one_refused_write_holds_up_nobody_and_is_shown(place: Place) -> None:  # P-01, P-03
    laptop, other = place.laptop(), place.laptop(role="coordinator")
    elsewhere = place.add_office()
    for number in range(30):
        laptop.person(f"Dobra{number:02}")
    foreign = laptop.person("Obca", office=elsewhere)
    note = laptop.do("create", kind="note", values={"person": foreign, "text": "należy do niej"})["id"]
    for number in range(30, 60):
        laptop.person(f"Dobra{number:02}")
    done = laptop.sync()
    assert (done["pushed"], done["refused"]) == (60, 2)
    state = laptop.state()
    assert (state["waiting"], state["attention"], state["records"]) == (0, 2, 62)
    assert [laptop.record(each)["state"] for each in (foreign, note)] == ["attention", "attention"]
    assert {entry.why for entry in laptop.script._desk.outbox.entries()} == {"out_of_scope", "unknown_file"}
    other.sync()
    assert len(other.names()) == 60
    assert laptop.sync()["refused"] == 0


def test_what_was_refused_is_taken_once_its_office_is_right(place: Place) -> None:
    laptop, other = place.laptop(), place.laptop(role="coordinator")
    person = laptop.person("Obca", office=place.add_office())
    laptop.sync()
    assert laptop.record(person)["state"] == "attention"
    laptop.edit(person, office=place.office)
    laptop.sync()
    laptop.sync()
    other.sync()
    assert laptop.value(person, "office") == place.office
    assert laptop.record(person)["state"] in {"sent", "attention"}


def test_an_answer_about_another_record_is_refused(place: Place) -> None:  # P-07
    line, other = place.bad_line(), place.laptop()
    laptop = place.laptop(url=line.url)
    mine = laptop.person("Moja")
    laptop.sync()
    before = laptop.state()
    laptop.edit(mine, email="moja@example.org")
    foreign = State(rid=new_id(), kind="person", seq=9_999, data={"family_name": "Podrzucona"})
    line.set(
        answer=answer(msgspec.json.encode(PushReply(seqs=[[9_998, 1]], states=[foreign], known=[9_998, 7])))
    )
    assert laptop.fails("sync") == "broken_answer surroundings"
    assert (laptop.names(), laptop.state()["digest"]) == (["Moja"], before["digest"])
    line.set()
    laptop.sync()
    other.sync()
    assert other.value(mine, "email") == "moja@example.org"


def test_the_badge_never_says_sent_while_something_waits(place: Place) -> None:  # U-04
    line, other = place.bad_line(), place.laptop(role="coordinator")
    laptop = place.laptop(url=line.url)

    def badge() -> tuple[int, int, int, bool]:
        shown = laptop.script._desk.outbox.badge()
        return shown.waiting, shown.attention, shown.conflict, shown.sent

    laptop.sync()
    assert badge() == (0, 0, 0, True)
    person = laptop.person("Nowak")
    assert badge() == (1, 0, 0, False)
    line.set(hole=False, cut_down=0)
    laptop.fails("sync")
    assert badge() == (1, 0, 0, False)
    line.set()
    laptop.sync()
    assert badge() == (0, 0, 0, True)
    other.sync()
    other.edit(person, family_name="Nowakowa")
    laptop.edit(person, family_name="Novak")
    other.sync()
    laptop.sync()
    assert badge() == (0, 0, 1, False)
    laptop.do("resolve", id=person, field="family_name", value="Novak")
    assert badge() == (1, 0, 0, False)
    laptop.sync()
    laptop.person("Obca", office=place.add_office())
    laptop.sync()
    assert badge() == (0, 1, 0, False)


def test_an_older_laptop_hands_on_what_it_does_not_know(place: Place) -> None:  # V-01
    newer, older = place.wire(), place.laptop()
    person = new_person(newer.user, newer.office, family_name="Przyszła", shoe_size=42)
    person.set["hobbies/chess"] = True
    person.set["sex"] = "X9"
    newer.push(person)
    unknown = Mutation(
        id=new_id(),
        root=person.record,
        kind="horoscope",
        user=newer.user,
        at=1,
        set={"sign": "Lew", "stars": 5},
    )
    newer.push(unknown)
    older.sync()
    shown = older.record(person.record)["values"]
    assert (shown["shoe_size"], shown["hobbies"], shown["sex"]) == (42, ["chess"], "X9")
    older.edit(person.record, email="stary@example.org", family_name="Dawna")
    older.sync()
    older.close()
    older.start()
    newer.pull()
    kept = newer.records[person.record].data
    assert (kept["shoe_size"], kept["hobbies/chess"], kept["sex"]) == (42, True, "X9")
    assert (kept["email"], kept["family_name"]) == ("stary@example.org", "Dawna")
    assert newer.records[unknown.record].data == {"sign": "Lew", "stars": 5}
    assert (
        newer.api.pull(Pull(schema=99, cursors=newer.cursors, known=newer.known, epoch=newer.epoch)).status
        == "ok"
    )


NAMES = ["Żuk", "Zhuk", "Жук", "Nowak"]
CODES = ["UA", "PL", "DE", "VN"]


def act(dice: random.Random, laptop: QuickLaptop, known: list[str]) -> None:
    """One thing that a person might do."""
    held = [each for each in known if laptop.ask({"do": "get", "id": each})["ok"]]
    what = dice.random()
    if what < 0.2 or not held:
        known.append(laptop.person(dice.choice(NAMES)))
        return
    record = dice.choice(held)
    shown = laptop.record(record)
    if shown["conflicts"] and what < 0.5:
        field, values = next(iter(shown["conflicts"].items()))
        laptop.do("resolve", id=record, field=field, value=dice.choice(values))
    elif what < 0.75:
        laptop.edit(record, **random_edit(dice, shown["values"]))
    elif what < 0.82:
        laptop.do("delete", id=record, reason="los")
    elif what < 0.9:
        laptop.do("create", kind="note", values={"person": record, "text": dice.choice(NAMES)})
    else:
        laptop.sync()


def random_edit(dice: random.Random, values: dict[str, Any]) -> dict[str, Any]:
    """New content of one field."""
    phones = values.get("phones", [])
    return dice.choice(
        [
            {"family_name": dice.choice(NAMES)},
            {"email": f"{dice.randrange(5)}@example.org"},
            {"citizenships": dice.sample(CODES, dice.randrange(3))},
            {"phones": [*phones, {"number": f"+4800000000{dice.randrange(10)}"}]},
            {"phones": phones[1:]},
            {"address": {"locality": dice.choice(["Kraków", "Tarnów"])}},
        ]
    )


@pytest.mark.parametrize("seed", range(6))
def test_whatever_three_laptops_do_they_end_up_the_same(  # S-05
    place: Place, seed: int, expect_log: Callable[[str], None]
) -> None:
    expect_log("Failed to parse headers")
    dice = random.Random(seed)
    line = place.bad_line()
    laptops: list[QuickLaptop] = [
        place.laptop(),
        place.laptop(url=line.url),
        place.laptop(role="coordinator"),
    ]
    known: list[str] = []
    for _step in range(60):
        line.set(**dice.choice([{}, {}, {"cut_down": dice.randrange(400)}, {"cut_up": dice.randrange(900)}]))
        whom = dice.choice(laptops)
        try:
            act(dice, whom, known)
        except AssertionError:
            if whom is not laptops[1]:
                raise
    line.set()
    agree(laptops)


def agree(laptops: list[QuickLaptop]) -> None:
    """After two rounds everybody holds the same, shows the same, and nothing waits."""
    for each in laptops * 2:
        each.sync()
    assert len({each.state()["digest"] for each in laptops}) == 1
    assert [each.state()["waiting"] for each in laptops] == [0, 0, 0]
    first, *others = map(everything, laptops)
    for other in others:
        assert [(first.get(each), shown) for each, shown in other.items() if first.get(each) != shown] == []


def everything(laptop: Laptop) -> dict[str, Any]:
    """All that a laptop shows."""
    listed = [laptop.do("list", kind=kind, limit=1000)["records"] for kind in ("person", "note")]
    return {each["id"]: each for each in itertools.chain(*listed)}
