"""Files of records: begun, handed in by pieces, read, destroyed. Access follows from the record alone."""

import hmac
import logging
import threading
from collections.abc import Collection, Iterator, Mapping

from cicdesk.base.clock import Clock, milliseconds
from cicdesk.server.services.access import is_id
from cicdesk.server.services.picking import files_of
from cicdesk.server.services.refusals import Refused
from cicdesk.server.services.sync import Caller
from cicdesk.server.storage import blobs as rows
from cicdesk.server.storage import directory
from cicdesk.server.storage.blobs import Use
from cicdesk.server.storage.engine import Connection, Database
from cicdesk.server.storage.records import Held
from cicdesk.server.storage.vault import Vault
from cicdesk.wire import blobs as wire
from cicdesk.wire.blobs import Blob, BlobBegin, BlobsAsk, BlobsReply
from cicdesk.wire.errors import WireError

log = logging.getLogger("cicdesk.server")

AT_ONCE = 2
"""Files that are read whole at a time, piece by piece."""
_SWEPT = 500


class BlobService:
    """What a device may ask about files. Callers are known from their proofs (services/identity.py)."""

    def __init__(
        self, database: Database, vault: Vault | None, clock: Clock, largest: int = wire.LARGEST
    ) -> None:
        """`largest`: bytes of one file at the most."""
        self._database = database
        self._kept_in = vault
        self._clock = clock
        self._largest = largest
        self._whole = threading.BoundedSemaphore(AT_ONCE)

    def ask(self, caller: Caller, message: BlobsAsk) -> BlobsReply:
        """Of which of these records the file is here."""
        if len(message.records) > wire.ASKED:
            raise Refused(WireError.BAD_MESSAGE, "records")
        with self._database.reading() as connection:
            asked = [each for each in message.records if is_id(each)]
            seen = self._readable(connection, caller, asked)
            ready = rows.ready_among(connection, seen)
        return BlobsReply(ready=sorted(ready), missing=sorted(seen.keys() - ready))

    def begin(self, caller: Caller, name: str, message: BlobBegin) -> Blob:
        """What is missing of a file that a record in the caller's reach names."""
        proof = _proof(name, message, self._largest)
        with self._database.reading() as connection:
            root = _named(connection, caller, name, message)
            whole = rows.size_of(connection, name) == message.size
        if whole and self._vault.holds(name, message.size):
            return self._prove(name, message, Use(message.record, root, proof, proven=False))
        with self._database.writing() as connection:
            if whole:
                log.error("file lost", extra={"facts": {"file": name}})
                rows.lose(connection, name)
            rows.claim(connection, name, Use(message.record, root, proof, proven=False))
        missing = self._missing(name, message.size)
        return Blob(missing=missing) if missing else self._join(name, message.size, message.record)

    def put(self, caller: Caller, name: str, place: int, data: bytes, digest: str) -> Blob:
        """Keep one piece; ready once the last one has come and all together are the file."""
        if digest != wire.content_digest(data):
            raise Refused(WireError.WRONG_PIECE, "digest")
        with self._database.reading() as connection:
            claims = _claims(connection, name)
            seen = rows.attachments(connection, claims, caller.device.scope, caller.device.id)
            record, size, proven = _claimed(connection, name, claims, seen)
        if proven:
            return Blob(ready=True)
        if not data or len(data) != wire.piece_length(size, place):
            raise Refused(WireError.WRONG_PIECE, "length")
        self._vault.keep_piece(name, size, place, data)
        missing = self._missing(name, size)
        return Blob(missing=missing) if missing else self._join(name, size, record)

    def get(self, caller: Caller, name: str, first: int, last: int) -> bytes:
        """The bytes from `first` to `last`, if a record in the caller's reach names the file and it is here.

        A laptop that only may hand in its work is given nothing.
        """
        if caller.device.status != directory.ACTIVE:
            raise Refused(WireError.DEVICE_REVOKED)
        with self._database.reading() as connection:
            _record, size, proven = self._read_as(connection, caller, name)
        if not proven:
            raise Refused(WireError.NOT_FOUND, "file")
        if not 0 <= first <= last < size or last - first >= wire.PIECE:
            raise Refused(WireError.NO_RANGE)
        try:
            return self._vault.read(name, first, last)
        except FileNotFoundError as error:
            with self._database.writing() as connection:
                rows.lose(connection, name)
            raise Refused(WireError.NOT_FOUND, "file") from error

    def _read_as(self, connection: Connection, caller: Caller, name: str) -> tuple[str, int, bool]:
        claims = _claims(connection, name)
        return _claimed(connection, name, claims, self._readable(connection, caller, claims))

    def _readable(self, connection: Connection, caller: Caller, ids: Collection[str]) -> dict[str, Held]:
        """Those of these attachments whose content the caller may have."""
        device = caller.device
        if device.narrow:
            return rows.living(connection, files_of(connection, device, self._clock.now()).intersection(ids))
        return rows.attachments(connection, ids, device.scope)

    def destroy_gone(self) -> int:
        """Destroy the content of files that nothing names any more; how many that were."""
        if self._kept_in is None:
            return 0
        with self._database.reading() as connection:
            names = rows.gone(connection)
        for name in names:
            with self._database.writing() as connection:
                if rows.take_gone(connection, name):
                    self._kept_in.destroy(name)
        return len(names)

    def sweep(self) -> int:
        """Destroy also what a restored database knows nothing of: devices that hold it give it again."""
        if self._kept_in is None:
            return 0
        for names in _by(self._kept_in.names(), _SWEPT):
            with self._database.writing() as connection:
                rows.mark_gone(connection, rows.unknown_among(connection, names))
        return self.destroy_gone()

    @property
    def _vault(self) -> Vault:
        if self._kept_in is None:
            raise Refused(WireError.NOT_FOUND, "this server keeps no files")
        return self._kept_in

    def _missing(self, name: str, size: int) -> list[int]:
        held = self._vault.pieces(name, size)
        return [place for place in range(wire.pieces_of(size)) if place not in held]

    def _prove(self, name: str, message: BlobBegin, use: Use) -> Blob:
        """The file is here: whoever names it has to show that it knows the content, not only its hash."""
        with self._database.reading() as connection:
            if any(each.proven and each.record == use.record for each in rows.uses(connection, name)):
                return Blob(ready=True)
        proof = wire.Possession(use.record)
        with self._whole:
            self._vault.hear(name, message.size, proof.add)
        if not _is_right(use, proof):
            raise Refused(WireError.NOT_FOUND, "proof")
        with self._database.writing() as connection:
            rows.claim(connection, name, Use(use.record, use.root, use.proof, proven=True))
        return Blob(ready=True)

    def _join(self, name: str, size: int, record: str) -> Blob:
        """All pieces are here: make the file of them, or begin again if they are not it."""
        with self._database.reading() as connection:
            claims = rows.uses(connection, name)
        shown = {use.record: wire.Possession(use.record) for use in claims}

        def hear(data: bytes) -> None:
            for each in shown.values():
                each.add(data)

        with self._whole:
            try:
                right = self._vault.join(name, size, hear)
            except FileNotFoundError:  # another worker was faster, or a piece was lost
                return Blob(missing=self._missing(name, size))
        if not right:
            raise Refused(WireError.WRONG_WHOLE)
        proofs = {use.record: _is_right(use, shown[use.record]) for use in claims}
        with self._database.writing() as connection:
            rows.add(connection, name, size, milliseconds(self._clock.now()))
            rows.settle(connection, name, proofs)
        if not proofs.get(record):
            raise Refused(WireError.NOT_FOUND, "proof")
        return Blob(ready=True)


