"""The line above a form whose draft holds answers that this version of the form does not ask for."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.parts.parting import let_go
from cicdesk.gui.windows.notices import Notice
from cicdesk.schema.records import RecordSpec

_BELOW = 8


class MisfitNotice(QWidget):
    """Names the answers and offers to keep them as words or to leave them out; nothing happens by itself."""

    placed = Signal()
    """They are to be written into the remarks."""
    dropped = Signal()
    """They are to be left out."""

    def __init__(self, spec: RecordSpec) -> None:
        super().__init__()
        self._remarks = spec.by_name[spec.remarks].label if spec.remarks else ""
        self._said = ""
        self._line: Notice | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, _BELOW)
        self.hide()

    def show_misfits(self, said: str) -> None:
        """Show these answers; none: nothing at all."""
        if said != self._said:
            self._said = said
            self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language in use."""
        if self._line is not None:
            let_go(self._line)
            self._line = None
        self.setVisible(bool(self._said))
        if not self._said:
            return
        self._line = Notice(
            "warning",
            _("This draft was begun in another version of the form."),
            _("These answers have no place in it now: {answers}").format(answers=self._said),
        )
        if self._remarks:
            words = _("Write into “{field}”").format(field=_(self._remarks))
            self._line.offer(words, self.placed.emit, closes=False)
        self._line.offer(_("Leave out"), self.dropped.emit, closes=False)
        self._column.addWidget(self._line)
