"""HTTP: the only place that speaks to the network. Every request is signed by the device."""

import io
import secrets
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec
import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError, NameResolutionError, NewConnectionError, ReadTimeoutError

from cicdesk.base.errors import CicdeskError
from cicdesk.sync.errors import (
    AuthorityUnreadable,
    BadAddress,
    BrokenAnswer,
    CutAnswer,
    NameUnknown,
    NetworkNotReady,
    NotSecure,
    NotTrusted,
    OversizedAnswer,
    TooSlow,
    Unreachable,
)
from cicdesk.sync.refusals import Answer, meaning_of, of_gateway, perhaps_missing, seconds_of
from cicdesk.wire import codec, packages
from cicdesk.wire.blobs import DIGEST
from cicdesk.wire.messages import (
    Courier,
    CourierReply,
    Enrol,
    EnrolReply,
    Hello,
    HelloReply,
    Pull,
    PullReply,
    Push,
    PushReply,
    Salvage,
)
from cicdesk.wire.proofs import make_proof

T = TypeVar("T")

CONNECT_SECONDS = 10.0
FLOOR_SECONDS = 30.0
SLOWEST_LINE = 2_000.0
"""Bytes a second below which a line counts as broken: the time limit grows with the bytes sent."""
ANSWER_LIMIT = 16 << 20
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_CHUNK = 64 << 10
_NONCE_BYTES = 8
BYTES = "application/octet-stream"


@dataclass(slots=True)
class Meter:
    """What went over the wire, headers and proofs included, as far as this side can count."""

    requests: int = 0
    up: int = 0
    down: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def add(self, *, requests: int = 0, up: int = 0, down: int = 0) -> None:
        """Count, from whichever thread."""
        with self._lock:
            self.requests += requests
            self.up += up
            self.down += down


@dataclass(frozen=True, slots=True)
class Identity:
    """Who signs: the device's name at the server and its private key."""

    device: str
    key: bytes = field(repr=False)


def checked_address(url: str) -> str:
    """The address without a trailing slash; NotSecure for http beyond this computer, BadAddress for none."""
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        raise BadAddress from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise BadAddress
    if parts.scheme == "http" and parts.hostname not in _LOCAL:
        raise NotSecure
    return url.strip().rstrip("/")


