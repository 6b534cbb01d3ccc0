"""Samples of this version for all later ones: a laptop's file with work in every state, and what it said to its centre.

    python -m tests.support.recording        writes tests/data/databases/<name>.db and tests/data/clients/<name>.json

A name is the version of the file and the form: 0004-2. Of form 1 there is the version alone. Run once for each
release (`make samples`); what lies there already is never written again.
"""

import base64
import sys
import tempfile
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from cicdesk.base.ids import new_id
from cicdesk.base.paths import Home
from cicdesk.schema.records import SCHEMA
from cicdesk.schema.values import Value, Values
from cicdesk.services.context import Context
from cicdesk.services.desk import Desk
from cicdesk.store import meta
from cicdesk.store.drafts import Draft
from cicdesk.store.store import VERSION, Store
from cicdesk.sync.engine import SyncEngine
from cicdesk.wire.messages import (
    EVERYONE,
    Head,
    Mutation,
    Outcome,
    Page,
    Pull,
    PullReply,
    Push,
    PushReply,
    Salvage,
    State,
)
from tests.support.profiles import PLACE, USER, FakeClock

DATA = Path(__file__).parents[1] / "data"
NAME = f"{VERSION:04d}-{SCHEMA}"
KEY = bytes(range(32))
"""Opens every file among the samples."""
SIGNING = bytes(range(1, 33))
"""The device's key in them."""
OFFICE = "KR"
COLLEAGUE = "marta"
FIRST = 100
M = TypeVar("M", bound=msgspec.Struct)


class Sample(msgspec.Struct, omit_defaults=True, kw_only=True):
    """What one released version left behind."""

    form: int
    user: str = USER
    office: str = OFFICE
    colleague: list[Mutation] = []
    """What a colleague had written before; the laptop has read it."""
    asked: list[tuple[str, msgspec.Raw]] = []
    """Every message of the laptop in order: the request's name, the message."""
    titles: list[str] = []
    waiting: int = 0
    aside: int = 0
    conflicts: int = 0
    drafts: dict[str, dict[str, Any]] = {}


class ListeningCentre:
    """A centre that takes everything but what is of another office, and writes down what it hears."""

    def __init__(self, feed: list[State]) -> None:
        self.heard: list[tuple[str, msgspec.Raw]] = []
        self._feed = feed
        self._own: list[list[int]] = []
        self._seq = FIRST

    def _note(self, name: str, message: M) -> M:
        body = msgspec.json.encode(message)
        self.heard.append((name, msgspec.Raw(body)))
        return msgspec.json.decode(body, type=type(message))

    def push(self, message: Push) -> PushReply:
        """Take it, or set it aside."""
        muts = self._note("push", message).muts
        outcomes = {
            n: Outcome(r="quarantined", why="out_of_scope", field="office")
            for n, m in enumerate(muts)
            if m.set.get("office", OFFICE) != OFFICE
        }
        seqs: list[list[int]] = []
        for n in range(len(muts)):
            self._seq += 1
            seqs.append([0 if n in outcomes else self._seq, 1])
        self._own += [run for run in seqs if run[0]]
        return PushReply(seqs=seqs, outcomes=outcomes, known=[self._seq, 7], epoch=1)

    def pull(self, message: Pull) -> PullReply:
        """The colleague's records, and the laptop's own numbers, once."""
        self._note("pull", message)
        rows, self._feed = self._feed, []
        own, self._own = self._own, []
        parts = {f"c:{OFFICE}": Page(rows=rows, own=own, cursor=self._seq)} if rows or own else {}
        scope = (
            [] if EVERYONE in message.cursors and len(message.cursors) > 1 else [f"c:{OFFICE}", f"u:{USER}"]
        )
        return PullReply(parts=parts, scope=scope, known=[self._seq, 7], epoch=1)

    def salvage(self, message: Salvage) -> PushReply:
        """Nothing was lost."""
        self._note("salvage", message)
        return PushReply(known=[self._seq, 7])


def _colleagues(clock: FakeClock) -> tuple[list[Mutation], list[State]]:
    """A person of a colleague, in whose name two people disagree: as edits, and as the centre tells of them."""
    at = round(clock.now().timestamp() * 1000)
    person = Mutation(
        id=new_id(), kind="person", user=COLLEAGUE, at=at,
        set={"given_names": "Marta", "family_name": "Obca", "office": OFFICE, "citizenships/UA": True},
    )  # fmt: skip
    one, two = (
        Mutation(
            id=new_id(), rid=person.id, kind="person", user=COLLEAGUE, at=at + n,
            set={"family_name": name}, bases={"family_name": [person.id]},
        )
        for n, name in enumerate(("Obcy", "Obcaja"))
    )  # fmt: skip
    heads = {m.id: Head(value=m.set["family_name"], user=COLLEAGUE, at=m.at) for m in (one, two)}
    state = State(
        rid=person.id, kind="person", seq=FIRST, data={**person.set, "family_name": "Obcy"},
        ver={one.id: ["family_name"]}, heads={"family_name": heads}, by=COLLEAGUE, at=at,
    )  # fmt: skip
    return [person, one, two], [state]


