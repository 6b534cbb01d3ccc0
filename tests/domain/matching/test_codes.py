"""Matching speaks of nothing that the code lists do not know, and of everything that they can hold."""

import pytest

from cicdesk.domain.cancelling import CancellationTerms
from cicdesk.domain.matching import facts, filters, plans, ranking
from cicdesk.schema.codelists import code_list


@pytest.mark.parametrize(
    ("codes", "name"),
    [
        ({*facts.MODES}, "interpreting_modes"),
        ({facts.BOTH, facts.TO_SECOND, facts.FROM_SECOND}, "interpreting_directions"),
        ({*filters.REQUIRED_SEX, *ranking.SEXES, "ANY"}, "gender_wishes"),
        ({*plans.FLEXIBLE, "FIXED", "ANY"}, "flexibilities"),
    ],
)
def test_these_lists_are_known_to_the_last_code(codes: set[str], name: str) -> None:
    assert codes == set(code_list(name).by_code)


@pytest.mark.parametrize(
    ("codes", "name"),
    [
        ({*facts.WRITTEN, *facts.SIGNED, *filters.OVER_A_LINE, "CONSECUTIVE"}, "interpreting_services"),
        ({facts.POLISH}, "languages"),
        ({*filters.PRIVATE}, "exclusion_reasons"),
        ({"CLIENT", "INSTITUTION", "PLACE", "SUBJECT"}, "exclusion_kinds"),
        (
            {"SWORN", "CERTIFICATE", "CHILD_CHECKS", "CONFIDENTIALITY", *filters.EXPERIENCE},
            "interpreter_requirements",
        ),
        ({*filters.EXPERIENCE}, "interpreting_subjects"),
        (
            {plans.OTHER_TIME, plans.OTHER_DAY, plans.OTHER_MODE, plans.OTHER_LANGUAGE, plans.OTHER_PERSON},
            "alternative_kinds",
        ),
        ({"K", "M"}, "sex"),
    ],
)
def test_of_these_lists_the_codes_exist(codes: set[str], name: str) -> None:
    assert codes <= set(code_list(name).by_code)


def test_every_requirement_of_the_list_is_looked_at() -> None:
    known = {"SWORN", "CERTIFICATE", "CHILD_CHECKS", "CONFIDENTIALITY", *filters.EXPERIENCE}
    assert set(code_list("interpreter_requirements").by_code) == known


def test_every_kind_of_exclusion_is_looked_at_but_a_community() -> None:
    """Which community somebody belongs to is written down nowhere; whoever books has to know."""
    assert set(code_list("exclusion_kinds").by_code) == {
        "CLIENT",
        "INSTITUTION",
        "PLACE",
        "SUBJECT",
        "COMMUNITY",
    }


def test_long_jobs_need_two_three_and_seven_working_days() -> None:
    assert [each.working_days for each in CancellationTerms().long_jobs] == [2, 3, 7]
