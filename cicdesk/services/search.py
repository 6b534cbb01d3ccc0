"""Finding people in any spelling, and those already known while a new one is typed."""

from collections.abc import Sequence

from cicdesk.domain.roles import Area
from cicdesk.schema.fields import Search
from cicdesk.schema.values import Values
from cicdesk.services.context import Context
from cicdesk.store import search
from cicdesk.store.search import Hit

_WEAK_NAME = 2


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
        """Persons already known who may be the one being typed: by a number of theirs, else by the name."""
        self._context.enter(Area.OFFICE)
        self.catch_up()
        found: dict[str, Hit] = {}
        with self._store.read() as connection:
            for text in _clues(values):
                for hit in search.find(connection, text, limit, ("person",)):
                    found.setdefault(hit.id, hit)
        return list(found.values())[:limit]

    def catch_up(self) -> None:
        """Index what changed since the last look-up."""
        with self._store.read() as connection:
            behind = search.unindexed(connection)
        while behind:
            with self._store.write() as connection:
                behind = bool(search.index_some(connection))


def _clues(values: Values) -> list[str]:
    """What to look for, the surest first."""
    numbers = [str(v) for _, v in search.searched_values("person", values, Search.NUMBER)]
    names = " ".join(str(values.get(name) or "") for name in ("given_names", "family_name")).strip()
    original = str(values.get("original_name") or "")
    return [n for n in numbers if len(n) > _WEAK_NAME] + [
        name for name in (names, original) if len(name) > _WEAK_NAME
    ]
