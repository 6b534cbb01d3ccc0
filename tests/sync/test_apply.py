"""What the server says becomes what the laptop holds: with answers written by hand."""

from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import msgspec
import pytest

from cicdesk.base.paths import Home
from cicdesk.schema.snapshot import SyncState
from cicdesk.services.desk import Desk
from cicdesk.store import meta
from cicdesk.store.drafts import Draft
from cicdesk.store.errors import RecordNotFound
from cicdesk.sync.course import SyncResult
from cicdesk.sync.engine import SyncEngine
from cicdesk.sync.errors import BrokenAnswer, DeviceRevoked, ServerBusy, UpgradeNeeded
from cicdesk.wire.messages import (
    EVERYONE,
    Outcome,
    Page,
    Pull,
    PullReply,
    Push,
    PushReply,
    Salvage,
    State,
)
from tests.support.profiles import USER, FakeClock, enrolled, fresh_desk, session_at, shown_rows

Answer = Callable[[Any], Any]


class Centre:
    """A server that says what the test wrote down, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.asked: list[Any] = []

    def then(self, answer: Any) -> "Centre":  # noqa: ANN401  a reply, or what makes one
        self.answers.append(answer if callable(answer) else lambda _message: answer)
        return self

    def _answer(self, message: Any) -> Any:  # noqa: ANN401  see above
        asked = msgspec.json.decode(msgspec.json.encode(message), type=type(message))
        self.asked.append(asked)
        if not self.answers:
            return push_ok(asked) if isinstance(asked, Push) else PullReply(known=[99, 9])
        return self.answers.pop(0)(asked)

    def push(self, message: Push) -> PushReply:
        return self._answer(message)

    def pull(self, message: Pull) -> PullReply:
        return self._answer(message)

    def salvage(self, message: Salvage) -> PushReply:
        return self._answer(message)

    def hello(self, message: object) -> NoReturn:
        raise AssertionError(f"nothing here says hello: {message}")


def push_ok(message: Push, first: int = 50) -> PushReply:
    count = len(message.muts)
    return PushReply(seqs=[[first, count]], known=[first + count, 1], epoch=1, pull=PullReply())


def person(rid: str, seq: int, name: str = "Olena", **more: Any) -> State:  # noqa: ANN401  parts of a state
    return State(rid=rid, kind="person", seq=seq, data={"given_names": name, "office": "KR"}, **more)


def page(*rows: State, cursor: int = 100, **more: Any) -> PullReply:  # noqa: ANN401  parts of a page
    return PullReply(parts={"c:KR": Page(rows=list(rows), cursor=cursor, **more)}, known=[cursor, 1])


@pytest.fixture
def desk(home: Home) -> Iterator[Desk]:
    session = session_at(home)
    yield enrolled(fresh_desk(session))
    session.close()


@pytest.fixture
def centre() -> Centre:
    return Centre()


def sync(desk: Desk, centre: Centre) -> SyncResult:
    done = SyncEngine(desk.context.store, lambda: centre, FakeClock()).run()
    kept = shown_rows(desk.context.store)
    desk.rebuild()
    assert shown_rows(desk.context.store) == kept
    return done


def test_states_are_taken_and_stale_ones_ignored(desk: Desk, centre: Centre) -> None:
    sync(desk, centre.then(page(person("p", 7, "Olena"))))
    sync(desk, centre.then(page(person("p", 5, "Olha"), person("p", 7, "Olga"))))
    assert desk.records.get("p").title == "Olena"
    assert desk.search.find("Olena")
    sync(desk, centre.then(page(person("p", 8, "Olha"))))
    assert desk.records.get("p").title == "Olha"
    assert desk.search.find("Olena", kinds=["contact"]) == []


def test_part_states_change_only_what_they_name(desk: Desk, centre: Centre) -> None:
    sync(desk, centre.then(page(person("p", 7))))
    part = State(
        rid="p", kind="person", seq=9, data={"family_name": "Bondar"}, ver={"m": ["family_name"]}, part=True
    )
    sync(desk, centre.then(page(part)))
    assert desk.records.get("p").values["given_names"] == "Olena"
    assert desk.records.get("p").values["family_name"] == "Bondar"


def test_part_states_of_what_is_not_here_are_asked_for(desk: Desk, centre: Centre) -> None:
    part = State(rid="p", kind="person", seq=9, data={"family_name": "Bondar"}, part=True)
    sync(desk, centre.then(page(part)).then(PullReply(wanted=[person("p", 9)])))
    assert centre.asked[-1].want == ["p"]
    assert desk.records.get("p").title == "Olena"


def test_unsent_edits_stay_visible_over_what_comes(desk: Desk, centre: Centre) -> None:
    sync(desk, centre.then(page(person("p", 7))))
    desk.records.edit("p", {"given_names": "Moja"})
    centre.then(
        lambda _m: PushReply(
            seqs=[[0, 1]], outcomes={0: Outcome(r="quarantined", why="no_office")}, known=[8, 1]
        )
    )
    sync(desk, centre.then(page(person("p", 9, "Ich"))))
    shown = desk.records.get("p")
    assert (shown.title, shown.state) == ("Moja", SyncState.ATTENTION)
    assert desk.outbox.badge().attention == 1
    (entry,) = desk.outbox.entries()
    assert (entry.state, entry.why) == ("parked", "no_office")
    mine = person("p", 11, "Moja", ver={entry.id: ["given_names"]})
    sync(desk, centre.then(page(mine)))
    assert desk.records.get("p").state is SyncState.SENT
    assert desk.outbox.badge().sent


def test_accepted_edits_are_our_copy(desk: Desk, centre: Centre) -> None:
    made, _ = desk.records.create("person", {"given_names": "Olena"})
    desk.records.edit(made.id, {"given_names": "Olha"})
    done = sync(desk, centre)
    assert (done.pushed, desk.records.get(made.id).title) == (2, "Olha")
    assert desk.records.get(made.id).state is SyncState.SENT
    assert desk.outbox.entries() == []
    desk.records.edit(made.id, {"given_names": "Olga"})
    sync(desk, centre)
    assert centre.asked[-2 if isinstance(centre.asked[-1], Pull) else -1].muts[0].have == 51


def test_an_answer_that_knows_nothing_newer_is_an_answer(desk: Desk, centre: Centre) -> None:
    sync(desk, centre.then(page(cursor=3)))
    desk.records.create("person", {"given_names": "Olena"})
    sync(
        desk,
        centre.then(lambda _m: PushReply(seqs=[[3, 1]], outcomes={0: Outcome(r="dup")}, pull=PullReply())),
    )
    assert desk.outbox.badge().waiting == 0


@pytest.mark.parametrize(
    "reply",
    [
        PushReply(seqs=[[5, 1]], known=[9, 1]),
        PushReply(seqs=[[5, 3]], known=[9, 1]),
        PushReply(seqs=[[5, 3], [6, -1]], known=[9, 1]),
        PushReply(seqs=[[5]], known=[9, 1]),
        PushReply(seqs=[[5, 2]], known=[9]),
        PushReply(seqs=[[5, 2]], known=[9, 1], outcomes={2: Outcome(r="dup")}),
        PushReply(seqs=[[5, 2]], known=[9, 1], outcomes={0: Outcome(r="lost")}),
        PushReply(seqs=[[5, 2]], known=[9, 1], pull=PullReply(parts={"c": Page(cursor=1, own=[[1]])})),
        PushReply(status="what?"),
    ],
)
def test_answers_that_do_not_fit_change_nothing(desk: Desk, centre: Centre, reply: PushReply) -> None:
    for name in ("Olena", "Olha"):
        desk.records.create("person", {"given_names": name})
    with pytest.raises(BrokenAnswer):
        sync(desk, centre.then(reply))
    assert desk.outbox.badge().waiting == 2
    assert desk.outbox.badge().last_success == 0


@pytest.mark.parametrize(
    ("status", "error"), [("busy", ServerBusy), ("upgrade", UpgradeNeeded), ("wipe", DeviceRevoked)]
)
def test_orders_are_obeyed_and_edits_kept(
    desk: Desk, centre: Centre, status: str, error: type[Exception]
) -> None:
    desk.records.create("person", {"given_names": "Olena"})
    with pytest.raises(error):
        sync(desk, centre.then(PushReply(status=status)))
    assert desk.outbox.badge().waiting == 1


def test_what_leaves_is_taken_off_unless_unsent(desk: Desk, centre: Centre) -> None:
    case = State(rid="c1", root="p", kind="case", seq=9, data={"person": "p"})
    sync(desk, centre.then(page(person("p", 7), person("q", 8), case)))
    desk.records.edit("q", {"given_names": "Moja"})
    centre.then(
        lambda _m: PushReply(
            seqs=[[0, 1]], outcomes={0: Outcome(r="quarantined", why="out_of_scope")}, known=[1, 1]
        )
    )
    sync(desk, centre.then(page(exits=["p", "q"])))
    for gone in ("p", "c1"):
        with pytest.raises(RecordNotFound):
            desk.records.get(gone)
    assert desk.search.find("Olena") == []
    assert desk.records.get("q").title == "Moja"


def test_what_is_erased_leaves_nothing(desk: Desk, centre: Centre) -> None:
    sync(desk, centre.then(page(person("p", 7))))
    desk.records.edit("p", {"given_names": "Moja"})
    desk.drafts.save(Draft(id="d", kind="person", user=USER, record="p", values={"given_names": "Szkic"}))
    erased = PullReply(parts={EVERYONE: Page(erased=["p"], cursor=9)}, known=[9, 1])
    sync(
        desk,
        centre.then(
            lambda _m: PushReply(seqs=[[0, 1]], outcomes={0: Outcome(r="erased")}, known=[9, 1], pull=erased)
        ),
    )
    with desk.context.store.read() as connection:
        for table in ("record", "outbox", "salvage", "holder", "draft", "finder"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 0


def test_durable_edits_are_forgotten(desk: Desk, centre: Centre) -> None:
    desk.records.create("person", {"given_names": "Olena"})
    sync(desk, centre)
    sync(desk, centre.then(PullReply(known=[60, 1], durable=51)))
    with desk.context.store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one() == 0


def test_a_digest_that_differs_is_read_anew(desk: Desk, centre: Centre) -> None:
    centre.then(page(person("p", 7), digest=[2, 1]))
    done = sync(desk, centre.then(page(person("p", 7), person("q", 8))))
    assert (done.repaired, centre.asked[-1].whole, centre.asked[-1].cursors["c:KR"]) == (1, True, 0)
    assert desk.records.get("q").title == "Olena"


def lost_history(desk: Desk, centre: Centre) -> str:
    """A person of others and one of ours, both at the centre, which then loses them."""
    made, _ = desk.records.create("person", {"given_names": "Moja"})
    sync(desk, centre)
    other = person("p", 60, "Ich", by="ola", at=5)
    sync(desk, centre.then(page(other)))
    return made.id


def test_a_lost_history_loses_nothing_here(desk: Desk, centre: Centre) -> None:
    mine = lost_history(desk, centre)
    centre.then(PullReply(status="history_lost", epoch=2))
    centre.then(lambda _m: PushReply(seqs=[[4, 1]], known=[4, 1]))
    given: list[str] = []

    def take(message: Salvage) -> PushReply:
        given.extend(f"{v.rid}.{v.f}" for v in message.versions)
        return PushReply(known=[5, 1])

    centre.then(PullReply(wanted=[person(mine, 4, "Moja")], known=[4, 1])).then(take)
    centre.then(page(person("p", 6, "Ich"), person(mine, 4, "Moja")))
    sync(desk, centre)
    assert {name for name in given if name.startswith("p.")} == {"p.given_names", "p.office"}
    assert f"{mine}.given_names" not in given
    assert desk.records.get("p").title == "Ich"
    assert desk.records.get(mine).title == "Moja"
    pushed = [m for m in centre.asked if isinstance(m, Push)][-1]
    assert (pushed.epoch, pushed.known, pushed.muts[0].id, pushed.muts[0].have) == (2, None, mine, 0)
    with desk.context.store.read() as connection:
        assert meta.load_progress(connection).stage == 0


def test_copies_of_a_lost_history_are_never_taken_for_new_ones(desk: Desk, centre: Centre) -> None:
    mine = lost_history(desk, centre)
    centre.then(PullReply(status="history_lost", epoch=2)).then(
        lambda _m: PushReply(seqs=[[4, 1]], known=[4, 1])
    )
    centre.then(page(person(mine, 4, "Moja"), person("p", 2, "Alt", ver={"old": ["given_names"]})))
    centre.then(lambda _m: PushReply(known=[5, 1]))
    sync(desk, centre)
    assert centre.asked[4].want == [mine]
    assert [v.value for v in centre.asked[5].versions if v.rid == "p"] == ["Ich"]


def test_a_value_is_given_back_with_what_it_replaced(desk: Desk, centre: Centre) -> None:
    mine = lost_history(desk, centre)
    desk.records.edit(mine, {"given_names": "Moja droga"})
    sync(desk, centre)
    bases = {"given_names": ["m8", ""]}
    sync(desk, centre.then(page(person("p", 70, "Nowe", ver={"m9": ["given_names"]}, bases=bases))))
    centre.then(PullReply(status="history_lost", epoch=2))
    centre.then(lambda m: PushReply(seqs=[[4, len(m.muts)]], known=[4, 1]))
    centre.then(page()).then(lambda _m: PushReply(known=[5, 1]))
    sync(desk, centre)
    given = next(m for m in centre.asked if isinstance(m, Salvage)).versions
    told = {(v.rid, v.f): v.bases for v in given}
    assert told["p", "given_names"] == ["m8", "p"]
    assert (told["p", "office"], told[mine, "given_names"]) == ([], [mine])


def test_what_is_given_back_and_only_set_aside_is_not_shown_as_sent(desk: Desk, centre: Centre) -> None:
    """The centre has the file again, but not the note: a coordinator has to look at that."""
    note = State(rid="n", root="p", kind="note", seq=8, data={"person": "p", "text": "Notatka"})
    sync(desk, centre.then(page(person("p", 7), note)))
    centre.then(PullReply(status="history_lost", epoch=2)).then(page(person("p", 7)))
    centre.then(
        lambda _m: PushReply(outcomes={0: Outcome(r="quarantined", why="recovery_over")}, known=[9, 1])
    )
    sync(desk, centre.then(PullReply(known=[9, 1])))
    with pytest.raises(RecordNotFound):
        desk.records.get("n")
    assert desk.records.get("p").title == "Olena"


def test_a_server_that_loses_everything_always_is_broken(desk: Desk, centre: Centre) -> None:
    for _ in range(9):
        centre.then(PullReply(status="history_lost", epoch=2))
    with pytest.raises(BrokenAnswer):
        sync(desk, centre)
    assert len(centre.asked) < 6


def test_stopping_is_no_success(desk: Desk, centre: Centre) -> None:
    SyncEngine(desk.context.store, lambda: centre, FakeClock()).run(stop=lambda: True)
    assert desk.outbox.badge().last_success == 0


def test_unknown_kinds_come_and_go(desk: Desk, centre: Centre) -> None:
    strange = State(rid="i", kind="interpreter", seq=7, data={"name": "Ewa", "langs/uk": True})
    sync(desk, centre.then(page(strange)))
    assert desk.records.list("interpreter")[0].values["langs"] == ["uk"]
    sync(desk, centre.then(page(exits=["i"])))
    assert desk.records.list("interpreter") == []


def test_a_record_whose_first_answer_was_lost_is_whole_before_any_page_comes(
    desk: Desk, centre: Centre
) -> None:
    made, _ = desk.records.create("person", {"given_names": "Olena", "family_name": "Bondar"})

    def fails(_message: object) -> object:
        raise ServerBusy(seconds=1)

    centre.then(PushReply(seqs=[[7, 1]], outcomes={0: Outcome(r="dup")}, known=[9, 1], epoch=1)).then(fails)
    with pytest.raises(ServerBusy):
        sync(desk, centre)
    shown = desk.records.get(made.id)
    assert (shown.values["family_name"], shown.state) == ("Bondar", SyncState.SENT)


def test_a_repeated_making_does_not_undo_what_came_after_it(desk: Desk, centre: Centre) -> None:
    made, _ = desk.records.create("person", {"given_names": "Olena"})
    centre.then(PushReply(seqs=[[7, 1]], known=[7, 1], epoch=1, pull=PullReply()))
    sync(desk, centre)
    sync(desk, centre.then(page(person(made.id, 9, "Olha"))))
    with desk.context.store.write() as connection:
        connection.exec_driver_sql("UPDATE outbox SET state = 'pending'")
    again = PushReply(seqs=[[7, 1]], outcomes={0: Outcome(r="dup")}, known=[9, 1], epoch=1, pull=PullReply())
    sync(desk, centre.then(again))
    assert desk.records.get(made.id).title == "Olha"


def test_the_history_that_an_answer_names_is_asked_about_from_then_on(desk: Desk, centre: Centre) -> None:
    sync(desk, centre.then(PullReply(known=[5, 1], epoch=7)))
    sync(desk, centre.then(PullReply(known=[6, 1])))
    sync(desk, centre)
    assert [message.epoch for message in centre.asked] == [None, 7, 7]


def test_our_edit_of_what_others_deleted_meanwhile_brings_it_back_with_a_mark(
    desk: Desk, centre: Centre
) -> None:
    sync(desk, centre.then(page(person("p", 7))))
    desk.records.edit("p", {"given_names": "Olha"})
    sync(desk, centre.then(lambda _m: push_ok(_m, 20)))
    sync(desk, centre.then(page(person("p", 30, "Olha", deleted=True))))
    assert desk.records.get("p").deleted
    desk.records.edit("p", {"family_name": "Bondar"})
    sync(desk, centre.then(lambda m: push_ok(m, 40)))
    shown = desk.records.get("p")
    assert (shown.deleted, shown.state) == (False, SyncState.ATTENTION)
