"""Laptops whose program is older than the server: all that they write is taken, and reading ends on a day told before."""

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack

import msgspec
import pytest

from cicdesk.base.ids import new_id
from cicdesk.schema.records import SCHEMA
from cicdesk.schema.values import Value
from cicdesk.server.app import Centre, make_centre
from cicdesk.server.services import older_forms
from cicdesk.server.settings import BadSetting, Settings, from_environment
from cicdesk.wire.errors import Why
from cicdesk.wire.messages import Hello, Mutation, Pull, PullReply, Push
from tests.server.conftest import World
from tests.support.devices import NOW, Laptop, edit, new_person
from tests.support.profiles import FakeClock

pytestmark = pytest.mark.server
NEWEST = 3
"""The form of a server that is two releases ahead."""
LAST_DAY = dt.date(2027, 3, 15)


def surname_becomes_family_name(mutation: Mutation) -> Mutation:
    """Form 1 wrote `surname`."""
    return renamed(mutation, {"surname": "family_name"})


def one_tongue_becomes_a_set(mutation: Mutation) -> Mutation:
    """Form 2 wrote one `tongue`, form 3 a set of them."""
    tongue = mutation.set.get("tongue")
    if not isinstance(tongue, str):
        return mutation
    words = {name: value for name, value in mutation.set.items() if name != "tongue"}
    return msgspec.structs.replace(mutation, set={**words, f"tongues/{tongue}": True})


def renamed(mutation: Mutation, names: dict[str, str]) -> Mutation:
    """With other names, wherever an edit names a field."""
    return msgspec.structs.replace(
        mutation,
        set={names.get(name, name): value for name, value in mutation.set.items()},
        bases={names.get(name, name): versions for name, versions in mutation.bases.items()},
        seen={v: [names.get(n, n) for n in fields] for v, fields in mutation.seen.items()},
    )


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server is of an invented newer form, which says two things in other words."""
    monkeypatch.setattr(older_forms, "SCHEMA", NEWEST)
    monkeypatch.setattr(older_forms, "UPWARD", {1: surname_becomes_family_name, 2: one_tongue_becomes_a_set})


def old_person(laptop: Laptop, **values: Value) -> Mutation:
    """What a laptop of form 1 writes of a new person."""
    words: dict[str, Value] = {"given_names": "Jewhen", "surname": "Żuk", "office": laptop.office, **values}
    return Mutation(id=new_id(), kind="person", user=laptop.user, at=NOW, set=words)


@pytest.mark.usefixtures("newer")
def test_what_an_old_form_wrote_is_kept_in_todays_words(own_world: World) -> None:  # V-01
    office = own_world.office()
    old, other = own_world.laptop(office), own_world.laptop(office)
    person = old_person(old, tongue="uk")
    reply = old.push(person)
    told = {"given_names": "Jewhen", "family_name": "Żuk", "office": office, "tongues/uk": True}
    assert reply.outcomes == {}
    # The laptop shows other words than the server keeps: the record goes back to it whole.
    assert [(state.rid, state.data, state.part) for state in reply.states] == [(person.id, told, False)]
    other.pull()
    assert other.visible() == {person.id: told}
    old.pull()
    assert old.visible() == other.visible()


@pytest.mark.usefixtures("newer")
def test_an_old_edit_replaces_what_its_author_saw(own_world: World) -> None:  # V-01
    office = own_world.office()
    old, other = own_world.laptop(office), own_world.laptop(office)
    person = old_person(old)
    old.push(person)
    old.push(edit(person, old.user, {"surname": "Żukowa"}, {"surname": [person.id]}))
    other.pull()
    assert other.visible()[person.id]["family_name"] == "Żukowa"
    assert "surname" not in other.visible()[person.id]
    assert other.records[person.id].heads == {}


@pytest.mark.usefixtures("newer")
def test_sent_again_it_is_the_same_edit(own_world: World) -> None:  # V-01
    old = own_world.laptop(own_world.office())
    person = old_person(old)
    first, second = old.push(person), old.push(person)
    assert (second.outcomes[0].r, second.seqs) == ("dup", first.seqs)
    assert [state.rid for state in second.states] == [person.id]
    old.pull()


@pytest.mark.usefixtures("newer")
def test_an_edit_that_waited_while_its_program_was_updated_names_its_own_form(own_world: World) -> None:
    laptop = own_world.laptop(own_world.office())  # V-01
    waited, fresh = old_person(laptop), new_person(laptop.user, laptop.office, surname="a new meaning")
    waited.form = 1
    laptop.api.push(Push(schema=NEWEST, muts=[waited, fresh]))
    laptop.pull()
    assert laptop.visible()[waited.id]["family_name"] == "Żuk"
    assert laptop.visible()[fresh.id]["surname"] == "a new meaning"


def test_what_lies_aside_is_brought_up_when_it_is_let_in(
    own_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:  # V-01
    office, elsewhere = own_world.office(), own_world.office()
    here, there = own_world.laptop(office), own_world.laptop(elsewhere)
    person = new_person(there.user, elsewhere)
    there.push(person)
    foreign = edit(person, here.user, {"surname": "Żukowa"}, {})
    monkeypatch.setattr(older_forms, "SCHEMA", 1)
    assert here.push(foreign).outcomes[0].why == Why.OUT_OF_SCOPE
    monkeypatch.setattr(older_forms, "SCHEMA", NEWEST)
    monkeypatch.setattr(older_forms, "UPWARD", {1: surname_becomes_family_name})
    there.push(edit(person, there.user, {f"also_offices/{office}": True}))
    here.pull()
    assert here.records[person.id].heads["family_name"].keys() == {person.id, foreign.id}


def test_a_newer_laptop_gives_an_older_server_more_than_it_knows(own_world: World) -> None:  # V-02
    office = own_world.office()
    newer, older = own_world.laptop(office), own_world.laptop(office)
    person = new_person(newer.user, office, shoe_size=42, **{"hobbies/chess": True, "moves/a1": {"to": "KR"}})
    chart = Mutation(
        id=new_id(), root=person.id, kind="horoscope", user=newer.user, at=NOW, set={"sign": "Lew"}
    )
    muts = [person, chart]
    reply = newer.api.push(Push(schema=SCHEMA + 1, muts=muts))
    assert (reply.status, reply.outcomes) == ("ok", {})
    older.pull()
    assert older.visible() == {person.id: person.set, chart.id: chart.set}
    older.push(edit(person, older.user, {"family_name": "Nowa"}))
    reply = newer.api.push(Push(schema=SCHEMA + 1, muts=[edit(chart, newer.user, {"sign": "Waga"})]))
    assert reply.outcomes == {}
    newer.pull()
    assert newer.visible()[person.id] == person.set | {"family_name": "Nowa"}
    assert newer.visible()[chart.id] == {"sign": "Waga"}


@pytest.fixture
def clock() -> FakeClock:
    """The server's clock, on the last day of grace."""
    made = FakeClock()
    made.moment = dt.datetime.combine(LAST_DAY, dt.time(12), dt.UTC)
    return made


