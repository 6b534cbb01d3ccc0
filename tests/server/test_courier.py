"""Packages at the centre: whose they are, what is in them, and what a hostile maker can reach."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cicdesk.schema.records import SCHEMA
from cicdesk.server.app import Centre, make_centre
from cicdesk.server.services import courier_session
from cicdesk.server.services.courier_keys import BadKeyFile, load_or_make
from cicdesk.server.services.courier_session import AnsweredOut, HandedOut
from cicdesk.server.services.refusals import Refused
from cicdesk.server.services.sync import Caller
from cicdesk.server.services.sync_out import PushOut
from cicdesk.server.settings import Settings
from cicdesk.server.storage import directory
from cicdesk.wire import codec, packages, proofs
from cicdesk.wire.courier import Answered, Asked
from cicdesk.wire.errors import WireError
from cicdesk.wire.messages import EVERYONE, Courier, CourierKey, Enrol, Hello, Mutation
from cicdesk.wire.packages import Label
from tests.server.conftest import World
from tests.support import postgres
from tests.support.devices import Key, Laptop, new_person

pytestmark = pytest.mark.server


@dataclass(slots=True)
class Sender:
    """A laptop that writes packages by hand, with whatever in them."""

    centre: Centre
    laptop: Laptop
    key: Key
    seal: tuple[str, str] = field(default_factory=packages.new_seal)

    @property
    def public(self) -> CourierKey:
        """What the centre tells laptops."""
        told = self.centre.sync.hello(self.caller(), Hello(schema=SCHEMA, clock=0)).courier
        assert told is not None
        return told

    def caller(self) -> Caller:
        """This laptop, as a relay."""
        with self.centre.database.reading() as connection:
            return Caller(directory.devices(connection, [self.laptop.device])[self.laptop.device])

    def label(self, **other: Any) -> Label:  # noqa: ANN401  any part of it
        """An honest label, but for that."""
        usual = Label(
            kind=packages.ASK,
            server=packages.server_id(self.public),
            device=self.laptop.device,
            id="p1",
            at=5,
        )
        return msgspec.structs.replace(usual, **other)

    def asked(self, *muts: Mutation, **other: Any) -> Asked:  # noqa: ANN401  any part of it
        """An honest question, but for that."""
        usual = Asked(
            device=self.laptop.device, package="p1", answer_to=self.seal[1], schema=SCHEMA,
            muts=[msgspec.Raw(msgspec.json.encode(m)) for m in muts], ids=[m.id for m in muts],
            cursors=dict.fromkeys([*self.caller().device.scope, EVERYONE], 0),
        )  # fmt: skip
        return msgspec.structs.replace(usual, **other)

    def package(self, content: bytes | Asked, label: Label | None = None, signing: bytes = b"") -> bytes:
        """The bytes of a package."""
        data = content if isinstance(content, bytes) else codec.encode(content)
        return packages.make(label or self.label(), data, self.public.seal, signing or self.key.private)

    def deliver(self, package: bytes) -> Answered:
        """What the centre answers, opened."""
        reply = self.centre.courier.deliver(self.caller(), Courier(package=package))
        answer = packages.read(reply.answer)
        packages.verify(answer, proofs.unb64(self.public.sign))
        assert (answer.label.kind, answer.label.device) == (packages.ANSWER, self.laptop.device)
        return codec.decode(packages.content_of(answer, self.seal[0]), Answered)

    def refused(self, package: bytes) -> WireError:
        """The number with which the centre refuses."""
        with pytest.raises(Refused) as caught:
            self.centre.courier.deliver(self.caller(), Courier(package=package))
        return caught.value.error


@pytest.fixture(scope="module")
def taking(cluster: postgres.Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """A centre that takes packages."""
    with cluster.fresh() as url:
        made = make_centre(
            Settings(database=url, courier_keys=tmp_path_factory.mktemp("centre") / "keys.json")
        )
        made.prepare()
        yield made
        made.close()


@pytest.fixture
def sender(taking: Centre) -> Iterator[Sender]:
    """A laptop of an office of its own."""
    with ExitStack() as closing:
        world, key = World(taking, None, closing), Key()
        yield Sender(taking, world.laptop(world.office(), key=key), key)


def test_edits_in_a_package_are_taken_and_news_come_back_whole(sender: Sender) -> None:
    person = new_person(sender.laptop.user, sender.laptop.office)
    answer = sender.deliver(sender.package(sender.asked(person)))
    assert [each.ids for each in answer.handed] == [[person.id]]
    rows = [row for pull in answer.pulls for page in pull.parts.values() for row in page.rows]
    assert [(row.rid, row.part) for row in rows] == [(person.id, False)]
    assert answer.pulls[-1].known
    again = sender.deliver(sender.package(sender.asked(person)))
    assert again.handed[0].reply.outcomes[0].r == "dup"


def test_one_edit_that_cannot_be_read_does_not_stop_the_others(sender: Sender) -> None:
    good = new_person(sender.laptop.user, sender.laptop.office)
    asked = sender.asked(good)
    broken = [msgspec.Raw(b'{"id":7}'), msgspec.Raw(b'{"id":"\xe3","kind":"person"}')]
    asked.muts = [*broken, *asked.muts, msgspec.Raw(msgspec.json.encode(good))]
    asked.ids = ["m-bad", "m-worse", *asked.ids, "m-other"]
    answer = sender.deliver(sender.package(asked))
    assert answer.unread == ["m-bad", "m-worse", "m-other"]
    assert [each.ids for each in answer.handed] == [[good.id]]


def test_more_edits_than_one_transaction_takes_are_all_answered(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier_session, "AT_ONCE", 2)
    made = [new_person(sender.laptop.user, sender.laptop.office) for _ in range(5)]
    answer = sender.deliver(sender.package(sender.asked(*made)))
    assert [len(each.ids) for each in answer.handed] == [2, 2, 1]


def test_edits_for_whose_answer_there_is_no_room_are_not_answered_and_not_taken(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier_session, "AT_ONCE", 2)
    monkeypatch.setattr(courier_session, "ANSWER_BYTES", 1)
    made = [new_person(sender.laptop.user, sender.laptop.office) for _ in range(5)]
    answer = sender.deliver(sender.package(sender.asked(*made)))
    assert [each.ids for each in answer.handed] == [[m.id for m in made[:2]]]
    assert (answer.pulls, answer.more) == ([], True)
    monkeypatch.undo()
    whole = sender.deliver(sender.package(sender.asked(*made)))
    assert sorted(whole.handed[0].reply.outcomes) == [0, 1]


def test_an_answer_that_does_not_fit_leaves_pages_for_the_next(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "MOST", packages.LEAST)
    monkeypatch.setattr(sender.centre.sync, "_settings", Settings(database="", page_records=1))
    made = [
        new_person(sender.laptop.user, sender.laptop.office, notes=os.urandom(9_000).hex()) for _ in range(4)
    ]
    for each in made:
        sender.deliver(sender.package(sender.asked(each, cursors={})))
    answer = sender.deliver(sender.package(sender.asked()))
    assert answer.more
    assert 1 <= len(answer.pulls) < 4


def test_an_answer_is_shortened_from_its_end_until_nothing_is_left() -> None:
    answer = AnsweredOut(
        device="d", package="p", pulls=[msgspec.Raw(b"{}")] * 3,
        handed=[HandedOut([str(n)], PushOut()) for n in range(4)],
    )  # fmt: skip
    left = []
    while answer.shortened():
        left.append((len(answer.pulls), [each.ids for each in answer.handed]))
    every = [["0"], ["1"], ["2"], ["3"]]
    assert left == [(1, every), (0, every), (0, every[:2]), (0, every[:1])]
    assert answer.more


def test_edits_in_packages_count_for_the_limit_of_their_maker(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender.centre.courier, "_settings", Settings(database="", mutations_an_hour=3))
    two = [new_person(sender.laptop.user, sender.laptop.office) for _ in range(2)]
    package = sender.package(sender.asked(*two))
    sender.deliver(package)
    assert sender.refused(package) is WireError.TOO_MANY


def test_what_an_answer_cannot_hold_is_left_for_the_next(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [new_person(sender.laptop.user, sender.laptop.office) for _ in range(5)]
    sender.deliver(sender.package(sender.asked(*made)))
    monkeypatch.setattr(courier_session, "ANSWER_BYTES", 1)
    monkeypatch.setattr(sender.centre.sync, "_settings", Settings(database="", page_records=2))
    seen: set[str] = set()
    asked, more = sender.asked(), True
    while more:
        answer = sender.deliver(sender.package(asked))
        (pull,) = answer.pulls
        seen |= {row.rid for page in pull.parts.values() for row in page.rows}
        asked.cursors |= {part: page.cursor for part, page in pull.parts.items()}
        more = answer.more
    assert seen == {m.id for m in made}


def test_a_laptop_that_changed_offices_is_told_its_new_partitions_at_once(sender: Sender) -> None:
    asked = sender.asked(cursors={"c:LOST": 7})
    person = new_person(sender.laptop.user, sender.laptop.office)
    asked.muts, asked.ids = [msgspec.Raw(msgspec.json.encode(person))], [person.id]
    answer = sender.deliver(sender.package(asked))
    assert answer.pulls[0].scope == sorted(sender.caller().device.scope)
    rows = {row.rid for pull in answer.pulls for page in pull.parts.values() for row in page.rows}
    assert rows == {person.id}
    assert not answer.more


def test_the_signature_of_another_laptop_does_not_do(sender: Sender) -> None:
    assert sender.refused(sender.package(sender.asked(), signing=os.urandom(32))) is WireError.PACKAGE_BROKEN


def test_a_content_under_another_label_is_refused(sender: Sender) -> None:
    for other in ({"device": "another"}, {"package": "p2"}):
        assert sender.refused(sender.package(sender.asked(**other))) is WireError.PACKAGE_BROKEN


def test_an_unknown_laptop_or_centre_is_named(sender: Sender) -> None:
    stranger = sender.package(sender.asked(), sender.label(device="nobody"))
    assert sender.refused(stranger) is WireError.PACKAGE_UNKNOWN_DEVICE
    elsewhere = sender.package(sender.asked(), sender.label(server="elsewhere"))
    assert sender.refused(elsewhere) is WireError.PACKAGE_ELSEWHERE
    backwards = sender.package(sender.asked(), sender.label(kind=packages.ANSWER))
    assert sender.refused(backwards) is WireError.PACKAGE_ELSEWHERE
    newer = sender.package(sender.asked(), sender.label(v=2))
    assert sender.refused(newer) is WireError.PACKAGE_TOO_NEW


@pytest.mark.parametrize(
    "content", [b"", b"null", b"[]", b"{}", b'{"device":1}', b"[" * 50, os.urandom(500)],
    ids=["empty", "null", "list", "bare", "number", "deep", "noise"],
)  # fmt: skip
def test_a_content_that_is_no_question_is_refused(sender: Sender, content: bytes) -> None:
    assert sender.refused(sender.package(content)) is WireError.PACKAGE_BROKEN


def test_an_answer_has_to_have_a_receiver(sender: Sender) -> None:
    asked = sender.asked(answer_to="age1nobody")
    assert sender.refused(sender.package(asked)) is WireError.PACKAGE_BROKEN


def test_every_edit_has_its_id_beside_it(sender: Sender) -> None:
    asked = sender.asked(ids=["one too many"])
    assert sender.refused(sender.package(asked)) is WireError.PACKAGE_BROKEN


def test_edits_count_for_their_maker_not_for_whoever_brings_them(sender: Sender) -> None:
    package = sender.package(sender.asked(new_person(sender.laptop.user, sender.laptop.office)))
    with ExitStack() as closing:
        world = World(sender.centre, None, closing)
        relay = Sender(sender.centre, world.laptop(world.office()), Key())
        reply = sender.centre.courier.deliver(relay.caller(), Courier(package=package))
    answer = packages.content_of(packages.read(reply.answer), sender.seal[0])
    assert codec.decode(answer, Answered).handed[0].reply.outcomes == {}
    with pytest.raises(packages.Damaged):
        packages.content_of(packages.read(reply.answer), relay.seal[0])


def test_a_centre_without_keys_takes_no_packages(world: World) -> None:
    laptop = world.laptop(world.office())
    with world.centre.database.reading() as connection:
        caller = Caller(directory.devices(connection, [laptop.device])[laptop.device])
    with pytest.raises(Refused) as caught:
        world.centre.courier.deliver(caller, Courier(package=b""))
    assert caught.value.error is WireError.NOT_FOUND


def test_the_key_is_given_to_laptops_that_join(sender: Sender) -> None:
    code, _place = sender.centre.directory.make_code(sender.laptop.user, "L9999", sender.laptop.office)
    reply = sender.centre.enrol.enrol(Enrol(code=code, user=sender.laptop.user, key=""), Key().public, "here")
    assert reply.courier == sender.public


def test_keys_are_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "keys.json"
    made = load_or_make(path)
    assert load_or_make(path) == made
    assert path.stat().st_mode & 0o077 == 0
    assert [each.name for each in path.parent.iterdir()] == ["keys.json"]
    assert made.identity not in repr(made)


def test_a_damaged_file_of_keys_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    for content in (b"", b"{}", b'{"seal":"x","sign":"eA"}'):
        path.write_bytes(content)
        with pytest.raises(BadKeyFile):
            load_or_make(path)
        assert path.read_bytes() == content


def test_no_key_lies_in_the_database(taking: Centre) -> None:
    settings = taking.settings.courier_keys
    assert settings is not None
    secret = msgspec.json.decode(settings.read_bytes())
    with taking.database.reading() as connection:
        tables = connection.exec_driver_sql(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        ).scalars()
        whole = "".join(
            str(connection.exec_driver_sql(f'SELECT * FROM "{table}"').all()) for table in list(tables)
        )
    assert secret["seal"] not in whole
    assert secret["sign"] not in whole
