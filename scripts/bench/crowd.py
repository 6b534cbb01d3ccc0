"""Many laptops come back at once: how long one waits, and whether it costs more the more is stored."""

import http.client
import itertools
import secrets
import statistics
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cicdesk.base.ids import new_id
from cicdesk.server.app import make_centre
from cicdesk.server.embedded import Embedded
from cicdesk.server.settings import Settings
from cicdesk.server.storage import directory
from cicdesk.wire import codec, proofs
from cicdesk.wire.messages import EVERYONE, Mutation, Pull, PullReply, Push, PushReply
from scripts.bench.cases import persons
from scripts.bench.figures import Figure, percentile
from scripts.bench.laptops import Centre, centre

T = TypeVar("T", bound=msgspec.Struct)

LAPTOPS = 200
OFFICES = 20
EDITS = 20
"""What each laptop brings from its day."""
FEW, MANY = 10_000, 200_000
_BATCH = 1_000
_AT_ONCE_SECONDS = 20.0
"""Within this time all of them come back: a van that stops at the centre's door does not wait for the next."""


@dataclass(slots=True)
class Line:
    """One laptop's signed requests over a connection of its own. A busy server is asked again when it says."""

    url: str
    device: str
    user: str
    office: str
    key: Ed25519PrivateKey
    known: list[int] | None = None
    epoch: int | None = None
    cursors: dict[str, int] = field(default_factory=dict)
    waited: int = 0
    """Times that the server was busy."""
    failed: int = 0
    _connection: http.client.HTTPConnection | None = None

    def ask(self, path: str, message: msgspec.Struct, kind: type[T]) -> T:
        """The server's answer."""
        while True:
            try:
                status, wait, data = self._once(path, message)
            except ConnectionError:  # nobody used the connection for long, and the server hung up
                self.close()
                status, wait, data = self._once(path, message)
            if status == http.HTTPStatus.OK:
                return codec.decode(data, kind)
            if status not in (http.HTTPStatus.SERVICE_UNAVAILABLE, http.HTTPStatus.TOO_MANY_REQUESTS):
                self.failed += 1
                raise RuntimeError(f"{status} {data[:200]!r}")
            self.waited += 1
            threading.Event().wait(wait)

    def _once(self, path: str, message: msgspec.Struct) -> tuple[int, float, bytes]:
        if self._connection is None:
            place = urlsplit(self.url)
            self._connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)
        body, encoding = codec.pack(codec.encode(message))
        proof = proofs.make_proof(
            self.key.private_bytes_raw(),
            self.device,
            "POST",
            path,
            body,
            time.time(),
            secrets.token_urlsafe(8),
        )
        headers = {proofs.HEADER: proof} | ({"Content-Encoding": encoding} if encoding else {})
        self._connection.request("POST", path, body, headers)
        answer = self._connection.getresponse()
        data = codec.unpack(answer.read(), answer.headers.get("Content-Encoding", ""), 64 << 20)
        return answer.status, float(answer.headers.get("Retry-After", 0)), data

    def sync(self, muts: Sequence[Mutation]) -> int:
        """Hand these in and read everything that is new; how many records came."""
        asked = Push(
            schema=1,
            epoch=self.epoch,
            known=self.known,
            muts=list(muts),
            cursors=self.cursors or {EVERYONE: 0},
        )
        reply = self.ask("/v1/sync/push", asked, PushReply)
        self.epoch, self.known = reply.epoch or self.epoch, reply.known or self.known
        came, more = self._take(reply.pull or PullReply())
        while more:
            pulled = self.ask(
                "/v1/sync/pull",
                Pull(schema=1, epoch=self.epoch, known=self.known, cursors=self.cursors),
                PullReply,
            )
            self.known = pulled.known or self.known
            some, more = self._take(pulled)
            came += some
        return came

    def _take(self, reply: PullReply) -> tuple[int, bool]:
        if reply.scope:
            self.cursors = {part: self.cursors.get(part, 0) for part in [*reply.scope, EVERYONE]}
        for part, page in reply.parts.items():
            self.cursors[part] = page.cursor
        rows = sum(len(page.rows) for page in reply.parts.values())
        return rows, bool(reply.scope) or any(page.more for page in reply.parts.values())

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


@dataclass(frozen=True, slots=True)
class Wave:
    """What happened when all came back."""

    seconds: list[float]
    busy: int
    whole: float

    @property
    def p95(self) -> float:
        """What 95 of 100 laptops did not wait longer than."""
        return percentile(self.seconds, 0.95)