@pytest.fixture
def strict(database_url: str, clock: FakeClock) -> Iterator[World]:
    """A server that gives form 1 its last day; form 2 is what it wants."""
    made: Centre = make_centre(
        Settings(database=database_url, oldest_form=2, older_forms_until=LAST_DAY), clock
    )
    made.prepare()
    with ExitStack() as closing:
        closing.callback(made.close)
        yield World(made, None, closing)


def test_until_the_day_an_old_laptop_reads_and_every_answer_names_the_day(strict: World) -> None:  # V-07
    office = strict.office()
    old, other = strict.laptop(office), strict.laptop(office)
    other.push(new_person(other.user, office))
    hello = old.api.hello(Hello(schema=1, clock=NOW))
    assert (hello.status, hello.min_pull, hello.until) == ("ok", 2, "2027-03-15")
    read = old.pull()
    assert (read.status, read.until, len(old.visible())) == ("ok", "2027-03-15", 1)
    handed = old.push(new_person(old.user, office), pull=True)
    assert handed.pull is not None
    assert handed.pull.until == "2027-03-15"
    asked = old.api.pull(
        Pull(schema=1, cursors=old.cursors, known=old.known, epoch=old.epoch, tell_size=True)
    )
    assert asked.until == "2027-03-15"
    assert old.api.pull(Pull(schema=2, cursors=old.cursors, known=old.known, epoch=old.epoch)).until == ""
    assert old.api.hello(Hello(schema=2, clock=NOW)).until == ""


def test_after_the_day_it_hands_in_and_is_told_why_it_gets_nothing(strict: World, clock: FakeClock) -> None:
    office = strict.office()  # V-07
    old, other = strict.laptop(office), strict.laptop(office)
    old.pull()
    clock.forward(days=1)
    person = new_person(old.user, office)
    handed = old.push(person, pull=True)
    assert (handed.status, handed.outcomes, handed.pull) == ("ok", {}, None)
    assert old.pull() == PullReply(status="upgrade", until="2027-03-15")
    hello = old.api.hello(Hello(schema=1, clock=NOW))
    assert (hello.status, hello.until) == ("upgrade", "2027-03-15")
    newer = other.api.pull(Pull(schema=2, cursors={f"c:{office}": 0}))
    assert [row.rid for row in newer.parts[f"c:{office}"].rows] == [person.id]


def test_without_a_day_reading_ends_at_once() -> None:  # V-07
    readers = older_forms.Readers(oldest=2, until=None)
    assert not readers.may(1, LAST_DAY)
    assert readers.may(2, LAST_DAY)
    assert readers.last_day(1) == ""


def test_an_administrator_says_it_in_the_environment() -> None:  # V-07
    told = {"CICDESK_OLDEST_FORM": "2", "CICDESK_OLDER_FORMS_UNTIL": "2027-03-15"}
    settings = from_environment("postgresql://x", told)
    assert (settings.oldest_form, settings.older_forms_until) == (2, LAST_DAY)
    usual = from_environment("postgresql://x", {})
    assert (usual.oldest_form, usual.older_forms_until) == (1, None)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("CICDESK_OLDEST_FORM", "two"),
        ("CICDESK_OLDEST_FORM", "0"),
        ("CICDESK_OLDER_FORMS_UNTIL", "15.03.2027"),
        ("CICDESK_LARGEST_FILE", "101"),
    ],
)
def test_what_cannot_be_meant_stops_the_server_with_the_variables_name(name: str, text: str) -> None:
    with pytest.raises(BadSetting) as wrong:
        from_environment("postgresql://x", {name: text})
    assert name in str(wrong.value.facts["why"])
