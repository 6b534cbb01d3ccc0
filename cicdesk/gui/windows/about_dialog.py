"""What this program is, which version, on which laptop."""

from PySide6.QtWidgets import QDialog, QWidget

from cicdesk import __version__
from cicdesk.base.i18n import _
from cicdesk.gui.forms.ui_about_dialog import Ui_AboutDialog
from cicdesk.gui.parts.boxes import fit
from cicdesk.gui.theme import restyle, theme


class AboutDialog(QDialog):
    """The facts a coordinator asks for over the phone."""

    def __init__(self, device: str, office: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui = Ui_AboutDialog()
        ui.setupUi(self)
        self.resize(theme().pixels(self.width()), self.height())
        ui.version.setText(_("Version {version}").format(version=__version__))
        restyle(ui.version, role="muted")
        restyle(ui.licence, role="small")
        restyle(ui.close, role="primary")
        self._device = device
        self.show_office(office)
        ui.close.clicked.connect(self.accept)

    def show_office(self, office: str) -> None:
        """Say where the laptop belongs; before it has joined there is nothing to say."""
        device = _("Laptop: {device}").format(device=self._device or "–")
        self._ui.device.setText("\n".join((device, _("Office: {office}").format(office=office or "–"))))
        fit(self)
