"""What is sent to break the server or to keep it busy: refused cheaply, cut off in time, and nobody else waits for it."""

import gzip
import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import zstandard

from cicdesk.server.app import Centre
from cicdesk.wire import codec, proofs
from cicdesk.wire.messages import Pull
from tests.server.conftest import World
from tests.server.test_proofs import proof
from tests.server.test_workers import until
from tests.support.devices import Laptop, new_person, wire_of
from tests.support.live_server import LiveServer
from tests.support.strict_server import ANSWER_SECONDS, BODY_SECONDS, HEAD_SECONDS, strict_server

pytestmark = [pytest.mark.slow, pytest.mark.server]

PATH = "/v1/sync/pull"
MEGABYTE = 1 << 20
MOST_MORE = 64 * MEGABYTE
"""Memory that all of it together may cost."""
PATIENCE = 2.0
"""Seconds in which each is answered, on a machine that does other things as well three times as many."""
BUSY_MACHINE = 3
SLOW = 200


@pytest.fixture(scope="module")
def strict(shared_url: str, shared_centre: Centre) -> Iterator[LiveServer]:
    with strict_server(shared_url) as running:
        yield running


@pytest.fixture
def strict_world(shared_centre: Centre, strict: LiveServer) -> Iterator[World]:
    with ExitStack() as leaving:
        yield World(shared_centre, strict, leaving)


@pytest.fixture
def laptop(strict_world: World) -> Laptop:
    return strict_world.laptop(strict_world.office())


def bomb(size: int, level: int = 3) -> bytes:
    """So many blanks, packed."""
    return zstandard.ZstdCompressor(level=level).compress(b" " * size)


def frames(count: int) -> bytes:
    """Empty packets, one after the other."""
    return zstandard.ZstdCompressor().compress(b"") * count


ZSTD = {"Content-Encoding": "zstd"}
BODIES: dict[str, tuple[Callable[[], bytes], dict[str, str]]] = {
    "200 MB of blanks": (lambda: bomb(200 * MEGABYTE), ZSTD),
    "a bomb in a bomb": (lambda: codec.pack_always(bomb(200 * MEGABYTE)), ZSTD),
    "just over the limit": (lambda: bomb(codec.UNPACKED_LIMIT + 1), ZSTD),
    "a window as large as a house": (
        lambda: zstandard.ZstdCompressor(
            compression_params=zstandard.ZstdCompressionParameters(window_log=27, enable_ldm=True)
        ).compress(b" " * (9 * MEGABYTE)), ZSTD),
    "very many empty packets": (lambda: frames(60_000), ZSTD),
    "packed another way": (lambda: gzip.compress(b" " * (50 * MEGABYTE)), {"Content-Encoding": "gzip"}),
    "packed another way under a wrong name": (lambda: gzip.compress(b" " * MEGABYTE), ZSTD),
    "packed twice, it says": (lambda: bomb(MEGABYTE), {"Content-Encoding": "zstd, zstd"}),
    "cut off": (lambda: bomb(50 * MEGABYTE)[:-9], ZSTD),
    "lists without end": (lambda: codec.pack_always(b"[" * (8 * MEGABYTE - 1)), ZSTD),
    "objects without end": (lambda: codec.pack_always(b'{"a":' * (MEGABYTE)), ZSTD),
    "brackets in texts": (lambda: codec.pack_always(b'{"schema":1,"x":["' + b'\\"[' * (2 * MEGABYTE)), ZSTD),
    "a field per byte": (
        lambda: codec.pack_always(b'{"schema":1,"cursors":{' + b",".join(b'"%d":0' % n for n in range(400_000)) + b"}}"),
        ZSTD),
    "a number of a million digits": (lambda: b'{"schema":' + b"9" * (MEGABYTE - 100) + b"}", {}),
    "a number that is infinite": (lambda: b'{"schema":1e999999}', {}),
    "wishes without end": (lambda: codec.pack_always(
        json.dumps({"schema": 1, "want": [f"x{n}" for n in range(500_000)]}).encode()), ZSTD),
    "no text": (lambda: b'{"schema":1,"want":["\xff\xfe\xed\xa0\x80"]}' * 9000, {}),
}  # fmt: skip


def memory(server: LiveServer) -> int:
    """Bytes that the process takes."""
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) << 10


