"""Two messages under way at once: which may leave beside which, and what is kept when one of them fails."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NoReturn

import msgspec
import pytest

from cicdesk.base.paths import Home
from cicdesk.services.desk import Desk
from cicdesk.store import meta
from cicdesk.sync import parcels
from cicdesk.sync.batches import LARGEST, BatchSize
from cicdesk.sync.course import Pace, SyncResult
from cicdesk.sync.engine import SyncEngine
from cicdesk.sync.errors import MessageRefused, ServerBusy, Unreachable
from cicdesk.sync.flights import ALONE_AFTER_TROUBLE
from cicdesk.sync.transport import Meter
from cicdesk.wire.messages import Pull, PullReply, Push, PushReply, Salvage
from tests.support.profiles import FakeClock, enrolled, fresh_desk, session_at

PATIENCE = 10.0
_LOOK_AGAIN = 0.02


@dataclass(slots=True)
class Heard:
    """A message, and those that had not been answered when it came."""

    push: Push
    beside: list[Push]


@dataclass(slots=True)
class Centre:
    """A server that takes every edit, and answers in the order and with the failures that the test wants.

    The very first message, which travels alone, has the place -1 and is not among those heard.
    """

    heard: list[Heard] = field(default_factory=list)
    pulls: int = 0
    answered: list[int] = field(default_factory=list)
    failures: dict[int, Exception | PushReply] = field(default_factory=dict)
    """By the place of the message: what it comes to instead."""
    after: dict[int, Callable[["Centre"], bool]] = field(default_factory=dict)
    """By the place of the message: what has to be so before it is answered."""
    _under_way: dict[int, Push] = field(default_factory=dict)
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _seq: int = 8
    _begun: bool = False

    def push(self, message: Push) -> PushReply:
        sent = msgspec.json.decode(msgspec.json.encode(message), type=Push)
        if not self._begun:
            self._begun = True
            return self._answer(-1, sent)
        with self._changed:
            place = len(self.heard)
            self.heard.append(Heard(sent, list(self._under_way.values())))
            self._under_way[place] = sent
            self._changed.notify_all()
            try:
                self._wait_until_due(place)
                return self._answer(place, sent)
            finally:
                del self._under_way[place]
                self.answered.append(place)
                self._changed.notify_all()

    def _wait_until_due(self, place: int) -> None:
        """What has to be so may come about in the laptop's file, which tells nobody: look again and again."""
        end = time.monotonic() + PATIENCE
        while not self.after.get(place, _at_once)(self):
            assert time.monotonic() < end, place
            self._changed.wait(_LOOK_AGAIN)

    def _answer(self, place: int, sent: Push) -> PushReply:
        failure = self.failures.get(place)
        if isinstance(failure, Exception):
            raise failure
        if failure is not None:
            return failure
        first, self._seq = self._seq + 1, self._seq + len(sent.muts)
        pull = PullReply() if sent.cursors is not None else None
        return PushReply(
            seqs=[[first, len(sent.muts)]] if sent.muts else [], known=[self._seq, 7], epoch=1, pull=pull
        )

    def pull(self, _message: Pull) -> PullReply:
        self.pulls += 1
        return PullReply(known=[self._seq, 7])

    def hello(self, message: object) -> NoReturn:
        raise AssertionError(f"nothing here says hello: {message}")

    def salvage(self, _message: Salvage) -> PushReply:
        return PushReply(known=[self._seq, 7])

    def ids(self) -> list[list[str]]:
        """What came in each message."""
        return [[m.id for m in each.push.muts] for each in self.heard]


def _at_once(_centre: Centre) -> bool:
    return True


def so_many(count: int) -> Callable[[Centre], bool]:
    """Once so many messages came."""
    return lambda centre: len(centre.heard) >= count


def answer_of(place: int) -> Callable[[Centre], bool]:
    """Once that message has had its answer."""
    return lambda centre: place in centre.answered


@pytest.fixture
def desk(home: Home) -> Iterator[Desk]:
    session = session_at(home)
    yield enrolled(fresh_desk(session))
    session.close()


@pytest.fixture
def centre() -> Centre:
    return Centre()


