"""The record types as data: whatever is declared must be usable by everything that reads it."""

from collections.abc import Iterator
from itertools import chain

import pytest

from cicdesk.schema.codelists import code_list
from cicdesk.schema.contact import QUICK
from cicdesk.schema.fields import KINDS, Code, Codes, Field, Group, Items, Level, Pesel, Text
from cicdesk.schema.records import SCHEMA, RecordSpec, registry, spec_of
from cicdesk.schema.values import REFUSALS

SPECS = tuple(registry().values())


def _inside(field: Field) -> tuple[Field, ...]:
    return field.fields if isinstance(field, (Group, Items)) else ()


def every_field(spec: RecordSpec) -> Iterator[tuple[str, Field]]:
    for field in spec.fields:
        yield field.name, field
        for part in _inside(field):
            yield f"{field.name}/{part.name}", part


ALL = [
    pytest.param(spec, path, field, id=f"{spec.kind}.{path}")
    for spec in SPECS
    for path, field in every_field(spec)
]


def test_the_kinds_in_the_order_of_menus() -> None:
    assert list(registry()) == [
        "contact",
        "person",
        "case",
        "note",
        "comment",
        "attachment",
        "trip",
        "handover",
        "appointment",
        "interpreter_request",
        "time_sheet",
        "interpreter",
        "care_request",
        "care_session",
        "dependant",
        "incident",
        "carer",
        "care_place",
        "room",
        "service",
        "participation",
        "language_level",
        "review",
        "merge",
        "transfer",
        "staff_absence",
        "project_profile",
        "target",
        "export_log",
    ]
    assert all(kind == spec.kind for kind, spec in registry().items())


def test_every_kind_of_field_is_used_somewhere() -> None:
    used = {type(field) for spec in SPECS for _, field in every_field(spec)}
    assert used == set(KINDS)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.kind)
class TestSpec:
    def test_names_are_unique_and_plain(self, spec: RecordSpec) -> None:
        names = [field.name for field in spec.fields]
        assert len(names) == len(set(names))
        for field in spec.fields:
            inner = [part.name for part in _inside(field)]
            assert len(inner) == len(set(inner))
            assert "id" not in inner, "an item's own id has that name"
        assert all(name.isidentifier() and name == name.lower() for name in names)
        assert not [name for name in names if name.startswith("_")], "reserved for the wire"

    def test_sections_are_used_in_order(self, spec: RecordSpec) -> None:
        order = [section.name for section in spec.sections]
        assert len(order) == len(set(order))
        met = list(dict.fromkeys(field.section for field in spec.fields))
        assert met == order

    def test_rules_look_at_fields_that_exist(self, spec: RecordSpec) -> None:
        rules = chain((f.shown_when for f in spec.fields), (s.shown_when for s in spec.sections))
        looked_at = frozenset[str]().union(*(rule.fields() for rule in rules if rule))
        assert looked_at <= spec.by_name.keys()

    def test_no_field_hides_itself(self, spec: RecordSpec) -> None:
        for field in spec.fields:
            assert field.shown_when is None or field.name not in field.shown_when.fields()

    def test_title_and_groups_name_fields(self, spec: RecordSpec) -> None:
        assert spec.title_fields
        named = set(spec.title_fields).union(*spec.needs_one_of)
        assert named <= spec.by_name.keys()

    def test_the_list_has_few_columns(self, spec: RecordSpec) -> None:
        assert 4 <= len(spec.listed()) <= 7
        assert not [f.name for f in spec.listed() if f.sensitive]
        assert not [f.name for f in spec.listed() if isinstance(f, (Group, Items))]

    def test_words_of_the_type(self, spec: RecordSpec) -> None:
        assert spec.label
        assert spec.plural
        assert spec.new_label

    def test_numbered_types_have_a_number(self, spec: RecordSpec) -> None:
        assert spec.numbered == ("number" in spec.by_name)
        if spec.numbered:
            assert spec.by_name["number"].read_only

    def test_a_root_field_is_a_reference_and_required_unless_the_record_can_do_without(
        self, spec: RecordSpec
    ) -> None:
        if spec.root_field:
            field = spec.by_name[spec.root_field]
            assert field.kind == "reference"
            assert (field.level is Level.REQUIRED) != spec.root_optional

    def test_what_can_be_a_root_says_who_holds_it(self, spec: RecordSpec) -> None:
        assert spec.regional == ("region" in spec.by_name)
        if spec.root_optional or not spec.root_field:
            assert spec.regional != ("office" in spec.by_name), "one partition is enough"
        assert not (spec.regional and spec.root_field)

    def test_versions(self, spec: RecordSpec) -> None:
        assert 1 <= spec.version <= SCHEMA
        assert all(1 <= field.since <= spec.version for _, field in every_field(spec))


