"""Colours, sizes and icons. What the screen looks like is in ui/theme/*.qss; this fills in its {tokens}."""

import re
from dataclasses import asdict, dataclass
from functools import cache
from typing import Literal, get_args

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget

from cicdesk.base.i18n import language
from cicdesk.base.resources import resource, ui_file

Name = Literal["light", "dark", "contrast"]
NAMES: tuple[Name, ...] = get_args(Name)
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur"})
BASE_POINTS = 10.0
_TURNED = {"back": "forward", "forward": "back"}
"""Icons that point where one goes, and so the other way where one reads from the right."""
_FAINT = "faint"
"""The tone of an icon whose button cannot be pressed."""
_GAP = 6
"""Between an icon and its words."""

_TOKEN = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_PIXELS = re.compile(r"\bpx_(\d+)\b")


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a theme, by what they are for."""

    background: str
    surface: str
    sunken: str
    raised: str
    border: str
    strong_border: str
    text: str
    muted: str
    accent: str
    accent_strong: str
    on_accent: str
    accent_soft: str
    selection: str
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    success: str
    success_soft: str
    focus: str
    warning_edge: str = ""
    """Around what has a soft ground; of the ground's own colour, unless that cannot be told from the surface."""
    danger_edge: str = ""
    faint: str = ""
    """Of what cannot be pressed; of a strong border's colour, unless that is as bright as the text."""

    def __post_init__(self) -> None:
        """Edges that nobody named are not seen, and what cannot be pressed is as a border is."""
        object.__setattr__(self, "warning_edge", self.warning_edge or self.warning_soft)
        object.__setattr__(self, "danger_edge", self.danger_edge or self.danger_soft)
        object.__setattr__(self, "faint", self.faint or self.strong_border)


PALETTES: dict[Name, Palette] = {
    "light": Palette(
        background="#F6F7F9", surface="#FFFFFF", sunken="#EDF0F3", raised="#FFFFFF",
        border="#DFE4EA", strong_border="#C3CCD5", text="#1C2733", muted="#5C6B7A",
        accent="#2F5D8C", accent_strong="#234A72", on_accent="#FFFFFF", accent_soft="#E6EEF6",
        selection="#DCE8F4", danger="#B3261E", danger_soft="#FBEBEA", warning="#8A5700",
        warning_soft="#FDF3DF", success="#23683C", success_soft="#E6F3EA", focus="#4C86BF",
    ),
    "dark": Palette(
        background="#12171D", surface="#1A2129", sunken="#0E1318", raised="#222B35",
        border="#2B3540", strong_border="#42505E", text="#E7ECF1", muted="#9BA9B7",
        accent="#82B4E6", accent_strong="#A5CBF0", on_accent="#0D1A27", accent_soft="#20344A",
        selection="#263D56", danger="#F2A29B", danger_soft="#3D2221", warning="#EBC16B",
        warning_soft="#392D16", success="#8FD0A5", success_soft="#1B3325", focus="#82B4E6",
    ),
    "contrast": Palette(
        background="#000000", surface="#000000", sunken="#2B2B2B", raised="#000000",
        border="#FFFFFF", strong_border="#FFFFFF", text="#FFFFFF", muted="#FFFFFF",
        accent="#FFD83D", accent_strong="#FFFFFF", on_accent="#000000", accent_soft="#3A3000",
        selection="#4A3D00", danger="#FF9C94", danger_soft="#000000", warning="#FFD83D",
        warning_soft="#000000", success="#7CF29C", success_soft="#000000", focus="#00E5FF",
        warning_edge="#FFD83D", danger_edge="#FF9C94", faint="#7A7A7A",
    ),
}  # fmt: skip


class Theme:
    """The look in use. There is one for the whole program, as there is one QApplication."""

    def __init__(self) -> None:
        self.name: Name = "light"
        self.scale = 1.0

    @property
    def palette(self) -> Palette:
        """The colours in use."""
        return PALETTES[self.name]

    def pixels(self, size: float) -> int:
        """A length of the drawing board at the scale in use."""
        return round(size * self.scale)


_theme = Theme()


def theme() -> Theme:
    """The look in use."""
    return _theme


def choose(name: str) -> Name:
    """The theme a preference stands for; `system` follows the desktop's light or dark."""
    for each in NAMES:
        if name == each:
            return each
    hints = QGuiApplication.styleHints()
    return "dark" if hints.colorScheme() is Qt.ColorScheme.Dark else "light"


def apply(application: QApplication, name: str, percent: int = 100) -> None:
    """Give the whole program this look: colours, sizes, direction of writing, icons."""
    _theme.name = choose(name)
    _theme.scale = percent / 100
    font = QFont(application.font())
    font.setPointSizeF(BASE_POINTS * _theme.scale)
    application.setFont(font)
    application.setPalette(_qt_palette(_theme.palette))
    application.setStyleSheet(style_sheet(_theme.name, percent))
    apply_direction(application)
    for widget in application.allWidgets():
        paint_icon(widget)


