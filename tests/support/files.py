"""Files of the tests: made-up contents, the records that name them, and both ways of asking a server about them."""

import random
import secrets
from dataclasses import dataclass

from cicdesk.base.ids import new_id
from cicdesk.server.app import Centre
from cicdesk.server.services.sync import Caller
from cicdesk.server.storage import directory
from cicdesk.wire import blobs as wire
from cicdesk.wire import codec, proofs
from cicdesk.wire.blobs import Blob, BlobBegin, BlobsAsk, BlobsReply
from cicdesk.wire.errors import Refusal
from cicdesk.wire.messages import Mutation
from tests.support.devices import NOW, Laptop, RefusedByServer, Wire


def content(seed: int, size: int) -> bytes:
    """Bytes that no packing makes smaller, the same for the same seed."""
    return random.Random(seed).randbytes(size)


def new_attachment(user: str, root: str, data: bytes, **values: object) -> Mutation:
    """A mutation that makes the record of a file in a person's file."""
    named = {
        "person": root, "kind": "SCAN", "title": "Skan", "media_type": "image/jpeg",
        "sha256": wire.name_of(data), "size": len(data), **values,
    }  # fmt: skip
    return Mutation(id=new_id(), root=root, kind="attachment", user=user, at=NOW, set=named)  # type: ignore[arg-type]  # plain values


def pieces(data: bytes) -> list[bytes]:
    """The content as it travels."""
    return [data[at : at + wire.PIECE] for at in range(0, len(data), wire.PIECE)]


@dataclass(slots=True)
class HttpBlobs:
    """wire.api.BlobApi over HTTP, signed by a device of the tests."""

    wire: Wire

    def ask(self, message: BlobsAsk) -> BlobsReply:
        return self.wire.ask("/v1/blobs", message, BlobsReply)

    def begin(self, name: str, message: BlobBegin) -> Blob:
        return self.wire.ask(f"/v1/blobs/{name}", message, Blob)

    def put(self, name: str, place: int, data: bytes, digest: str = "") -> Blob:
        said = self.signed(
            "PUT", f"/v1/blobs/{name}/{place}", data, {wire.DIGEST: digest or wire.content_digest(data)}
        )
        return codec.decode(said, Blob)

    def get(self, name: str, first: int, last: int) -> bytes:
        return self.signed("GET", f"/v1/blobs/{name}", b"", {"Range": f"bytes={first}-{last}"})

    def signed(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> bytes:
        """The answer to any request with a proof; RefusedByServer if it is refused."""
        proof = proofs.make_proof(
            self.wire.key.private, self.wire.device, method, path, body, self.wire.clock(),
            secrets.token_urlsafe(8),
        )  # fmt: skip
        status, data = self.wire.send(path, body, {proofs.HEADER: proof, **headers}, method)
        if status >= 400:
            raise RefusedByServer(status, codec.decode(data, Refusal))
        return data


@dataclass(slots=True)
class DirectBlobs:
    """wire.api.BlobApi on the service itself."""

    centre: Centre
    device: str

    def _caller(self) -> Caller:
        with self.centre.database.reading() as connection:
            return Caller(directory.devices(connection, [self.device])[self.device])

    def ask(self, message: BlobsAsk) -> BlobsReply:
        return self.centre.blobs.ask(self._caller(), message)

    def begin(self, name: str, message: BlobBegin) -> Blob:
        return self.centre.blobs.begin(self._caller(), name, message)

    def put(self, name: str, place: int, data: bytes, digest: str = "") -> Blob:
        return self.centre.blobs.put(self._caller(), name, place, data, digest or wire.content_digest(data))

    def get(self, name: str, first: int, last: int) -> bytes:
        return self.centre.blobs.get(self._caller(), name, first, last)


def begin(api: "HttpBlobs | DirectBlobs", record: Mutation, data: bytes, proof: str = "") -> Blob:
    """Announce the file of a record."""
    proven = proof or wire.possession(record.id, data)
    return api.begin(wire.name_of(data), BlobBegin(size=len(data), record=record.id, proof=proven))


def hand_in(api: "HttpBlobs | DirectBlobs", record: Mutation, data: bytes) -> Blob:
    """Send a whole file."""
    said = begin(api, record, data)
    for place in said.missing:
        said = api.put(wire.name_of(data), place, pieces(data)[place])
    return said


def whole(api: "HttpBlobs | DirectBlobs", name: str, size: int) -> bytes:
    """A file as the server gives it."""
    spans = [(at, min(at + wire.PIECE, size) - 1) for at in range(0, size, wire.PIECE)]
    return b"".join(api.get(name, first, last) for first, last in spans)


def blobs_of(laptop: Laptop, centre: Centre) -> "HttpBlobs | DirectBlobs":
    """How this laptop asks about files: the way it asks about everything."""
    wire_of = getattr(laptop.api, "wire", None)
    return HttpBlobs(wire_of) if isinstance(wire_of, Wire) else DirectBlobs(centre, laptop.device)
