"""Counting: one look at each participation, whatever the number of indicators (decision 037).

Each answer that a participation can give is turned once into the set of indicators it allows, as the bits of a
number; a person counts for the indicators that all of their answers allow.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from cicdesk.domain.indicators.declared import ATTRIBUTES, OTHER_DAYS, OWN_DAYS, Indicator, Library, Unit
from cicdesk.domain.indicators.facts import INSTITUTIONAL, UNANSWERED, Entry
from cicdesk.domain.names import fold

SEXES = ("K", "M")
FORGOTTEN, NOT_ELIGIBLE, NOT_STARTED, TWICE = "incomplete", "not_eligible", "not_started", "twice"
"""Why a participation is not counted."""
REASONS = (FORGOTTEN, NOT_ELIGIBLE, NOT_STARTED, TWICE)
_PROGRESS = 4_096
_NOTHING_SAID = UNANSWERED | {None}

Cell = tuple[str, int]
"""A sex and the number of an age band."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is counted: which indicators, in which time, and what has to be known of whoever counts."""

    library: Library
    first: str
    last: str
    needed: tuple[str, ...] = ("sex", "age")
    """Names of an `Entry` that have to be answered before a person counts."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What counting looks at beside the participations themselves."""

    days: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """For each of OTHER_DAYS: person -> that day."""
    merged: Mapping[str, str] = field(default_factory=dict)
    """Whose file became part of another -> whose that is."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What came of it."""

    cells: Mapping[str, Mapping[Cell, int]]
    """By indicator: how many people of that sex and age band. Institutions have one cell, without either."""
    left_out: Mapping[str, int]
    """By one of REASONS: how many participations were not counted."""
    days: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By indicator, where it was asked for: the days on which people began to count, of all time, in their order."""

    def total(self, code: str) -> int:
        """The indicator's number."""
        return sum(self.cells.get(code, {}).values())


def band_of(age: int, bands: Sequence[int]) -> int:
    """The number of the band that an age belongs to."""
    return max(number for number, begins in enumerate(bands) if begins <= max(age, 0))


def count(
    asked: Asked,
    entries: Iterable[tuple[str, Entry]],
    facts: Facts,
    step: Callable[[int], None] | None = None,
    days_of: Iterable[str] = (),
) -> Counted:
    """The numbers of every indicator. `step` hears now and then how many participations were looked at.

    Of the indicators `days_of`, trends and forecasts want to know when people began to count, at any time.
    """
    pass_over = _Pass(asked, facts, tuple(days_of))
    groups: Counter[tuple[int, str, int]] = Counter()
    for _row, mask, sex, age in pass_over.people(entries, step):
        groups[mask, sex, age] += 1
    people = [each for each in asked.library.indicators if each.unit is Unit.PEOPLE]
    cells: dict[str, Counter[Cell]] = {each.code: Counter() for each in people}
    for (mask, sex, age), number in groups.items():
        cell = (sex, band_of(age, asked.library.bands))
        for place, each in enumerate(people):
            if mask >> place & 1:
                cells[each.code][cell] += number
    found: dict[str, Mapping[Cell, int]] = {code: dict(held) for code, held in cells.items()}
    for code, names in pass_over.institutions.items():
        found[code] = {("", 0): len(names)} if names else {}
    days = {code: sorted(each) for code, each in pass_over.days.items()}
    return Counted(found, {reason: pass_over.left_out[reason] for reason in REASONS}, days)


def members(
    asked: Asked,
    entries: Iterable[tuple[str, Entry]],
    facts: Facts,
    code: str,
    cell: tuple[str | None, int | None],
) -> list[tuple[str, Entry]]:
    """Whom a number is made of: ids of participations, of one sex and age band where `cell` names them."""
    sex, band = cell
    indicator = asked.library.by_code[code]
    chosen = Asked(Library((indicator,), asked.library.bands), asked.first, asked.last, asked.needed)
    pass_over = _Pass(chosen, facts)
    if indicator.unit is Unit.INSTITUTIONS:
        return list(pass_over.of_institutions(entries, indicator))
    return [
        entry
        for entry, mask, its_sex, age in pass_over.people(entries, None)
        if mask and sex in {None, its_sex} and band in {None, band_of(age, asked.library.bands)}
    ]


