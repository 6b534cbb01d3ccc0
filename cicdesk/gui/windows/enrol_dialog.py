"""Joining the centre: address and code."""

from PySide6.QtWidgets import QDialog, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.forms.ui_enrol_dialog import Ui_EnrolDialog
from cicdesk.gui.parts.texts import set_text
from cicdesk.gui.theme import restyle
from cicdesk.presenters.enrol import EnrolPresenter


class EnrolDialog(QDialog):
    """Asks for the two things the coordinator gave."""

    def __init__(self, server: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter: EnrolPresenter | None = None
        self._ui = Ui_EnrolDialog()
        self._ui.setupUi(self)
        restyle(self._ui.heading, role="title")
        restyle(self._ui.why, role="muted")
        restyle(self._ui.problem, role="danger")
        self._ui.problem.hide()
        for each in (self._ui.serverLabel, self._ui.codeLabel):
            restyle(each, role="label")
        restyle(self._ui.join, role="primary")
        self._ui.server.setText(server)
        self._ui.later.clicked.connect(self.reject)
        self._ui.join.clicked.connect(self._join)

    def use(self, presenter: EnrolPresenter) -> None:
        """The thinking of this dialog."""
        self._presenter = presenter

    def show_problem(self, text: str) -> None:
        """Say what is wrong."""
        set_text(self._ui.problem, text)

    def set_busy(self, *, busy: bool) -> None:
        """The centre is being asked."""
        self._ui.join.setEnabled(not busy)
        self._ui.join.setText(_("Asking the centre…") if busy else _("Join"))
        if busy:
            self.show_problem("")

    def finished_joining(self) -> None:
        """The laptop has joined."""
        self.accept()

    def _join(self) -> None:
        if self._presenter is not None:
            self._presenter.join(self._ui.server.text(), self._ui.code.text())
