"""Boxes that tell something or ask it: one sentence, what follows from it, and what can be done."""

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.parts.parting import let_go
from cicdesk.gui.theme import pixmap, restyle, theme

_SIDE = 32
_EDGE, _FOOT, _GAP = 24, 20, 12
_WIDE = 360
_SMALL, _BESIDE, _MOST = 1024, 480, 1000
"""What the toolkit allows: the whole of a small screen, of a larger one what leaves so much beside, never more."""
_SIGNS = {"question": ("help", "accent"), "warning": ("warning", "warning"), "danger": ("warning", "danger")}
_ROLES = {"": QMessageBox.ButtonRole.RejectRole, "danger": QMessageBox.ButtonRole.DestructiveRole}


def message_box(parent: QWidget, tone: str, text: str, detail: str = "", technical: str = "") -> QMessageBox:
    """A box in the look of the program, not shown yet: `tone` is question, warning or danger.

    `technical` is folded away, for whoever is rung up. The box goes when it was answered.
    """
    box = QMessageBox(parent)
    box.setWindowTitle("cicdesk")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(detail)
    box.setDetailedText(technical)
    sign, colour = _SIGNS[tone]
    box.setIconPixmap(pixmap(sign, colour, _SIDE, parent.devicePixelRatio()))
    layout = box.layout()  # every text lays it out anew
    if layout is not None:
        edge, gap = theme().pixels(_EDGE), theme().pixels(_GAP)
        layout.setContentsMargins(edge, edge, edge, theme().pixels(_FOOT))
        layout.setSpacing(gap)
    for each in box.findChildren(QLabel, QRegularExpression("qt_msgbox_(informative)?label")):
        each.setMinimumWidth(min(theme().pixels(_WIDE), _room(parent)))
    box.finished.connect(lambda _done: let_go(box))
    return box


def _room(parent: QWidget) -> int:
    """How wide words can be beside the sign: the toolkit cuts off what makes a box wider than it allows."""
    screen = parent.screen().availableSize().width()
    allowed = screen if screen <= _SMALL else min(screen - _BESIDE, _MOST)
    return allowed - theme().pixels(2 * _EDGE + _SIDE + 2 * _GAP)


def answer(box: QMessageBox, words: str, look: str = "") -> QPushButton:
    """A button for one answer: `look` is primary for what was asked for, danger for what cannot be taken back."""
    made = box.addButton(words, _ROLES.get(look, QMessageBox.ButtonRole.AcceptRole))
    restyle(made, role=look)
    if look == "primary":
        box.setDefaultButton(made)
    return made


def way_out(box: QMessageBox, words: str = "") -> QPushButton:
    """The button that changes nothing, made after the others: Esc presses it, and Enter where none is primary."""
    made = answer(box, words or _("Cancel"))
    box.setEscapeButton(made)
    if box.defaultButton() is None:
        box.setDefaultButton(made)
    return made