def test_bombs_are_refused_at_once_and_cost_no_memory(strict: LiveServer, laptop: Laptop) -> None:
    wire = wire_of(laptop)
    laptop.pull()
    made = {name: (make(), headers) for name, (make, headers) in BODIES.items()}
    before = memory(strict)
    for name, (body, headers) in made.items():
        begun = time.monotonic()
        status, _data = wire.send(PATH, body, {"Proof": proof(wire, body=body), **headers})
        assert time.monotonic() - begun < PATIENCE * BUSY_MACHINE, name
        assert status in ({200} if name in {"wishes without end", "a field per byte"} else {400, 413}), name
    assert memory(strict) - before < MOST_MORE
    laptop.pull()


@contextmanager
def connected(server: LiveServer) -> Iterator[socket.socket]:
    """A bare connection."""
    place = urlsplit(server.url)
    with closing(socket.create_connection((place.hostname, place.port), timeout=30)) as line:
        yield line


def head(*more: str, path: str = PATH, method: str = "POST") -> bytes:
    """The head of a request."""
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: x", *more, "", ""]).encode()


def said(line: socket.socket) -> bytes:
    """What the server says before it hangs up."""
    told = b""
    try:
        while piece := line.recv(65536):
            told += piece
    except ConnectionResetError:
        pass
    return told


HEADS = {
    "one of 200 kB": head("X-Long: " + "a" * 200_000),
    "thousands of small ones": head(*[f"X-{n}: y" for n in range(5000)]),
    "a path of 100 kB": head(path="/" + "a" * 100_000),
    "a proof of a megabyte": head("Proof: " + "a" * MEGABYTE),
}


@pytest.mark.parametrize("kind", HEADS)
def test_a_long_head_is_refused(kind: str, strict: LiveServer) -> None:
    with connected(strict) as line:
        try:
            line.sendall(HEADS[kind])
        except (BrokenPipeError, ConnectionResetError):
            return
        assert said(line).partition(b"\r\n")[0] in {b"HTTP/1.1 431 Request Header Fields Too Large", b""}


def test_a_head_of_usual_length_is_not(strict: LiveServer) -> None:
    with connected(strict) as line:
        line.sendall(head("X-Long: " + "a" * 12_000, "Connection: close", path="/healthz", method="GET"))
        assert said(line).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("sort", ["length told", "in chunks"])
