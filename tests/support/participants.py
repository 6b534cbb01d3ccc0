"""Invented participants of the funder's file, and the strategies that make more of them."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from cicdesk.reports.sm_efs.layout import Column, Form, shipped_layout
from cicdesk.reports.sm_efs.participant import SUPPORT, Participant, Support

PROJECT = "FEMP.06.19-IP.01-0333/23"
WOMAN = "02211307589"
"""A PESEL made for tests: 13 January 2002."""
MAN = "44051401359"
"""A PESEL made for tests: 14 May 1944."""
OUTSIDE = "Brak polskiego obywatelstwa lub UE – obywatel kraju spoza UE/ bezpaństwowiec"
EUROPEAN = "Brak polskiego obywatelstwa – obywatel kraju UE"
COURSE = Support(
    scope="kompleksowe wsparcie", kind="krajowe szkolenie/kurs", started=dt.date(2026, 3, 2)
)  # fmt: skip
TALK = Support(
    scope="kompleksowe wsparcie",
    kind="doradztwo/konsultacje",
    detail="pomoc psychologiczna",
    started=dt.date(2026, 3, 9),
)
OTHER_TALK = Support(
    scope="kompleksowe wsparcie",
    kind="doradztwo/konsultacje",
    detail="doradztwo zawodowe",
    started=dt.date(2026, 4, 1),
)


def participant(**changes: object) -> Participant:
    """Somebody with whom nothing is wrong, but for those changes."""
    told: dict[str, Any] = {
        "reference": "person-1",
        "project_number": PROJECT,
        "citizenship": OUTSIDE,
        "kind": "Indywidualny",
        "given_names": "Yevheniia",
        "family_name": "Żuk-Łącka",
        "identifier": WOMAN,
        "no_pesel": "Nie",
        "sex": "Kobieta",
        "age": 24,
        "education": "Wyższe (ISCED 5–8)",
        "country": "Polska",
        "voivodeship": "małopolskie",
        "county": "oświęcimski",
        "commune": "Oświęcim",
        "locality": "Oświęcim",
        "postcode": "32-600",
        "degurba": "2",
        "phone": "+48 000 111 222",
        "email": "y.zuk@example.org",
        "started": dt.date(2026, 3, 2),
        "labour_status": "Osoba bezrobotna",
        "labour_detail": "Inne",
        "supports": (COURSE,),
        "foreign_background": "Tak",
        "third_country": "Tak",
        "minority": "Nie",
        "homelessness": "Odmowa podania informacji",
        "disability": "Nie",
    }
    return Participant(**{**told, **changes})


def without_pesel(**changes: object) -> Participant:
    """Somebody who has no PESEL, but for those changes."""
    told: dict[str, Any] = {
        "reference": "person-2",
        "identifier": "FE 000123",
        "no_pesel": "Tak",
        "given_names": "Levan",
        "family_name": "O’Brien",
        "sex": "Mężczyzna",
        "age": 61,
        "birth_date": dt.date(1964, 7, 1),
        "labour_status": "Osoba bierna zawodowo",
        "labour_detail": "Osoba nieuczestnicząca w kształceniu lub szkoleniu",
        "education": "Niższe niż podstawowe (ISCED 0–2)",
        "supports": (COURSE, TALK, OTHER_TALK),
    }
    return participant(**{**told, **changes})


def worker(**changes: object) -> Participant:
    """Somebody who works for an institution, had a project before and has left this one, but for those changes."""
    told: dict[str, Any] = {
        "reference": "person-3",
        "citizenship": "Obywatelstwo polskie",
        "kind": "Instytucjonalny",
        "institution": 'Szkoła Podstawowa nr 1; filia "Zasole"',
        "given_names": "Jan",
        "family_name": "Nowak",
        "identifier": MAN,
        "technical_id": "0012345",
        "sex": "Mężczyzna",
        "age": 81,
        "started": dt.date(2026, 3, 2),
        "ended": dt.date(2026, 6, 30),
        "labour_status": "Osoba pracująca",
        "labour_detail": "",
        "end_situation": "osoba kontynuuje zatrudnienie",
        "as_planned": "Tak",
        "foreign_background": "Nie",
        "third_country": "Nie",
        "remarks": "=SUMA(A1:A9)",
        "supports": (TALK,),
    }
    return participant(**{**told, **changes})


PEOPLE = (participant(), without_pesel(), worker())

ANYTHING = st.text(max_size=12)
"""Any characters there are, lone surrogates too."""
NASTY = st.sampled_from(
    [
        ";", '"', '""', "\n", "\r\n", "\t", "|", "a|b", "=1+1", "+48", "-2", "@sum", "'=x", "''", "'", "＝1", "\x00",
        "\ufeff", "\u202eabc", "e\u0301", "И\u0306", "عائشة", "\u2028", " x ", "a;b\nc", "\x1a", "=\u0338", "\u200f=1",
        "\u200b=1", "🙂",
    ]
)  # fmt: skip
TEXTS = st.one_of(ANYTHING, NASTY, st.builds("".join, st.lists(st.one_of(NASTY, ANYTHING), max_size=3)))
DAYS = st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))


def _values(column: Column, texts: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    if column.form is Form.DAY:
        return DAYS
    if column.form is Form.NUMBER:
        return st.none() | st.integers(0, 120)
    return texts


def people(texts: st.SearchStrategy[str] = TEXTS) -> st.SearchStrategy[Participant]:
    """Participants whose texts are any; never a row without a project, nor a support without a day."""
    columns = [each for each in shipped_layout().columns if each.form is not Form.SYSTEM]
    supports = st.builds(
        Support,
        **{
            each.key.removeprefix(SUPPORT): _values(each, texts)
            for each in columns
            if each.of_support and each.key != "support.started"
        },
        started=st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)),
    )
    return st.builds(
        Participant,
        **{
            each.key: st.just(PROJECT) if each.key == "project_number" else _values(each, texts)
            for each in columns
            if not each.of_support
        },
        supports=st.lists(supports, max_size=3).map(tuple),
    )
