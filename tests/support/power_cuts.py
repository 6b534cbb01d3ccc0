"""What a disk holds after the power went: everything that was synced, and of the rest whatever chance left.

The recorder stands between SQLite and the files, as a file system of SQLite's own kind that hands every
call on and notes what was written, cut off, synced and deleted, beside what the program had promised by then.
"""

import ctypes
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlcipher3 import _sqlite3

SECTOR = 512
"""Bytes that a disk writes whole or not at all."""

_Int, _Pointer, _Long = ctypes.c_int, ctypes.c_void_p, ctypes.c_int64
_Open = ctypes.CFUNCTYPE(_Int, _Pointer, _Pointer, _Pointer, _Int, _Pointer)
_Delete = ctypes.CFUNCTYPE(_Int, _Pointer, ctypes.c_char_p, _Int)
_Close = ctypes.CFUNCTYPE(_Int, _Pointer)
_Write = ctypes.CFUNCTYPE(_Int, _Pointer, _Pointer, _Int, _Long)
_Truncate = ctypes.CFUNCTYPE(_Int, _Pointer, _Long)
_Sync = ctypes.CFUNCTYPE(_Int, _Pointer, _Int)


class _Methods(ctypes.Structure):
    """sqlite3_io_methods, as far as it is looked at (https://sqlite.org/c3ref/io_methods.html)."""

    _fields_ = (
        ("version", _Int), ("close", _Close), ("read", _Pointer), ("write", _Write), ("truncate", _Truncate),
        ("sync", _Sync), ("rest", _Pointer * 14),
    )  # fmt: skip


class _File(ctypes.Structure):
    """sqlite3_file (https://sqlite.org/c3ref/file.html)."""

    _fields_ = (("methods", ctypes.POINTER(_Methods)),)


