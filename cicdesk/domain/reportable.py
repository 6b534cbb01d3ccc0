"""What a person's file still lacks before the funders count the person (domain 0.4, 2.2).

It never blocks saving. An answer refused by the person is an answer; one not asked for is none.
"""

from collections.abc import Iterator, Mapping, Sequence

from cicdesk.schema.fields import Field, Group, Items, Level
from cicdesk.schema.profiles import Profile, profiles
from cicdesk.schema.records import RecordSpec, spec_of
from cicdesk.schema.values import Value, Values, is_blank

_NO_ANSWER = ("NOT_ASKED",)
_ADDRESS_IN_POLAND = ("voivodeship", "county", "commune", "locality", "postcode", "degurba")
_ADDRESS_ABROAD = ("country",)
_WITHOUT_END = frozenset({"DIIA_PL", "UA_BOOKLET", "PESEL_NOTICE", "BIRTH"})
"""Documents that say no last day of validity."""


def missing(kind: str, values: Values, extra_fields: Sequence[str] = ()) -> tuple[str, ...]:
    """The names of the fields that are needed and not answered, in screen order.

    Needed are the required and reported fields that are asked for, and those a profile adds. Fields
    that a rule hides are not needed, even if a profile names them.
    """
    spec = spec_of(kind)
    return tuple(
        field.name
        for field in spec.shown(values)
        if (field.level is not Level.OPTIONAL or field.name in extra_fields)
        and not _answered(spec, field, values)
    )


def missing_for(kind: str, values: Values) -> tuple[str, ...]:
    """The names of the fields still missing: the usual ones, and those of the record's own project.

    What only the program writes is not among them: it follows from what is.
    """
    fields, project = spec_of(kind).by_name, profile_of(values.get("project"))
    needed, spared = (project.needed, project.not_needed) if project else ((), frozenset[str]())
    return tuple(n for n in missing(kind, values, needed) if n not in spared and not fields[n].locked)


def profile_of(project: Value) -> Profile | None:
    """The profile of a project's code; None where there is none."""
    code = str(project or "").casefold()
    return next((each for each in profiles() if each.code.casefold() == code), None)


def _answered(spec: RecordSpec, field: Field, values: Values) -> bool:
    value = values.get(field.name)
    if is_blank(value) or value in _NO_ANSWER:
        return _another_name_is(spec, field, values)
    if isinstance(field, Items):
        return any(_complete(field, item) for item in value) if isinstance(value, list) else False
    if isinstance(field, Group):
        return isinstance(value, dict) and all(not is_blank(value.get(name)) for name in _parts(field, value))
    return True


def _another_name_is(spec: RecordSpec, field: Field, values: Values) -> bool:
    """People of a single name have no family name, or no given one."""
    names = ("given_names", "family_name")
    return spec.kind == "person" and field.name in names and any(not is_blank(values.get(n)) for n in names)


def _parts(field: Items | Group, value: Mapping[str, Value]) -> Iterator[str]:
    """The parts of a group or an item without which it does not count."""
    yield from (part.name for part in field.fields if part.level is not Level.OPTIONAL)
    if field.name == "documents":
        yield "kind"
        if value.get("kind") not in _WITHOUT_END:
            yield "valid_until"
    if field.name == "address":
        yield from _ADDRESS_IN_POLAND if value.get("country") in (None, "", "PL") else _ADDRESS_ABROAD


def _complete(field: Items, item: Value) -> bool:
    return isinstance(item, dict) and all(not is_blank(item.get(name)) for name in _parts(field, item))
