"""Own edits that come back as numbers: whether the laptop has what they stand for."""

from cicdesk.base.paths import Home
from cicdesk.store import meta
from cicdesk.sync import apply, holders
from cicdesk.sync.apply import Applied
from cicdesk.wire.messages import Page, PullReply, State
from tests.support.profiles import fresh_desk, session_at


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
