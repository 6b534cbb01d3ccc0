"""What a value of each kind of field can get wrong; a new kind adds its line to `_MAKERS`."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeVar, cast

from cicdesk.schema.characters import character_fault
from cicdesk.schema.codelists import code_list
from cicdesk.schema.fields import (
    Code,
    Codes,
    Day,
    Email,
    Field,
    Flag,
    Group,
    Items,
    Level,
    Moment,
    Money,
    Number,
    Pesel,
    Phone,
    Pin,
    Reference,
    References,
    Text,
    Time,
)
from cicdesk.schema.problems import Problem, Severity
from cicdesk.schema.shapes import LONGEST_CODE, is_day, is_moment, is_time
from cicdesk.schema.values import REFUSALS, Value, Values, is_blank

Checker = Callable[[str, Value, Values, list[Problem]], None]
"""Takes a path, a value that is not blank, the values around it, and adds what is wrong."""

F = TypeVar("F", bound=Field)

_REFUSALS = frozenset(REFUSALS)
_WHOLE_DAY = 10
_MOMENT = len("2026-01-01T00:00Z")
_PHONE = re.compile(r"\+[0-9]{7,15}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_PIN = re.compile(r"[0-9]{4,8}")
_PESEL = re.compile(r"[0-9]{11}")
LONGEST_EMAIL = 254


def checker_of(field: Field) -> Checker:
    """The check of a field's values, refusals let through where the field allows them."""
    checker = _MAKERS[type(field)](field)
    if not field.refusable:
        return checker

    def with_refusals(path: str, value: Value, around: Values, found: list[Problem]) -> None:
        if value.__class__ is not str or value not in _REFUSALS:
            checker(path, value, around, found)

    return with_refusals


def _text(field: Text) -> Checker:
    longest, lines, any_script = field.longest, field.lines, field.any_script
    pattern = re.compile(field.pattern) if field.pattern else None

    def checked(path: str, value: Value, _: Values, found: list[Problem]) -> None:
        if not isinstance(value, str):
            found.append(Problem(path, "wrong_shape"))
        elif len(value) > longest:
            found.append(Problem(path, "too_long", facts={"length": len(value), "longest": longest}))
        elif fault := character_fault(value, lines=lines, any_script=any_script):
            found.append(Problem(path, fault))
        elif pattern is not None and not pattern.fullmatch(value):
            found.append(Problem(path, "wrong_pattern", facts={"hint": field.pattern_hint}))

    return checked


def _number(field: Number) -> Checker:
    def checked(path: str, value: Value, _: Values, found: list[Problem]) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            found.append(Problem(path, "wrong_shape"))
        elif not field.least <= value <= field.most:
            found.append(Problem(path, "out_of_range", facts={"least": field.least, "most": field.most}))

    return checked


