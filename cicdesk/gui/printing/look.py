"""How papers look, read from resources/templates/look.toml; and their fonts, loaded when the first paper is made."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from PySide6.QtGui import QColor, QFont, QFontDatabase, QTextCharFormat

from cicdesk.base.resources import resource

DOTS = 720
"""Units of a page for an inch: fine enough that no letter moves, the same on every screen and printer."""
_POINT = DOTS / 72
_MILLIMETRE = DOTS / 25.4
_WHITE = 255
_ALL_GREY = 100


def millimetres(length: float) -> float:
    """That length in units of the page."""
    return length * _MILLIMETRE


@dataclass(frozen=True, slots=True)
class Look:
    """The letters of one kind of text."""

    size: float
    bold: bool = False
    grey: int = 0
    leading: int = 110
    """Height of a line, in percent of what the letters need."""


@dataclass(frozen=True, slots=True)
class PageLook:
    """Margins and rules, in millimetres."""

    left: float
    right: float
    top: float
    bottom: float
    thin: float
    strong: float
    thin_grey: int


@dataclass(frozen=True, slots=True)
class Looks:
    """All of it."""

    families: tuple[str, ...]
    page: PageLook
    looks: Mapping[str, Look]


@cache
def looks() -> Looks:
    """How papers look. Its fonts are ready once this returns."""
    for each in sorted(resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(each))
    with resource("templates/look.toml").open("rb") as file:
        held: dict[str, Any] = tomllib.load(file)
    return Looks(
        families=tuple(held["families"]),
        page=PageLook(**held["page"]),
        looks=MappingProxyType({name: Look(**each) for name, each in held["looks"].items()}),
    )


def grey(percent: int) -> QColor:
    """A shade from black to white."""
    level = round(_WHITE * percent / _ALL_GREY)
    return QColor(level, level, level)


@cache
def font_of(name: str, *, bold: bool) -> QFont:
    """The letters of a look; the same ones on every device."""
    look = looks().looks[name]
    font = QFont(list(looks().families))
    font.setPixelSize(round(look.size * _POINT))
    font.setBold(look.bold or bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def letters(name: str, *, bold: bool = False) -> QTextCharFormat:
    """The letters of a look with their shade."""
    made = QTextCharFormat()
    made.setFont(font_of(name, bold=bold))
    made.setForeground(grey(looks().looks[name].grey))
    return made
