"""Own edits that come back as numbers: whether the laptop has what they stand for."""

from cicdesk.base.paths import Home
from cicdesk.store import lineage, meta, pending, records
from cicdesk.sync import apply, holders
from cicdesk.sync.apply import Applied
from cicdesk.wire.messages import Outcome, Page, PullReply, PushReply, State
from tests.support.profiles import enrolled, fresh_desk, session_at, shown_rows


def test_a_number_whose_record_is_being_asked_for_has_no_partition_read_anew(home: Home) -> None:
    session = session_at(home)
    store = fresh_desk(session).context.store
    with store.write() as connection:
        progress = meta.load_progress(connection)
        own = PullReply(parts={"c:KR": Page(own=[[42, 1]], cursor=42)}, known=[42, 1])
        waits = Applied(wanted=["p"])
        apply.pull_answer(connection, own, progress, waits)
        assert (waits.distrusted, holders.cursors(connection)) == ([], {})
        own.wanted = [State(rid="p", kind="person", seq=42, data={"given_names": "Olena"})]
        came = Applied()
        apply.pull_answer(connection, own, progress, came)
        assert (came.distrusted, holders.cursors(connection)) == ([], {"c:KR": 42})
        assert holders.digest(connection, "c:KR", progress.gen)[0] == 1
    session.close()


def test_a_number_whose_record_nobody_knows_has_its_partition_read_anew(home: Home) -> None:
    session = session_at(home)
    with fresh_desk(session).context.store.write() as connection:
        own = PullReply(parts={"c:KR": Page(own=[[42, 1]], cursor=42)}, known=[42, 1])
        applied = Applied()
        apply.pull_answer(connection, own, meta.load_progress(connection), applied)
        assert applied.distrusted == ["c:KR"]
    session.close()


def test_an_edit_that_was_accepted_out_of_sight_makes_no_copy_of_what_was_set_aside(home: Home) -> None:
    session = session_at(home)
    desk = enrolled(fresh_desk(session))
    made, _changes = desk.records.create("person", {"given_names": "Olena"})
    desk.records.edit(made.id, {"family_name": "Bondar"})
    reply = PushReply(seqs=[[0, 2]], outcomes={0: Outcome(r="quarantined", why="out_of_scope")})
    with desk.context.store.write() as connection:
        batch = pending.next_batch(connection, 0, 2, 1_000_000)
        apply.push_answer(connection, batch, reply, meta.load_progress(connection), Applied())
    with desk.context.store.read() as connection:
        assert records.base(connection, made.id).data == {}
        assert lineage.of(connection, made.id) == {}
    shown = shown_rows(desk.context.store)
    with desk.context.store.write() as connection:
        records.rebuild(connection)
    assert shown_rows(desk.context.store) == shown
    session.close()
