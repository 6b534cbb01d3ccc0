"""The whole story without a screen: a real server process, two real windows, a line that really breaks."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from tests.house_rules.trees import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.server]

VAN, OFFICE = "L07", "L01"
STEPS = [
    "unlock",
    "trip",
    "contacts",
    "coordinator",
    "offline",
    "intake",
    "case",
    "online",
    "review",
    "comment",
    "answer",
]
WINDOW = (1280, 800)
FEWEST_COLOURS = 30
"""A window that was painted has more: letters have soft edges."""


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a story that was played to its end."""
    out = tmp_path_factory.mktemp("demo")
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "cicdesk",
            "demo",
            "--headless",
            "--out",
            str(out),
            "--picture",
            str(out / "both.png"),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, f"{run.stdout}\n{run.stderr}"
    return out


@pytest.fixture(scope="module")
def story(played: Path) -> dict[str, Any]:
    """What was written down."""
    told: dict[str, Any] = json.loads((played / "story.json").read_text(encoding="utf-8"))
    return told


def step(story: dict[str, Any], name: str) -> dict[str, Any]:
    """The step of that name."""
    found: dict[str, Any] = next(each for each in story["steps"] if each["name"] == name)
    return found


def test_every_step_happened_in_its_order(story: dict[str, Any]) -> None:
    assert story["ok"] is True
    assert [each["name"] for each in story["steps"]] == STEPS
    assert [each["step"] for each in story["steps"]] == list(range(1, len(STEPS) + 1))
    assert all(each["milliseconds"] >= 0 for each in story["steps"])


def test_one_step_begins_where_the_one_before_ended(story: dict[str, Any]) -> None:
    for one, other in zip(story["steps"], story["steps"][1:], strict=False):
        assert one["after"] == other["before"]


def test_what_is_made_offline_waits_and_is_said_to_wait(story: dict[str, Any]) -> None:
    for name in ("offline", "intake", "case"):
        assert step(story, name)["network"] is False
    before = step(story, "intake")["before"][VAN]
    after = step(story, "case")["after"][VAN]
    assert before["badge"] != "sent"
    assert after["badge"] == "waiting"
    assert after["waiting"] == before["waiting"] + 2
    assert after["records"]["person"] == after["records"]["case"] == 1
    assert "person" not in step(story, "case")["after"][OFFICE]["records"]


def test_everything_arrives_once_the_network_is_back(story: dict[str, Any]) -> None:
    sent = step(story, "online")["after"][VAN]
    assert (sent["badge"], sent["waiting"]) == ("sent", 0)
    seen = step(story, "review")["after"][OFFICE]
    assert seen["records"]["person"] == seen["records"]["case"] == 1
    commented = step(story, "answer")["after"][VAN]
    assert commented["records"]["comment"] == 1


def test_both_laptops_hold_the_same_in_the_end(story: dict[str, Any]) -> None:
    last = story["steps"][-1]["after"]
    assert last[VAN]["digest"] == last[OFFICE]["digest"]
    assert last[VAN]["records"] == last[OFFICE]["records"]
    assert step(story, "case")["after"][VAN]["digest"] != last[VAN]["digest"]


def test_every_step_has_its_picture(played: Path, story: dict[str, Any]) -> None:
    names = [each["picture"] for each in story["steps"]]
    assert len(set(names)) == len(names)
    for name in names:
        image = QImage(str(played / name))
        assert (image.width(), image.height()) == WINDOW, name
        assert len(colours(image)) > FEWEST_COLOURS, f"{name} is blank"


def test_the_picture_for_the_front_page_is_small(played: Path) -> None:
    assert 10_000 < (played / "both.png").stat().st_size <= 300_000


def colours(image: QImage) -> set[int]:
    """The colours of every seventh pixel."""
    return {image.pixel(x, y) for y in range(0, image.height(), 7) for x in range(0, image.width(), 7)}
