"""The people of the story and their papers. Everybody is invented; nobody has a PESEL number."""

from collections.abc import Mapping
from dataclasses import dataclass

from cicdesk.base.i18n import language
from cicdesk.domain.mrz import check_digit

PASSPHRASE = "żółw parasol kreda wiatrak sosna młyn"  # noqa: S105  of profiles that are thrown away
"""Six words, as people without a keyring are told."""

PLACE = "Miechów"
VENUE = "Dom kultury, sala 2 na parterze"
SUMMARY = {
    "pl": "Paszport ważny do sierpnia 2031. Szuka mieszkania w Miechowie i kursu polskiego od poziomu A2.",
    "en": "Passport valid until August 2031. Looks for a flat in Miechów and a Polish course from level A2.",
}
COMMENT = {
    "pl": "Kurs A2 w Miechowie rusza w poniedziałek, są jeszcze trzy miejsca. Czy wieczorem jej pasuje?",
    "en": "A2 in Miechów starts on Monday, three places are left. Would evenings suit her?",
}
"""What is written in the language of the windows; Polish where there is none."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody with a short question: the seven answers as the keyboard gives them, in their order."""

    language: str
    topics: tuple[str, ...]
    age: str
    sex: str
    nationality: str
    outcome: str
    minutes: str

    def answers(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The questions before the minutes, each with what is chosen or typed."""
        return (
            ("language", (self.language,)),
            ("topics", self.topics),
            ("age_band", (self.age,)),
            ("sex", (self.sex,)),
            ("nationality", (self.nationality,)),
            ("outcome", (self.outcome,) if self.outcome else ()),
        )


QUEUE = (
    Visitor("uk", ("PESEL",), "30-54", "K", "UKR", "", "8"),
    Visitor("ru", ("STAY", "WORK"), "30-54", "M", "BLR", "UMOWIONO", "12"),
    Visitor("uk", ("HEALTH",), ">60", "K", "UKR", "SKIEROWANO", "10"),
)
LAST_IN_QUEUE = Visitor("uk", ("SCHOOL",), "18-29", "K", "UKR", "", "6")

ORIGINAL_NAME = "Соломія Журавель"
PHONE = "+48 000 000 000"


@dataclass(frozen=True, slots=True)
class Passport:
    """What the lines at the bottom of a passport say; dates as yymmdd."""

    country: str
    family: str
    given: str
    number: str
    born: str
    sex: str
    until: str

    def lines(self) -> tuple[str, str]:
        """The two lines with their check digits."""
        parts = [
            each + check_digit(each) for each in (self.number.ljust(9, "<"), self.born, self.until, "<" * 14)
        ]
        names = f"P<{self.country}{self.family}<<{self.given}".ljust(44, "<")
        number, born, until, own = parts
        return names, f"{number}{self.country}{born}{self.sex}{until}{own}{check_digit(''.join(parts))}"


PASSPORT = Passport("UKR", "ZHURAVEL", "SOLOMIIA", "AA000000", "910317", "F", "310802")


def written(texts: Mapping[str, str]) -> str:
    """What Oksana or Marta writes, in the language of their windows."""
    return texts.get(language(), texts["pl"])
