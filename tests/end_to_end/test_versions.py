"""Programs and servers of different ages over the real wire: work goes up, what cannot come waits with its reason."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from cicdesk.base.clock import milliseconds
from cicdesk.presenters.badge import badge_words
from cicdesk.presenters.shell import ending_words
from cicdesk.schema import records as schema
from cicdesk.schema.snapshot import SyncState
from cicdesk.server.app import Centre
from cicdesk.services import outbox
from cicdesk.services.outbox import Badge
from cicdesk.store import meta, pending
from cicdesk.sync import courier_out, course, engine, exchange, parcels, pulling, pushing
from cicdesk.sync.errors import NotOffered, UpgradeNeeded
from cicdesk.sync.transport import HttpTransport
from cicdesk.wire.messages import Mutation, Pull, Push, PushReply
from tests.end_to_end.conftest import Place, a_place
from tests.support.bad_network import answer
from tests.support.killed_courier import courier_of
from tests.support.laptops import QuickLaptop
from tests.support.live_server import live_server
from tests.support.profiles import FakeClock

pytestmark = [pytest.mark.slow, pytest.mark.server]

NEXT = schema.SCHEMA + 1
"""The form of the version that comes after this one."""
PDF = b"%PDF-1.7\n" + bytes(300)


@contextmanager
def strict_server(database: str, until: str) -> Iterator[str]:
    """A real server that wants the next form and gives older ones until that day."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CICDESK_OLDEST_FORM", str(NEXT))
        patch.setenv("CICDESK_OLDER_FORMS_UNTIL", until)
        with live_server(["--database", database]) as running:
            yield running.url


def badge(laptop: QuickLaptop) -> Badge:
    """What the badge and the line above the page are made from."""
    return laptop.script._desk.outbox.badge()


