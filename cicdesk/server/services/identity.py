"""Who asks: from a proof to a device, each proof once and not too often."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from cicdesk.base.clock import Clock
from cicdesk.server.services.access import is_code
from cicdesk.server.services.refusals import Refused
from cicdesk.server.services.sync import Caller
from cicdesk.server.settings import Settings
from cicdesk.server.storage import directory, limits
from cicdesk.server.storage.engine import Database
from cicdesk.wire import proofs
from cicdesk.wire.errors import WireError

T = TypeVar("T")

_LIFETIME = 2 * proofs.WINDOW
_A_MINUTE = 60
_AN_HOUR = 3600
_LEAST_BYTES = 16 << 10
"""What a request about a file counts at the least."""


@dataclass(frozen=True, slots=True)
class Proven:
    """A caller whose proof is right; it still has to be counted."""

    caller: Caller
    jti: str


class IdentityService:
    """Verifies proofs and keeps count."""

    def __init__(self, database: Database, settings: Settings, clock: Clock) -> None:
        self._database = database
        self._settings = settings
        self._clock = clock

    def prove(self, token: str, request: proofs.Request) -> Proven:
        """The device that made this request; Refused if that is not proven."""
        now = self._clock.now().timestamp()
        device_id = _reading(lambda: proofs.key_id(token), now)
        if not is_code(device_id):
            raise Refused(WireError.UNKNOWN_DEVICE)
        with self._database.reading() as connection:
            device = directory.devices(connection, [device_id]).get(device_id)
        if device is None:
            raise Refused(WireError.UNKNOWN_DEVICE)
        claims = _reading(lambda: proofs.read_proof(token, device.key, request, now), now)
        return Proven(Caller(device, apart=int((claims.iat - now) * 1000)), claims.jti)

    def count(self, proven: Proven, mutations: int = 0) -> None:
        """Note the proof as used and the request as made; Refused if it was seen or there are too many."""
        now = int(self._clock.now().timestamp())
        with self._database.writing() as connection:
            fresh, requests, handed_in = limits.count_request(
                connection, proven.caller.device.id, proven.jti, now, _LIFETIME, mutations
            )
        if not fresh:
            raise Refused(WireError.REPEATED_PROOF)
        if requests > self._settings.requests_a_minute:
            raise Refused(WireError.TOO_MANY, "requests", retry_after=_A_MINUTE - now % _A_MINUTE)
        if handed_in > self._settings.mutations_an_hour:
            raise Refused(WireError.TOO_MANY, "mutations", retry_after=_AN_HOUR - now % _AN_HOUR)

    def count_file(self, proven: Proven, passed: int) -> None:
        """The same for a request about a file, which counts by its bytes."""
        now = int(self._clock.now().timestamp())
        with self._database.writing() as connection:
            fresh, this_hour = limits.count_file_request(
                connection, proven.caller.device.id, proven.jti, now, _LIFETIME, max(passed, _LEAST_BYTES)
            )
        if not fresh:
            raise Refused(WireError.REPEATED_PROOF)
        if this_hour > self._settings.file_bytes_an_hour:
            raise Refused(WireError.TOO_MANY, "bytes of files", retry_after=_AN_HOUR - now % _AN_HOUR)

    def prove_key(self, token: str, key: bytes, request: proofs.Request) -> None:
        """The request was made by this very key, which no device has yet."""
        now = self._clock.now().timestamp()
        _reading(lambda: proofs.read_proof(token, key, request, now), now)


def _reading(read: Callable[[], T], now: float) -> T:
    """What `read` finds, with its complaints as refusals."""
    try:
        return read()
    except proofs.NoProof as error:
        raise Refused(WireError.NO_PROOF) from error
    except proofs.StaleProof as error:
        raise Refused(WireError.STALE_PROOF, time=int(now * 1000)) from error
    except proofs.ProofError as error:
        raise Refused(WireError.BAD_PROOF) from error
