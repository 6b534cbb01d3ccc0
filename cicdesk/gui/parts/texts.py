"""Labels, buttons and lines in the roles that the style sheet knows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QSizePolicy, QSpinBox

from cicdesk.gui.parts.lead import Clear, Lead
from cicdesk.gui.theme import paint_icon, set_icon, theme


def label(text: str = "", role: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """A text in a role: title, heading, muted, small, label, pill (ui/theme)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def pill(text: str, tone: str = "") -> QLabel:
    """A short word with a coloured ground."""
    made = label(text, "pill")
    made.setProperty("tone", tone)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def icon_label(name: str, tone: str = "muted", size: int = 20) -> QLabel:
    """An icon that follows the theme."""
    made = QLabel()
    set_icon(made, name, tone, size)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


class WordedButton(QPushButton):
    """A button whose icon keeps its distance when words come later."""

    def setText(self, text: str) -> None:
        """Other words."""
        super().setText(text)
        paint_icon(self)


def button(text: str = "", icon: str = "", role: str = "") -> QPushButton:
    """A button in a role: primary, quiet, danger, big or rail."""
    made = WordedButton(text)
    made.setProperty("role", role)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon:
        set_icon(
            made, icon, {"primary": "on_accent", "quiet": "accent", "danger": "danger"}.get(role, "text"), 18
        )
    return made


def number_box(least: int, most: int) -> QSpinBox:
    """A number between two others, as far from the edge as other texts."""
    made = QSpinBox()
    made.setRange(least, most)
    made.lineEdit().setTextMargins(theme().pixels(8), 0, 0, 0)  # the style sheet's has no say here
    return made


def clearable(line: QLineEdit, icon: str = "") -> None:
    """Give a line a button that empties it, and an icon before its text."""
    line.setClearButtonEnabled(False)  # Qt's own
    Clear(line)
    if icon:
        Lead(line, icon)


def avatar(name: str, *, small: bool = False) -> QLabel:
    """The initials of a person on a round ground."""
    words = name.split()
    initials = "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()
    made = label(initials, "avatar")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    side = theme().pixels(32 if small else 48)
    made.setFixedSize(side, side)
    made.setProperty("small", "true" if small else "false")
    made.setAccessibleName(name)
    return made


def line() -> QFrame:
    """A thin line across."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


def set_text(target: QLabel, text: str) -> None:
    """Put a text in, and hide the label when there is none."""
    target.setText(text)
    target.setVisible(bool(text))
