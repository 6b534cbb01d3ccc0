"""A machine without Qt's libraries is told which packages to install."""

import pytest

from scripts import check_machine
from scripts.check_machine import Library, advice, missing

ABSENT = Library("libnowhere-to-be-found.so.9", "libnowhere9", "nowhere-libs")


def test_a_library_that_is_not_there_is_missed() -> None:
    assert missing((ABSENT,)) == [ABSENT]


def test_the_advice_names_the_file_and_both_packages() -> None:
    words = advice([ABSENT], "run")
    assert ABSENT.file in words
    assert f"apt install {ABSENT.debian}" in words
    assert f"dnf install {ABSENT.fedora}" in words


def test_there_is_no_advice_where_nothing_is_missing() -> None:
    assert advice([], "run") == ""


def test_what_is_missing_ends_the_preparation(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check_machine, "ALWAYS", (ABSENT,))
    monkeypatch.setattr("sys.platform", "linux")
    assert check_machine.main([]) == 1
    assert "apt install" in capsys.readouterr().err


def test_qt_starts_here() -> None:
    assert check_machine.start_offscreen() == ""
