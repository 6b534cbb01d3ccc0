"""Profiles of projects in the running window: what holds, a newer one from a file, a broken one with its fault."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from cicdesk.base.i18n import LANGUAGES
from cicdesk.gui.actions import Command
from cicdesk.gui.pages.profiles_panel import ProfilesPanel
from cicdesk.gui.pages.reports_page import ReportsPage
from cicdesk.schema.profiles import profile, put_in_force, shipped_text
from cicdesk.schema.snapshot import Changes
from tests.support.looks import clipped_texts, nameless
from tests.support.running import Running

OTHER = shipped_text("fami").replace('needed = ["polish_level"]', 'needed = ["polish_level", "first_entry"]')


@pytest.fixture(autouse=True)
def _shipped_again() -> Iterator[None]:
    yield
    put_in_force(())


def panel_of(running: Running, language: str = "en") -> ProfilesPanel:
    running.profile.session.lock()
    running.desktop.settings.language = language
    running.desktop.setting_changed("language")
    shell = running.unlock()
    shell.run(Command.REPORTS)
    page = shell.window.page
    assert isinstance(page, ReportsPage)
    (panel,) = page.findChildren(ProfilesPanel)
    page.show_tab([each.panel for each in page._tabs].index(panel))
    running.settle()
    return panel


def words(panel: ProfilesPanel) -> str:
    """Everything that can be read on the panel."""
    return "\n".join(each.text() for each in panel.findChildren(QLabel))


def test_a_profile_from_a_file_holds_at_once_and_a_broken_one_is_told_with_its_line(
    running: Running, tmp_path: Path
) -> None:
    running.profile.open()
    panel = panel_of(running)
    assert words(panel).count("As shipped with the program") == 3
    good, broken = tmp_path / "good.toml", tmp_path / "broken.toml"
    good.write_text(OTHER, encoding="utf-8")
    broken.write_text(OTHER.replace('"UKR"', '"XYZ"', 1), encoding="utf-8")
    panel.version.setText("2026-2")
    panel.publish("fami", good)
    running.settle()
    running.until(lambda: "Version 2026-2, valid from" in words(panel))
    assert profile("fami").version == "2026-2"
    panel.publish("fami", broken)
    running.settle()
    assert profile("fami").version == "2026-2"
    notices = "\n".join(each.text() for each in running.shell.window.findChildren(QLabel))
    assert "The profile of the project cannot be used: stays.eligible: XYZ" in notices


def test_what_comes_from_the_centre_holds_without_anybody_asking(running: Running) -> None:
    running.profile.open()
    shell = running.unlock()
    shell._desk.records.create(
        "project_profile",
        {"code": "fami", "version": "from afar", "valid_from": "2026-03-01", "document": OTHER},
    )
    running.desktop.bus.publish(Changes(kinds=frozenset({"sync", "project_profile"})))
    running.until(lambda: profile("fami").version == "from afar")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_can_be_read(running: Running, language: str) -> None:
    running.profile.open()
    panel = panel_of(running, language)
    assert clipped_texts(panel) == []
    assert nameless(panel) == []