class _System(ctypes.Structure):
    """sqlite3_vfs (https://sqlite.org/c3ref/vfs.html)."""

    _fields_ = (
        ("version", _Int), ("file_size", _Int), ("longest_path", _Int), ("following", _Pointer),
        ("name", ctypes.c_char_p), ("data", _Pointer), ("open", _Open), ("delete", _Delete), ("rest", _Pointer * 14),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wrote:
    """Bytes on their way to a file."""

    name: str
    at: int
    content: bytes


@dataclass(frozen=True, slots=True)
class CutOff:
    """A file made shorter."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Synced:
    """The disk said that everything written to this file is safe."""

    name: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """A file was taken away."""

    name: str


@dataclass(frozen=True, slots=True)
class Promised:
    """What the person at the keyboard was told is saved."""

    words: tuple[str, ...]


Event = Wrote | CutOff | Synced | Deleted | Promised


@dataclass
class Recorder:
    """Everything that happened, in order."""

    folder: Path
    events: list[Event] = field(default_factory=list)

    def promised(self, *words: object) -> None:
        """Note that the program has said so."""
        self.events.append(Promised(tuple(map(str, words))))


@contextmanager
def recorded(folder: Path) -> Iterator[Recorder]:
    """Whatever SQLCipher writes below the folder while this lasts; connections have to be opened inside."""
    library, recorder = ctypes.CDLL(_sqlite3.__file__), Recorder(folder)
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_System)
    library.sqlite3_vfs_find.argtypes = [ctypes.c_char_p]
    usual = library.sqlite3_vfs_find(None)
    system = _System()
    ctypes.memmove(ctypes.byref(system), usual, ctypes.sizeof(_System))
    system.name = b"recorder"
    between = _Between(recorder, usual.contents)
    system.open, system.delete = _Open(between.open), _Delete(between.delete)
    assert library.sqlite3_vfs_register(ctypes.byref(system), 1) == 0
    try:
        yield recorder
    finally:
        assert library.sqlite3_vfs_register(usual, 1) == 0
        assert library.sqlite3_vfs_unregister(ctypes.byref(system)) == 0


class _Between:
    """Hands every call on to the usual file system, and notes those that change something."""

    def __init__(self, recorder: Recorder, usual: _System) -> None:
        self._recorder, self._usual = recorder, usual
        self._names: dict[int, str] = {}
        self._kinds: dict[int, tuple[_Methods, _Methods]] = {}
        """The usual methods and ours, by the address of the usual ones."""

    def open(self, system: int, path: int | None, file: int, flags: int, out: int) -> int:
        """Open, and put ourselves between."""
        done = int(self._usual.open(system, path, file, flags, out))
        opened = ctypes.cast(file, ctypes.POINTER(_File)).contents
        if done or not path or not opened.methods:
            return done
        self._names[file] = Path(ctypes.string_at(path).decode()).name
        address = ctypes.addressof(opened.methods.contents)
        if address not in self._kinds:
            self._kinds[address] = (opened.methods.contents, self._ours(opened.methods.contents))
        opened.methods = ctypes.pointer(self._kinds[address][1])
        return done

    def delete(self, system: int, path: bytes, sync: int) -> int:
        """Take a file away."""
        self._note(Deleted(Path(path.decode()).name))
        return int(self._usual.delete(system, path, sync))

    def _ours(self, usual: _Methods) -> _Methods:
        ours = _Methods()
        ctypes.memmove(ctypes.byref(ours), ctypes.byref(usual), ctypes.sizeof(_Methods))

        def write(file: int, content: int, size: int, at: int) -> int:
            self._note(Wrote(self._names[file], at, ctypes.string_at(content, size)))
            return int(usual.write(file, content, size, at))

        def truncate(file: int, size: int) -> int:
            self._note(CutOff(self._names[file], size))
            return int(usual.truncate(file, size))

        def sync(file: int, flags: int) -> int:
            done = int(usual.sync(file, flags))
            self._note(Synced(self._names[file]))
            return done

        ours.write, ours.truncate, ours.sync = _Write(write), _Truncate(truncate), _Sync(sync)
        return ours

    def _note(self, event: Event) -> None:
        self._recorder.events.append(event)


class Disk:
    """The files as they lie on the disk; what was not synced yet is kept apart."""

    def __init__(self, files: dict[str, bytes]) -> None:
        """`files`: what lay there at the beginning."""
        self._safe = {name: bytearray(content) for name, content in files.items()}
        self._loose: dict[str, list[Wrote | CutOff]] = {}

    def happens(self, event: Event) -> None:
        """One event more."""
        match event:
            case Wrote() | CutOff():
                self._loose.setdefault(event.name, []).append(event)
            case Synced():
                for change in self._loose.pop(event.name, []):
                    _apply(self._safe.setdefault(event.name, bytearray()), change)
            case Deleted():
                self._safe.pop(event.name, None)
                self._loose.pop(event.name, None)
            case Promised():
                pass

    def after_a_cut(self, chance: random.Random) -> dict[str, bytes]:
        """The files, with whatever of the unsynced changes chance left: each sector on its own, in any order."""
        files = {name: bytearray(content) for name, content in self._safe.items()}
        for name, changes in self._loose.items():
            left, kept = files.setdefault(name, bytearray()), chance.random()
            for change in changes:
                for part in _torn(change):
                    if chance.random() < kept:
                        _apply(left, part)
        return {name: bytes(content) for name, content in files.items()}


def _torn(change: Wrote | CutOff) -> Iterator[Wrote | CutOff]:
    if isinstance(change, CutOff):
        yield change
        return
    start = 0
    while start < len(change.content):
        end = start + SECTOR - (change.at + start) % SECTOR
        yield Wrote(change.name, change.at + start, change.content[start:end])
        start = end


def _apply(content: bytearray, change: Wrote | CutOff | Any) -> None:  # noqa: ANN401  one of two
    if isinstance(change, CutOff):
        del content[change.size :]
        return
    content.extend(bytes(max(0, change.at - len(content))))
    content[change.at : change.at + len(change.content)] = change.content
