"""A record form as a page of the main window, with its name and a way back."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from cicdesk.base.i18n import _
from cicdesk.gui.parts.boxes import Page
from cicdesk.gui.parts.texts import button, label
from cicdesk.gui.record_form import RecordForm
from cicdesk.presenters.form_desk import FormStart


class FormPage(Page):
    """Several can be open at once; each keeps its own draft."""

    def __init__(self, form: RecordForm, start: FormStart, back: Callable[[], None]) -> None:
        super().__init__()
        self.form = form
        self.start = start
        self._back = button("", "back", "quiet")
        self._back.clicked.connect(back)
        self._title = label("", "title")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._back)
        head.addWidget(self._title)
        head.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 8, 24, 16)
        outer.setSpacing(8)
        outer.addLayout(head)
        outer.addWidget(form, 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._back.setText(_("Back"))
        spec, record = self.start.spec, self.start.record
        name = (record.title or record.number) if record else ""
        kind = _(spec.label) if record else _(spec.new_label)
        self._title.setText(_("{kind}: {name}").format(kind=kind, name=name) if name else kind)

    def focus_first(self) -> None:
        """The form puts the cursor itself."""