def measure(count: int = LAPTOPS) -> list[Figure]:
    """200 laptops over a nearly empty server and over a full one."""
    with tempfile.TemporaryDirectory() as folder, centre(Path(folder) / "centre", workers=2) as made:
        lines = enrolled(made, Path(folder) / "centre", count)
        few = _filled(lines, FEW)
        _wave(lines, spread=_AT_ONCE_SECONDS)
        first = _wave(lines, spread=_AT_ONCE_SECONDS)
        sudden = _wave(lines, spread=0.0)
        quiet_few = _alone(lines)
        many = _filled(lines, MANY - few)
        _wave(lines, spread=_AT_ONCE_SECONDS)
        last = _wave(lines, spread=_AT_ONCE_SECONDS)
        quiet_many = _alone(lines)
        for line in lines:
            line.close()
    failed = sum(line.failed for line in lines)
    spread = f"within {_AT_ONCE_SECONDS:.0f} s"
    return [
        Figure(f"{count} laptops {spread}, {few} stored: p95", first.p95, "s", 3.0, note=f"busy {first.busy}"),
        Figure(f"{count} laptops {spread}, {few + many} stored: p95", last.p95, "s", 3.0, note=f"busy {last.busy}"),
        Figure("one laptop's sync as the store grows", quiet_many * 1e3, "ms", 1.3 * quiet_few * 1e3, quiet_few * 1e3),
        Figure(f"{count} laptops in one moment: until the last has finished", sudden.whole, "s", 60.0,
               note=f"p95 {sudden.p95:.1f} s, busy {sudden.busy}"),
        Figure("answers other than the right one or `busy`", float(failed), "", 0),
    ]  # fmt: skip


def enrolled(made: Centre, folder: Path, count: int) -> list[Line]:
    """Laptops with keys, in twenty offices."""
    with Embedded(folder) as cluster:
        centre_here = make_centre(Settings(database=cluster.url))
        offices = [f"K{number}" for number in range(OFFICES)]
        for office in offices:
            centre_here.directory.add_office(office, office, "PL")
        lines = [
            _laptop(made.url, number, office)
            for number, office in zip(range(count), itertools.cycle(offices))
        ]
        for line in lines:
            centre_here.directory.add_user(line.user, "assistant", [line.office])
        with centre_here.database.writing() as connection:
            for line in lines:
                values: dict[str, object] = {
                    "id": line.device, "name": line.device, "office": line.office, "created": 0,
                    "key": line.key.public_key().public_bytes_raw(),
                }  # fmt: skip
                directory.add_device(connection, values)
                directory.register(connection, line.device, line.user)
        centre_here.close()
    return lines


def _laptop(url: str, number: int, office: str) -> Line:
    return Line(url, f"crowd{number:04d}", f"person{number:04d}", office, Ed25519PrivateKey.generate())


def _filled(lines: Sequence[Line], count: int) -> int:
    """So many persons more on the server, evenly over the offices; how many were made."""
    share = count // OFFICES
    values: list[dict[str, Any]] = persons(500)
    for line in lines[:OFFICES]:
        for start in range(0, share, _BATCH):
            line.sync([_made(line, values[n % 500]) for n in range(start, min(share, start + _BATCH))])
    return share * OFFICES


def _made(line: Line, values: dict[str, Any]) -> Mutation:
    flat = {name: value for name, value in values.items() if not isinstance(value, list)}
    return Mutation(
        id=new_id(),
        kind="person",
        user=line.user,
        at=int(time.time() * 1000),
        set={**flat, "office": line.office},
    )


def _wave(lines: Sequence[Line], spread: float) -> Wave:
    """All of them bring their day and read the others'."""
    values = persons(EDITS)
    took: list[float] = []
    gate = threading.Event()

    def come_back(line: Line, after: float) -> None:
        muts = [_made(line, each) for each in values]
        gate.wait()
        threading.Event().wait(after)
        started = time.monotonic()
        line.sync(muts)
        took.append(time.monotonic() - started)

    crowd = [
        threading.Thread(target=come_back, args=(line, spread * place / len(lines)))
        for place, line in enumerate(lines)
    ]
    for each in crowd:
        each.start()
    before, started = sum(line.waited for line in lines), time.monotonic()
    gate.set()
    for each in crowd:
        each.join()
    return Wave(took, sum(line.waited for line in lines) - before, time.monotonic() - started)


def _alone(lines: Sequence[Line]) -> float:
    """The middle time of a small sync while nobody else is there."""
    line, values = lines[0], persons(1)
    line.sync([])
    took = []
    for _ in range(20):
        muts = [_made(line, values[0])]
        started = time.monotonic()
        line.sync(muts)
        took.append(time.monotonic() - started)
    return statistics.median(took)