def _work(desk: Desk, engine: SyncEngine, theirs: str) -> None:
    """A day of work: some of it is at the centre, some waits, some was set aside, some is not finished."""
    made, _ = desk.records.create(
        "person",
        {
            "given_names": "Olena",
            "family_name": "Bondar",
            "citizenships": ["UA"],
            "phones": [{"id": "0" * 18, "number": "+48000000001"}],
        },
    )
    case, _ = desk.records.create("case", {"person": made.id, "topics": ["STAY"]})
    desk.records.create("note", {"person": made.id, "level": "GENERAL", "text": "Said hello."})
    desk.records.create("person", {"given_names": "Ktoś", "family_name": "Zdaleka", "office": "WA"})
    _arrange(desk, made.id)
    _support(desk, made.id)
    engine.run()
    desk.records.edit(made.id, {"citizenships": ["UA", "PL"], "email": "olena@example.org"})
    desk.records.edit(theirs, {"email": "marta@example.org"})
    desk.records.delete(case.id, "made twice")
    desk.records.create("contact", {"topics": ["STAY"], "channel": "PUNKT"})
    desk.drafts.save(Draft(id="begun", kind="person", user=USER, values={"given_names": "Begun"}))
    desk.drafts.save(
        Draft(
            id="changed",
            kind="person",
            user=USER,
            record=theirs,
            values={"family_name": "Other", "shoe_size": 42},
        )
    )


def _arrange(desk: Desk, client: str) -> None:
    """What form 2 brought: a register of the region, wishes that wait for somebody, a child's card with a PIN."""
    when: Values = {"day": "2026-12-04", "from_time": "10:00", "to_time": "11:30"}
    languages: list[Value] = [{"id": "1" * 18, "language": "che", "direction": "BOTH"}]
    desk.records.create(
        "interpreter", {"family_name": "Tłumacka", "languages": languages, "modes": ["PHONE"]}
    )
    booked, _ = desk.records.create(
        "appointment", {"person": client, "adviser": USER, "status": "HELD", **when}
    )
    desk.records.create(
        "interpreter_request",
        {"person": client, "language": "che", "appointment": booked.id, "state": "REQUESTED", **when},
    )
    collects: list[Value] = [{"id": "2" * 18, "name": "Babcia", "pin": "0481"}]
    card, _ = desk.records.create("dependant", {"person": client, "given_names": "Maja", "pick_up": collects})
    desk.records.create("care_request", {"person": client, "dependants": [card.id], **when})


def _support(desk: Desk, client: str) -> None:
    """What form 3 brought: support that makes a participant, a level, an absence of the region's staff."""
    given: Values = {"person": client, "service": "LEG-STAY", "happened_on": "2026-03-02", "minutes": 45}
    desk.records.create("service", {**given, "project": "esf_fem_6_19", "topics": ["STAY"]})
    desk.records.create(
        "language_level",
        {"person": client, "overall": "A1", "occasion": "ENTRY", "assessed_on": "2026-03-02"},
    )
    desk.records.create("staff_absence", {"user": USER, "from_day": "2026-12-24", "until_day": "2026-12-27"})


def record(folder: Path) -> tuple[Path, Sample]:
    """Make the file and the sample in this folder."""
    clock = FakeClock()
    place = msgspec.structs.replace(
        PLACE, signing_key=base64.b64encode(SIGNING).decode(), roles={USER: "assistant"}
    )
    path = folder / f"{NAME}.db"
    store = Store.create(path, KEY)
    with store.write() as connection:
        meta.save(connection, place)
    desk = Desk(Home.at(folder), Context(store, clock, USER, place))
    edits, feed = _colleagues(clock)
    centre = ListeningCentre(feed)
    engine = SyncEngine(store, lambda: centre, clock)  # type: ignore[arg-type,return-value]  # the verbs of a session
    engine.run()
    _work(desk, engine, edits[0].id)
    sample = _left(desk, store)
    engine.run()
    sample.colleague, sample.asked = edits, centre.heard
    store.close()
    return path, sample


def _left(desk: Desk, store: Store) -> Sample:
    """What the file holds before the last session; that one is undone by taking the file as it is now."""
    store.checkpoint()
    kept = store.path.with_suffix(".kept")
    kept.write_bytes(store.path.read_bytes())
    badge = desk.outbox.badge()
    with store.read() as connection:
        titles = connection.exec_driver_sql("SELECT title FROM record ORDER BY title").scalars().all()
    return Sample(
        form=SCHEMA,
        titles=list(titles),
        waiting=badge.waiting,
        aside=badge.attention,
        conflicts=badge.conflict,
        drafts={each.id: dict(each.values) for each in desk.drafts.all()},
    )


def sample_of(database: Path) -> Sample:
    """What is known of a file among the samples."""
    return read_sample(DATA / "clients" / f"{database.stem}.json")


def read_sample(path: Path) -> Sample:
    """A sample as it was written."""
    return msgspec.json.decode(path.read_bytes(), type=Sample)


def main() -> int:
    """Write the samples of this version."""
    file, said = DATA / "databases" / f"{NAME}.db", DATA / "clients" / f"{NAME}.json"
    if file.exists() or said.exists():
        sys.stderr.write(f"The samples {NAME} are there; later versions rely on them as they are.\n")
        return 1
    said.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path, sample = record(Path(folder))
        file.write_bytes(path.with_suffix(".kept").read_bytes())
    said.write_bytes(msgspec.json.format(msgspec.json.encode(sample), indent=1) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
