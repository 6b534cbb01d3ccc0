"""Who is given a child, who is not, and who is called then (domain 6.3, 6.4)."""

import datetime as dt
import enum
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from cicdesk.domain.names import tokens
from cicdesk.domain.spellings import spellings

OF_AGE = 18


class Doubt(enum.StrEnum):
    """Codes of `handover_refusals` that the rules themselves give."""

    UNKNOWN = "UNKNOWN"
    NOT_ON_LIST = "NOT_ON_LIST"
    NO_DOCUMENT = "NO_DOCUMENT"
    WRONG_PIN = "WRONG_PIN"
    NOT_VALID = "NOT_VALID"
    UNDER_AGE = "UNDER_AGE"
    NOT_SOBER = "NOT_SOBER"
    COURT = "COURT"


GRAVE = frozenset({Doubt.COURT, Doubt.NOT_SOBER})
"""Then the coordinator is told as well, whoever it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorised:
    """One person on the list."""

    id: str
    name: str
    document: str = ""
    """The code of the document to be shown; empty where any will do."""
    phone: str = ""
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    pin: str = ""
    minimum_age: int = OF_AGE


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who can be called."""

    name: str
    phone: str
    relation: str = ""
    language: str = ""


NOBODY = Contact("", "")
"""Where there is none to call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PickUpCard:
    """What the card says of collecting."""

    guardian: Contact
    brought_by: str = ""
    """Who brought the child today; empty means the guardian."""
    second_guardian: Contact | None = None
    contacts: tuple[Contact, ...] = ()
    """In the order in which they are called."""
    authorised: tuple[Authorised, ...] = ()
    restricted: tuple[str, ...] = ()
    """Names of those to whom a court forbids it."""
    minimum_age: int = OF_AGE
    """Of the place."""
    same_person_collects: bool = False


GUARDIAN = "guardian"
"""The `entry` of the guardian, who is on no list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collector:
    """Who stands at the door, and what was looked at."""

    name: str = ""
    entry: str = ""
    """Who they say they are: `GUARDIAN`, the id of a person on the list, or empty for somebody else."""
    document: str = ""
    """The code of the document shown; empty where none was."""
    pin: str = ""
    age: int | None = None
    """As the document says, or as it was judged; None where nobody looked."""
    sober: bool = True


@dataclass(frozen=True, slots=True)
class Handover:
    """What to do."""

    doubts: tuple[Doubt, ...]
    """All of them; empty means that the child goes home."""
    call: tuple[Contact, ...] = ()
    """Whom to call when it does not, the guardian first; nobody to whom a court forbids it."""
    checks: tuple[str, ...] = ()
    """Codes of `pick_up_checks` that were passed."""

    @property
    def allowed(self) -> bool:
        """Whether the child may be handed over."""
        return not self.doubts

    @property
    def tell_coordinator(self) -> bool:
        """Whether this is more than a wrong name."""
        return bool(GRAVE & set(self.doubts))


def handover(card: PickUpCard, collector: Collector, day: dt.date) -> Handover:
    """Whether this person is given the child on that day, with every reason why not.

    A court's restriction stands above the list: whoever wrote a name there by mistake is not obeyed.
    """
    entry = next((each for each in card.authorised if each.id == collector.entry), None)
    known = collector.entry == GUARDIAN or entry is not None
    name = collector.name or (entry.name if entry else "")
    if collector.entry == GUARDIAN:
        name = name or card.guardian.name
    doubts = [
        *_about_person(card, collector, (name, entry.name if entry else "")),
        *_about_means(card, collector, known=known),
    ]
    if entry:
        doubts += _about_entry(card, entry, collector, day)
    found = tuple(each for each in Doubt if each in doubts)
    call = () if not found else _to_call(card)
    return Handover(found, call, _passed(collector, entry, known=known) if not found else ())


def _about_person(card: PickUpCard, collector: Collector, names: Iterable[str]) -> list[Doubt]:
    found = []
    if any(same_name(name, other) for name in names for other in card.restricted):
        found.append(Doubt.COURT)
    if not collector.sober:
        found.append(Doubt.NOT_SOBER)
    return found


def _about_means(card: PickUpCard, collector: Collector, *, known: bool) -> list[Doubt]:
    """Whether it can be somebody who may collect at all."""
    if not known:
        return [Doubt.NOT_ON_LIST if collector.name.strip() else Doubt.UNKNOWN]
    brought = card.brought_by or GUARDIAN
    if card.same_person_collects and collector.entry != brought:
        return [Doubt.NOT_ON_LIST]
    return []


def _about_entry(card: PickUpCard, entry: Authorised, collector: Collector, day: dt.date) -> list[Doubt]:
    found = []
    early = entry.valid_from is not None and day < entry.valid_from
    if early or (entry.valid_until is not None and entry.valid_until < day):
        found.append(Doubt.NOT_VALID)
    if not collector.document or (entry.document and collector.document != entry.document):
        found.append(Doubt.NO_DOCUMENT)
    if entry.pin and not is_pin(entry.pin, collector.pin):
        found.append(Doubt.WRONG_PIN)
    least = max(card.minimum_age, entry.minimum_age)
    if collector.age is None or collector.age < least:
        found.append(Doubt.UNDER_AGE)
    return found


_MARKED = "scrypt$"
_COST, _BLOCK, _LANES, _LONG = 1 << 12, 8, 1, 16


def pin_mark(pin: str, salt: str) -> str:
    """What a PIN can be compared with by somebody who is not told it.

    So few digits can be tried one after another; this keeps them from being read, not from being worked out.
    """
    made = hashlib.scrypt(pin.strip().encode(), salt=salt.encode(), n=_COST, r=_BLOCK, p=_LANES, dklen=_LONG)
    return f"{_MARKED}{salt}${made.hex()}"


def is_pin(held: str, said: str) -> bool:
    """Whether what was said is the PIN that is held, as it is or as its mark."""
    given = said.strip()
    if held.startswith(_MARKED):
        given = pin_mark(given, held.removeprefix(_MARKED).rpartition("$")[0])
    return hmac.compare_digest(held.strip().encode(), given.encode())


def _passed(collector: Collector, entry: Authorised | None, *, known: bool) -> tuple[str, ...]:
    if not known or entry is None:
        return ("KNOWN", "DOCUMENT") if collector.document else ("KNOWN",)
    return ("ON_LIST", "DOCUMENT", *(("PIN",) if entry.pin else ()), "AGE")


def _to_call(card: PickUpCard) -> tuple[Contact, ...]:
    second = (card.second_guardian,) if card.second_guardian else ()
    return tuple(
        each
        for each in (card.guardian, *second, *card.contacts)
        if each.phone and not any(same_name(each.name, other) for other in card.restricted)
    )


def same_name(one: str, other: str) -> bool:
    """Whether two names can be the same person's, however they are spelt and in whichever order.

    Every word of the shorter has to be in the longer; a single word is not enough for a whole name,
    or a mother would be stopped by the family name that she shares with the father.
    """
    words = sorted((tokens(one), tokens(other)), key=len)
    short, long = words
    if not short or len(short) == 1 != len(long):
        return False
    spelt = [spellings(word) for word in long]
    return all(any(spellings(word) & each for each in spelt) for word in short)
