"""Files over the network: wire.api.BlobApi on the transport."""

from cicdesk.sync.errors import BrokenAnswer
from cicdesk.sync.refusals import perhaps_missing
from cicdesk.sync.transport import HttpTransport
from cicdesk.wire import blobs as wire
from cicdesk.wire import codec
from cicdesk.wire.blobs import Blob, BlobBegin, BlobsAsk, BlobsReply


class HttpBlobs:
    """Asks the centre about files. What comes is compared with its digest, piece by piece."""

    def __init__(self, transport: HttpTransport) -> None:
        self._transport = transport

    def ask(self, message: BlobsAsk) -> BlobsReply:
        """Of which records the file is there."""
        with perhaps_missing():
            return self._transport.ask("/v1/blobs", message, BlobsReply)

    def begin(self, name: str, message: BlobBegin) -> Blob:
        """Announce a file."""
        with perhaps_missing():
            return self._transport.ask(f"/v1/blobs/{name}", message, Blob)

    def put(self, name: str, place: int, data: bytes) -> Blob:
        """Hand in one piece."""
        digest = {wire.DIGEST: wire.content_digest(data)}
        answer = self._transport.carry("PUT", f"/v1/blobs/{name}/{place}", data, digest)
        try:
            return codec.decode(answer.body, Blob)
        except codec.Unreadable:
            raise BrokenAnswer from None

    def get(self, name: str, first: int, last: int) -> bytes:
        """Read a part; BrokenAnswer if it is not what the server says it is."""
        answer = self._transport.carry("GET", f"/v1/blobs/{name}", b"", {"Range": f"bytes={first}-{last}"})
        if len(answer.body) != last - first + 1 or answer.digest != wire.content_digest(answer.body):
            raise BrokenAnswer
        return answer.body
