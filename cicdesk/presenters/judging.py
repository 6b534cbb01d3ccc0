"""Which problems of a form are shown, and when: never while the field is being typed in."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

from cicdesk.domain.door import comes_in
from cicdesk.domain.intake import warnings
from cicdesk.presenters.form_desk import Count, FormDesk
from cicdesk.presenters.reading import day_fault
from cicdesk.schema.checks import check
from cicdesk.schema.fields import Day, Field, Group, Items, Reference, References
from cicdesk.schema.problems import Problem, Severity
from cicdesk.schema.records import RecordSpec, registry
from cicdesk.schema.values import REFUSALS, Value, Values, is_blank

NOTHING: Values = {}
REQUIRED = "required"
_ID = re.compile(r"[0-9a-f-]{16,}")


class Judge:
    """Checks the values of a form and remembers which fields may be judged already."""

    def __init__(self, desk: FormDesk, spec: RecordSpec, values: Values, before: Values = NOTHING) -> None:
        """`values`: what the form begins with; `before`: what of it is kept already."""
        self._desk, self._spec, self._before = desk, spec, before
        self._settled = {name for name, value in values.items() if not is_blank(value)}
        self._unsettled: set[str] = set()
        self._save_tried = False

    def typing(self, name: str) -> None:
        """Someone types there: what was wrong with it may be right in a moment."""
        self._settled.discard(name)
        self._unsettled.add(name)

    def settled(self, name: str) -> None:
        """The field was left, or its value chosen."""
        self._unsettled.discard(name)
        self._settled.add(name)

    def everything(self) -> None:
        """Saving was tried: every field is judged, also the empty ones."""
        self._save_tried = True
        self._unsettled.clear()

    def problems(self, values: Values) -> tuple[Problem, ...]:
        """All that is wrong with these values."""
        today = self._desk.today()
        checked = (_explained(self._spec, values, each, today) for each in self._checked(values))
        return (*checked, *self._unknown_names(values), *warnings(self._spec.kind, values, today))

    def _checked(self, values: Values) -> tuple[Problem, ...]:
        """What is wrong with each value, the references for which nothing was found, and what is no form's to say."""
        by_hand = _at_the_door(self._spec, self._before, values)
        return (*check(self._spec, values), *_found_nothing(self._spec, values), *by_hand)

    def _unknown_names(self, values: Values) -> Iterator[Problem]:
        """People and offices that this laptop never met: perhaps right, but a slip hides a file from everyone."""
        for field in self._spec.fields:
            held = values.get(field.name)
            if is_blank(held) or not isinstance(field, Reference | References):
                continue
            met = {choice.code for choice in self._desk.offered(field.to) or ()}
            named = held if isinstance(held, list) else [held]
            if met and any(each not in met for each in named):
                yield Problem(field.name, "unknown_name", Severity.WARNING)

    def errors(self, values: Values, only: AbstractSet[str] | None = None) -> tuple[Problem, ...]:
        """What keeps these values from being saved; `only` names the fields an edit writes."""
        return tuple(
            problem
            for problem in self._checked(values)
            if problem.severity is Severity.ERROR and (only is None or _top(problem) in only)
        )

    def stuck(self, values: Values, only: AbstractSet[str] | None = None) -> frozenset[str]:
        """The fields that hold something wrong: they stay in sight whatever the rules say, to be put right."""
        names = {_top(problem) for problem in self.errors(values, only)}
        return frozenset(n for n in names if not is_blank(values.get(n)) and n != self._spec.root_field)

    def shown(self, values: Values, visible: frozenset[str]) -> tuple[Problem, ...]:
        """The problems to show now."""
        return tuple(p for p in self.problems(values) if self._due(p, visible))

    def _due(self, problem: Problem, visible: frozenset[str]) -> bool:
        name = _top(problem)
        if name in self._unsettled or (name in self._spec.by_name and name not in visible):
            return False
        return self._save_tried or (name in self._settled and problem.code != REQUIRED)

    def missing(self, values: Values) -> tuple[str, ...]:
        """The fields still missing to be reportable, in screen order."""
        return self._desk.missing(self._spec.kind, values)

    def counts(self, problems: tuple[Problem, ...], missing: tuple[str, ...]) -> dict[str, Count]:
        """What each section still wants."""
        lacking = Counter(map(self._section, missing))
        wrong = Counter(self._section(p.field) for p in problems if p.severity is not Severity.HINT)
        stopping = Counter(self._section(p.field) for p in problems if p.severity is Severity.ERROR)
        names = [section.name for section in self._spec.sections]
        return {name: Count(lacking[name], wrong[name], stopping[name]) for name in names}

    def _section(self, path: str) -> str:
        field = self._spec.by_name.get(path.partition("/")[0])
        return field.section if field else ""


def _found_nothing(spec: RecordSpec, values: Values) -> Iterator[Problem]:
    """References to records that hold what was typed, because no record was found or chosen."""
    for field in spec.fields:
        if not isinstance(field, Reference | References) or field.to not in registry():
            continue
        held = values.get(field.name)
        if any(_is_typed(each) for each in (held if isinstance(held, list) else [held])):
            yield Problem(field.name, "nothing_found")


def _at_the_door(spec: RecordSpec, before: Values, values: Values) -> Iterator[Problem]:
    """Who comes in is counted with those who are there: the board does that. A visit on paper is over when it is typed."""
    if comes_in(spec.kind, before.get("state"), values.get("state")):
        yield Problem("state", "at_the_door")


def _is_typed(held: Value) -> bool:
    """Whether it is words, and names no record."""
    return isinstance(held, str) and bool(held) and held not in REFUSALS and not _ID.fullmatch(held)


def _explained(spec: RecordSpec, values: Values, problem: Problem, today: dt.date) -> Problem:
    """A date that could not be read: the check knows only what is kept, people want to know why."""
    if problem.code != "not_a_day":
        return problem
    name, *rest = problem.field.split("/")
    field: Field | None = spec.by_name.get(name)
    value: Value = values.get(name)
    for part in rest:
        if isinstance(value, list):
            value = next((v for v in value if isinstance(v, dict) and v.get("id") == part), None)
        elif isinstance(value, dict) and isinstance(field, Group | Items):
            value, field = value.get(part), next((f for f in field.fields if f.name == part), None)
    if not isinstance(field, Day) or not isinstance(value, str):
        return problem
    return replace(problem, code=day_fault(field, value, today))


def _top(problem: Problem) -> str:
    return problem.field.partition("/")[0]
