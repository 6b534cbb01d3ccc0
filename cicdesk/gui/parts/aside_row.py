"""A line of the outbox that needs a person: what it is, why it is here, and a button for everything one can do."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from cicdesk.gui.parts.flow import FlowLayout
from cicdesk.gui.parts.texts import button, icon_label, label
from cicdesk.gui.theme import theme
from cicdesk.presenters.aside import Act
from cicdesk.presenters.outbox import Waiting

_FIRST = (Act.MEND, Act.SETTLE)
_QUIET_EDGE = 9
"""From the edge of a quiet button to its words."""


class AsideRow(QFrame):
    """Calls `done` with what the person chose."""

    def __init__(self, line: Waiting, done: Callable[[Act, Waiting], None], tone: str = "warning") -> None:
        super().__init__()
        self.setProperty("role", "aside")
        self.setAccessibleName(", ".join(filter(None, (line.title, line.advice, line.detail))))
        outer = QHBoxLayout(self)
        outer.setContentsMargins(8, 10, 8, 10)
        outer.setSpacing(12)
        outer.addWidget(icon_label(line.icon, tone), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(label(line.title, "strong", wrap=True), 1)
        head.addWidget(label(line.when, "small"))
        words.addLayout(head)
        for text, role in ((line.advice, ""), (line.detail, "small")):
            if text:
                words.addWidget(label(text, role, wrap=True))
        quiet_first = bool(line.acts) and line.acts[0] not in _FIRST
        row = FlowLayout(gap=8, lead=theme().pixels(_QUIET_EDGE) if quiet_first else 0)
        for place, act in enumerate(line.acts):
            made = button(act.words, "", "" if act in _FIRST and not place else "quiet")
            made.setAccessibleDescription(line.title)
            made.clicked.connect(partial(self._chosen, act, line, done))
            row.addWidget(made)
        words.addSpacing(6)
        words.addLayout(row)
        outer.addLayout(words, 1)

    def _chosen(self, act: Act, line: Waiting, done: Callable[[Act, Waiting], None], *_checked: bool) -> None:
        done(act, line)
