"""Made by scripts/compile_ui.py from ui/about_dialog.ui; edit the frame in Qt Designer, not this file."""

from cicdesk.base.i18n import _

from PySide6.QtCore import QMetaObject, Qt

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout


class Ui_AboutDialog:
    def setupUi(self, AboutDialog: QDialog) -> None:
        if not AboutDialog.objectName():
            AboutDialog.setObjectName(u"AboutDialog")
        AboutDialog.resize(460, 200)
        self.outer = QVBoxLayout(AboutDialog)
        self.outer.setSpacing(10)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(28, 28, 28, 20)
        self.brand = QLabel(AboutDialog)
        self.brand.setObjectName(u"brand")
        self.brand.setText(u"cicdesk")

        self.outer.addWidget(self.brand)

        self.version = QLabel(AboutDialog)
        self.version.setObjectName(u"version")

        self.outer.addWidget(self.version)

        self.what = QLabel(AboutDialog)
        self.what.setObjectName(u"what")
        self.what.setWordWrap(True)

        self.outer.addWidget(self.what)

        self.device = QLabel(AboutDialog)
        self.device.setObjectName(u"device")
        self.device.setWordWrap(True)
        self.device.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard|Qt.TextInteractionFlag.TextSelectableByMouse)

        self.outer.addWidget(self.device)

        self.licence = QLabel(AboutDialog)
        self.licence.setObjectName(u"licence")
        self.licence.setWordWrap(True)

        self.outer.addWidget(self.licence)

        self.space = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.outer.addItem(self.space)

        self.buttons = QHBoxLayout()
        self.buttons.setObjectName(u"buttons")
        self.push = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.push)

        self.close = QPushButton(AboutDialog)
        self.close.setObjectName(u"close")

        self.buttons.addWidget(self.close)


        self.outer.addLayout(self.buttons)


        self.retranslateUi(AboutDialog)

        self.close.setDefault(True)


        QMetaObject.connectSlotsByName(AboutDialog)
    # setupUi

    def retranslateUi(self, AboutDialog: QDialog) -> None:
        AboutDialog.setWindowTitle(_(u"About cicdesk"))
        self.what.setText(_(u"Case management for centres for foreigners: registered offline in the van, reviewed at the centre."))
        self.licence.setText(_(u"Free software under the European Union Public Licence 1.2."))
        self.close.setText(_(u"Close"))
    # retranslateUi
