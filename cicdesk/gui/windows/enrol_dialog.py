"""Joining the centre: address, code and sign-in name."""

from PySide6.QtWidgets import QDialog, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.forms.ui_enrol_dialog import Ui_EnrolDialog
from cicdesk.gui.parts.boxes import fit
from cicdesk.gui.parts.texts import set_text
from cicdesk.gui.theme import restyle, theme
from cicdesk.presenters.enrol import EnrolPresenter, Joining


class EnrolDialog(QDialog):
    """Asks for what the coordinator gave; for the passphrase where the sign-in name is a new one."""

    def __init__(self, server: str, user: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter: EnrolPresenter | None = None
        self._ui = Ui_EnrolDialog()
        self._ui.setupUi(self)
        self.resize(theme().pixels(self.width()), self.height())
        restyle(self._ui.heading, role="title")
        restyle(self._ui.why, role="muted")
        restyle(self._ui.problem, role="danger")
        self._ui.problem.hide()
        ui = self._ui
        for each in (ui.serverLabel, ui.codeLabel, ui.userLabel, ui.passphraseLabel):
            restyle(each, role="asks")
        restyle(self._ui.join, role="primary")
        ui.server.setText(server)
        ui.user.setText(user)
        (ui.code if server else ui.server).setFocus()
        ui.user.textChanged.connect(self._named)
        self._named(user)
        self._ui.later.clicked.connect(self.reject)
        self._ui.join.clicked.connect(self._join)

    def use(self, presenter: EnrolPresenter) -> None:
        """The thinking of this dialog."""
        self._presenter = presenter
        self._named(self._ui.user.text())

    def show_problem(self, text: str) -> None:
        """Say what is wrong."""
        set_text(self._ui.problem, text)
        fit(self)

    def set_busy(self, *, busy: bool) -> None:
        """The centre is being asked."""
        self._ui.join.setEnabled(not busy)
        self._ui.join.setText(_("Asking the centre…") if busy else _("Join"))
        if busy:
            self.show_problem("")

    def finished_joining(self) -> None:
        """The laptop has joined."""
        self.accept()

    def _named(self, user: str) -> None:
        """A key is bound to its name; to bind it to another one the passphrase is needed."""
        renames = self._presenter is not None and self._presenter.renames(user)
        for each in (self._ui.passphraseLabel, self._ui.passphrase):
            each.setVisible(renames)
        fit(self)

    def _join(self) -> None:
        if self._presenter is not None:
            ui = self._ui
            self._presenter.join(
                Joining(ui.server.text(), ui.code.text(), ui.user.text(), ui.passphrase.text())
            )
