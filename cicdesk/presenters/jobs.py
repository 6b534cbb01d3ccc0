"""An interpreter's own jobs: what is offered, what is coming, what is over; to accept, to decline, to begin and to end."""

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cicdesk.base.clock import Clock
from cicdesk.base.i18n import _, language
from cicdesk.base.ids import RecordId
from cicdesk.domain import offers
from cicdesk.domain.wall_time import wall
from cicdesk.presenters.choices import on_offer
from cicdesk.presenters.desk import Desk, FileState, Whereabouts
from cicdesk.presenters.files import Opened, Pictures, read, where_words
from cicdesk.presenters.interpreters_steps import Choice
from cicdesk.presenters.runner import Lane, Runner
from cicdesk.presenters.words import day_words, value_words
from cicdesk.schema.codelists import code_list
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import Value, Values
from cicdesk.services.errors import NotAllowed
from cicdesk.store.errors import RecordNotFound

KIND, SHEET = "interpreter_request", "time_sheet"
_CONCERNS = frozenset({KIND, SHEET, "interpreter", "room", "attachment", "files"})
_MOST = 500
_LINES = (
    "mode", "place", "room", "meeting_point", "phone", "link", "contact_on_site", "contact_on_site_phone", "service",
    "subject", "institution", "institution_name", "dialect", "people_count", "preparation", "notes",
)  # fmt: skip
"""What an interpreter has to know, in this order; nothing of the case."""
_OVER = frozenset(
    {"COMPLETED", "INCOMPLETE", "CLIENT_NO_SHOW", "INTERPRETER_NO_SHOW", "SETTLED", "LATE_CANCELLED"}
)
_SHEETED = frozenset({"COMPLETED", "INCOMPLETE", "CLIENT_NO_SHOW"})
_HELD = frozenset({"CONFIRMED", "UNDER_WAY"})


@dataclass(frozen=True, slots=True)
class JobAct:
    """Something that can be done about a job."""

    action: str
    """`accept`, `decline`, `begin`, `complete`, `client_absent` or `sheet`."""
    words: str
    key: str
    reasons: tuple[Choice, ...] = ()
    """One of them is asked for; empty where none is."""


@dataclass(frozen=True, slots=True)
class JobLine:
    """One job."""

    id: str
    when: str
    title: str
    """The language, and of the client the first name."""
    state: str
    tone: str
    lines: tuple[tuple[str, str], ...]
    acts: tuple[JobAct, ...]
    files: tuple["JobFile", ...] = ()
    """What is to be read before; only of a job that is one's own and not over."""


@dataclass(frozen=True, slots=True)
class JobFile:
    """A file to prepare."""

    id: RecordId
    title: str
    where: str
    here: bool
    """Whether it can be looked at now; otherwise it is fetched."""


@dataclass(frozen=True, slots=True)
class JobsShown:
    """The page."""

    offered: tuple[JobLine, ...] = ()
    coming: tuple[JobLine, ...] = ()
    over: tuple[JobLine, ...] = ()
    registered: bool = True
    """Whether the register of interpreters names whoever is at the keyboard."""


class JobsView(Protocol):
    """What the presenter asks of the page."""

    def show_opened(self, opened: Opened) -> None:
        """Show the content of a file."""
        ...

    def show_saved(self, name: str) -> None:
        """A copy was saved under that name."""
        ...

    def show_jobs(self, shown: JobsShown) -> None:
        """Show them."""
        ...


