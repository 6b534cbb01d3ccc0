"""A shelf in any S3-compatible store. Keys and region come from the usual AWS_ variables of the environment."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

from cicdesk.server.storage.engine import Busy

if TYPE_CHECKING:
    from obstore.store import ClientConfig, S3Config


_BUFFER = 5 << 20
"""The smallest part that stores take."""


class BucketShelf:
    """A bucket, or what lies below a prefix of one."""

    def __init__(self, url: str, endpoint: str = "") -> None:
        """`url`: s3://bucket/prefix. `endpoint`: where the store is, if it is not Amazon's."""
        place = urlsplit(url)
        self._prefix = f"{place.path.strip('/')}/".lstrip("/")
        config: S3Config = {"endpoint": endpoint} if endpoint else {}
        options: ClientConfig = {
            "allow_http": endpoint.startswith("http://"), "timeout": "30s", "connect_timeout": "5s",
        }  # fmt: skip
        self._store = S3Store(place.netloc, config=config, client_options=options)

    def put(self, name: str, data: bytes) -> None:
        """One request; the store keeps it whole or not at all."""
        with _told_apart():
            obstore.put(self._store, self._prefix + name, data, use_multipart=False)

    def put_pieces(self, name: str, pieces: Iterable[bytes]) -> None:
        """In parts of some megabytes, one after the other; the store shows nothing before all are there."""
        writer = obstore.open_writer(self._store, self._prefix + name, buffer_size=_BUFFER, max_concurrency=1)
        for each in pieces:
            with _told_apart():
                writer.write(each)
        with _told_apart():
            writer.close()

    def get(self, name: str, first: int, last: int) -> bytes:
        """Read a part."""
        if last < first:
            return b""
        with _told_apart():
            return bytes(obstore.get_range(self._store, self._prefix + name, start=first, end=last + 1))

    def size(self, name: str) -> int:
        """As the store has it."""
        try:
            with _told_apart():
                return int(obstore.head(self._store, self._prefix + name)["size"])
        except FileNotFoundError:
            return -1

    def names(self, prefix: str) -> Iterator[str]:
        """Page after page."""
        with _told_apart():
            for page in obstore.list(self._store, self._prefix + prefix):
                for each in page:
                    yield each["path"][len(self._prefix) :]

    def remove(self, name: str) -> None:
        """The store says yes also where there was nothing."""
        with suppress(FileNotFoundError), _told_apart():
            obstore.delete(self._store, self._prefix + name)


@contextmanager
def _told_apart() -> Iterator[None]:
    """What is not there is a missing file; anything else may pass, and a device that comes back later loses nothing."""
    try:
        yield
    except (NotFoundError, FileNotFoundError) as error:
        raise FileNotFoundError from error
    except (BaseError, OSError) as error:
        raise Busy from error
