"""The records of support: every column of the funder's file has a home, and the catalogue is whole."""

import tomllib

import pytest

from cicdesk.base.resources import resource
from cicdesk.domain.entering import FROZEN, SOURCES
from cicdesk.domain.narrow import READS, WRITES
from cicdesk.domain.services_given import usual
from cicdesk.schema.codelists import code_list
from cicdesk.schema.profiles import shipped
from cicdesk.schema.records import spec_of

PROFILE = "profile"
"""What holds for everybody in a project stands in its profile."""
LAYOUT = "layout"
"""The funder's own words for a service stand in its layout."""
SYSTEM = "system"
"""The funder's system fills these in."""
HOMES = {
    "project_number": PROFILE,
    "citizenship": "participation.citizenship_class_at_entry",
    "kind": "participation.kind",
    "institution": "participation.institution",
    "given_names": "person.given_names",
    "family_name": "person.family_name",
    "identifier": "person.pesel person.other_identifier",
    "no_pesel": "person.no_pesel",
    "technical_id": "participation.technical_id",
    "sex": "participation.sex_at_entry",
    "age": "participation.age_at_entry",
    "education": "participation.education_at_entry",
    "country": "participation.country_at_entry",
    "voivodeship": "participation.voivodeship_at_entry",
    "county": "participation.county_at_entry",
    "commune": "participation.commune_at_entry",
    "locality": "participation.locality_at_entry",
    "postcode": "participation.postcode_at_entry",
    "degurba": "participation.degurba_at_entry",
    "phone": "person.phones",
    "email": "person.email",
    "started": "participation.entered_on",
    "ended": "participation.ended_on",
    "labour_status": "participation.labour_status_at_entry",
    "labour_detail": "participation.labour_detail_at_entry",
    "education_end": "participation.education_end",
    "end_situation": "participation.end_situation",
    "as_planned": "participation.as_planned",
    "support.scope": "participation.support_scope",
    "support.kind": LAYOUT,
    "support.detail": LAYOUT,
    "support.started": "service.happened_on",
    "business_founded": "participation.business_founded",
    "foreign_background": "participation.foreign_background_at_entry",
    "third_country": "participation.third_country_at_entry",
    "minority": "participation.minority_at_entry",
    "homelessness": "participation.homelessness_at_entry",
    "disability": "participation.disability_at_entry",
    "added_on": SYSTEM,
    "added_by": SYSTEM,
    "changed_on": SYSTEM,
    "changed_by": SYSTEM,
    "remarks": "participation.remarks",
}
SERVICES = code_list("services").entries


def test_every_column_of_the_funders_file_has_a_home() -> None:
    with resource("funder_files/sm_efs.toml").open("rb") as file:
        columns = tomllib.load(file)["columns"]
    assert len(columns) == 43
    assert [each["key"] for each in columns] == list(HOMES)
    system = {each["key"] for each in columns if each["form"] == "system"}
    assert system == {key for key, home in HOMES.items() if home == SYSTEM}
    for home in HOMES.values():
        for field in home.split() if "." in home else ():
            kind, _dot, name = field.partition(".")
            assert name in spec_of(kind).by_name, field


def test_what_is_written_down_on_joining_comes_from_the_person() -> None:
    assert FROZEN - {"entered_on"} == SOURCES.keys()
    assert set(SOURCES.values()) <= spec_of("person").by_name.keys()
    assert all(spec_of("participation").by_name[name].read_only for name in FROZEN)


def test_the_same_answers_are_permitted_on_joining_as_in_the_file() -> None:
    person, part = spec_of("person").by_name, spec_of("participation").by_name
    worked_out = "citizenship_class_at_entry"
    for name, source in (each for each in SOURCES.items() if each[0] != worked_out):
        here, there = (getattr(each, "code_list", "") for each in (part[name], person[source]))
        assert not (here and there) or here == there, name


def test_sensitive_answers_stay_sensitive() -> None:
    part = spec_of("participation").by_name
    for name in ("disability_at_entry", "minority_at_entry", "homelessness_at_entry"):
        assert part[name].sensitive
        assert part[name].refusable
        assert not part[name].client_facing


@pytest.mark.parametrize(
    "kind",
    ["service", "participation", "language_level", "review", "merge", "transfer", "staff_absence",
     "project_profile", "target", "export_log"],
)  # fmt: skip
def test_carers_and_interpreters_are_sent_none_of_it(kind: str) -> None:
    assert not any(kind in kinds for kinds in (*READS.values(), *WRITES.values()))


@pytest.mark.parametrize("service", [each.code for each in SERVICES])
def test_the_catalogue_says_how_each_service_is_counted_signed_and_reported(service: str) -> None:
    more = code_list("services").by_code[service].more
    assert more["unit"] in {"v", "h", "d", "e", "c"}
    assert more["signature"] in {"CLIENT", "LIST", "SHEET", "CARD", "NONE"}
    assert 0 < int(more["minutes"]) <= 240
    assert more["participant"] in {"YES", ""}
    assert bool(more["fami"]) <= (more["participant"] == "YES"), "only participants are counted"
    signed = usual(service)["signature_state"]
    assert signed in code_list("signature_states").by_code


def test_indicators_of_the_catalogue_are_known_to_the_project() -> None:
    known = {code for each in SERVICES for code in each.more["fami"].split("|") if code}
    assert known == {"O.2.3", "O.2.3.1", "O.2.3.2", "O.2.3.3", "R.2.8", "R.2.10"}
    assert any(each.code == "fami" for each in shipped())