@dataclass(slots=True)
class Van:
    """A desk and the engine that it has for the day: two edits in a message."""

    desk: Desk
    centre: Centre
    engine: SyncEngine = field(init=False)

    def __post_init__(self) -> None:
        centre = self.centre
        self.engine = SyncEngine(self.desk.context.store, lambda: centre, FakeClock())
        self.engine._pace = Pace(push=BatchSize(most=2))
        self.persons(2)

    def sync(self) -> SyncResult:
        return self.engine.run()

    def persons(self, count: int) -> list[str]:
        made = [self.desk.records.create("person", {"given_names": f"P{n}"})[0] for n in range(count)]
        return [str(each.id) for each in made]

    def note(self, person: str) -> str:
        made, _changes = self.desk.records.create("note", {"person": person, "text": "x", "level": "GENERAL"})
        return str(made.id)

    def states(self) -> dict[str, str]:
        with self.desk.context.store.read() as connection:
            return dict(connection.exec_driver_sql("SELECT id, state FROM outbox").fetchall())

    def known(self) -> list[int] | None:
        with self.desk.context.store.read() as connection:
            return meta.load_progress(connection).known


@pytest.fixture
def van(desk: Desk, centre: Centre) -> Van:
    return Van(desk, centre)


def test_the_first_message_of_a_session_travels_alone(van: Van) -> None:
    van.centre._begun = True
    van.persons(6)
    van.centre.after[1] = so_many(3)
    van.sync()
    assert [len(each.beside) for each in van.centre.heard] == [0, 0, 1, 0]


def test_a_second_message_leaves_before_the_first_is_answered(van: Van) -> None:
    made = van.persons(6)
    van.centre.after[0] = so_many(2)
    assert van.sync().pushed == 8
    assert van.centre.ids() == [made[:2], made[2:4], made[4:]]
    assert [len(each.beside) for each in van.centre.heard] == [0, 1, 0]
    assert set(van.states().values()) == {"acked"}


def test_the_second_names_an_edit_of_the_first(van: Van) -> None:
    made = van.persons(6)
    van.centre.after[0] = so_many(2)
    van.sync()
    assert [each.push.beside for each in van.centre.heard] == ["", made[1], ""]


def test_never_are_more_than_two_under_way(van: Van) -> None:
    van.persons(12)
    van.centre.after = {n: so_many(min(n + 2, 5)) for n in range(4)}
    van.sync()
    assert [len(each.beside) for each in van.centre.heard] == [0, 1, 1, 1, 1, 0]


def test_the_message_that_asks_for_what_is_new_travels_alone(van: Van) -> None:
    van.persons(8)
    van.centre.after[0] = so_many(2)
    van.sync()
    asking = [each for each in van.centre.heard if each.push.cursors is not None]
    assert [each.beside for each in asking] == [[]]
    assert asking == van.centre.heard[-1:]


def test_most_of_the_last_message_leaves_before_it(van: Van, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcels, "_END", 1)
    monkeypatch.setattr(parcels, "_WORTH", 2)
    van.engine._pace.push.most = 4
    made = van.persons(9)
    van.centre.after[0] = so_many(2)
    van.sync()
    assert van.centre.ids() == [made[2:6], made[6:8], made[8:]]
    assert [len(each.beside) for each in van.centre.heard] == [0, 1, 0]
    assert [each.push.cursors is not None for each in van.centre.heard] == [False, False, True]


def test_messages_that_share_a_file_follow_each_other(van: Van) -> None:
    first = van.persons(2)
    notes = [van.note(first[1]), van.note(first[0])]
    last = van.persons(4)
    van.centre.after[1] = so_many(3)
    van.sync()
    assert van.centre.ids() == [first, notes, last[:2], last[2:]]
    assert [len(each.beside) for each in van.centre.heard] == [0, 0, 1, 0]


def test_of_a_message_only_what_shares_nothing_leaves_early(van: Van) -> None:
    van.engine._pace.push.most = 4
    van.persons(2)
    first = van.persons(4)
    free = van.persons(2)
    note = van.note(first[0])
    rest = van.persons(5)
    van.centre.after[0] = so_many(2)
    van.sync()
    assert van.centre.ids() == [first, free, [note, *rest[:3]], rest[3:]]
    assert len(van.centre.heard[1].beside) == 1


def test_an_edit_of_the_same_record_waits_for_the_one_before(van: Van) -> None:
    made = van.persons(2)
    van.desk.records.edit(made[0], {"email": "a@example.org"})
    van.desk.records.edit(made[1], {"email": "b@example.org"})
    van.persons(1)
    van.sync()
    assert all(not each.beside for each in van.centre.heard)


def test_answers_are_stored_in_the_order_of_sending(van: Van) -> None:
    made = van.persons(6)
    stored: list[int] = []
    van.centre.after[0] = answer_of(1)

    def nothing_yet(_centre: Centre) -> bool:
        stored.append(list(van.states().values()).count("acked"))
        return True

    van.centre.after[1] = nothing_yet
    van.centre.after[2] = lambda _centre: all(van.states()[each] == "acked" for each in made[:2])
    assert van.sync().pushed == 8
    assert stored == [2]
    assert van.centre.answered[:2] == [1, 0]


