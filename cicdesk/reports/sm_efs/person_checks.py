"""The rules of a row that follow from who somebody is: PESEL, sex, age, citizenship."""

import datetime as dt
from collections.abc import Iterator
from types import MappingProxyType

from cicdesk.domain.pesel import PeselReading, read_pesel
from cicdesk.reports.sm_efs.checks import Found, Row
from cicdesk.reports.sm_efs.faults import Wrong
from cicdesk.reports.sm_efs.participant import NO, YES, Participant
from cicdesk.schema.problems import Severity

OLDEST = 110
_PESEL_FAULTS = {
    "length": Wrong.PESEL_LENGTH,
    "checksum": Wrong.PESEL_CHECKSUM,
    "date": Wrong.PESEL_DATE,
}
_THIRD_COUNTRY = "obywatel kraju spoza UE"
"""In the words of the citizenship of people from third countries, and of those without any."""


def pesel(row: Row) -> Iterator[Found]:
    """A PESEL is written without spaces, has eleven digits, the right check digit, and a date that there is."""
    participant = row.participant
    if participant.identifier and participant.no_pesel != YES:
        problem = _strictly(participant.identifier).problem
        if problem:
            yield Found("identifier", _PESEL_FAULTS[problem])


def pesel_denied(row: Row) -> Iterator[Found]:
    """Somebody who has no PESEL has a number that is one: probably the answer beside it is wrong."""
    participant = row.participant
    if participant.no_pesel == YES and not _strictly(participant.identifier).problem:
        yield Found("no_pesel", Wrong.PESEL_DENIED, Severity.WARNING)


def sex(row: Row) -> Iterator[Found]:
    """The sex of the row is that of the PESEL."""
    participant = row.participant
    column, reading = row.layout.by_key.get("sex"), _reading(participant)
    if column and reading and participant.sex and participant.sex != column.word(reading.sex):
        yield Found("sex", Wrong.SEX, facts=MappingProxyType({"value": column.word(reading.sex)}))


def age(row: Row) -> Iterator[Found]:
    """The age is that of the day of joining, by the PESEL, or by the birth date where it is known to the day."""
    participant = row.participant
    reading = _reading(participant)
    born = reading.birth_date if reading else participant.birth_date
    if born and participant.started and participant.age is not None:
        years = years_on(born, participant.started)
        if participant.age != years:
            yield Found("age", Wrong.AGE, facts=MappingProxyType({"value": participant.age, "meant": years}))


def age_range(row: Row) -> Iterator[Found]:
    """Nobody is older than people become, or not born yet."""
    years = row.participant.age
    if years is not None and not 0 <= years <= OLDEST:
        yield Found("age", Wrong.AGE_RANGE, facts=MappingProxyType({"value": years, "most": OLDEST}))


def third_country(row: Row) -> Iterator[Found]:
    """Whoever is a citizen of a third country, or of none, is a third-country national, and nobody else is."""
    participant = row.participant
    if participant.citizenship and participant.third_country in {YES, NO}:
        outside = _THIRD_COUNTRY in participant.citizenship
        if outside != (participant.third_country == YES):
            yield Found("third_country", Wrong.THIRD_COUNTRY)


def background(row: Row) -> Iterator[Found]:
    """A third-country national has a foreign background [G]: by its definition, not by a rule of the system seen."""
    participant = row.participant
    if participant.third_country == YES and participant.foreign_background == NO:
        yield Found("foreign_background", Wrong.BACKGROUND)


def years_on(born: dt.date, day: dt.date) -> int:
    """Full years on that day; somebody born on a 29th of February is a year older on the 1st of March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _strictly(text: str) -> PeselReading:
    """As the system reads it: with a space or a hyphen in it, it is no PESEL."""
    reading = read_pesel(text)
    return reading if reading.digits == text else PeselReading(text, "length")


def _reading(participant: Participant) -> PeselReading | None:
    """The PESEL, where there is one and nothing is wrong with it."""
    if participant.no_pesel == YES:
        return None
    reading = _strictly(participant.identifier)
    return None if reading.problem else reading