def left_out(
    asked: Asked, entries: Iterable[tuple[str, Entry]], facts: Facts, reason: str
) -> list[tuple[str, Entry]]:
    """The participations that are not counted for that reason."""
    pass_over = _Pass(asked, facts)
    return [entry for entry, why in pass_over.sorted_out(entries) if why == reason]


class _Masks(dict[object, int]):
    """An answer -> the indicators that it allows, worked out when the answer first comes."""

    def __init__(self, allows: Callable[[object, Indicator], bool], indicators: Sequence[Indicator]) -> None:
        super().__init__()
        self._allows = allows
        self._indicators = indicators

    def __missing__(self, answer: object) -> int:
        mask = sum(1 << place for place, each in enumerate(self._indicators) if self._allows(answer, each))
        self[answer] = mask
        return mask


class _Weighing:
    """For which indicators a participation counts: by its answers, and by its days."""

    def __init__(
        self,
        people: Sequence[Indicator],
        facts: Facts,
        in_time: Callable[[str], Callable[[object, Indicator], bool]],
    ) -> None:
        used = [
            name for name in ATTRIBUTES if any(name in each.when or name in each.unless for each in people)
        ]
        moments = {each.moment for each in people}
        own = [name for name in OWN_DAYS if name in moments]
        self._ages = _Masks(_old_enough, people)
        self._tables = [_Masks(_asks(name), people) for name in used]
        self._answers_of = _reader(used)
        self._own = [_Masks(in_time(name), people) for name in own]
        self._own_of = _reader(own)
        self._other = [
            (facts.days.get(name, {}), _Masks(in_time(name), people))
            for name in OTHER_DAYS
            if name in moments
        ]

    def answers(self, entry: Entry) -> int:
        """The indicators that all answers allow, whenever it was."""
        mask = self._ages[entry.age]
        for answer, table in zip(self._answers_of(entry), self._tables):  # noqa: B905  as long by their making
            mask &= table[answer]
        return mask

    def days(self, entry: Entry, person: str) -> int:
        """The indicators whose day lies in the time asked for."""
        mask = 0
        for day, table in zip(self._own_of(entry), self._own):  # noqa: B905  as long by their making
            mask |= table[day]
        for days, table in self._other:
            mask |= table[days.get(person)]
        return mask