def test_a_hundred_megabytes_are_refused_before_they_are_read(sort: str, strict: LiveServer) -> None:
    before, sent = memory(strict), 0
    with connected(strict) as line:
        told = f"Content-Length: {100 * MEGABYTE}" if sort == "length told" else "Transfer-Encoding: chunked"
        line.sendall(head(told))
        piece = b"a" * 65536
        piece = piece if sort == "length told" else b"10000\r\n" + piece + b"\r\n"
        try:
            while sent < 100 * MEGABYTE:
                sent += line.send(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass
        assert sent < 20 * MEGABYTE, "what the system holds between two ends, not all of it"
    assert memory(strict) - before < 16 * MEGABYTE


def test_whoever_sends_a_little_too_much_reads_why(laptop: Laptop) -> None:
    wire, body = wire_of(laptop), b"a" * (codec.WIRE_LIMIT + 1000)
    assert wire.send(PATH, body, {"Proof": proof(wire, body=body)})[0] == 413


def drip(line: socket.socket) -> None:
    """One byte more, if anybody still listens."""
    try:
        line.send(b"a")
    except (BrokenPipeError, ConnectionResetError):
        return


ENDLESS: dict[str, tuple[list[bytes], float]] = {
    "says nothing": ([], HEAD_SECONDS),
    "half a head": ([b"POST /v1/sync/pull HTTP/1.1\r\nHost: x\r\nX-"], HEAD_SECONDS),
    "half a second head": ([head(path="/healthz", method="GET"), b"POST /v1/sync/pull HTTP/1.1\r\nHo"], HEAD_SECONDS),
    "half a body": ([head("Content-Length: 500000"), b"abc"], BODY_SECONDS + 1),
    "half a body where none is wanted": ([head("Content-Length: 500000", path="/nowhere"), b"abc"], BODY_SECONDS + 1),
    "half a chunk": ([head("Transfer-Encoding: chunked"), b"1000\r\nabc"], BODY_SECONDS + 1),
}  # fmt: skip


@pytest.mark.parametrize("kind", ENDLESS)
def test_who_never_ends_is_cut_off(kind: str, strict: LiveServer) -> None:
    pieces, limit = ENDLESS[kind]
    with connected(strict) as line:
        begun = time.monotonic()
        for piece in pieces:
            line.sendall(piece)
        line.settimeout(0.1)
        while time.monotonic() - begun < limit + 10:
            try:
                if not line.recv(65536):
                    break
            except TimeoutError:
                drip(line)
            except ConnectionResetError:
                break
        assert time.monotonic() - begun < limit + 1 + BUSY_MACHINE


def test_who_sends_much_and_steadily_gets_more_time(strict: LiveServer, laptop: Laptop) -> None:
    wire, body = wire_of(laptop), b" " * 200_000 + codec.encode(Pull(schema=1))
    pause, pieces = threading.Event(), [body[at : at + 20_000] for at in range(0, len(body), 20_000)]
    with connected(strict) as line:
        line.sendall(
            head(f"Content-Length: {len(body)}", f"Proof: {proof(wire, body=body)}", "Connection: close")
        )
        begun = time.monotonic()
        for piece in pieces:
            line.sendall(piece)
            pause.wait((BODY_SECONDS + 2) / len(pieces))
        assert time.monotonic() - begun > BODY_SECONDS + 1
        assert said(line).startswith(b"HTTP/1.1 200 ")


def test_who_never_reads_the_answer_is_cut_off(strict: LiveServer, laptop: Laptop) -> None:
    wire = wire_of(laptop)
    for _each in range(6):
        laptop.push(*(new_person(laptop.user, laptop.office, remarks=f"{n}" * 60) for n in range(1500)))
    body = codec.encode(Pull(schema=1, cursors={f"c:{laptop.office}": 0}, whole=True, limit=5000))
    with connected(strict) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        for _request in range(8):
            signed = proof(wire, body=body)
            line.sendall(
                head(
                    f"Content-Length: {len(body)}", f"{proofs.HEADER}: {signed}", "Accept-Encoding: identity"
                )
                + body
            )
        begun, port = time.monotonic(), line.getsockname()[1]
        until(lambda: not _peers(strict, port))
        assert time.monotonic() - begun < ANSWER_SECONDS * 2 + 20


def _peers(server: LiveServer, port: int) -> bool:
    """Whether the server's end of the connection from this port is still open."""
    wanted = f":{port:04X} 01 "
    return any(
        wanted in line for line in Path(f"/proc/{server.process.pid}/net/tcp").read_text().splitlines()
    )


def test_two_hundred_slow_connections_keep_nobody_waiting(strict: LiveServer, laptop: Laptop) -> None:
    laptop.pull()
    starts = [b"", b"POST /v1/sync/push HT", head("Content-Length: 900000") + b"a" * 900]
    with ExitStack() as leaving:
        lines = [leaving.enter_context(connected(strict)) for _each in range(SLOW)]
        begun, took = time.monotonic(), list[float]()
        for number, line in enumerate(lines):
            line.sendall(starts[number % len(starts)])
        while time.monotonic() - begun < BODY_SECONDS + 1:
            for line in lines[::7]:
                drip(line)
            asked = time.monotonic()
            laptop.push(new_person(laptop.user, laptop.office), pull=True)
            took.append(time.monotonic() - asked)
        assert sorted(took)[int(len(took) * 0.95)] < PATIENCE
        assert len(took) > 5
        for line in lines:
            said(line)
        assert time.monotonic() - begun < BODY_SECONDS + 1 + 10


def test_bodies_that_do_not_end_fill_only_the_room_there_is(shared_url: str, shared_centre: Centre) -> None:
    with strict_server(shared_url, body_room=3 * MEGABYTE) as running, ExitStack() as leaving:
        lines = [leaving.enter_context(connected(running)) for _each in range(6)]
        for line in lines:
            line.sendall(head("Content-Length: 1000000") + b"a" * 900_000)
        answers = [said(line).partition(b"\r\n")[0] for line in lines]
    assert set(answers) == {b"HTTP/1.1 503 Service Unavailable", b"HTTP/1.1 408 Request Timeout"}
