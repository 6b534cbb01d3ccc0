"""Files on a stick: whole or not there, and read no further than need be."""

import errno
import os
from pathlib import Path

import pytest

from cicdesk.sync import sticks
from cicdesk.sync.errors import StickFull, StickUnusable
from cicdesk.wire import packages


def test_a_file_is_there_whole_once_it_is_written(tmp_path: Path) -> None:
    path = sticks.write(tmp_path / "a.cicdesk", b"abc")
    assert sticks.read(path) == b"abc"
    sticks.write(path, b"other")
    assert [each.name for each in tmp_path.iterdir()] == ["a.cicdesk"]
    assert path.read_bytes() == b"other"


@pytest.mark.parametrize(
    ("number", "error"),
    [(errno.ENOSPC, StickFull), (errno.EFBIG, StickFull), (errno.EIO, StickUnusable), (errno.EROFS, StickUnusable)],
)  # fmt: skip
def test_a_stick_that_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, error: type[Exception]
) -> None:
    path = sticks.write(tmp_path / "a.cicdesk", b"abc")

    def fail(_handle: int) -> None:
        raise OSError(number, "stick")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(error):
        sticks.write(path, b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["a.cicdesk"]
    assert path.read_bytes() == b"abc"


def test_a_stick_that_was_pulled_out_is_named(tmp_path: Path) -> None:
    with pytest.raises(StickUnusable):
        sticks.write(tmp_path / "gone" / "a.cicdesk", b"abc")
    with pytest.raises(StickUnusable):
        sticks.read(tmp_path / "a.cicdesk")
    with pytest.raises(StickUnusable):
        sticks.read(tmp_path)


def test_a_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "huge.cicdesk"
    with path.open("wb") as out:
        out.truncate(1 << 33)
    assert len(sticks.read(path)) == packages.LARGEST + 1
