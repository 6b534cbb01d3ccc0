"""The box above a form whose draft holds answers that this version of the form does not ask for."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.parts.parting import let_go
from cicdesk.gui.parts.texts import button, icon_label, label
from cicdesk.schema.records import RecordSpec

_BELOW = 8
_EDGE = 14


class MisfitNotice(QWidget):
    """Names the answers and offers to keep them as words or to leave them out; nothing happens by itself."""

    placed = Signal()
    """They are to be written into the remarks."""
    dropped = Signal()
    """They are to be left out."""

    def __init__(self, spec: RecordSpec, left: int = 0, right: int = 0) -> None:
        """`left` and `right`: how far it stands back, to be as wide as what is below it."""
        super().__init__()
        self._remarks = spec.by_name[spec.remarks].label if spec.remarks else ""
        self._said = ""
        self._box: QFrame | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(left, 0, right, _BELOW)
        self.hide()

    def show_misfits(self, said: str) -> None:
        """Show these answers; none: nothing at all."""
        if said != self._said:
            self._said = said
            self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language in use."""
        if self._box is not None:
            self._column.removeWidget(self._box)
            let_go(self._box)
        self._box = self._new_box() if self._said else None
        if self._box is not None:
            self._column.addWidget(self._box)
        self.setVisible(self._box is not None)

    def _new_box(self) -> QFrame:
        """A form leaves little room beside each other, so its words stand below each other."""
        box = QFrame()
        box.setProperty("role", "notice")
        box.setProperty("tone", "warning")
        head, words, acts = QHBoxLayout(box), QVBoxLayout(), QHBoxLayout()
        head.setContentsMargins(_EDGE, 8, _EDGE, 4)
        head.setSpacing(10)
        head.addWidget(icon_label("warning", "warning"))
        head.addLayout(words, 1)
        title = _("This draft was begun in another version of the form.")
        box.setAccessibleName(title)
        words.setSpacing(2)
        words.addWidget(label(title, "strong", wrap=True))
        told = _("These answers have no place in it now: {answers}").format(answers=self._said)
        words.addWidget(label(told, "muted", wrap=True))
        words.addLayout(acts)
        if self._remarks:
            write = button(_("Write into “{field}”").format(field=_(self._remarks)), "", "quiet")
            write.clicked.connect(self.placed)
            acts.addWidget(write)
        leave = button(_("Leave out"), "", "quiet")
        leave.clicked.connect(self.dropped)
        acts.addWidget(leave)
        acts.addStretch()
        return box
