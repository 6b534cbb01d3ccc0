"""The register of interpreters as a list: languages, how they work, what ends or is missing, hours of the month."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from cicdesk.base.clock import Clock
from cicdesk.base.i18n import _
from cicdesk.domain.booking.free_times import absence_of
from cicdesk.domain.names import fold
from cicdesk.domain.wall_time import wall
from cicdesk.presenters.case_file import name_of
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.explaining import missing_words
from cicdesk.presenters.interpreters_queue import MonthLine, label, month_line
from cicdesk.presenters.runner import Runner
from cicdesk.presenters.words import day_words, value_words
from cicdesk.schema.codelists import code_list
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import Value, Values
from cicdesk.services.arranging.care import DueRow

KIND = "interpreter"
LISTED = 1000
_SOON = dt.timedelta(days=30)
_CONCERNS = frozenset({KIND, "interpreter_request", "time_sheet"})


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One interpreter of the register."""

    id: str
    name: str
    original: str
    languages: str
    ways: str
    """How and where they work, and their telephone."""
    month: str
    tone: str
    flags: tuple[tuple[str, str], ...] = ()
    """What has to be known or done about the entry, with its tone."""
    found_by: str = ""
    """Everything it can be found by, folded."""


class RegisterView(Protocol):
    """The list."""

    def show_register(self, lines: Sequence[RegisterLine], held: int) -> None:
        """Show those that were looked for; `held`: how many the register has in all."""
        ...


class RegisterPresenter:
    """Keeps the list true, and narrows it as somebody types."""

    def __init__(self, view: RegisterView, desk: Desk, runner: Runner, clock: Clock) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._clock = clock
        self._lines: Sequence[RegisterLine] = ()
        self._text = ""

    def load(self) -> None:
        """Ask for the register."""
        self._runner.start(self._view, self._look, self._keep)

    def changed(self, changes: Changes) -> None:
        """Something was written here or came from the centre."""
        if changes.everything or changes.kinds & _CONCERNS:
            self.load()

    def narrow(self, text: str) -> None:
        """Show only those whose name, language or town has all these words in it."""
        self._text = text
        self._show()

    def _keep(self, lines: Sequence[RegisterLine]) -> None:
        self._lines = lines
        self._show()

    def _show(self) -> None:
        words = fold(self._text).split()
        found = [each for each in self._lines if all(word in each.found_by for word in words)]
        self._view.show_register(found, len(self._lines))

    def _look(self) -> Sequence[RegisterLine]:
        today = wall(self._clock.now()).day
        months = {each.interpreter: month_line(each) for each in self._desk.coordinator.month(today)}
        due = {each.record: each for each in self._desk.care.due_checks() if each.kind == KIND}
        entries = self._desk.records.list(KIND, None, LISTED)
        lines = [_line(each, months.get(each.id), due.get(each.id), self._clock.now()) for each in entries]
        return sorted(lines, key=lambda each: (fold(each.name), each.id))


def _line(entry: Snapshot, month: MonthLine | None, due: DueRow | None, now: dt.datetime) -> RegisterLine:
    values = entry.values
    name = name_of(entry) or str(values.get("original_name") or values.get("agency") or "")
    languages = ", ".join(_languages(values))
    ways = "  ·  ".join(
        filter(None, (_field("modes", values), str(values.get("home") or ""), _phone(values)))
    )
    spoken = (code_list("languages").by_code.get(code) for code in _spoken(values))
    every = [label for each in spoken if each for label in each.labels.values()]
    return RegisterLine(
        entry.id,
        name,
        str(values.get("original_name") or ""),
        languages,
        ways,
        _("this month: {hours}").format(hours=month.text) if month and month.text else "",
        month.tone if month else "",
        tuple(_flags(values, due, now)),
        fold(" ".join((name, str(values.get("original_name") or ""), str(values.get("home") or ""), *every))),
    )


def _rows(values: Values, name: str) -> list[Mapping[str, Value]]:
    held = values.get(name)
    return [each for each in held if isinstance(each, dict)] if isinstance(held, list) else []


def _spoken(values: Values) -> list[str]:
    return list(dict.fromkeys(str(row.get("language")) for row in _rows(values, "languages")))


def _languages(values: Values) -> Iterable[str]:
    """Each language once, with what matters most about it."""
    for code in _spoken(values):
        rows = [row for row in _rows(values, "languages") if row.get("language") == code]
        more = [str(row["dialect"]) for row in rows if row.get("dialect")]
        if any(row.get("sworn") for row in rows):
            more.append(_("sworn"))
        words = label("languages", code)
        yield f"{words} ({', '.join(more)})" if more else words


def _field(name: str, values: Values) -> str:
    return value_words(spec_of(KIND).by_name[name], values.get(name))


def _phone(values: Values) -> str:
    numbers = [row.get("number") for row in _rows(values, "phones")]
    field = next(each for each in spec_of("interpreter_request").fields if each.name == "phone")
    return value_words(field, numbers[0]) if numbers else ""


def _flags(values: Values, due: DueRow | None, now: dt.datetime) -> Iterable[tuple[str, str]]:
    today = wall(now).day
    if (ended := _day(values, "ended_on")) and ended <= today:
        yield _("no longer offered"), ""
        return
    until = _day(values, "contract_until")
    if until and until < today:
        yield _("contract over since {day}").format(day=day_words(until.isoformat())), "danger"
    elif until and until - today <= _SOON:
        yield _("contract until {day}").format(day=day_words(until.isoformat())), "warning"
    if away := _away(values, now):
        yield away, "accent"
    if due is not None:
        yield from _checks(due)


def _checks(due: DueRow) -> Iterable[tuple[str, str]]:
    """What stands in the way of work near children, then what will soon."""
    for missing in due.missing:
        yield missing_words(missing), "danger"
    told = {each.kind for each in due.missing}
    for check in due.due:
        if check.kind not in told:
            words = label("staff_checks", check.kind)
            yield (
                _("{check}: until {day}").format(check=words, day=day_words(check.due.isoformat())),
                "warning",
            )


def _away(values: Values, now: dt.datetime) -> str:
    """Whether they are away now, and until when."""
    for row in _rows(values, "absences"):
        span = absence_of(dict(row))
        if span is not None and span.start <= now < span.end:
            last = str(row.get("until_day") or row.get("from_day") or "")
            return _("absent until {day}").format(day=day_words(last))
    return ""


def _day(values: Values, name: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(values.get(name) or ""))
    except ValueError:
        return None