@pytest.mark.parametrize(("spec", "path", "field"), ALL)
class TestField:
    def test_label(self, spec: RecordSpec, path: str, field: Field) -> None:
        assert field.label
        assert not field.label.endswith((":", ".", " ", "?"))
        assert field.label[0].isupper()
        assert len(field.label) <= 50

    def test_help_is_a_sentence(self, spec: RecordSpec, path: str, field: Field) -> None:
        assert not field.help or field.help.endswith(".")
        assert field.help.strip() == field.help

    def test_code_list_exists(self, spec: RecordSpec, path: str, field: Field) -> None:
        if isinstance(field, (Code, Codes)):
            assert code_list(field.code_list).entries
        if isinstance(field, Code) and field.default is not None:
            assert field.default in code_list(field.code_list).by_code

    def test_dependency_is_a_sibling_with_the_parents(
        self, spec: RecordSpec, path: str, field: Field
    ) -> None:
        if not isinstance(field, Code) or not field.depends_on:
            return
        around = _inside(spec.by_name[path.partition("/")[0]]) or spec.fields
        parent = next(f for f in around if f.name == field.depends_on)
        assert isinstance(parent, Code)
        known = code_list(parent.code_list).by_code.keys()
        assert {entry.parent for entry in code_list(field.code_list).entries} <= known

    def test_pesel_names_its_flag(self, spec: RecordSpec, path: str, field: Field) -> None:
        if isinstance(field, Pesel) and field.unverified_by:
            assert spec.by_name[field.unverified_by].kind == "flag"

    def test_items_continue_with_a_code(self, spec: RecordSpec, path: str, field: Field) -> None:
        if isinstance(field, Items) and field.continues:
            assert isinstance({part.name: part for part in field.fields}[field.continues], Code)

    def test_a_pattern_says_how(self, spec: RecordSpec, path: str, field: Field) -> None:
        if isinstance(field, Text):
            assert bool(field.pattern) == bool(field.pattern_hint)

    def test_parts_of_groups_know_no_rules(self, spec: RecordSpec, path: str, field: Field) -> None:
        if "/" in path:
            assert field.shown_when is None
            assert not _inside(field), "one level is enough"


def test_the_seven_questions_in_their_order() -> None:
    asked = [field.name for field in spec_of("contact").in_section(QUICK)]
    assert asked == ["language", "topics", "age_band", "sex", "nationality", "outcome", "minutes"]


def test_a_person_may_refuse_what_is_sensitive() -> None:
    person = spec_of("person")
    for name in ("disability", "minority", "homelessness"):
        assert person.by_name[name].refusable
        assert person.by_name[name].sensitive
    assert not person.by_name["specific_needs"].client_facing, "risks stay off the client's window"


def test_refusals_are_those_of_the_code_list() -> None:
    assert tuple(code_list("refusals").by_code) == REFUSALS


def test_no_code_can_be_mistaken_for_a_refusal() -> None:
    for spec in SPECS:
        for _, field in every_field(spec):
            if field.refusable and isinstance(field, Code):
                assert not set(REFUSALS) & code_list(field.code_list).by_code.keys()


def test_the_fields_that_say_who_holds_a_file() -> None:
    person = spec_of("person")
    assert person.by_name["office"].kind == "reference"
    assert person.by_name["also_offices"].is_set
    assert person.by_name["assignees"].is_set