class JobsPresenter:
    """Reads one's own jobs and writes what the interpreter decides; only the centre confirms."""

    def __init__(
        self, view: JobsView, desk: Desk, runner: Runner, clock: Clock, publish: Callable[[Changes], None],
        pictures: Pictures,
    ) -> None:  # fmt: skip
        self._view = view
        self._desk = desk
        self._runner = runner
        self._clock = clock
        self._publish = publish
        self._pictures = pictures

    def load(self) -> None:
        """Ask for the jobs."""
        self._runner.start(self._view, self._look, self._view.show_jobs)

    def changed(self, changes: Changes) -> None:
        """Something was written here or came from the centre."""
        if changes.everything or changes.kinds & _CONCERNS:
            self.load()

    def take(self, job: str, action: str, reason: str = "") -> None:
        """Do something about a job."""
        now, records = self._clock.now(), self._desk.records

        def work() -> Changes:
            held = records.get(job).values
            return records.edit(job, self._written(held, action, reason, now))[1]

        self._runner.start(self._view, work, self._publish)

    def sheet(self, job: str, opened: Callable[[Values], None]) -> None:
        """What a new time sheet of a job begins with."""
        self._runner.start(self._view, lambda: self._sheet(job), opened)

    def look_at(self, file: JobFile) -> None:
        """Open a file to prepare, or have it fetched."""
        desk, wanted = self._desk, Changes(frozenset({file.id}), frozenset({"files", "wanted"}))
        if file.here:
            self._runner.start(
                self._view,
                lambda: read(desk, self._pictures, file.id),
                self._view.show_opened,
                None,
                Lane.FILES,
            )
        else:
            self._runner.start(
                self._view, lambda: desk.files.want(file.id), lambda _state: self._publish(wanted)
            )

    def save_copy(self, file: RecordId, path: Path) -> None:
        """Write a readable copy where the person said; nothing protects it there."""

        def work() -> str:
            path.write_bytes(self._desk.files.content(file))
            return path.name

        self._runner.start(self._view, work, self._view.show_saved, None, Lane.FILES)

    def _written(self, held: Values, action: str, reason: str, now: dt.datetime) -> dict[str, Value]:
        me = self._entries(held)
        match action:
            case "accept":
                return offers.accepted(held, me, now)
            case "decline":
                return offers.declined(held, me, now, reason or offers.UNEXPLAINED)
            case "begin":
                return {"state": "UNDER_WAY", "arrived_at": f"{now.astimezone(dt.UTC):%Y-%m-%dT%H:%MZ}"}
            case "complete":
                return {"state": "COMPLETED"}
            case _:
                return {"state": "CLIENT_NO_SHOW"}

    def _entries(self, held: Values) -> str:
        """One's own entry in the register, as this job names it."""
        mine = self._mine()
        named = {str(held.get("interpreter")), str(held.get("wanted_interpreter")), *offers.answers(held)}
        return next((each for each in mine if each in named), "")

    def _mine(self) -> list[str]:
        """One's own entries in the register; colleagues of the office see others' there as well."""
        found = self._desk.records.list("interpreter", {"user": self._desk.user}, _MOST)
        return [each.id for each in found]

    def _sheet(self, job: str) -> Values:
        found = self._desk.records.get(job)
        held = found.values
        taken = {name: held.get(name) for name in ("office", "day", "place", "rate", "requested_by")}
        planned = {"planned_from": held.get("from_time"), "planned_to": held.get("to_time")}
        person = {"person": found.root} if found.root != found.id else {}
        who = {"interpreter": self._entries(held), KIND: job, "unit": held.get("rate_unit")}
        return {
            name: each
            for name, each in {**person, **taken, **planned, **who}.items()
            if each not in {None, ""}
        }

    def _look(self) -> JobsShown:
        records = self._desk.records
        mine = set(self._mine())
        sheeted = {each.values.get(KIND) for each in records.list(SHEET, limit=_MOST)}
        parts: dict[str, list[tuple[str, JobLine]]] = {"offered": [], "coming": [], "over": []}
        for each in records.list(KIND, limit=_MOST):
            part, answer = _part(each.values, mine)
            if part:
                order = f"{each.values.get('day')} {each.values.get('from_time')}"
                parts[part].append((order, self._line(each, part, answer, sheeted=each.id in sheeted)))
        listed = {
            name: tuple(line for _order, line in sorted(rows, key=_by_time)) for name, rows in parts.items()
        }
        return JobsShown(listed["offered"], listed["coming"], listed["over"][::-1], bool(mine))

    def _line(self, job: Snapshot, part: str, answer: str, *, sheeted: bool) -> JobLine:
        values, fields = job.values, spec_of(KIND).by_name
        told = [(_(fields[n].label), self._words(n, values.get(n))) for n in _LINES]
        state = str(values.get("state") or "")
        waits = part == "coming" and state not in _HELD
        return JobLine(
            id=job.id,
            when=_when(values),
            title="  ·  ".join(
                filter(None, (value_words(fields["language"], values.get("language")), self._client(job)))
            ),
            state=_("You agreed; the centre has to confirm it.")
            if waits
            else code_list("interpreter_request_states").label(state, language()),
            tone={"offered": "accent", "over": ""}.get(part, "warning" if waits else "success"),
            lines=tuple((label, text) for label, text in told if text),
            acts=tuple(_acts(part, state, answer, wall(self._clock.now()).day, sheeted=sheeted)),
            files=self._files(values) if part == "coming" and state in _HELD else (),
        )

    def _files(self, values: Values) -> tuple[JobFile, ...]:
        """Those that the centre has sent; one that was named a moment ago comes with the next exchange."""
        named, found = values.get("materials"), []
        for each in named if isinstance(named, list) else ():
            with suppress(RecordNotFound, NotAllowed):
                held = self._desk.records.get(str(each))
                found.append(_file(held, self._desk.files.of_record(held.id)))
        return tuple(found)

    def _words(self, name: str, value: Value) -> str:
        if name == "room":
            return self._desk.records.get(str(value)).title if value else ""
        return value_words(spec_of(KIND).by_name[name], value)

    def _client(self, job: Snapshot) -> str:
        if job.root == job.id:
            return str(job.values.get("group_name") or "")
        return self._desk.records.get(job.root).title


