"""What papers may show is declared, and the declarations keep what must not be on paper off it."""

import pytest

from cicdesk.reports.papers.catalogue import PAPERS, papers_about
from cicdesk.reports.papers.declared import Naming, Paper
from cicdesk.reports.papers.material import FieldNotDeclared, Looking, Material
from cicdesk.reports.papers.writing import CONTENT
from cicdesk.schema.fields import Field
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import Snapshot

NEVER = {
    "person": {"specific_needs", "remarks", "disability", "homelessness", "minority", "pesel", "documents"},
    "dependant": {
        "court_restriction",
        "restricted",
        "behaviour",
        "parental_authority",
        "special_care",
        "religion",
    },
    "care_session": {"health_note", "refusals", "late_steps"},
    "incident": {"actions", "follow_up", "kind", "state"},
    "interpreter_request": {"notes", "exclusions", "rate", "planned_cost", "reason_note"},
    "appointment": {"purpose", "reason_note", "service"},
    "time_sheet": {"remarks", "exclude", "cost", "rate"},
}
"""Violence, custody, health of others, money, and what was talked about."""


def kinds(paper: Paper) -> dict[str, str]:
    """By role, the kind of record."""
    found = {"main": paper.about, **paper.roles, **{each.role: each.kind for each in paper.backs}}
    for link in paper.links:
        field = spec_of(found[link.start]).by_name[link.field]
        found[link.role] = field.to  # type: ignore[attr-defined]  # a link goes through a reference
    return found


def read(paper: Paper) -> list[tuple[str, str, Field | None]]:
    """Every field a paper reads: its role, its kind, and itself."""
    by_role = kinds(paper)
    return [
        (f"{role}.{name}", by_role[role], spec_of(by_role[role]).by_name.get(name))
        for role, names in paper.reads.items()
        for name in names
    ]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda each: each.code)
def test_a_paper_reads_only_fields_that_there_are(paper: Paper) -> None:
    assert [place for place, _kind, field in read(paper) if field is None] == []
    for signed in paper.signed_in:
        assert signed.field in spec_of(kinds(paper)[signed.role]).by_name


@pytest.mark.parametrize("paper", PAPERS, ids=lambda each: each.code)
def test_what_is_sensitive_stands_only_where_the_signer_told_it(paper: Paper) -> None:
    sensitive = {place for place, _kind, field in read(paper) if field and field.sensitive}
    assert sensitive <= paper.told
    for place, _kind, field in read(paper):
        assert place not in paper.told or (field and field.client_facing), place


@pytest.mark.parametrize("paper", PAPERS, ids=lambda each: each.code)
def test_violence_custody_money_and_what_was_said_stand_on_no_paper(paper: Paper) -> None:
    for place, kind, _field in read(paper):
        assert place.split(".")[1] not in NEVER.get(kind, set()), place


@pytest.mark.parametrize("paper", [each for each in PAPERS if each.naming in {Naming.NUMBER, Naming.NOBODY}])
def test_a_paper_for_interpreters_cannot_even_read_the_clients_name(paper: Paper) -> None:
    assert not {"given_names", "family_name", "original_name", "phones", "address"} & set(
        paper.reads["person"]
    )


def test_a_field_that_is_not_declared_cannot_be_looked_at() -> None:
    paper = papers_about("incident")[0]
    record = Snapshot(id="i", kind="incident", root="i", values={"follow_up": "x"})  # type: ignore[arg-type]  # ids are texts
    looking = Looking(paper, Material({"main": (record,)}))
    with pytest.raises(FieldNotDeclared):
        looking.main["follow_up"]


def test_every_paper_has_its_content() -> None:
    assert {each.code for each in PAPERS} == set(CONTENT)
    assert len({each.prefix for each in PAPERS}) == len(PAPERS)