def _proof(name: str, message: BlobBegin, largest: int) -> bytes:
    if not (wire.is_hash(name) and wire.is_hash(message.proof)) or message.size < 0:
        raise Refused(WireError.BAD_MESSAGE, "name, size or proof")
    if message.size > largest:
        raise Refused(WireError.TOO_LARGE, "file")
    return bytes.fromhex(message.proof)


def _named(connection: Connection, caller: Caller, name: str, message: BlobBegin) -> str:
    """The root of the record that names this file; Refused if there is none in the caller's reach.

    Whose laptop made the record may hand in the file wherever the record went meanwhile.
    """
    device = caller.device
    held = rows.attachments(connection, [message.record], device.scope, device.id).get(message.record)
    if held is None:
        raise Refused(WireError.NOT_FOUND, "record")
    if (held.state.data.get("sha256"), held.state.data.get("size")) != (name, message.size):
        raise Refused(WireError.BAD_MESSAGE, "the record names another file")
    return held.state.root


def _claims(connection: Connection, name: str) -> dict[str, Use]:
    """Every claim to a file, by its record."""
    if not wire.is_hash(name):
        raise Refused(WireError.NOT_FOUND, "file")
    return {use.record: use for use in rows.uses(connection, name)}


def _claimed(
    connection: Connection, name: str, claims: Mapping[str, Use], seen: Mapping[str, Held]
) -> tuple[str, int, bool]:
    """A record among those that are `seen` that claims the file; its size, and whether that is proven."""
    sizes = {rid: held.state.data.get("size") for rid, held in seen.items()}
    best = sorted(seen, key=lambda rid: (not claims[rid].proven, rid))
    for rid in best:
        size = sizes[rid]
        if isinstance(size, int):
            return rid, size, claims[rid].proven and rows.size_of(connection, name) == size
    raise Refused(WireError.NOT_FOUND, "file")


def _is_right(use: Use, shown: wire.Possession) -> bool:
    return hmac.compare_digest(shown.text(), use.proof.hex())


def _by(names: Iterator[str], count: int) -> Iterator[list[str]]:
    """The names in lists of so many."""
    held: list[str] = []
    for name in names:
        held.append(name)
        if len(held) == count:
            yield held
            held = []
    if held:
        yield held
