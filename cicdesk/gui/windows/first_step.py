"""The step of the unlock window in which somebody new gets a key of their own."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.forms.ui_unlock_window import Ui_UnlockWindow
from cicdesk.gui.parts.asking import answer, message_box, way_out
from cicdesk.presenters.unlock import NewPerson, passphrase_label, without_keyring_words


class FirstStep:
    """The names, the passphrase twice, and where others are here already, one of them who vouches."""

    def __init__(self, ui: Ui_UnlockWindow) -> None:
        self._ui = ui
        self._keyring = True
        self.agreed = False
        """Whether the person has agreed to work without a keyring; it holds for as long as the window stands."""

    def begin(self, *, fresh: bool) -> None:
        """Empty every field; on a fresh laptop nobody can vouch and there is nothing to go back to."""
        ui = self._ui
        for each in (ui.sponsor, ui.sponsorLabel, ui.cancelFirst):
            each.setVisible(not fresh)
        for field in (ui.title, ui.user, ui.first, ui.again, ui.sponsor):
            field.clear()

    def entered(self, sponsor: str) -> NewPerson:
        """What the person typed."""
        ui = self._ui
        return NewPerson(
            ui.user.text(), ui.title.text(), ui.first.text(), ui.again.text(), sponsor, ui.sponsor.text()
        )

    def show_keyring(self, *, there: bool) -> None:
        """Ask for as long a passphrase as this computer needs."""
        self._keyring = there
        self.retranslate()

    def retranslate(self) -> None:
        """Say the words that the frame does not know."""
        rule = passphrase_label(keyring=self._keyring)
        self._ui.firstLabel.setText(rule)
        self._ui.first.setAccessibleName(rule)
        self._ui.firstHint.setText(
            _("Everything on this laptop is encrypted with it. Nobody can tell it to you if you forget it.")
        )

    def ask_without_keyring(self, window: QWidget, go_on: Callable[[], None]) -> None:
        """Ask whether to go on without a keyring; where that is agreed to, go on."""
        box = message_box(
            window, "question", _("This computer has no keyring that keeps secrets."), without_keyring_words()
        )
        agree = answer(box, _("Go on without"), "primary")
        way_out(box, _("Stop"))

        def agreed() -> None:
            self.agreed = True
            self.show_keyring(there=False)
            go_on()

        agree.clicked.connect(agreed)
        box.open()