def updated(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next version of the program is installed."""
    for module in (schema, outbox, pending, course, courier_out, engine, exchange, parcels, pulling, pushing):
        monkeypatch.setattr(module, "SCHEMA", NEXT)


def listened_to(monkeypatch: pytest.MonkeyPatch) -> list[Push]:
    """What is handed in from now on."""
    heard: list[Push] = []
    usual = HttpTransport.push

    def push(self: HttpTransport, message: Push) -> PushReply:
        heard.append(message)
        return usual(self, message)

    monkeypatch.setattr(HttpTransport, "push", push)
    return heard


def test_an_old_laptop_is_told_its_day_then_hands_in_only_then_is_updated(
    database: str, centre: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # V-01 V-07
    with strict_server(database, "2126-03-15") as url, a_place(centre, url, tmp_path) as place:
        old = place.laptop()
        made = place.wire()
        from_elsewhere = Mutation(
            id="5f6c1e0a9b3d4c7200000001", kind="person", user=made.user, at=1,
            set={"family_name": "Nowa", "office": made.office},
        )  # fmt: skip
        made.push(from_elsewhere)
        old.sync()
        assert old.names() == ["Nowa"]
        ending = badge(old).ending
        assert ending is not None
        assert "15.03.2126" in ending_words(ending)[0]
        old.close()
        old.start()
        assert badge(old).ending == ending
        success = badge(old).last_success

        with strict_server(database, "2026-03-15") as stricter:
            proxied = place.bad_line()
            proxied.upstream = ("127.0.0.1", int(stricter.rpartition(":")[2]))
            _moved(old, proxied.url)
            mine = old.person("Moja")
            assert old.fails("sync") == "upgrade_needed person"
            told = badge(old)
            # All is at the centre, and nothing was received since: the badge says just that.
            assert (told.waiting, told.last_success) == (0, success)
            assert badge_words(told, dt.datetime.now(dt.UTC)).state is SyncState.SENT
            assert told.ending is not None
            assert "16.03.2026" in ending_words(told.ending)[0]
            late = old.person("Późna")

            updated(monkeypatch)
            assert badge(old).ending is None
            heard = listened_to(monkeypatch)
            fresh = old.person("Świeża")
            old.sync()
            assert [(push.schema, _forms(push)) for push in heard] == [(NEXT, {late: NEXT - 1, fresh: 0})]
            assert badge(old).ending is None
            assert badge(old).last_success > success
            made.pull()
            assert {mine, late, fresh} <= made.visible().keys()


def _forms(push: Push) -> dict[str, int]:
    """The form that each edit says it is in, where that is not the message's."""
    read = [msgspec.json.decode(msgspec.json.encode(each), type=Mutation) for each in push.muts]
    return {each.id: each.form for each in read}


def _moved(laptop: QuickLaptop, url: str) -> None:
    """The centre's address leads to another server now."""
    with laptop.script._desk.context.store.write() as connection:
        place = meta.load_place(connection)
        meta.save(connection, msgspec.structs.replace(place, server=url))
    laptop.close()
    laptop.start()


def test_a_package_of_an_old_laptop_is_taken_in_and_its_answer_names_the_day(
    database: str, centre: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # V-07
    monkeypatch.setenv("CICDESK_COURIER_KEYS", str(tmp_path / "keys.json"))
    with strict_server(database, "2026-03-15") as url, a_place(centre, url, tmp_path) as place:
        van, relay, newer = place.laptop(), place.laptop(), place.wire()
        person = van.person("Wieziona")
        stick = tmp_path / "stick"
        stick.mkdir()
        answer_file = courier_of(relay).deliver(courier_of(van).save(stick).path)
        with pytest.raises(UpgradeNeeded) as told:
            courier_of(van).take_in(answer_file)
        assert told.value.facts["since"] == dt.date(2026, 3, 16)
        assert badge(van).waiting == 0
        ending = badge(van).ending
        assert ending is not None
        assert ending.over
        part = f"c:{newer.office}"
        rows = newer.api.pull(Pull(schema=NEXT, cursors={part: 0})).parts[part].rows
        assert [row.rid for row in rows] == [person]


def test_what_an_older_server_does_not_know_waits_and_records_flow(place: Place, tmp_path: Path) -> None:
    line = place.bad_line()  # V-02
    newer, other = place.laptop(url=line.url), place.laptop()
    unknown = answer(b'{"status_code":404,"detail":"Not Found"}', "application/json", "404 Not Found")
    line.set(
        refuse=lambda asked: unknown if b"/v1/blobs" in asked[:200] or b"/v1/courier" in asked[:200] else b""
    )
    scan = tmp_path / "skan.pdf"
    scan.write_bytes(PDF)
    person = newer.person("Plikowa")
    newer.do("attach", person=person, path=str(scan), values={"kind": "SCAN"})
    newer.sync()
    assert newer.fails("sync_files") == "not_offered surroundings"
    newer.edit(person, email="nowa@example.org")
    newer.sync()
    other.sync()
    assert other.value(person, "email") == "nowa@example.org"
    with pytest.raises(NotOffered):
        newer.script._exchange.deliver(b"a package")
    line.set()
    newer.ask({"do": "sync_files"})
    assert [each["where"] for each in newer.do("files", person=person)["files"]] == ["sent"]


def test_codes_that_were_retired_travel_and_are_shown(place: Place) -> None:  # V-05
    clock = FakeClock(2027)
    clock.moment = dt.datetime(2027, 6, 15, 9, 0, tzinfo=dt.UTC)
    laptop, other = place.bare(clock), place.laptop()
    place.enrolled(laptop)
    assert milliseconds(clock.now()) > milliseconds(dt.datetime(2027, 3, 4, tzinfo=dt.UTC))
    stays = [{"id": "000000000000000001", "basis": "UKR", "from": "2022-03-01"}]
    person = laptop.person("Dawna", stays=stays)
    assert laptop.sync()["refused"] == 0
    laptop.edit(person, stays=[{**stays[0], "until": "2027-03-04"}])
    assert laptop.sync()["refused"] == 0
    other.sync()
    assert other.value(person, "stays") == [{**stays[0], "until": "2027-03-04"}]
