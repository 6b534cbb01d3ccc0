"""Changing one's passphrase, from the preferences."""

from PySide6.QtWidgets import QDialog, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.forms.ui_passphrase_dialog import Ui_PassphraseDialog
from cicdesk.gui.parts.boxes import fit
from cicdesk.gui.parts.texts import set_text
from cicdesk.gui.theme import restyle, theme
from cicdesk.presenters.passphrase import PassphrasePresenter, Typed
from cicdesk.presenters.unlock import passphrase_label


class PassphraseDialog(QDialog):
    """The passphrase so far, the new one twice, and what changing it does and does not do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter: PassphrasePresenter | None = None
        self._ui = ui = Ui_PassphraseDialog()
        ui.setupUi(self)
        self.resize(theme().pixels(self.width()), self.height())
        restyle(ui.heading, role="title")
        restyle(ui.what, role="muted")
        restyle(ui.limits, role="small")
        restyle(ui.problem, role="danger")
        for each in (ui.oldLabel, ui.firstLabel, ui.againLabel):
            restyle(each, role="asks")
        restyle(ui.change, role="primary")
        ui.problem.hide()
        ui.cancel.clicked.connect(self.reject)
        ui.change.clicked.connect(self._change)
        self.show_keyring(there=True)

    def use(self, presenter: PassphrasePresenter) -> None:
        """The thinking of this dialog."""
        self._presenter = presenter
        presenter.look_for_keyring()

    def show_keyring(self, *, there: bool) -> None:
        """Ask for as long a passphrase as this computer needs."""
        rule = passphrase_label(keyring=there)
        self._ui.firstLabel.setText(rule)
        self._ui.first.setAccessibleName(rule)
        fit(self)

    def show_problem(self, text: str) -> None:
        """Say what is wrong."""
        set_text(self._ui.problem, text)
        fit(self)

    def set_busy(self, *, busy: bool) -> None:
        """The keys are being made."""
        self._ui.change.setEnabled(not busy)
        self._ui.change.setText(_("Making the keys…") if busy else _("Change"))

    def changed(self) -> None:
        """The new passphrase holds."""
        self.accept()

    def _change(self) -> None:
        if self._presenter is not None:
            ui = self._ui
            self._presenter.change(Typed(ui.old.text(), ui.first.text(), ui.again.text()))