def _file(record: Snapshot, state: FileState) -> JobFile:
    return JobFile(
        record.id, str(record.values.get("title") or ""), where_words(state, ""),
        state.where in {Whereabouts.SENT, Whereabouts.WAITING, Whereabouts.SENDING},
    )  # fmt: skip


def _by_time(row: tuple[str, JobLine]) -> tuple[str, str]:
    return row[0], row[1].id


def _part(values: Values, mine: set[str]) -> tuple[str, str]:
    """Where a job is listed, and what one answered; nowhere where the offer was taken back or declined."""
    state, held = str(values.get("state") or ""), values.get("interpreter") in mine
    answers = offers.answers(values)
    answer = next((said for who, said in answers.items() if who in mine), "")
    if state in _OVER:
        return ("over" if held else ""), answer
    if state in _HELD:
        return ("coming" if held else ""), answer
    if state != "OFFERED" or answer not in {offers.WAITING, offers.ACCEPTED}:
        return "", answer
    return ("offered" if answer == offers.WAITING else "coming"), answer


def _acts(part: str, state: str, answer: str, today: dt.date, *, sheeted: bool) -> Sequence[JobAct]:
    no = JobAct("decline", _("Decline"), "d", on_offer("unassign_reasons", language(), today))
    if part == "offered":
        return [JobAct("accept", _("Accept"), "Enter"), no]
    if state == "CONFIRMED":
        return [
            JobAct("begin", _("Begin"), "Enter"),
            JobAct("client_absent", _("The client did not come"), "n"),
            no,
        ]
    if state == "UNDER_WAY":
        return [JobAct("complete", _("Done"), "Enter")]
    if state in _SHEETED and not sheeted:
        return [JobAct("sheet", _("Time sheet"), "Enter")]
    return [no] if answer == offers.ACCEPTED and part == "coming" else []


def _when(values: Values) -> str:
    hours = "–".join(str(values[name]) for name in ("from_time", "to_time") if values.get(name))
    return f"{day_words(str(values.get('day') or ''))}  {hours}".strip()
