"""What this program is, which version, on which laptop."""

from PySide6.QtWidgets import QDialog, QWidget

from cicdesk import __version__
from cicdesk.base.i18n import _
from cicdesk.gui.forms.ui_about_dialog import Ui_AboutDialog
from cicdesk.gui.theme import restyle


class AboutDialog(QDialog):
    """The facts a coordinator asks for over the phone."""

    def __init__(self, device: str, office: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ui = Ui_AboutDialog()
        ui.setupUi(self)
        ui.version.setText(_("Version {version}").format(version=__version__))
        restyle(ui.version, role="muted")
        restyle(ui.licence, role="small")
        restyle(ui.close, role="primary")
        ui.device.setText(
            _("Laptop {device}, office {office}").format(device=device or "–", office=office or "–")
        )
        ui.close.clicked.connect(self.accept)
