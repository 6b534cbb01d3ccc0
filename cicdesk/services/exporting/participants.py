"""A participation with its person and its supports, as a row of the funder's file. Pure.

What was true on the day of joining is read from the participation, which froze it then; how to reach the person, and
under which name, from the person. The funder's words for codes are the layout's; a code that it has no word for is
said as our own list says it, so that the check names it.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

import msgspec

from cicdesk.reports.sm_efs.layout import Layout
from cicdesk.reports.sm_efs.participant import NO, YES, Participant, Support
from cicdesk.schema.codelists import code_list
from cicdesk.schema.values import REFUSALS

_WORDS = "pl"
_LISTS: Final[Mapping[str, str]] = {
    "citizenship": "citizenship_classes", "kind": "participant_kinds", "sex": "sex", "education": "education",
    "country": "countries", "voivodeship": "voivodeships", "county": "counties", "degurba": "degurba",
    "labour_status": "labour_statuses", "labour_detail": "labour_details", "end_situation": "end_situations",
    "as_planned": "yes_no", "foreign_background": "yes_no", "third_country": "yes_no", "minority": "yes_no",
    "homelessness": "yes_no", "disability": "yes_no",
}  # fmt: skip
"""By column that holds a word, the code list of our own."""


class Taking(msgspec.Struct, frozen=True):
    """What the file needs of a participation; the fields of the record by their names."""

    person: Any = None
    project: Any = None
    kind: Any = None
    institution: Any = None
    support_scope: Any = None
    technical_id: Any = None
    entered_on: Any = None
    ended_on: Any = None
    as_planned: Any = None
    end_situation: Any = None
    status: Any = None
    age_at_entry: Any = None
    sex_at_entry: Any = None
    education_at_entry: Any = None
    education_end: Any = None
    labour_status_at_entry: Any = None
    labour_detail_at_entry: Any = None
    citizenship_class_at_entry: Any = None
    country_at_entry: Any = None
    voivodeship_at_entry: Any = None
    county_at_entry: Any = None
    commune_at_entry: Any = None
    locality_at_entry: Any = None
    postcode_at_entry: Any = None
    degurba_at_entry: Any = None
    foreign_background_at_entry: Any = None
    third_country_at_entry: Any = None
    minority_at_entry: Any = None
    homelessness_at_entry: Any = None
    disability_at_entry: Any = None
    business_founded: Any = None
    remarks: Any = None


class Given(msgspec.Struct, frozen=True):
    """What the file needs of a service."""

    person: Any = None
    case: Any = None
    participation: Any = None
    project: Any = None
    service: Any = None
    happened_on: Any = None


@dataclass(frozen=True, slots=True)
class Joined:
    """One participation with all that belongs to it."""

    reference: str
    """The id of the participation."""
    taking: Taking
    person: Mapping[str, Any]
    """The person's registers."""
    given: Sequence[Given]


@dataclass(frozen=True, slots=True)
class Rows:
    """Makes rows in one layout for one project."""

    layout: Layout
    number: str
    """Of the grant."""
    project: str
    """The project's code, for what only its call says."""
    _said: dict[tuple[str, str], str] = field(default_factory=dict)
    """Words already looked up: fifty thousand people share a few dozen codes."""

    def row(self, joined: Joined) -> Participant:
        """The row of one participation."""
        taking, person = joined.taking, joined.person
        address = person.get("address")
        home: Mapping[str, Any] = address if isinstance(address, dict) else {}
        no_pesel = bool(person.get("no_pesel"))
        return Participant(
            reference=joined.reference, birth_date=_day(person.get("birth_date")), project_number=self.number,
            citizenship=self._word("citizenship", taking.citizenship_class_at_entry),
            kind=self._word("kind", taking.kind), institution=_text(taking.institution),
            given_names=_text(person.get("given_names")), family_name=_text(person.get("family_name")),
            identifier=_identifier(person, no_pesel=no_pesel), no_pesel=YES if no_pesel else NO,
            technical_id=_text(taking.technical_id), sex=self._word("sex", taking.sex_at_entry),
            age=taking.age_at_entry if isinstance(taking.age_at_entry, int) else None,
            education=self._word("education", taking.education_at_entry),
            country=self._word("country", taking.country_at_entry),
            voivodeship=self._word("voivodeship", taking.voivodeship_at_entry),
            county=self._word("county", taking.county_at_entry), commune=_text(taking.commune_at_entry),
            locality=_text(taking.locality_at_entry), street=_text(home.get("street")),
            house_number=_text(home.get("house")), flat_number=_text(home.get("flat")),
            postcode=_text(taking.postcode_at_entry), degurba=self._word("degurba", taking.degurba_at_entry),
            phone=_phone(person), email=_text(person.get("email")), started=_day(taking.entered_on),
            ended=_day(taking.ended_on), labour_status=self._word("labour_status", taking.labour_status_at_entry),
            labour_detail=self._word("labour_detail", taking.labour_detail_at_entry),
            education_end=_day(taking.education_end), end_situation=self._word("end_situation", taking.end_situation),
            as_planned=self._word("as_planned", taking.as_planned), supports=tuple(self._supports(joined)),
            business_founded=_day(taking.business_founded),
            foreign_background=self._word("foreign_background", taking.foreign_background_at_entry),
            third_country=self._word("third_country", taking.third_country_at_entry),
            minority=self._word("minority", taking.minority_at_entry),
            homelessness=self._word("homelessness", taking.homelessness_at_entry),
            disability=self._word("disability", taking.disability_at_entry), remarks=_text(taking.remarks),
        )  # fmt: skip

    def _supports(self, joined: Joined) -> Iterator[Support]:
        """One support for each service of the catalogue, however often the person came for it; the earliest first."""
        days: dict[str, list[str]] = {}
        for each in joined.given:
            service = _text(each.service)
            if service and is_support(service):
                days.setdefault(service, []).append(_text(each.happened_on))
        scope = _text(joined.taking.support_scope) or self.layout.scopes.get(self.project, "")
        for first, service in sorted((min(each), service) for service, each in days.items()):
            kind, detail = self.layout.services.get(service, ("", ""))
            yield Support(
                scope=scope, kind=kind, detail=detail, started=_day(first), ended=_day(max(days[service]))
            )

    def _word(self, column: str, code: object) -> str:
        if not isinstance(code, str) or not code:
            return ""
        said = self._said.get((column, code))
        if said is None:
            said = self._said[column, code] = _words(self.layout, column, code)
        return said


@cache
def is_support(service: str) -> bool:
    """Whether a service makes a participant of somebody; advice at the desk and care for a child do not."""
    entry = code_list("services").by_code.get(service)
    return entry is None or entry.more.get("participant") == "YES"


def _words(layout: Layout, column: str, code: str) -> str:
    held = layout.by_key.get(column)
    found = held.word(code) if held else ""
    if found or code in REFUSALS:
        return found
    return code_list(_LISTS[column]).label(code, _WORDS)


def _identifier(person: Mapping[str, Any], *, no_pesel: bool) -> str:
    return _text(person.get("other_identifier" if no_pesel else "pesel"))


def _phone(person: Mapping[str, Any]) -> str:
    """The first telephone of the list that people see."""
    held = [
        (each.get("order") if isinstance(each.get("order"), int) else len(person), name, each)
        for name, each in person.items()
        if name.startswith("phones/") and isinstance(each, dict)
    ]
    return _text(min(held, key=lambda each: each[:2])[2].get("number")) if held else ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _day(value: object) -> dt.date | None:
    """A whole date; a year alone is none."""
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
