"""What the screen looks like: colours that can be told apart, sizes that scale."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from cicdesk.base.resources import resource
from cicdesk.gui import theme
from cicdesk.gui.actions import Command

OPAQUE = 255
ON = (
    ("text", "background"), ("text", "surface"), ("muted", "surface"), ("muted", "background"),
    ("accent", "surface"), ("on_accent", "accent"), ("accent", "accent_soft"), ("text", "selection"),
    ("danger", "surface"), ("danger", "danger_soft"), ("warning", "warning_soft"), ("success", "success_soft"),
)  # fmt: skip


def luminance(colour: str) -> float:
    made = QColor(colour)
    channels = (made.redF(), made.greenF(), made.blueF())
    parts = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


@pytest.mark.parametrize("name", theme.NAMES)
@pytest.mark.parametrize(("front", "back"), ON)
def test_texts_can_be_read(name: theme.Name, front: str, back: str) -> None:
    palette = theme.PALETTES[name]
    light, dark = sorted(
        (luminance(getattr(palette, front)), luminance(getattr(palette, back))), reverse=True
    )
    least = 7.0 if name == "contrast" and front == "text" else 4.5
    assert (light + 0.05) / (dark + 0.05) >= least


@pytest.mark.parametrize("name", theme.NAMES)
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_every_word_in_braces_is_filled_in(name: theme.Name, percent: int) -> None:
    assert re.findall(r"\{[a-z][a-z0-9_]*\}", theme.style_sheet(name, percent)) == []


def test_pictures_named_by_the_style_exist() -> None:
    for name in theme.NAMES:
        for path in re.findall(r"url\(([^)]*)\)", theme.style_sheet(name, 100)):
            assert Path(path).is_file()


def test_every_command_has_its_icon() -> None:
    for command in Command:
        assert resource(f"icons/{command.value.icon}.svg").is_file()


def test_an_icon_follows_the_theme(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    button = QPushButton()
    qtbot.addWidget(button)
    theme.set_icon(button, "search")
    before = button.icon().pixmap(20).toImage()
    theme.apply(qapp, "dark")
    assert button.icon().pixmap(20).toImage() != before
    theme.apply(qapp, "light")


@pytest.mark.parametrize("name", theme.NAMES)
def test_an_icon_that_cannot_be_pressed_is_fainter(qapp: QApplication, name: theme.Name) -> None:
    theme.apply(qapp, name)
    made = theme.icon("undo", "muted", 18)
    shown, faint = (made.pixmap(18, mode=mode).toImage() for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled))
    assert shown != faint
    ground = QColor(theme.theme().palette.background).lightness()
    drawn = [place for place in _places(shown) if shown.pixelColor(*place).alpha() == OPAQUE]
    assert drawn
    assert all(
        abs(faint.pixelColor(*place).lightness() - ground)
        < abs(shown.pixelColor(*place).lightness() - ground)
        for place in drawn
    )


def _places(image: QImage) -> list[tuple[int, int]]:
    return [(x, y) for x in range(image.width()) for y in range(image.height())]
