"""HTTP: the only place that speaks to the network. Every request is signed by the device."""

import secrets
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec
import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError, NewConnectionError, ReadTimeoutError

from cicdesk.sync.errors import (
    BadAddress,
    BadCode,
    BrokenAnswer,
    ClockWrong,
    DeviceRefused,
    DeviceRevoked,
    NetworkNotReady,
    NotSecure,
    NotTrusted,
    Refused,
    ServerBusy,
    ServerTrouble,
    TooSlow,
    Unreachable,
)
from cicdesk.wire import codec
from cicdesk.wire.errors import Refusal, WireError
from cicdesk.wire.messages import (
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


@dataclass(slots=True)
class Meter:
    """What went over the wire, headers and proofs included, as far as this side can count."""

    requests: int = 0
    up: int = 0
    down: int = 0


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
    """SyncApi over HTTPS. Redirects are off, there is no override for a wrong certificate."""

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

    def close(self) -> None:
        """Let go of the connection."""
        self._session.close()

    def _ask(self, path: str, message: msgspec.Struct, kind: type[T]) -> T:
        body, encoding = codec.pack(codec.encode(message))
        if len(body) > codec.WIRE_LIMIT:
            raise codec.TooLarge
        headers = {"Content-Type": "application/json", "Proof": self._proof(path, body)}
        if encoding:
            headers["Content-Encoding"] = encoding
        self.meter.requests += 1
        self.meter.up += len(body) + sum(len(k) + len(v) + 4 for k, v in headers.items())
        answer = self._send(path, body, headers)
        if answer.status >= requests.codes.bad_request:
            raise _refusal(answer)
        try:
            return codec.decode(answer.body, kind)
        except codec.Unreadable:
            raise BrokenAnswer from None

    def _proof(self, path: str, body: bytes) -> str:
        return make_proof(
            self._identity.key,
            self._identity.device,
            "POST",
            path,
            body,
            int(self._now()),
            secrets.token_urlsafe(_NONCE_BYTES),
        )

    def _send(self, path: str, body: bytes, headers: dict[str, str]) -> "_Answer":
        limit = FLOOR_SECONDS + len(body) / SLOWEST_LINE
        try:
            with self._session.post(
                self._url + path, data=body, headers=headers, timeout=(CONNECT_SECONDS, limit),
                stream=True, allow_redirects=False,
            ) as response:  # fmt: skip
                return self._read(response)
        except requests.exceptions.SSLError as error:
            raise (
                Unreachable if _has(error, ssl.SSLEOFError, ssl.SSLZeroReturnError) else NotTrusted
            ) from None
        except requests.exceptions.ConnectTimeout:
            raise Unreachable(begun=False) from None
        except requests.exceptions.Timeout:
            raise TooSlow from None
        except (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError):
            raise BrokenAnswer from None
        except requests.exceptions.ConnectionError as error:
            raise Unreachable(begun=not _has(error, NewConnectionError)) from None
        except requests.exceptions.RequestException:
            raise Unreachable from None
        except ReadTimeoutError:
            raise TooSlow from None
        except HTTPError:
            raise BrokenAnswer from None
        except OSError:  # the file of the organisation's certificate cannot be read
            raise NotTrusted from None

    def _read(self, response: requests.Response) -> "_Answer":
        """The answer, if it is ours."""
        _check_ours(response)
        raw = response.raw
        raw.decode_content = False
        data, size, started = bytearray(), 0, time.monotonic()
        while chunk := raw.read1(_CHUNK):
            size += len(chunk)
            if size > ANSWER_LIMIT:
                raise BrokenAnswer
            if time.monotonic() - started > FLOOR_SECONDS + size / SLOWEST_LINE:
                raise TooSlow
            data += chunk
        if response.headers.get("Content-Length", str(size)) != str(size):
            raise BrokenAnswer
        self.meter.down += size + sum(len(k) + len(v) + 4 for k, v in response.headers.items())
        try:
            body = codec.unpack(bytes(data), response.headers.get("Content-Encoding", ""), 4 * ANSWER_LIMIT)
        except (codec.Unreadable, codec.TooLarge):
            raise BrokenAnswer from None
        return _Answer(response.status_code, body, response.headers.get("Retry-After", ""))


def _check_ours(response: requests.Response) -> None:
    """A sign-in page answers anything with 200 and HTML, or sends everybody elsewhere."""
    status, kind = response.status_code, response.headers.get("Content-Type", "")
    if not kind:  # the line broke in the middle of the headers
        raise BrokenAnswer
    elsewhere = requests.codes.ok < status < requests.codes.bad_request
    if elsewhere or status == requests.codes.network_authentication_required:
        raise NetworkNotReady
    if not kind.startswith("application/json"):
        raise ServerTrouble if status >= requests.codes.server_error else NetworkNotReady


def _has(error: BaseException, *kinds: type[BaseException]) -> bool:
    """Whether one of these is what it came from."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, kinds):
        cause = cause.__cause__ or cause.__context__
    return cause is not None


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: bytes
    retry_after: str


def _refusal(answer: _Answer) -> Exception:
    try:
        said = codec.decode(answer.body, Refusal)
    except codec.Unreadable:
        return ServerTrouble() if answer.status >= requests.codes.server_error else NetworkNotReady()
    known = _BY_ERROR.get(said.error)
    if known is not None:
        return known(said)
    if said.error in {WireError.TOO_MANY, WireError.BUSY}:
        return ServerBusy(seconds=_wait(answer, said))
    if answer.status >= requests.codes.server_error:
        return ServerTrouble(request=said.request)
    return Refused(error=said.error)


def _wait(answer: _Answer, said: Refusal) -> int:
    if said.retry_after:
        return said.retry_after
    return (
        int(answer.retry_after)
        if answer.retry_after.isascii() and answer.retry_after.isdigit()
        else _SOME_WAIT
    )


_SOME_WAIT = 30
_BY_ERROR: dict[int, Callable[[Refusal], Exception]] = {
    WireError.BAD_CODE: lambda said: BadCode(error=said.error),
    WireError.USED_CODE: lambda said: BadCode(error=said.error),
    WireError.EXPIRED_CODE: lambda said: BadCode(error=said.error),
    WireError.STALE_PROOF: lambda said: ClockWrong(server=said.time),
    WireError.UNKNOWN_DEVICE: lambda said: DeviceRefused(error=said.error),
    WireError.NO_PROOF: lambda said: DeviceRefused(error=said.error),
    WireError.BAD_PROOF: lambda said: DeviceRefused(error=said.error),
    WireError.DEVICE_REVOKED: lambda _said: DeviceRevoked(),
}
