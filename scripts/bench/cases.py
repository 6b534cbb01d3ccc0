"""Made-up persons of about forty fields and 1.9 KB of JSON; nobody living can be among them."""

import random
from typing import Any

from cicdesk.schema.codelists import code_list

_GIVEN = ("Łukasz", "Євген", "Anna", "Юлія", "Thị Ánh", "Mohammed", "Олексій", "Ірина", "Giorgi", "Aliaksandr",
          "Наталія", "Виктория", "Maria", "Катерина", "Rajesh", "Сергій", "Олена", "Zofia")  # fmt: skip
_LATIN = (
    "ko",
    "wa",
    "len",
    "dze",
    "nov",
    "ski",
    "bon",
    "dar",
    "khan",
    "ra",
    "gri",
    "lu",
    "ka",
    "mo",
    "że",
    "szcz",
)
_CYRILLIC = ("шев", "чен", "мель", "ник", "ти", "жу", "щер", "бак", "за", "ле", "ко", "ва", "бон", "дар")
_WORDS = ("praca", "mieszkanie", "szkoła", "kurs", "legalizacja", "dziecko", "lekarz", "wniosek", "karta", "urząd",
          "tłumacz", "rozmowa", "termin", "dokument", "pomoc", "rodzina", "dom", "język", "umowa", "wizyta")  # fmt: skip
_TOWNS = ("Miechów", "Proszowice", "Słomniki", "Kraków", "Olkusz", "Wolbrom", "Tarnów", "Bochnia")


def person(chance: random.Random) -> dict[str, Any]:
    """The values of one person, as a well-filled form gives them; code fields hold the lists' own codes."""
    syllables = chance.choice((_LATIN, _LATIN, _CYRILLIC))
    name = "".join(chance.choice(syllables) for _ in range(chance.choice((2, 3, 3, 4)))).capitalize()
    number = f"{chance.randrange(10**9):09d}"
    return _who(chance, name, number) | _where(chance, name, number) | _situation(chance, name)


def _who(chance: random.Random, name: str, number: str) -> dict[str, Any]:
    return {
        "given_names": chance.choice(_GIVEN),
        "family_name": name,
        "original_name": name[::-1],
        "address_as": "Pani " + name,
        "birth_date": _day(chance, 1850, 1899),
        "birth_date_precision": "FULL",
        "sex": chance.choice("KM"),
        "citizenships": ["UA"],
        "birth_country": "UA",
        "no_pesel": True,
        "other_identifier": number,
        "documents": [
            {"id": number + "d1", "kind": _code("identity_documents", chance), "number": "FA" + number[:6],
             "country": "UA", "valid_until": _day(chance, 2027, 2034)},
        ],
        "stays": [
            {"id": number + "51", "basis": _code("stay_bases", chance), "from": _day(chance, 2022, 2025)},
        ],
        "first_entry": _day(chance, 2019, 2025),
    }  # fmt: skip


def _where(chance: random.Random, name: str, number: str) -> dict[str, Any]:
    return {
        "contact_language": "ukr",
        "polish_level": _code("cefr", chance),
        "polish_level_on": _day(chance, 2025, 2026),
        "polish_level_by": _code("level_proofs", chance),
        "phones": [{"id": number + "f1", "number": "+48000" + number[:6], "safe_to_call": True}],
        "email": f"{number}@example.org",
        "contact_person": {"name": f"{name} {chance.choice(_GIVEN)}", "phone": "+48000" + number[3:]},
        "address": {
            "country": "PL", "voivodeship": "12", "locality": chance.choice(_TOWNS),
            "street": chance.choice(_WORDS).title(), "house": str(chance.randrange(1, 200)),
            "postcode": f"{chance.randrange(30, 35)}-{chance.randrange(100, 999)}",
        },
    }  # fmt: skip


def _situation(chance: random.Random, name: str) -> dict[str, Any]:
    return {
        "education": _code("education", chance),
        "education_field": _code("education_fields", chance),
        "education_country": "UA",
        "occupation_learned": chance.choice(_WORDS),
        "occupation": chance.choice(_WORDS),
        "experience_years": chance.randrange(40),
        "labour_status": _code("labour_statuses", chance),
        "employer": name + " sp. z o.o.",
        "household_size": chance.randrange(1, 7),
        "dependant": _code("yes_no", chance),
        "foreign_background": "YES",
        "third_country_national": "YES",
        "disability": _code("yes_no", chance),
        "access_note": " ".join(chance.choice(_WORDS) for _ in range(4)),
        "referral_source": _code("referral_sources", chance),
        "entry_date": _day(chance, 2026, 2026),
        "remarks": " ".join(chance.choice(_WORDS) for _ in range(60)),
    }


def _day(chance: random.Random, first: int, last: int) -> str:
    return f"{chance.randint(first, last)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 28):02d}"


def _code(of: str, chance: random.Random) -> str:
    return chance.choice(code_list(of).entries).code


def persons(count: int, seed: int = 7) -> list[dict[str, Any]]:
    """So many persons, the same for the same seed."""
    chance = random.Random(seed)
    return [person(chance) for _ in range(count)]