def apply_direction(application: QApplication) -> None:
    """Lay everything out in the direction the interface's language is written in."""
    mirrored = language() in RIGHT_TO_LEFT
    direction = Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
    application.setLayoutDirection(direction)


def tell_language_changed(application: QApplication) -> None:
    """Have every window say its words again; Qt passes the event on to all children."""
    apply_direction(application)
    for window in application.topLevelWidgets():
        application.sendEvent(window, QEvent(QEvent.Type.LanguageChange))


@cache
def style_sheet(name: Name, percent: int) -> str:
    """All of ui/theme in order of file names, with its tokens filled in."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(ui_file("theme").glob("*.qss")))
    tokens = {**asdict(PALETTES[name]), "theme": name, "icons": resource("icons").as_posix()}

    def fill(found: re.Match[str]) -> str:
        token = found[1]
        pixels = _PIXELS.fullmatch(token)
        if pixels:
            return f"{round(int(pixels[1]) * percent / 100)}px"
        if token.startswith("pt_"):
            return f"{int(token[3:]) / 10 * percent / 100:g}pt"
        return str(tokens[token])

    return _TOKEN.sub(fill, text)


def _qt_palette(colours: Palette) -> QPalette:
    role = QPalette.ColorRole
    made = QPalette()
    for each, colour in (
        (role.Window, colours.background), (role.Base, colours.surface), (role.AlternateBase, colours.sunken),
        (role.WindowText, colours.text), (role.Text, colours.text), (role.ButtonText, colours.text),
        (role.Button, colours.surface), (role.Highlight, colours.accent), (role.Link, colours.accent),
        (role.HighlightedText, colours.on_accent), (role.PlaceholderText, colours.muted),
        (role.ToolTipBase, colours.raised), (role.ToolTipText, colours.text), (role.Accent, colours.accent),
        (role.LinkVisited, colours.accent),
    ):  # fmt: skip
        made.setColor(each, QColor(colour))
    for each in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(colours.muted))
    return made


def icon(name: str, tone: str = "text", size: int = 20, gap: int = 0) -> QIcon:
    """The line icon of that name in a colour of the theme, with a gap after it where words follow."""
    made = QIcon()
    for ratio in _ratios():
        room = round(_theme.pixels(gap) * ratio)
        made.addPixmap(_with_gap(pixmap(name, tone, size, ratio), room))
        # What Qt would make of it for a button that cannot be pressed looks pressable on dark grounds.
        made.addPixmap(_with_gap(pixmap(name, _FAINT, size, ratio), room), QIcon.Mode.Disabled)
    return made


def _ratios() -> set[float]:
    """Pixels for a length of one, on each screen there is."""
    return {screen.devicePixelRatio() for screen in QGuiApplication.screens()} or {1.0}


def pixmap(name: str, tone: str = "text", size: int = 20, ratio: float = 1.0) -> QPixmap:
    """One picture of an icon at the scale in use."""
    return _drawn(name, getattr(_theme.palette, tone), _theme.pixels(size), ratio)


def _with_gap(picture: QPixmap, gap: int) -> QPixmap:
    if not gap:
        return picture
    wide = QPixmap(QSize(picture.width() + gap, picture.height()))
    wide.fill(Qt.GlobalColor.transparent)
    plain = QPixmap(picture)
    plain.setDevicePixelRatio(1)
    painter = QPainter(wide)
    mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    painter.drawPixmap(gap if mirrored else 0, 0, plain)
    painter.end()
    wide.setDevicePixelRatio(picture.devicePixelRatio())
    return wide


@cache
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


@cache
def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415  keeps the start short

    side = round(size * ratio)
    picture = QPixmap(QSize(side, side))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    drawing = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    drawing.render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def set_icon(widget: QWidget, name: str, tone: str = "text", size: int = 20) -> None:
    """Give a button or label an icon that follows the theme from now on."""
    widget.setProperty("themeIcon", f"{name}|{tone}|{size}" if name else "")
    paint_icon(widget)


def paint_icon(widget: QWidget) -> None:
    """Draw the icon of a button or label anew: the theme has changed, or words now follow it."""
    wanted = widget.property("themeIcon")
    if not wanted:
        return
    name, tone, size = str(wanted).split("|")
    if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        name = _TURNED.get(name, name)
    if isinstance(widget, QAbstractButton):
        side, gap = _theme.pixels(int(size)), _GAP if isinstance(widget, QPushButton) and widget.text() else 0
        widget.setIcon(icon(name, tone, int(size), gap))
        widget.setIconSize(QSize(side + _theme.pixels(gap), side))
    elif isinstance(widget, QLabel):
        widget.setPixmap(pixmap(name, tone, int(size), widget.devicePixelRatioF()))


def restyle(widget: QWidget, **properties: str) -> None:
    """Set properties that the style sheet looks at, and have it look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
