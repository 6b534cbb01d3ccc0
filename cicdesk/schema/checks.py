"""Whether a record's values can be saved: what a single value can get wrong, and what is needed at least.

Rules between fields are in domain/intake.py; the shape of what travels is in schema/shapes.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cicdesk.schema.field_checks import Checker, checker_of
from cicdesk.schema.fields import Code, Codes, Field, Level, Moment
from cicdesk.schema.problems import Problem
from cicdesk.schema.records import RecordSpec
from cicdesk.schema.rules import Rule
from cicdesk.schema.shapes import check_shape
from cicdesk.schema.values import Value, Values, is_blank

__all__ = ["check", "check_shape", "not_by_hand"]


@dataclass(frozen=True)
class _Plan:
    """All that can be worked out once for a record type."""

    spec: RecordSpec
    checkers: Mapping[str, Checker]
    required: tuple[tuple[str, tuple[Rule, ...]], ...]
    order: Mapping[str, int]


_plans: dict[str, _Plan] = {}


def check(spec: RecordSpec, values: Values) -> tuple[Problem, ...]:
    """Everything that is wrong with these values, in screen order; empty when they can be saved.

    - A field of level R is needed while it is shown. One that belongs to a group of `needs_one_of` is
      not needed by itself: the group is satisfied by any of its fields, so a person may have a single
      name. One with a default is not needed either: the default stands for what nobody said.
    - Names that this version does not know are left alone. A code that it does not know is an error;
      whoever saves an edit of a record made elsewhere counts only problems of the fields it changes.
    """
    plan = _plan_of(spec)
    found: list[Problem] = []
    checkers = plan.checkers
    for name, value in values.items():
        if value is None or value == "":
            continue
        checker = checkers.get(name)
        if checker is not None:
            checker(name, value, values, found)
    for name, rules in plan.required:
        if is_blank(values.get(name)) and all(rule.holds(values) for rule in rules):
            because = tuple(sorted(frozenset[str]().union(*(rule.fields() for rule in rules))))
            found.append(Problem(name, "required", facts={"because": because} if because else {}))
    found.extend(
        Problem(group[0], "required", facts={"one_of": group})
        for group in spec.needs_one_of
        if all(is_blank(values.get(name)) for name in group)
    )
    if len(found) > 1:
        found.sort(key=lambda problem: plan.order[problem.field.partition("/")[0]])
    return tuple(found)


def not_by_hand(spec: RecordSpec, before: Values, after: Values) -> tuple[Problem, ...]:
    """What of these changes a laptop does not make: fields and codes of the centre, and what the program works out.

    A record stays in the file in which it was made.
    """
    changed = [f for name, v in after.items() if (f := spec.by_name.get(name)) and v != before.get(name)]
    found = [Problem(f.name, code) for f in changed if (code := _whose(f, after[f.name]))]
    if before and spec.root_field in after and after[spec.root_field] != before.get(spec.root_field):
        found.append(Problem(spec.root_field, "file_stays"))
    return tuple(found)


def _whose(field: Field, value: Value) -> str:
    """Why nobody types this; empty if one may."""
    if field.by_server or (isinstance(field, Code) and value in field.centre_gives):
        return "by_centre_only"
    if (isinstance(field, Moment) and field.wall) or (isinstance(field, Codes) and field.gathers):
        return "worked_out"
    return ""


def _plan_of(spec: RecordSpec) -> _Plan:
    plan = _plans.get(spec.kind)
    if plan is None or plan.spec is not spec:
        plan = _plans[spec.kind] = _Plan(
            spec=spec,
            checkers={field.name: checker_of(field) for field in spec.fields},
            required=tuple((f.name, _rules(spec, f)) for f in spec.fields if _needed(spec, f)),
            order={field.name: place for place, field in enumerate(spec.fields)},
        )
    return plan


def _needed(spec: RecordSpec, field: Field) -> bool:
    in_group = any(field.name in group for group in spec.needs_one_of)
    return field.level is Level.REQUIRED and field.default is None and not in_group


def _rules(spec: RecordSpec, field: Field) -> tuple[Rule, ...]:
    """When the field is asked for: its own rule and its section's."""
    of_section = tuple(s.shown_when for s in spec.sections if s.name == field.section)
    return tuple(rule for rule in (field.shown_when, *of_section) if rule is not None)
