"""A process that is killed: forks a child for each order, which works and says what it has finished.

Started once, because starting Python takes longer than the work. Each line of its input names what to
do and the profile; each line of its output is the child's id, something finished, or `over`.
"""

import itertools
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cicdesk.base.clock import SystemClock
from cicdesk.base.paths import Home
from cicdesk.domain.care_ratios import Need
from cicdesk.domain.sign_in import Against, Objection, Verdict
from cicdesk.presenters.delays import ManualDelays
from cicdesk.presenters.form import RecordFormPresenter
from cicdesk.presenters.form_desk import FormDesk, FormStart, Screen
from cicdesk.presenters.runner import InlineRunner
from cicdesk.schema.together import form_of
from cicdesk.services.desk import Desk
from cicdesk.services.files import Content
from cicdesk.services.papers import Wanted
from cicdesk.services.session import Session
from cicdesk.store.drafts import Draft
from cicdesk.store.engine import Connection
from cicdesk.store.keys import NoKeystore
from cicdesk.store.store import Store
from cicdesk.sync.engine import SyncEngine
from cicdesk.wire.messages import Page, Pull, PullReply, Push, PushReply, State
from tests.support.profiles import CHEAP, PASSPHRASE, USER, enrolled
from tests.support.sitting import Paper


def say(*words: object) -> None:
    """A line to the parent, at once."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


class Centre:
    """A server that takes everything and always has one more page."""

    def __init__(self, start: int) -> None:
        self.seq = start

    def push(self, message: Push) -> PushReply:
        """Accept all."""
        first, self.seq = self.seq + 1, self.seq + len(message.muts)
        return PushReply(seqs=[[first, len(message.muts)]], known=[self.seq, 1], epoch=1)

    def pull(self, _message: Pull) -> PullReply:
        """Twenty persons more."""
        rows = [
            State(rid=f"s{n}", kind="person", seq=n, data={"given_names": f"S{n}", "office": "KR"})
            for n in range(self.seq + 1, self.seq + 21)
        ]
        self.seq += 20
        return PullReply(parts={"c:KR": Page(rows=rows, cursor=self.seq)}, known=[self.seq, 1])


def save(desk: Desk) -> None:
    """Persons, one after the other."""
    for n in itertools.count():
        made, _ = desk.records.create("person", {"given_names": f"N{n}"})
        say("person", made.id)
        desk.records.edit(made.id, {"family_name": "F"})
        say("edited", made.id)


def draft(desk: Desk) -> None:
    """Drafts, each saved many times."""
    for n in itertools.count(time.time_ns() // 1000):
        desk.drafts.save(Draft(id=f"d{n % 3}", kind="person", user=USER, values={"n": n}))
        say("draft", f"d{n % 3}", n)


def backup(desk: Desk) -> None:
    """Persons and copies in turn."""
    for n in itertools.count():
        made, _ = desk.records.create("person", {"given_names": f"B{n}"})
        say("person", made.id)
        desk.back_up("x")


def sync(desk: Desk) -> None:
    """Edits handed in, pages taken."""
    enrolled(desk)
    with desk.context.store.read() as connection:
        start = connection.exec_driver_sql("SELECT coalesce(max(seq), 0) FROM record").scalar_one()
    centre = Centre(start)
    engine = SyncEngine(desk.context.store, lambda: centre, SystemClock())  # type: ignore[arg-type,return-value]  # two of its verbs
    while True:
        made, _ = desk.records.create("person", {"given_names": "N"})
        say("person", made.id)
        engine.run()
        say("pulled", centre.seq)


def booking(desk: Desk) -> None:
    """The window of a booking in which somebody types."""
    delays = ManualDelays()
    forms = FormDesk(
        desk.records, desk.drafts, desk.search, InlineRunner(), SystemClock(), USER, lambda _kind, _held: ()
    )
    form = RecordFormPresenter(forms, FormStart(form_of("booking")), Screen(Paper(), delays))
    form.change("day", "2026-05-15")
    for n in itertools.count():
        form.change("purpose", f"Rozmowa {n}")
        delays.ring("draft")
        say("booking", form.status().draft_id, n)


def die_after(store: Store, commits: int) -> None:
    """Kill this process as soon as so many transactions have been committed."""
    write, done = store.write, itertools.count(1)

    @contextmanager
    def counted() -> Iterator[Connection]:
        with write() as connection:
            yield connection
        if next(done) == commits:
            os.kill(os.getpid(), signal.SIGKILL)

    store.write = counted  # type: ignore[method-assign]  # nothing else knows when a transaction has ended


def wait(desk: Desk, commits: int) -> None:
    """A child for whom there is no room is put on the waiting list."""
    (visit,) = desk.records.list("care_session")
    die_after(desk.context.store, commits)
    desk.care_steps.put_on_list(visit.id, Verdict((Against(Objection.RATIO),), Need(1, 8, None)))


def scan(desk: Desk, commits: int) -> None:
    """The scan of a signed sheet is attached."""
    (request,) = desk.records.list("interpreter_request")
    prepared = desk.papers.prepare(Wanted("interpreter_sheet", request.id))
    die_after(desk.context.store, commits)
    desk.papers.attach_scan(prepared, Content(b"%PDF-1.4\n%%EOF\n", "scan.pdf"))


def child(what: str, folder: str) -> None:
    """Work until killed; `wait/1` is killed after its first transaction."""
    session = Session(Home(Path(folder)), SystemClock(), NoKeystore, CHEAP)
    desk = session.unlock(USER, PASSPHRASE)
    say("ready")
    what, _slash, commits = what.partition("/")
    if commits:
        {"wait": wait, "scan": scan}[what](desk, int(commits))
    else:
        {"save": save, "draft": draft, "backup": backup, "sync": sync, "booking": booking}[what](desk)
    os._exit(0)


def main() -> None:
    """Fork for each order."""
    for line in sys.stdin:
        what, folder = line.rstrip("\n").split(" ", 1)
        pid = os.fork()
        if not pid:
            child(what, folder)
        say("pid", pid)
        os.waitpid(pid, 0)
        say("over")


if __name__ == "__main__":
    main()
