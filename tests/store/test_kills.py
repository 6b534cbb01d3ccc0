"""kill -9 at any moment: the file opens whole, and nothing that was said to be saved is lost."""

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from cicdesk.base.clock import SystemClock
from cicdesk.base.paths import Home
from cicdesk.services.arranging.together import TogetherService
from cicdesk.services.desk import Desk
from cicdesk.store import backup
from cicdesk.store.drafts import Draft
from tests.support.arranging import add_card, add_place, add_visit
from tests.support.desks import add_person
from tests.support.levels import level
from tests.support.needs import needs_posix
from tests.support.paper_records import record_all
from tests.support.profiles import PASSPHRASE, USER, fresh_desk, session_at, shown_rows

pytestmark = [
    pytest.mark.slow,
    needs_posix("fork, by which the children are made"),
]
ROUNDS = level(change=50, release=750)
"""Of four kills each."""
START = """
import sys, types
sys.modules["tests"] = ours = types.ModuleType("tests")  # not the folder of that name of some library
ours.__path__ = ["tests"]
from tests.support.killed import main
main()
"""


@pytest.fixture(scope="module")
def worker() -> Iterator[subprocess.Popen[str]]:
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", START],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root,
    ) as process:  # fmt: skip
        yield process
        assert process.stdin
        process.stdin.close()


def killed(worker: subprocess.Popen[str], what: str, home: Home, lines: int, after: float) -> list[list[str]]:
    """What the child said before it was killed: so long after it had finished so many things."""
    assert worker.stdin
    assert worker.stdout
    worker.stdin.write(f"{what} {home.folder}\n")
    worker.stdin.flush()
    said: list[list[str]] = []
    pid, ready = 0, False
    while not (pid and ready and len(said) >= lines):
        match worker.stdout.readline().split():
            case ["pid", number]:
                pid = int(number)
            case ["ready"]:
                ready = True
            case words:
                said.append(words)
    plug = threading.Timer(after, os.kill, (pid, signal.SIGKILL))
    plug.start()
    for line in worker.stdout:
        if line == "over\n":
            plug.join()
            return said
        said.append(line.split())
    pytest.fail("the worker ended")


def test_nothing_acknowledged_is_lost(worker: subprocess.Popen[str], home: Home) -> None:
    session = session_at(home, SystemClock())
    fresh_desk(session)
    session.close()
    chance = random.Random(7)
    promised: dict[str, set[str]] = {"person": set(), "edited": set()}
    drafts: dict[str, int] = {}
    pulled = 0
    for turn in range(ROUNDS * 4):
        for words in killed(
            worker,
            ("save", "draft", "backup", "sync")[turn % 4],
            home,
            chance.randrange(8),
            chance.random() * 0.04,
        ):
            match words:
                case ["draft", name, count]:
                    drafts[name] = int(count)
                case ["pulled", count]:
                    pulled = int(count)
                case [kind, record]:
                    promised[kind].add(record)
        session = session_at(home, SystemClock())
        desk = session.unlock(USER, PASSPHRASE)
        _nothing_missing(desk, promised, drafts, pulled)
        session.close()
    assert len(promised["person"]) > 10
    assert drafts
    assert pulled


def _nothing_missing(desk: Desk, promised: dict[str, set[str]], drafts: dict[str, int], pulled: int) -> None:
    held = {str(each.id): each for each in desk.records.list("person", limit=-1)}
    assert promised["person"] <= held.keys()
    assert all(held[record].values["family_name"] == "F" for record in promised["edited"])
    assert all(int(str(desk.drafts.load(name).values["n"])) >= count for name, count in drafts.items())
    assert {f"s{pulled - n}" for n in range(20)} <= held.keys() if pulled else True
    numbers = [each.number for each in held.values() if each.number]
    assert len(set(numbers)) == len(numbers)
    kept = shown_rows(desk.context.store)
    desk.rebuild()
    assert shown_rows(desk.context.store) == kept
    backup.verify(desk.home.database, desk.context.store.key)
    for copy in backup.backups(desk.home):
        backup.verify(copy.path, desk.context.store.key)


def the_booking_left(home: Home) -> Draft:
    session = session_at(home, SystemClock())
    (kept,) = [each for each in session.unlock(USER, PASSPHRASE).drafts.all() if each.kind == "booking"]
    session.close()
    return kept


def test_a_booking_that_was_being_typed_goes_on_after_a_kill(
    worker: subprocess.Popen[str], home: Home
) -> None:
    session = session_at(home, SystemClock())
    fresh_desk(session)
    session.close()
    for lines in (1, 4):
        said = killed(worker, "booking", home, lines, 0.01)
        _kind, name, count = [words for words in said if words[0] == "booking"][-1]
        kept = the_booking_left(home)
        assert kept.id == name
        assert kept.values["day"] == "2026-05-15"
        assert int(str(kept.values["purpose"]).split()[-1]) >= int(count)
        session = session_at(home, SystemClock())
        desk = session.unlock(USER, PASSPHRASE)
        values = {**kept.values, "person": add_person(desk), "from_time": "10:00", "adviser": USER}
        made, _changes = TogetherService(desk.context, desk.records, desk.bookings).book(
            values, draft=kept.id
        )
        assert desk.records.get(made.id).values["purpose"] == kept.values["purpose"]
        assert desk.drafts.all() == []
        session.close()


def ended(worker: subprocess.Popen[str], what: str, home: Home) -> None:
    """A child that kills itself, or comes to its end."""
    assert worker.stdin
    assert worker.stdout
    worker.stdin.write(f"{what} {home.folder}\n")
    worker.stdin.flush()
    while worker.stdout.readline() not in {"over\n", ""}:
        pass


def test_a_kill_leaves_no_wish_for_a_child_who_was_not_put_on_the_list(
    worker: subprocess.Popen[str], home: Home
) -> None:
    session = session_at(home, SystemClock())
    desk = fresh_desk(session)
    person, place = add_person(desk), add_place(desk)
    visit = add_visit(desk, person, add_card(desk, person), place)
    session.close()
    ended(worker, "wait/1", home)
    session = session_at(home, SystemClock())
    records = session.unlock(USER, PASSPHRASE).records
    assert records.get(visit).values["state"] == "REFUSED"
    assert [each.values["state"] for each in records.list("care_request")] == ["WAITING_LIST"]
    session.close()


def test_a_kill_leaves_no_scan_beside_a_sheet_that_does_not_know_it(
    worker: subprocess.Popen[str], home: Home
) -> None:
    session = session_at(home, SystemClock())
    sheet = record_all(fresh_desk(session)).sheet
    session.close()
    for commits, scans in ((1, 0), (2, 1)):
        ended(worker, f"scan/{commits}", home)
        session = session_at(home, SystemClock())
        records = session.unlock(USER, PASSPHRASE).records
        kept = [each.id for each in records.list("attachment")]
        assert len(kept) == scans
        held = records.get(sheet).values
        assert (held.get("scans") or []) == kept
        assert (held["client_signature"] == "SCANNED") == bool(scans)
        session.close()


def test_a_killed_instance_leaves_the_profile_free(worker: subprocess.Popen[str], home: Home) -> None:
    session = session_at(home)
    fresh_desk(session)
    session.close()
    killed(worker, "save", home, 0, 0.0)
    session_at(home).close()