def _money(field: Money) -> Checker:
    def checked(path: str, value: Value, _: Values, found: list[Problem]) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            found.append(Problem(path, "not_an_amount"))
        elif not 0 <= value <= field.most:
            found.append(Problem(path, "out_of_range", facts={"least": 0, "most": field.most // 100}))

    return checked


def _pin(_field: Pin) -> Checker:
    def checked(path: str, value: Value, _: Values, found: list[Problem]) -> None:
        if not isinstance(value, str) or not _PIN.fullmatch(value):
            found.append(Problem(path, "not_a_pin"))

    return checked


def _day(field: Day) -> Checker:
    def checked(path: str, value: Value, _: Values, found: list[Problem]) -> None:
        if not isinstance(value, str) or not is_day(value):
            found.append(Problem(path, "not_a_day"))
        elif len(value) < _WHOLE_DAY and not field.partial:
            found.append(Problem(path, "day_not_whole"))

    return checked


def _moment(_field: Moment) -> Checker:
    def checked(path: str, value: Value, _: Values, found: list[Problem]) -> None:
        if not isinstance(value, str) or len(value) != _MOMENT or not is_moment(value):
            found.append(Problem(path, "not_a_moment"))

    return checked


def _time(_field: Time) -> Checker:
    def checked(path: str, value: Value, _: Values, found: list[Problem]) -> None:
        if not isinstance(value, str) or not is_time(value):
            found.append(Problem(path, "not_a_time"))

    return checked


def _code(field: Code) -> Checker:
    name, above = field.code_list, field.depends_on

    def checked(path: str, value: Value, around: Values, found: list[Problem]) -> None:
        entry = code_list(name).by_code.get(value) if isinstance(value, str) else None
        if entry is None:
            found.append(Problem(path, "unknown_code"))
        elif above and entry.parent and not is_blank(around.get(above)) and around[above] != entry.parent:
            found.append(Problem(path, "wrong_parent", Severity.WARNING))

    return checked


def _codes(field: Codes) -> Checker:
    name = field.code_list

    def checked(path: str, value: Value, _: Values, found: list[Problem]) -> None:
        if not isinstance(value, list):
            found.append(Problem(path, "wrong_shape"))
            return
        known = code_list(name).by_code
        found.extend(
            Problem(f"{path}/{code}", "unknown_code")
            for code in value
            if not isinstance(code, str) or code not in known
        )

    return checked


def _flag(_field: Flag) -> Checker:
    def checked(path: str, value: Value, _: Values, found: list[Problem]) -> None:
        if not isinstance(value, bool):
            found.append(Problem(path, "wrong_shape"))

    return checked


def _as_typed(path: str, value: Value, longest: int, found: list[Problem]) -> bool:
    """Whether it is a text that can be kept as typed."""
    if not isinstance(value, str):
        found.append(Problem(path, "wrong_shape"))
    elif len(value) > longest:
        found.append(Problem(path, "too_long", facts={"length": len(value), "longest": longest}))
    elif fault := character_fault(value):
        found.append(Problem(path, fault))
    else:
        return True
    return False


def _phone(_field: Phone) -> Checker:
    def checked(path: str, value: Value, _: Values, found: list[Problem]) -> None:
        if _as_typed(path, value, LONGEST_CODE, found) and not _PHONE.fullmatch(cast("str", value)):
            found.append(Problem(path, "not_a_phone", Severity.WARNING))

    return checked


def _email(_field: Email) -> Checker:
    def checked(path: str, value: Value, _: Values, found: list[Problem]) -> None:
        if _as_typed(path, value, LONGEST_EMAIL, found) and not _EMAIL.fullmatch(cast("str", value)):
            found.append(Problem(path, "not_an_email", Severity.WARNING))

    return checked


def _pesel(field: Pesel) -> Checker:
    def checked(path: str, value: Value, around: Values, found: list[Problem]) -> None:
        if not _as_typed(path, value, LONGEST_CODE, found) or around.get(field.unverified_by) is True:
            return
        if fault := _pesel_fault(cast("str", value)):
            found.append(Problem(path, fault))

    return checked


def _pesel_fault(digits: str) -> str:
    from stdnum.exceptions import InvalidChecksum, ValidationError  # noqa: PLC0415  only when there is a number
    from stdnum.pl import pesel  # noqa: PLC0415  as above

    if not _PESEL.fullmatch(digits):
        return "pesel_length"
    try:
        pesel.validate(digits)
    except InvalidChecksum:
        return "pesel_checksum"
    except ValidationError:
        return "pesel_date"
    return ""


def _reference(_field: Reference) -> Checker:
    def checked(path: str, value: Value, _: Values, found: list[Problem]) -> None:
        _as_typed(path, value, LONGEST_CODE, found)

    return checked


def _references(_field: References) -> Checker:
    def checked(path: str, value: Value, _: Values, found: list[Problem]) -> None:
        if not isinstance(value, list):
            found.append(Problem(path, "wrong_shape"))
            return
        for each in value:
            _as_typed(path, each, LONGEST_CODE, found)

    return checked


def _parts(fields: tuple[Field, ...]) -> Checker:
    checkers = {field.name: checker_of(field) for field in fields}
    required = tuple(f.name for f in fields if f.level is Level.REQUIRED and f.default is None)

    def checked(path: str, value: Value, _: Values, found: list[Problem]) -> None:
        if not isinstance(value, dict):
            found.append(Problem(path, "wrong_shape"))
            return
        if is_blank(value):
            return
        for name, part in value.items():
            if part is not None and part != "" and name in checkers:
                checkers[name](f"{path}/{name}", part, value, found)
        found.extend(Problem(f"{path}/{n}", "required") for n in required if is_blank(value.get(n)))

    return checked


def _group(field: Group) -> Checker:
    return _parts(field.fields)


def _items(field: Items) -> Checker:
    item = _parts(field.fields)

    def checked(path: str, value: Value, around: Values, found: list[Problem]) -> None:
        if not isinstance(value, list):
            found.append(Problem(path, "wrong_shape"))
            return
        for place, each in enumerate(value):
            name = each.get("id") if isinstance(each, dict) else None
            item(f"{path}/{name or place}", each, around, found)

    return checked


def _maker(kind: type[F], make: Callable[[F], Checker]) -> tuple[type[Field], Callable[[Field], Checker]]:
    """Pairs a kind with its maker; the table below hands each maker only fields of its kind."""
    return kind, cast("Callable[[Field], Checker]", make)


_MAKERS: Mapping[type[Field], Callable[[Field], Checker]] = MappingProxyType(
    dict((
        _maker(Text, _text), _maker(Number, _number), _maker(Money, _money), _maker(Pin, _pin), _maker(Day, _day), _maker(Moment, _moment),
        _maker(Time, _time), _maker(Code, _code), _maker(Codes, _codes), _maker(Flag, _flag),
        _maker(Phone, _phone), _maker(Email, _email), _maker(Pesel, _pesel),
        _maker(Reference, _reference), _maker(References, _references), _maker(Group, _group),
        _maker(Items, _items),
    ))
)  # fmt: skip
