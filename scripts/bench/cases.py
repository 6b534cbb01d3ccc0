"""Made-up persons of about forty fields and 1.9 KB of JSON; nobody living can be among them."""

import random
from typing import Any

_GIVEN = ("Łukasz", "Євген", "Anna", "Юлія", "Thị Ánh", "Mohammed", "Олексій", "Ірина", "Giorgi", "Aliaksandr",
          "Наталія", "Виктория", "Maria", "Катерина", "Rajesh", "Сергій", "Олена", "Zofia")  # fmt: skip
_SYLLABLES = ("ko", "wa", "len", "шев", "чен", "dze", "nov", "ski", "bon", "dar", "мель", "ник", "khan", "ra", "ти",
              "жу", "щер", "бак", "gri", "lu", "ka", "mo", "за", "ле")  # fmt: skip
_WORDS = ("praca", "mieszkanie", "szkoła", "kurs", "legalizacja", "dziecko", "lekarz", "wniosek", "karta", "urząd",
          "tłumacz", "rozmowa", "termin", "dokument", "pomoc", "rodzina", "dom", "język", "umowa", "wizyta")  # fmt: skip
_TOWNS = ("Miechów", "Proszowice", "Słomniki", "Kraków", "Olkusz", "Wolbrom", "Tarnów", "Bochnia")


def person(chance: random.Random) -> dict[str, Any]:
    """The values of one person, as a form gives them."""
    name = "".join(chance.choice(_SYLLABLES) for _ in range(chance.choice((2, 3, 3, 4)))).capitalize()
    text = " ".join(chance.choice(_WORDS) for _ in range(45))
    number = f"{chance.randrange(10**9):09d}"
    return {
        "given_names": chance.choice(_GIVEN),
        "family_name": name,
        "original_name": name[::-1],
        "address_as": "Pani " + name,
        "birth_date": f"18{chance.randrange(50, 99)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 28):02d}",
        "birth_date_precision": "FULL",
        "sex": chance.choice("KM"),
        "citizenships": ["UA"],
        "birth_country": "UA",
        "no_pesel": True,
        "other_identifier": number,
        "contact_language": "ukr",
        "polish_level": chance.choice(("A1", "A2", "B1")),
        "phones": [{"id": number[:6] + "aa", "number": "+48000" + number[:6]}],
        "email": f"{number}@example.org",
        "contact_person": {"name": name + " " + chance.choice(_GIVEN), "phone": "+48000" + number[3:]},
        "address": {
            "country": "PL", "locality": chance.choice(_TOWNS), "street": chance.choice(_WORDS).title(),
            "house": str(chance.randrange(1, 200)), "postcode": f"{chance.randrange(30, 35)}-{chance.randrange(100, 999)}",
        },
        "education_field": "EDUCATION",
        "occupation": chance.choice(_WORDS),
        "employer": name + " sp. z o.o.",
        "entry_date": f"2026-{chance.randrange(1, 11):02d}-{chance.randrange(1, 28):02d}",
        **{f"answer_{n:02d}": " ".join(chance.choice(_WORDS) for _ in range(3)) for n in range(17)},
        "remarks": text,
    }  # fmt: skip


def persons(count: int, seed: int = 7) -> list[dict[str, Any]]:
    """So many persons, the same for the same seed."""
    chance = random.Random(seed)
    return [person(chance) for _ in range(count)]
