"""The line that can be cut, in front of a small echo."""

import socket
import threading
from collections.abc import Iterator

import pytest

from cicdesk.story.line import Line


@pytest.fixture
def echo() -> Iterator[int]:
    """The port of something that says back what it hears."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _who = listener.accept()
            except OSError:
                return
            with connection:
                while heard := _heard(connection):
                    connection.sendall(heard)

    thread = threading.Thread(target=serve)
    thread.start()
    yield listener.getsockname()[1]
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


def _heard(connection: socket.socket) -> bytes:
    try:
        return connection.recv(100)
    except OSError:
        return b""


@pytest.fixture
def line(echo: int) -> Iterator[Line]:
    """A line to it."""
    made = Line(echo)
    yield made
    made.close()


def said(line: Line, words: bytes) -> bytes:
    """What comes back."""
    with socket.create_connection(("127.0.0.1", line.port), timeout=5) as connection:
        connection.sendall(words)
        return connection.recv(100)


def test_it_carries_both_ways(line: Line) -> None:
    assert said(line, b"good morning") == b"good morning"


def test_cut_it_refuses_and_breaks_what_was_open(line: Line) -> None:
    with socket.create_connection(("127.0.0.1", line.port), timeout=5) as connection:
        connection.sendall(b"one")
        assert connection.recv(100) == b"one"
        line.cut()
        with pytest.raises(ConnectionError):
            _until_it_ends(connection)
    with pytest.raises(ConnectionRefusedError):
        said(line, b"two")


def _until_it_ends(connection: socket.socket) -> None:
    if not connection.recv(100):
        raise ConnectionResetError


def test_restored_it_carries_again_at_the_same_port(line: Line) -> None:
    port = line.port
    line.cut()
    line.restore()
    assert line.port == port
    assert said(line, b"again") == b"again"


def test_cutting_twice_is_cutting_once(line: Line) -> None:
    line.cut()
    line.cut()
    assert not line.up
