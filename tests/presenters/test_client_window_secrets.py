"""Values planted in every record and looked for on the client's window: violence, custody and PINs are never there."""

import pytest

from cicdesk.base.i18n import LANGUAGES
from cicdesk.presenters.client_words import for_the_client, pages
from cicdesk.schema.codelists import code_list
from cicdesk.schema.fields import Code, Codes, Field, Flag, Group, Items, Pin
from cicdesk.schema.records import RecordSpec, registry
from cicdesk.schema.unsaid import UNSAID
from cicdesk.schema.values import Value

SECRET, PIN = "Tajemnica", "407193"


def planted(field: Field, *, kept: bool) -> Value:
    """A value that would be seen if it were shown; `kept`: the field is not for the client's eyes."""
    if isinstance(field, Pin):
        return PIN
    if isinstance(field, (Code, Codes)):
        codes = sorted(UNSAID.get(field.code_list, ()))
        value = codes or [entry.code for entry in code_list(field.code_list).entries][:1]
        return [*value] if isinstance(field, Codes) else value[0]
    if isinstance(field, Items):
        return [{"id": "1", **_parts(field.fields, kept=kept)}]
    if isinstance(field, Group):
        return _parts(field.fields, kept=kept)
    if isinstance(field, Flag):
        return True
    return SECRET if kept else "x"


def _parts(fields: tuple[Field, ...], *, kept: bool) -> dict[str, Value]:
    return {each.name: planted(each, kept=kept or not each.client_facing) for each in fields}


@pytest.mark.parametrize("language", [*LANGUAGES, "ar"])
@pytest.mark.parametrize("spec", [s for s in registry().values() if for_the_client(s)], ids=lambda s: s.kind)
def test_what_is_not_for_the_client_is_on_no_line_in_no_language(spec: RecordSpec, language: str) -> None:
    values = {each.name: planted(each, kept=not each.client_facing) for each in spec.fields}
    shown = pages(spec, values, language)
    said = " ".join(f"{line.label} {line.value}" for page in shown for line in page.lines)
    assert SECRET not in said
    assert PIN not in said
    for name, codes in UNSAID.items():
        for code in codes:
            assert code_list(name).label(code, language) not in said, (name, code)


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (
            "dependant",
            {"court_restriction", "parental_authority", "restricted", "behaviour", "special_care", "remarks"},
        ),
        ("care_session", {"refusals", "late_steps", "health_note", "override_reason", "override_note"}),
        ("incident", {"kind", "actions", "follow_up", "witnesses"}),
        ("person", {"specific_needs"}),
        ("interpreter_request", {"sensitivity", "exclusions", "notes"}),
    ],
)
def test_flags_of_violence_and_custody_are_no_lines_of_it(kind: str, names: set[str]) -> None:
    fields = registry()[kind].by_name
    assert {name for name in names if fields[name].client_facing} == set()
