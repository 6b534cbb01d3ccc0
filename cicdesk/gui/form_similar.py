"""Who somebody may already be, beside the form: a name, a number, and what they have in common."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.parts.boxes import clear
from cicdesk.gui.parts.texts import label
from cicdesk.presenters.duplicates_words import likeness_words
from cicdesk.presenters.form_desk import Likeness
from cicdesk.presenters.words import title_words

_EDGE_X, _EDGE_Y = 8, 6
_CHANGES = frozenset({QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show})


class SimilarRow(QPushButton):
    """One of them: the name stands out, the rest is read by whoever doubts. As high as its words need."""

    def __init__(self, hit: Likeness) -> None:
        super().__init__()
        name, why = title_words("person", hit.title), likeness_words(hit)
        self.setProperty("role", "similar")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(", ".join(filter(None, (name, hit.number, why))))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_EDGE_X, _EDGE_Y, _EDGE_X, _EDGE_Y)
        self._column.setSpacing(0)
        for text, role in ((name, "strong"), (hit.number, "small"), (why, "small")):
            if text:
                self._column.addWidget(label(text, role, wrap=True))
        for each in self.findChildren(QLabel):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def event(self, event: QEvent) -> bool:
        """As high as its wrapped words need at this width, and with these letters."""
        done = bool(super().event(event))
        if event.type() in _CHANGES:
            self.setFixedHeight(self._column.totalHeightForWidth(self.width()))
            self._column.setGeometry(self.rect())
        return done


class SimilarRows(QWidget):
    """A heading and the rows below it; a click chooses one. The form has a key for the first."""

    chosen = Signal(str)
    """A person chose the row of this id."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._heading = QLabel()
        self._heading.setProperty("role", "side-title")
        self._heading.setWordWrap(True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self._heading)
        column.addLayout(self._rows)
        self.say(heading)

    def say(self, heading: str) -> None:
        """The heading's words."""
        self._heading.setText(_(heading))

    def show_hits(self, hits: Sequence[Likeness]) -> None:
        """Show these people."""
        clear(self._rows)
        for hit in hits:
            row = SimilarRow(hit)
            row.clicked.connect(lambda _checked=False, key=hit.id: self.chosen.emit(key))
            self._rows.addWidget(row)