class _Pass:
    """One pass over the participations of a project."""

    def __init__(self, asked: Asked, facts: Facts, days_of: tuple[str, ...] = ()) -> None:
        self.days: dict[str, list[str]] = {code: [] for code in days_of}
        self._asked = asked
        self._facts = facts
        self._people = [each for each in asked.library.indicators if each.unit is Unit.PEOPLE]
        self._bodies = [each for each in asked.library.indicators if each.unit is Unit.INSTITUTIONS]
        self.institutions: dict[str, set[str]] = {each.code: set() for each in self._bodies}
        self.left_out: Counter[str] = Counter()

    def people(
        self, entries: Iterable[tuple[str, Entry]], step: Callable[[int], None] | None
    ) -> Iterator[tuple[tuple[str, Entry], int, str, int]]:
        """Everybody who is counted: their participation, for which indicators, sex and age."""
        weigh = _Weighing(self._people, self._facts, self._in_time)
        wanted, merged = self._wanted(), self._facts.merged
        for number, (row, why) in enumerate(self.sorted_out(entries)):
            if step is not None and not number % _PROGRESS:
                step(number)
            entry = row[1]
            if why:
                self.left_out[why] += 1
            elif entry.kind == INSTITUTIONAL:
                self._note(entry)
            else:
                person = entry.person or row[0]
                if merged:
                    person = merged.get(person, person)
                fits = weigh.answers(entry)
                for bit, day_of, listed in wanted:
                    if fits & bit and (day := day_of(entry, person)):
                        listed.append(day)
                mask = fits and fits & weigh.days(entry, person)
                if mask:
                    yield row, mask, entry.sex or "", entry.age or 0

    def _wanted(self) -> list[tuple[int, Callable[[Entry, str], str | None], list[str]]]:
        """The indicators whose days are wanted: their bits, how to read the day, and where it goes."""
        return [
            (1 << place, _day_reader(each.moment, self._facts), self.days[each.code])
            for place, each in enumerate(self._people)
            if each.code in self.days
        ]

    def of_institutions(
        self, entries: Iterable[tuple[str, Entry]], indicator: Indicator
    ) -> Iterator[tuple[str, Entry]]:
        """Those who stand for an institution that is counted."""
        for row, why in self.sorted_out(entries):
            if not why and row[1].kind == INSTITUTIONAL and self._stands_for(row[1], indicator):
                yield row

    def sorted_out(self, entries: Iterable[tuple[str, Entry]]) -> Iterator[tuple[tuple[str, Entry], str]]:
        """Each participation with the reason for which it is not counted; empty for those that are.

        They come in the order of their ids. Whoever has two counts by the one that was written down first.
        """
        merged, needed, seen = self._facts.merged, self._asked.needed, set[str]()
        needed_of = _reader(needed)
        for row in entries:
            rid, entry = row
            if not entry.entered_on:
                yield row, NOT_STARTED
            elif entry.eligible == "NO":
                yield row, NOT_ELIGIBLE
            elif entry.kind == INSTITUTIONAL:
                yield row, ""
            elif needed and not _answered(needed_of(entry)):
                yield row, FORGOTTEN
            else:
                person = entry.person or rid
                if merged:
                    person = merged.get(person, person)
                yield row, TWICE if person in seen else ""
                seen.add(person)

    def _note(self, entry: Entry) -> None:
        for each in self._bodies:
            if self._stands_for(entry, each):
                self.institutions[each.code].add(fold(entry.institution or ""))

    def _stands_for(self, entry: Entry, indicator: Indicator) -> bool:
        return (
            bool(fold(entry.institution or ""))
            and self._asked.first <= (getattr(entry, indicator.moment, "") or "") <= self._asked.last
            and all(_asks(name)(getattr(entry, name), indicator) for name in ATTRIBUTES)
        )

    def _in_time(self, moment: str) -> Callable[[object, Indicator], bool]:
        first, last = self._asked.first, self._asked.last

        def allows(day: object, indicator: Indicator) -> bool:
            return indicator.moment == moment and isinstance(day, str) and first <= day <= last

        return allows


def _day_reader(moment: str, facts: Facts) -> Callable[[Entry, str], str | None]:
    if moment in OWN_DAYS:
        read = attrgetter(moment)
        return lambda entry, _person: read(entry)
    days = facts.days.get(moment, {})
    return lambda _entry, person: days.get(person)


def _asks(name: str) -> Callable[[object, Indicator], bool]:
    def allows(answer: object, indicator: Indicator) -> bool:
        wanted, barred = indicator.when.get(name), indicator.unless.get(name, frozenset())
        return (wanted is None or answer in wanted) and answer not in barred

    return allows


def _old_enough(age: object, indicator: Indicator) -> bool:
    if indicator.ages is None:
        return True
    return isinstance(age, int) and indicator.ages[0] <= age <= indicator.ages[1]


def _answered(answers: tuple[object, ...]) -> bool:
    return _NOTHING_SAID.isdisjoint(answers)


def _reader(names: Sequence[str]) -> Callable[[Entry], tuple[object, ...]]:
    """What reads these of an entry, always as a tuple; `attrgetter` gives a single one bare."""
    if not names:
        return lambda _entry: ()
    if len(names) == 1:
        single = attrgetter(names[0])
        return lambda entry: (single(entry),)
    return attrgetter(*names)