class HttpTransport:
    """SyncApi over HTTPS. Redirects are off, there is no override for a wrong certificate.

    Several threads may ask at the same time, each over a connection of its own.
    """

    def __init__(self, url: str, identity: Identity, *, ca_file: str = "", now: Callable[[], float]) -> None:
        """`now`: seconds since 1970 by the server's clock as far as it is known, for the proofs."""
        self._url = checked_address(url)
        self._identity = identity
        self._now = now
        self.meter = Meter()
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers.clear()
        self._session.headers.update({"Accept-Encoding": codec.ENCODING})
        self._session.mount("http", HTTPAdapter(max_retries=0))
        self._ca_file = _readable(ca_file)
        self._session.verify = ca_file or True

    def hello(self, message: Hello) -> HelloReply:
        """First contact, and after trouble."""
        return self._ask("/v1/sync/hello", message, HelloReply)

    def push(self, message: Push) -> PushReply:
        """Hand in edits."""
        return self._ask("/v1/sync/push", message, PushReply)

    def pull(self, message: Pull) -> PullReply:
        """Ask for what is new."""
        return self._ask("/v1/sync/pull", message, PullReply)

    def salvage(self, message: Salvage) -> PushReply:
        """Give back what the server lost."""
        return self._ask("/v1/sync/salvage", message, PushReply)

    def enrol(self, message: Enrol) -> EnrolReply:
        """Redeem a one-time code."""
        return self._ask("/v1/enrol", message, EnrolReply)

    def courier(self, message: Courier) -> CourierReply:
        """Hand in another laptop's package."""
        with perhaps_missing():
            return self._ask("/v1/courier", message, CourierReply, packages.LARGEST * 3 // 2)

    def carry(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        """Bytes up or down, as they are; the errors of any other request."""
        proven = {**headers, "Proof": self._proof(path, body, method)}
        if body:
            proven["Content-Type"] = BYTES
        self.meter.add(requests=1, up=_length_of(proven))
        answer = self._send(path, body, proven, method)
        if answer.status >= requests.codes.bad_request:
            raise meaning_of(answer, self._now)
        return answer

    def ask(self, path: str, message: msgspec.Struct, kind: type[T]) -> T:
        """The answer to any message."""
        return self._ask(path, message, kind)

    def close(self) -> None:
        """Let go of the connection."""
        self._session.close()

    def _ask(self, path: str, message: msgspec.Struct, kind: type[T], most: int = codec.WIRE_LIMIT) -> T:
        body, encoding = codec.pack(codec.encode(message))
        if len(body) > most:
            raise codec.TooLarge
        headers = {"Content-Type": "application/json", "Proof": self._proof(path, body)}
        if encoding:
            headers["Content-Encoding"] = encoding
        self.meter.add(requests=1, up=_length_of(headers))
        answer = self._send(path, body, headers)
        if answer.status >= requests.codes.bad_request:
            raise meaning_of(answer, self._now)
        try:
            return codec.decode(answer.body, kind)
        except codec.Unreadable:
            raise BrokenAnswer from None

    def _proof(self, path: str, body: bytes, method: str = "POST") -> str:
        return make_proof(
            self._identity.key,
            self._identity.device,
            method,
            path,
            body,
            int(self._now()),
            secrets.token_urlsafe(_NONCE_BYTES),
        )

    def _send(self, path: str, body: bytes, headers: dict[str, str], method: str = "POST") -> Answer:
        limit, data = time_limit(len(body)), _Outgoing(body, self.meter) if body else None
        try:
            with self._session.request(
                method, self._url + path, data=data, headers=headers, timeout=(CONNECT_SECONDS, limit),
                stream=True, allow_redirects=False,
            ) as response:  # fmt: skip
                return self._read(response)
        except requests.exceptions.RequestException as error:
            raise _line_trouble(error, self._ca_file) from None
        except ReadTimeoutError:
            raise TooSlow from None
        except HTTPError:
            raise CutAnswer from None
        except OSError:  # the file of the organisation's certificate has gone meanwhile
            raise AuthorityUnreadable(file=self._ca_file) from None

    def _read(self, response: requests.Response) -> Answer:
        """The answer, if it is ours."""
        _check_ours(response, self._now)
        raw = response.raw
        raw.decode_content = False
        data, size, started = bytearray(), 0, time.monotonic()
        while chunk := raw.read1(_CHUNK):
            size += len(chunk)
            self.meter.add(down=len(chunk))
            if size > ANSWER_LIMIT:
                raise OversizedAnswer
            if time.monotonic() - started > time_limit(size):
                raise TooSlow
            data += chunk
        if response.headers.get("Content-Length", str(size)) != str(size):
            raise CutAnswer
        self.meter.add(down=_length_of(response.headers))
        try:
            body = codec.unpack(bytes(data), response.headers.get("Content-Encoding", ""), 4 * ANSWER_LIMIT)
        except codec.TooLarge:
            raise OversizedAnswer from None
        except codec.Unreadable:
            raise BrokenAnswer from None
        return Answer(
            response.status_code,
            body,
            response.headers.get("Retry-After", ""),
            response.headers.get(DIGEST, ""),
        )


class _Outgoing(io.BytesIO):
    """A body that leaves in pieces: each has the time limit to itself, and is counted once it is on its way."""

    def __init__(self, body: bytes, meter: Meter) -> None:
        super().__init__(body)
        self._meter = meter

    def read(self, size: int | None = -1, /) -> bytes:
        """The next piece."""
        piece = super().read(size)
        self._meter.add(up=len(piece))
        return piece


def _length_of(headers: Mapping[str, str]) -> int:
    return sum(len(name) + len(value) + 4 for name, value in headers.items())


def time_limit(size: int) -> float:
    """Seconds that an exchange of so many bytes may take."""
    return FLOOR_SECONDS + size / SLOWEST_LINE


def _check_ours(response: requests.Response, now: Callable[[], float]) -> None:
    """A sign-in page answers anything with 200 and HTML, or sends everybody elsewhere."""
    status, kind = response.status_code, response.headers.get("Content-Type", "")
    if not kind:  # the line broke in the middle of the headers
        raise CutAnswer
    if status == requests.codes.partial_content and kind == BYTES:
        return
    elsewhere = requests.codes.ok < status < requests.codes.bad_request
    if elsewhere or status == requests.codes.network_authentication_required:
        raise NetworkNotReady
    if not kind.startswith("application/json"):
        raise (
            of_gateway(status, seconds_of(response.headers.get("Retry-After", ""), now)) or NetworkNotReady()
        )


def _readable(ca_file: str) -> str:
    """The file, if certificates can be read from it; AuthorityUnreadable if not."""
    if ca_file:
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(ca_file)
        except OSError:  # what is wrong with its content is one as well
            raise AuthorityUnreadable(file=ca_file) from None
    return ca_file


def _line_trouble(error: requests.exceptions.RequestException, ca_file: str) -> CicdeskError:
    """What went wrong before there was an answer, or in the middle of it."""
    if isinstance(error, requests.exceptions.SSLError):
        if _has(error, ssl.SSLEOFError, ssl.SSLZeroReturnError):
            return Unreachable()
        return NotTrusted(file=ca_file) if ca_file else NotTrusted()
    for kind, trouble in _TROUBLES:
        if isinstance(error, kind):
            return trouble()
    if _has(error, NameResolutionError):
        return NameUnknown(begun=False)
    return Unreachable(begun=not _has(error, NewConnectionError))


_TROUBLES: tuple[tuple[type[BaseException], Callable[[], CicdeskError]], ...] = (
    (requests.exceptions.ConnectTimeout, lambda: Unreachable(begun=False)),
    (requests.exceptions.Timeout, TooSlow),
    (requests.exceptions.ChunkedEncodingError, CutAnswer),
    (requests.exceptions.ContentDecodingError, BrokenAnswer),
)


def _has(error: BaseException, *kinds: type[BaseException]) -> bool:
    """Whether one of these is what it came from."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, kinds):
        cause = cause.__cause__ or cause.__context__
    return cause is not None
