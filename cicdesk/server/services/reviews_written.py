"""Who wrote what of a file that is reviewed: from its versions to their authors."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from cicdesk.domain.reading import text
from cicdesk.domain.reviewing import Content, Difference
from cicdesk.domain.roles import rights_of
from cicdesk.domain.versions import RecordState
from cicdesk.schema.documents import SEPARATOR
from cicdesk.schema.values import Document, Value
from cicdesk.server.services.accept import Batch
from cicdesk.server.services.reviews_pen import CHANGES, moment_of
from cicdesk.server.storage import directory, reviews
from cicdesk.server.storage.engine import Connection
from cicdesk.server.storage.records import Held
from cicdesk.server.storage.reviews import Writer
from cicdesk.wire.messages import ALIVE, CENTRE

Item = Mapping[str, Value]


class Family:
    """The records of one file, as they are after the batch."""

    def __init__(self, held: Mapping[str, Held]) -> None:
        self._held = held

    def living(self, kind: str) -> list[Held]:
        """Those of a kind that nobody deleted."""
        return [h for h in self._held.values() if h.state.kind == kind and not h.state.deleted]

    def documents(self) -> Iterator[tuple[str, str, Document]]:
        """All that live: id, kind and document as laptops show it."""
        for rid, held in self._held.items():
            if not held.state.deleted:
                yield rid, held.state.kind, shown(held.state)

    def versions(self, differing: Iterable[Difference]) -> set[str]:
        """The versions that stand where something differs; where a record went, that of its deletion."""
        found: set[str] = set()
        for each in differing:
            held = self._held.get(each.record)
            if held is None:
                continue
            for name in (ALIVE,) if held.state.deleted else each.registers:
                found.update(held.state.heads_of(name))
        return found

    def written_after(self, seq: int, content: Content) -> set[str]:
        """The versions in this content that came after a number."""
        return {
            version
            for rid, part in content.items()
            for name in part.document
            if (held := self._held[rid]).changed_at(name) > seq
            for version in held.state.heads_of(name)
        }

    def disputed(self, content: Content) -> bool:
        """Whether different values stand beside each other in this content."""
        return any(
            name in part.document and len({repr(head.value) for head in heads.values()}) > 1
            for rid, part in content.items()
            for name, heads in self._held[rid].state.heads.items()
            if SEPARATOR not in name or isinstance(part.document.get(name), dict)
        )


def shown(state: RecordState) -> dict[str, Value]:
    """A document as laptops show it: an element of a set on which people differ is there."""
    document = dict(state.data)
    for name, heads in state.heads.items():
        if SEPARATOR in name:
            present = [
                heads[version].value for version in sorted(heads, reverse=True) if heads[version].value
            ]
            document[name] = present[0] if present else document.get(name)
    return document


class Written:
    """Tells the authors of versions, those of the batch among them, which the history does not know yet."""

    def __init__(self, connection: Connection, batch: Batch, device: str) -> None:
        self._connection = connection
        self._batch = batch
        self._device = device
        self._place: str | None = None

    def by(self, versions: Collection[str]) -> dict[str, Writer]:
        """Who wrote these versions; what the centre itself wrote has no author."""
        found = reviews.writers(self._connection, versions)
        for version in versions:
            answer = self._batch.known.answers.get(version)
            if version not in found and answer is not None:
                found[version] = Writer(answer.user, answer.at, self._here())
        return {version: writer for version, writer in found.items() if writer.user != CENTRE}

    def is_centres(self, version: str) -> bool:
        """Whether the centre itself wrote a version, to put something right."""
        found = reviews.writers(self._connection, [version]).get(version)
        return found is not None and found.user == CENTRE

    def leads(self, user: str) -> bool:
        """Whether somebody decides about the work of others."""
        return rights_of(directory.user_role(self._connection, user) or "").settles

    def _here(self) -> str:
        if self._place is None:
            self._place = reviews.place_of(self._connection, self._device)
        return self._place

    def ledger(
        self, noted: Mapping[str, Item], news: Collection[str], standing: Collection[str]
    ) -> dict[str, Value]:
        """The items of `changes`: what stands by whom, and of those of whom nothing stands any more what they wrote."""
        fresh = self.by([version for version in news if version not in noted])
        items: dict[str, Value] = {
            version: {"user": each.user, "at": moment_of(each.at), "place": each.place}
            for version, each in fresh.items()
        }
        items |= {version: dict(item) for version, item in noted.items() if version in standing}
        named = users_of(items)
        return items | {v: dict(item) for v, item in noted.items() if text(item, "user") not in named}


def noted(review: Document) -> dict[str, Item]:
    """What a review says already of who wrote, by the versions."""
    start = CHANGES + SEPARATOR
    items = {name.removeprefix(start): item for name, item in review.items() if name.startswith(start)}
    return {version: item for version, item in items.items() if isinstance(item, dict)}


def users_of(items: Mapping[str, Value]) -> set[str]:
    """The authors whom such items name."""
    return {text(item, "user") for item in items.values() if isinstance(item, dict)}
