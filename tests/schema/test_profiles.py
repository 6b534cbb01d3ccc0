"""Project profiles name only what exists."""

import pytest

from cicdesk.base.i18n import LANGUAGES
from cicdesk.schema.codelists import code_list
from cicdesk.schema.fields import Level
from cicdesk.schema.profiles import Profile, profile, profiles
from cicdesk.schema.records import spec_of


@pytest.fixture(params=profiles(), ids=lambda each: each.code)
def each(request: pytest.FixtureRequest) -> Profile:
    found: Profile = request.param
    return found


def test_every_project_has_a_profile_and_the_other_way_round() -> None:
    assert {each.code for each in profiles()} == set(code_list("projects").by_code)


def test_fields_exist(each: Profile) -> None:
    person = spec_of("person").by_name
    assert set(each.needed) <= person.keys()
    assert {person[name].level for name in each.not_needed} <= {Level.REPORTED}
    assert not each.not_needed & set(each.needed)


def test_stays_exist(each: Profile) -> None:
    assert each.stays | each.stays_by_decision <= code_list("stay_bases").by_code.keys()
    assert not each.stays & each.stays_by_decision


def test_names_in_all_languages(each: Profile) -> None:
    assert all(each.names[language] for language in LANGUAGES)
    assert each.name("xx") == each.names["pl"]


def test_time_is_that_of_the_code_list(each: Profile) -> None:
    entry = code_list("projects").by_code[each.code]
    assert (each.valid_from, each.valid_to) == (entry.valid_from, entry.valid_to)


def test_by_code() -> None:
    assert profile("esf_fem_6_19").number == "FEMP.06.19-IP.01-0333/23"
    with pytest.raises(KeyError):
        profile("none")
