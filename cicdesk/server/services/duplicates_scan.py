"""Everybody compared with everybody, in memory: only those who have a mark in common are held against each other."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from cicdesk.domain.duplicates.choosing import Pair, pair_of
from cicdesk.domain.duplicates.naming import read
from cicdesk.domain.duplicates.profile import Profile
from cicdesk.domain.duplicates.scoring import Band, compare
from cicdesk.server.storage import duplicates
from cicdesk.server.storage.duplicates import Kept, Person
from cicdesk.server.storage.engine import Connection

CROWD = 300
"""A mark that more people than this have in common says nothing of any of them: a hostel's telephone."""
_AT_ONCE = 5000
Found: TypeAlias = dict[tuple[str, str], tuple[str, Pair]]
"""Pairs by their ids, with their regions."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a look at everybody came to."""

    persons: int
    pairs: int


class Scan:
    """Everybody at once, in memory: who has a mark in common is compared."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._keys: dict[str, bytes] = {}
        self._regions: set[str] = set()
        self._people: list[tuple[str, str, Profile]] = []
        self._sharing: dict[tuple[str, int], list[int]] = defaultdict(list)

    @property
    def persons(self) -> int:
        """How many people were read."""
        return len(self._people)

    def read(self, kept_of: Callable[[bytes, Person], Kept]) -> None:
        """Read everybody, and keep what is not as it was."""
        connection = self._connection
        before = duplicates.kept_everywhere(connection)
        self._regions = {each.region for each in before.values()}
        changed: list[Kept] = []
        for each in duplicates.everybody(connection):
            fresh = kept_of(self._key(each.region), each)
            old = before.pop(each.rid, None)
            if old is None or old.content != hash(fresh):
                changed.append(fresh)
            for mark in fresh.marks:
                self._sharing[each.region, mark].append(len(self._people))
            self._people.append((each.rid, each.region, each.profile))
            if len(changed) >= _AT_ONCE:
                duplicates.keep(connection, changed)
                changed = []
        changed += [Kept(rid, old.region, gone=True) for rid, old in before.items() if not old.gone]
        duplicates.keep(connection, changed)

    def _key(self, code: str) -> bytes:
        if code not in self._keys:
            self._keys[code] = duplicates.key_of(self._connection, code)
        return self._keys[code]

    def pairs(self) -> Found:
        """Every pair that is likely, with its region."""
        seen: set[tuple[int, int]] = set()
        found: Found = {}
        for those in self._sharing.values():
            if 1 < len(those) <= CROWD:
                members = [_Member.of(each, self._people[each][2]) for each in those]
                for place, one in enumerate(members):
                    for other in members[place + 1 :]:
                        names = (one.place, other.place)
                        if one.may_be(other) and names not in seen:
                            seen.add(names)
                            self._compare(*names, found)
        return found

    def _compare(self, one: int, other: int, found: Found) -> None:
        rid, code, mine = self._people[one]
        rid_there, _code, theirs = self._people[other]
        likeness = compare(mine, theirs)
        if likeness.band is not Band.NONE:
            pair = pair_of(rid, rid_there, likeness)
            found[pair.one, pair.other] = (code, pair)

    def keep(self, found: Found) -> None:
        """Keep the pairs in place of those that stood before."""
        connection = self._connection
        old = duplicates.all_pairs(connection)
        regions = sorted(self._regions | self._keys.keys())
        for code in regions:
            fresh = [
                pair for names, (where, pair) in found.items() if where == code and old.get(names) != pair
            ]
            duplicates.keep_pairs(connection, code, fresh)
        duplicates.lose_pairs(connection, sorted(old.keys() - found.keys()))
        duplicates.number_told(connection, regions)


@dataclass(frozen=True, slots=True)
class _Member:
    """One of those who have a mark in common, with all words of the name in all their readings."""

    place: int
    profile: Profile
    few: frozenset[str]
    full: frozenset[str]

    @classmethod
    def of(cls, place: int, profile: Profile) -> "_Member":
        """Somebody, ready to be held against many."""
        words = {word for name in profile.names for word in name}
        few = frozenset[str]().union(*(read(word).few for word in words))
        return cls(place, profile, few, few.union(*(read(word).full for word in words)))

    def may_be(self, other: "_Member") -> bool:
        """False only where a comparison would find nothing: no word of a name and no number in common."""
        if not (self.few.isdisjoint(other.full) and other.few.isdisjoint(self.full)):
            return True
        mine, theirs = self.profile, other.profile
        if not mine.given or not theirs.given:
            return True
        numbers = {number for _kind, number in mine.documents}
        same_pesel = bool(mine.pesel) and mine.pesel == theirs.pesel
        return same_pesel or any(number in numbers for _kind, number in theirs.documents)
