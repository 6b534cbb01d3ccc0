"""The floor of a sync: whole documents in one zstd request, into a jsonb table and a SQLCipher file.

No merge, no conflicts, no resume: what any program has to pay that moves the same content.
"""

import asyncio
import json
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import requests
import uvicorn
import zstandard
from sqlcipher3 import dbapi2 as sqlcipher

_KEY = "x'" + "2a" * 32 + "'"


@dataclass(frozen=True, slots=True)
class Floor:
    """What the naive exchange took."""

    push_seconds: float
    pull_seconds: float
    push_bytes: int
    pull_bytes: int


class _Server:
    """Two routes on a bare ASGI application over one connection."""

    def __init__(self, url: str) -> None:
        self._database = psycopg.connect(url, autocommit=False)
        self._database.execute(
            "DROP TABLE IF EXISTS naive; CREATE TABLE naive (id text PRIMARY KEY, doc jsonb)"
        )
        self._database.commit()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401  ASGI
        body = b""
        while scope["type"] == "http":
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        answer = await asyncio.to_thread(self._push if body else self._pull, body)
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-length", str(len(answer)).encode())],
            }
        )
        await send({"type": "http.response.body", "body": answer})

    def _push(self, body: bytes) -> bytes:
        rows = msgspec.json.decode(zstandard.decompress(body), type=dict[str, msgspec.Raw])
        with self._database.cursor() as cursor, cursor.copy("COPY naive FROM STDIN") as copy:
            for key, document in rows.items():
                copy.write_row((key, bytes(document).decode()))
        self._database.commit()
        return b"ok"

    def _pull(self, _body: bytes) -> bytes:
        rows = self._database.execute("SELECT id, doc::text FROM naive").fetchall()
        text = b"{" + b",".join(f'"{key}":{document}'.encode() for key, document in rows) + b"}"
        self._database.commit()
        return zstandard.ZstdCompressor(3).compress(text)


def _file(path: Path) -> Any:  # noqa: ANN401  the driver is untyped
    path.unlink(missing_ok=True)
    database = sqlcipher.connect(str(path), isolation_level=None)
    database.execute(f'PRAGMA key="{_KEY}"')
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE doc (id TEXT PRIMARY KEY, body TEXT, dirty INTEGER)")
    return database


@contextmanager
def served(url: str) -> Iterator[str]:
    """The server over an empty table of this database; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(_Server(url), port=port, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.should_exit = True
        thread.join()


class Laptop:
    """A file with persons that nobody else has yet."""

    def __init__(self, address: str, path: Path, people: list[dict[str, Any]]) -> None:
        self._address = address
        self._source = _file(path)
        self._source.execute("BEGIN")
        self._source.executemany(
            "INSERT INTO doc VALUES (?, ?, 1)",
            [(str(uuid.uuid4()), json.dumps(p, ensure_ascii=False, separators=(",", ":"))) for p in people],
        )
        self._source.execute("COMMIT")

    def push(self) -> int:
        """Hand everything in; the bytes of it."""
        rows = self._source.execute("SELECT id, body FROM doc WHERE dirty = 1").fetchall()
        body = zstandard.ZstdCompressor(3).compress(
            ("{" + ",".join(f'"{k}":{d}' for k, d in rows) + "}").encode()
        )
        requests.post(self._address, data=body, timeout=120).raise_for_status()
        self._source.execute("BEGIN")
        self._source.execute("UPDATE doc SET dirty = 0 WHERE dirty = 1")
        self._source.execute("COMMIT")
        return len(body)

    def pull(self, path: Path) -> int:
        """Read all that there is into another file; the bytes of it."""
        target = _file(path)
        answer = requests.get(self._address, timeout=120).content
        documents = msgspec.json.decode(zstandard.decompress(answer), type=dict[str, msgspec.Raw])
        target.execute("BEGIN")
        target.executemany(
            "INSERT INTO doc VALUES (?, ?, 0)", [(k, bytes(d).decode()) for k, d in documents.items()]
        )
        target.execute("COMMIT")
        return len(answer)


def measure(url: str, folder: Path, people: list[dict[str, Any]]) -> Floor:
    """One push and one pull of these persons."""
    with served(url) as address:
        each = Laptop(address, folder / "naive-a.db", people)
        started = time.perf_counter()
        sent = each.push()
        pushed = time.perf_counter()
        came = each.pull(folder / "naive-b.db")
        return Floor(pushed - started, time.perf_counter() - pushed, sent, came)
