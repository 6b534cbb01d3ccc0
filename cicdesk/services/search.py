"""Finding people in any spelling, and those already known while a new one is typed."""

from collections.abc import Sequence
from dataclasses import replace

from cicdesk.base.ids import RecordId
from cicdesk.domain.duplicates.profile import Profile, of_values
from cicdesk.domain.duplicates.scoring import Band, Why, compare
from cicdesk.domain.roles import Area
from cicdesk.schema.fields import Search
from cicdesk.schema.values import Values
from cicdesk.services.context import Context
from cicdesk.services.duplicates.elsewhere import Elsewhere, elsewhere
from cicdesk.store import records, search
from cicdesk.store.search import Hit

_WEAK_NAME = 2
_LOOK_AT = 20
"""Of the people found, so many are compared in earnest."""


class SearchService:
    """The one search box."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def find(self, text: str, limit: int = 20, kinds: Sequence[str] = ()) -> list[Hit]:
        """Records that match every word typed so far, the likeliest first, each with its reason."""
        self._context.enter(Area.OFFICE)
        self.catch_up()
        with self._store.read() as connection:
            return search.find(connection, text, limit, kinds)

    def similar(self, values: Values, limit: int = 5) -> list[Hit]:
        """Persons already known who may be the one being typed, the likeliest first, also those of other offices.

        Of the latter there is what may be shown of them: they are of the kind `trace`.
        """
        self._context.enter(Area.OFFICE)
        self.catch_up()
        found: dict[str, Hit] = {}
        with self._store.read() as connection:
            for text in _clues(values):
                for hit in search.find(connection, text, _LOOK_AT, ("person",)):
                    found.setdefault(hit.id, hit)
            held = {
                each.id: each.values
                for part in records.chunks(found)
                for each in records.snapshots(connection, f"id IN ({records.marks(len(part))})", tuple(part))
            }
            away = [_of_trace(each) for each in elsewhere(connection, values, limit)]
        compared = [_compared(hit, of_values(values), held.get(hit.id)) for hit in found.values()]
        here = [hit for _score, hit in sorted(compared, key=lambda each: -each[0])]
        return [*here[: limit - min(len(away), 2)], *away][:limit]

    def catch_up(self) -> None:
        """Index what changed since the last look-up."""
        with self._store.read() as connection:
            behind = search.unindexed(connection)
        while behind:
            with self._store.write() as connection:
                behind = bool(search.index_some(connection))


def _compared(hit: Hit, typed: Profile, values: Values | None) -> tuple[int, Hit]:
    """A hit with its score; its reasons where they say more than that it was found. Relatives come last."""
    if values is None:
        return 0, hit
    likeness = compare(typed, of_values(values))
    relatives = any(each.why is Why.RELATIVES for each in likeness.reasons)
    if likeness.band is Band.NONE and not relatives:
        return likeness.score, hit
    return -1 if relatives else likeness.score, replace(hit, reasons=likeness.reasons)


def _of_trace(found: Elsewhere) -> Hit:
    """Somebody of another office: initials and year stand for the name, the office for the number."""
    trace = found.trace
    shown = " ".join(filter(None, (trace.initials, trace.year)))
    return Hit(
        RecordId(trace.id), RecordId(""), "trace", shown, trace.office, "elsewhere", trace.last, found.reasons
    )


def _clues(values: Values) -> list[str]:
    """What to look for, the surest first."""
    numbers = [str(v) for _, v in search.searched_values("person", values, Search.NUMBER)]
    names = " ".join(str(values.get(name) or "") for name in ("given_names", "family_name")).strip()
    original = str(values.get("original_name") or "")
    return [n for n in numbers if len(n) > _WEAK_NAME] + [
        name for name in (names, original) if len(name) > _WEAK_NAME
    ]
