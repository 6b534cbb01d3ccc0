"""A log is a readable file beside an encrypted one: it says what broke and where, never about whom."""

import logging
from pathlib import Path

import pytest

from cicdesk.base import log
from cicdesk.base.errors import Fault


def broken() -> BaseException:
    """A fault whose cause, and whose cause's context, quote what somebody typed."""
    try:
        try:
            try:
                {"Żuk": 1}.pop("Євген")
            except KeyError:
                int("Żuk")
        except ValueError as error:
            raise Fault from error
    except Fault as fault:
        return fault
    raise AssertionError


@pytest.fixture
def line(tmp_path: Path) -> str:
    """What a log keeps of a fault."""
    handler = log.file_log(tmp_path / "log")
    record = logging.LogRecord(
        "cicdesk", logging.ERROR, __file__, 1, "fault %s", ("x1",), (Fault, broken(), None)
    )
    handler.handle(record)
    handler.close()
    return (tmp_path / "log").read_text(encoding="utf-8")


def test_a_log_names_the_error_its_causes_and_their_places(line: str) -> None:
    assert "ERROR cicdesk fault x1: Fault at " in line
    assert "because of ValueError at " in line
    assert "because of KeyError at " in line
    assert f"{__name__}:" in line


def test_a_log_never_holds_the_text_of_an_error(line: str) -> None:
    assert "Żuk" not in line
    assert "Євген" not in line
    assert len(line.splitlines()) == 1


def test_a_chain_that_bites_its_own_tail_ends() -> None:
    first, second = ValueError(), ValueError()
    first.__cause__, second.__cause__ = second, first
    assert log.told(first).count("ValueError") == 2


def test_only_the_innermost_places_are_told() -> None:
    def deep(levels: int) -> None:
        if levels:
            deep(levels - 1)
        raise RuntimeError

    with pytest.raises(RuntimeError) as caught:
        deep(30)
    assert len(log.places(caught.value.__traceback__)) == 8
