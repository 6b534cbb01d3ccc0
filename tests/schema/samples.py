"""Values for every field of a record type, and strategies that make any."""

from collections.abc import Callable, Mapping

from hypothesis import strategies as st

from cicdesk.schema.codelists import code_list
from cicdesk.schema.fields import Code, Codes, Day, Field, Group, Items, Money, Number, Text
from cicdesk.schema.records import RecordSpec
from cicdesk.schema.values import Value

_FIXED: Mapping[str, Value] = {
    "moment": "2026-03-15T10:30Z",
    "time": "09:30",
    "flag": True,
    "phone": "+48000123456",
    "email": "jan@example.org",
    "pesel": "44051401359",
    "pin": "0481",
    "reference": "KR",
    "references": ["KR"],
}


def sample(field: Field) -> Value:
    """A value that is right."""
    return _FIXED[field.kind] if field.kind in _FIXED else _SAMPLES[type(field)](field)


def _parts(field: Group | Items) -> dict[str, Value]:
    return {part.name: sample(part) for part in field.fields}


_SAMPLES: Mapping[type[Field], Callable[..., Value]] = {
    Text: lambda field: "12" if field.pattern else "Łucja Євгенівна"[: field.longest],
    Money: lambda _field: 12_050,
    Number: lambda field: field.least + 1,
    Day: lambda field: "1888-03" if field.partial else "2026-03-15",
    Code: lambda field: code_list(field.code_list).entries[0].code,
    Codes: lambda field: [entry.code for entry in code_list(field.code_list).entries[:2]],
    Group: _parts,
    Items: lambda field: [{"id": f"item{n}", **_parts(field)} for n in (1, 2)],
}


def full(spec: RecordSpec) -> dict[str, Value]:
    """A record with every field filled in."""
    return {field.name: sample(field) for field in spec.fields}


TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=12)
_IDS = st.text("0123456789abcdef", min_size=1, max_size=4)


def _codes(field: Codes) -> st.SearchStrategy[Value]:
    codes = [entry.code for entry in code_list(field.code_list).entries]
    return st.sets(st.sampled_from(codes), max_size=4).map(_in_order)


def _in_order(elements: set[str]) -> Value:
    return [*sorted(elements)]


def _item(field: Items | Group) -> st.SearchStrategy[dict[str, Value]]:
    parts: dict[str, st.SearchStrategy[Value]] = {part.name: TEXTS for part in field.fields}
    return st.fixed_dictionaries({}, optional=parts).filter(bool)


def _items(field: Items) -> st.SearchStrategy[Value]:
    return st.dictionaries(_IDS, _item(field), max_size=3).map(
        lambda held: [{"id": name, **held[name]} for name in sorted(held)]
    )


_MAKERS: Mapping[type[Field], Callable[..., st.SearchStrategy[Value]]] = {
    Codes: _codes,
    Items: _items,
    Group: _item,
}


def any_value(field: Field) -> st.SearchStrategy[Value]:
    """What the field could hold, blank included, right or not."""
    if type(field) in _MAKERS:
        return _MAKERS[type(field)](field)
    if field.is_set:
        return st.sets(_IDS, max_size=3).map(_in_order)
    return st.one_of(TEXTS, st.booleans(), st.integers(-5, 5), st.none(), st.just(""))


def any_record(spec: RecordSpec) -> st.SearchStrategy[dict[str, Value]]:
    """Values of any of its fields."""
    chosen = st.lists(st.sampled_from(spec.fields), unique_by=lambda field: field.name, max_size=8)
    return chosen.flatmap(lambda fields: st.fixed_dictionaries({f.name: any_value(f) for f in fields}))
