"""What a server, or something in front of it, means by an answer with a status of 400 or more."""

import email.utils
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus

from cicdesk.sync.errors import (
    AskedTooOften,
    BadCode,
    ClockWrong,
    DeviceRefused,
    DeviceRevoked,
    Forbidden,
    MessageRefused,
    MessageTooLarge,
    NetworkNotReady,
    NoSuchService,
    NotOffered,
    OutOfStep,
    PackageBroken,
    PackageElsewhere,
    PackageOfRevoked,
    PackageOfStranger,
    PackageTooNew,
    Refused,
    ServerBusy,
    ServerTrouble,
    TooSlow,
)
from cicdesk.wire import codec
from cicdesk.wire.errors import Refusal, WireError


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it came, unpacked."""

    status: int
    body: bytes
    retry_after: str
    digest: str = ""
    """What it says of its bytes itself."""


def meaning_of(answer: Answer, now: Callable[[], float]) -> Exception:
    """What an answer in JSON with a status of 400 or more means."""
    seconds = seconds_of(answer.retry_after, now)
    try:
        said = codec.decode(answer.body, Refusal)
    except codec.Unreadable:
        said = Refusal(error=0)
    known = _BY_ERROR.get(said.error) or _BY_STATUS.get(answer.status)
    if known is not None:
        return known(said)
    by_status = of_gateway(answer.status, said.retry_after or seconds)
    if isinstance(by_status, ServerTrouble):
        return ServerTrouble(request=said.request, error=said.error)
    if by_status is None and not said.error:
        return NetworkNotReady()
    return by_status or Refused(error=said.error)


@contextmanager
def perhaps_missing() -> Iterator[None]:
    """Around a request that an older server does not know: NotOffered says more than that nobody is there."""
    try:
        yield
    except NoSuchService as error:
        if error.facts.get("error"):
            raise
        raise NotOffered from None


def of_gateway(status: int, seconds: int) -> Exception | None:
    """What a proxy in front of our server says by its status alone; None where a sign-in page may say the same."""
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return MessageTooLarge(status=status)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return AskedTooOften(seconds=seconds)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        return ServerBusy(seconds=seconds)
    return ServerTrouble() if status >= HTTPStatus.INTERNAL_SERVER_ERROR else None


def seconds_of(said: str, now: Callable[[], float]) -> int:
    """A `Retry-After`: seconds or a date; some patience where it says neither."""
    if said.isascii() and said.isdigit():
        return int(said)
    try:
        return max(0, int(email.utils.parsedate_to_datetime(said).timestamp() - now()))
    except (ValueError, TypeError, OverflowError):
        return _SOME_WAIT


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
    WireError.REPEATED_PROOF: lambda said: OutOfStep(error=said.error),
    WireError.BAD_MESSAGE: lambda said: MessageRefused(error=said.error),
    WireError.TOO_DEEP: lambda said: MessageRefused(error=said.error),
    WireError.TOO_LARGE: lambda said: MessageTooLarge(error=said.error),
    WireError.PACKAGE_BROKEN: lambda said: PackageBroken(error=said.error),
    WireError.PACKAGE_TOO_NEW: lambda said: PackageTooNew(error=said.error),
    WireError.PACKAGE_ELSEWHERE: lambda said: PackageElsewhere(error=said.error),
    WireError.PACKAGE_UNKNOWN_DEVICE: lambda said: PackageOfStranger(error=said.error),
    WireError.PACKAGE_REVOKED_DEVICE: lambda said: PackageOfRevoked(error=said.error),
}
_BY_STATUS: dict[int, Callable[[Refusal], Exception]] = {
    HTTPStatus.UNAUTHORIZED: lambda said: DeviceRefused(error=said.error),
    HTTPStatus.FORBIDDEN: lambda said: Forbidden(error=said.error),
    HTTPStatus.NOT_FOUND: lambda said: NoSuchService(error=said.error),
    HTTPStatus.REQUEST_TIMEOUT: lambda _said: TooSlow(),
    HTTPStatus.CONFLICT: lambda said: OutOfStep(error=said.error),
    HTTPStatus.UNPROCESSABLE_ENTITY: lambda said: MessageRefused(error=said.error),
}
"""Where the number says nothing: what something in front of the server answered in its name."""
