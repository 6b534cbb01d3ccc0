"""What screens read is kept beside the server's copies, and is at any time what a rebuild would make."""

import contextlib
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cicdesk.base.paths import Home
from cicdesk.services.desk import Desk
from cicdesk.services.errors import InvalidRecord
from cicdesk.store import meta, pending, records
from cicdesk.sync import apply, salvage
from cicdesk.sync.apply import Applied
from cicdesk.wire.messages import Head, Outcome, PushReply, State
from tests.support.profiles import enrolled, fresh_desk, session_at, shown_rows

NAMES = ["Olena", "Ołena", "Євген", ""]
STEPS = ["create", "edit", "set", "delete", "restore", "state", "heads", "ack", "park", "lost", "case"]
STEP = st.tuples(st.sampled_from(STEPS), st.integers(0, 30), st.sampled_from(NAMES))


class Player:
    """Plays random steps on a real profile, the server's part as well."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.ids: list[str] = []
        self.seq = 1

    def play(self, step: str, pick: int, name: str) -> None:
        if step == "create" or not self.ids:
            self.ids.append(
                self.desk.records.create("person", {"family_name": "Bondar", "given_names": name})[0].id
            )
            return
        getattr(self, step)(self.ids[pick % len(self.ids)], name)

    def case(self, record: str, _name: str) -> None:
        self.desk.records.create("case", {"person": record, "summary": "work"})

    def edit(self, record: str, name: str) -> None:
        with contextlib.suppress(InvalidRecord):  # the last name cannot be taken away
            self.desk.records.edit(record, {"given_names": name})

    def set(self, record: str, name: str) -> None:
        self.desk.records.edit(record, {"citizenships": ["UA", "PL"] if name else ["PL"]})

    def delete(self, record: str, name: str) -> None:
        self.desk.records.delete(record, name)

    def restore(self, record: str, _name: str) -> None:
        self.desk.records.restore(record)

    def state(self, record: str, name: str) -> None:
        self._take(record, {"given_names": name, "family_name": "Z", "office": "KR"}, {}, gone=not name)

    def heads(self, record: str, name: str) -> None:
        two = {"a": Head(value=name, user="a"), "b": Head(value="Inna", user="b")}
        gone = {"a": Head(value=False), "b": Head(value=True)}
        self._take(
            record,
            {"given_names": name, "citizenships/UA": False},
            {"given_names": two, "citizenships/UA": gone},
        )

    def _take(self, record: str, data: Any, heads: Any, *, gone: bool = False) -> None:  # noqa: ANN401  parts of a state
        self.seq += 1
        with self.desk.context.store.write() as connection:
            state = State(
                rid=record, kind="person", seq=self.seq, data=data, heads=heads, deleted=gone, asked=gone
            )
            gen = meta.load_progress(connection).gen
            apply.take_states(connection, [state], gen, Applied())

    def ack(self, _record: str, _name: str) -> None:
        self._answer(None)

    def park(self, _record: str, _name: str) -> None:
        self._answer(Outcome(r="quarantined", why="no_office"))

    def _answer(self, outcome: Outcome | None) -> None:
        with self.desk.context.store.write() as connection:
            batch = pending.next_batch(connection, 0, 2, 1 << 20)
            first, self.seq = self.seq + 1, self.seq + len(batch)
            runs = [[0 if outcome else first, len(batch)]] if batch else []
            said = dict.fromkeys(range(len(batch)), outcome) if outcome else {}
            reply = PushReply(seqs=runs, outcomes=said, known=[self.seq, 1])
            progress = meta.load_progress(connection)
            apply.push_answer(connection, batch, reply, progress, Applied())

    def lost(self, _record: str, _name: str) -> None:
        with self.desk.context.store.write() as connection:
            salvage.all_pending(connection)


@settings(max_examples=40, deadline=None)
@given(st.lists(STEP, min_size=1, max_size=25))
def test_what_is_shown_is_what_a_rebuild_makes(steps: list[tuple[str, int, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        session = session_at(Home.at(Path(folder)))
        desk = enrolled(fresh_desk(session))
        try:
            player = Player(desk)
            for step in steps:
                player.play(*step)
            kept = shown_rows(desk.context.store)
            desk.rebuild()
            assert shown_rows(desk.context.store) == kept
            _index_agrees(desk)
        finally:
            session.close()


def _index_agrees(desk: Desk) -> None:
    """Every living person is found under the name shown, nobody deleted is."""
    desk.search.catch_up()
    with desk.context.store.read() as connection:
        shown = records.snapshots(connection, "kind = 'person'", ())
    for each in shown:
        name = str(each.values.get("family_name") or "")
        found = {hit.id for hit in desk.search.find(name, limit=100)} if name else set()
        assert (each.id in found) is (not each.deleted and bool(name))