def test_the_newest_commit_stays_known_whichever_answer_comes_first(van: Van) -> None:
    van.persons(6)
    van.centre.after[0] = answer_of(1)
    van.centre.failures[2] = Unreachable(begun=True)
    with pytest.raises(Unreachable):
        van.sync()
    assert van.centre.heard[2].push.known == van.known() == [14, 7]


def test_the_second_answer_is_kept_when_the_first_message_breaks(van: Van) -> None:
    made = van.persons(8)
    van.centre.after[0] = answer_of(1)
    van.centre.failures[0] = Unreachable(begun=True)
    with pytest.raises(Unreachable):
        van.sync()
    states = van.states()
    assert [states[each] for each in made] == ["pending"] * 2 + ["acked"] * 2 + ["pending"] * 4
    van.centre.heard.clear()
    van.centre.failures.clear()
    van.centre.after.clear()
    van.sync()
    assert van.centre.ids() == [made[:2], made[4:6], made[6:]]
    assert set(van.states().values()) == {"acked"}


def test_the_first_answer_is_kept_when_the_second_message_breaks(van: Van) -> None:
    made = van.persons(6)
    van.centre.after[0] = so_many(2)
    van.centre.failures[1] = Unreachable(begun=True)
    with pytest.raises(Unreachable):
        van.sync()
    states = van.states()
    assert [states[each] for each in made] == ["acked"] * 2 + ["pending"] * 4


def test_after_trouble_messages_go_one_after_the_other_for_a_while(van: Van) -> None:
    van.centre.failures[-1] = ServerBusy(seconds=1)
    with pytest.raises(ServerBusy):
        van.sync()
    van.engine._pace.push, van.engine._pace.page = BatchSize(most=2), BatchSize()
    van.persons(2 * ALONE_AFTER_TROUBLE + 4)
    van.centre.after[ALONE_AFTER_TROUBLE] = so_many(ALONE_AFTER_TROUBLE + 2)
    van.centre.failures.clear()
    van.sync()
    beside = [len(each.beside) for each in van.centre.heard]
    assert beside == [0] * (ALONE_AFTER_TROUBLE + 1) + [1, 0]


def test_a_line_that_is_doubted_carries_one_message_at_a_time(van: Van) -> None:
    van.engine._pace.push = BatchSize(most=2, ceiling=LARGEST // 2)
    van.persons(10)
    van.sync()
    assert all(not each.beside for each in van.centre.heard)


def test_what_is_refused_is_set_aside_and_its_neighbour_kept(van: Van) -> None:
    made = van.persons(6)
    bad = made[1]

    class Strict(Centre):
        def _answer(self, place: int, sent: Push) -> PushReply:
            if bad in {m.id for m in sent.muts}:
                raise MessageRefused(error=1001)
            return super()._answer(place, sent)

    van.centre = Strict(after={0: answer_of(1)})
    van.__post_init__()
    assert van.sync().refused == 1
    assert {each for each, state in van.states().items() if state == "parked"} == {bad}
    assert sum(state == "acked" for state in van.states().values()) == 9


def test_after_a_lost_history_no_answer_of_the_old_one_counts(van: Van) -> None:
    made = van.persons(6)
    van.centre.failures[0] = PushReply(status="history_lost", epoch=9)
    van.centre.after[0] = so_many(2)
    van.centre.after[1] = answer_of(0)
    van.sync()
    again = {each for message in van.centre.ids()[2:] for each in message}
    assert again == van.states().keys()
    assert again > set(made)
    assert set(van.states().values()) == {"acked"}


def test_an_order_to_come_back_later_keeps_what_was_answered(van: Van) -> None:
    made = van.persons(6)
    van.centre.failures[0] = PushReply(status="busy", retry_after=3)
    van.centre.after[0] = answer_of(1)
    with pytest.raises(ServerBusy):
        van.sync()
    states = van.states()
    assert [states[each] for each in made] == ["pending"] * 2 + ["acked"] * 2 + ["pending"] * 2


def test_what_two_threads_count_adds_up() -> None:
    meter = Meter()

    def count() -> None:
        for _each in range(20_000):
            meter.add(requests=1, up=3, down=5)

    threads = [threading.Thread(target=count) for _each in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert (meter.requests, meter.up, meter.down) == (40_000, 120_000, 200_000)
