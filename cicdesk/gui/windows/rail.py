"""The rail: queues named by what there is to do, each with its number."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy

from cicdesk.gui.actions import Command
from cicdesk.gui.parts.texts import label
from cicdesk.gui.theme import restyle, set_icon, theme

_ICON, _ROOM, _LEAST_ROOM = 20, 18, 6


class RailButton(QPushButton):
    """A queue: icon, name, and how many things are in it."""

    def __init__(self, command: Command, *, page: bool = True) -> None:
        super().__init__()
        self.command = command
        self.setProperty("role", "rail")
        self.setCheckable(page)
        self._count: QLabel = label("", "count")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.addStretch(1)
        row.addWidget(self._count)
        self._count.hide()
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        self.toggled.connect(self._tint)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """Room above and below the letters; it belongs to the size and not to the style, so that it can be given up."""
        return QSize(super().sizeHint().width(), theme().pixels(_ICON + _ROOM))

    def minimumSizeHint(self) -> QSize:
        """Its letters and little more: on a low screen large letters leave no room between the queues.

        What stands at the foot keeps its icon whole, for it is two lines against many, and would be squashed first.
        """
        least = self.fontMetrics().height() + 4
        if not self.isCheckable():
            least = theme().pixels(_ICON + _LEAST_ROOM)
        return QSize(super().minimumSizeHint().width(), least)

    def retranslate(self) -> None:
        """Say its name."""
        self.setText(self.command.words)
        self._tint()
        self.setAccessibleName(self.command.words)
        keys = self.command.keys
        self.setToolTip(f"{self.command.words}  {keys}" if keys else self.command.words)

    def set_count(self, count: int, tone: str = "") -> None:
        """Show how many; nothing for none."""
        self._count.setText(f"{count:,}".replace(",", "\u00a0"))
        self._count.setVisible(count > 0)
        restyle(self._count, tone=tone)
        self.setAccessibleDescription(str(count) if count else "")

    def _tint(self) -> None:
        set_icon(self, self.command.value.icon, "accent" if self.isChecked() else "muted", _ICON)
