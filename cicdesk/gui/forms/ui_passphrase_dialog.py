"""Made by scripts/compile_ui.py from ui/passphrase_dialog.ui; edit the frame in Qt Designer, not this file."""

from cicdesk.base.i18n import _

from PySide6.QtCore import QMetaObject

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout


class Ui_PassphraseDialog:
    def setupUi(self, PassphraseDialog: QDialog) -> None:
        if not PassphraseDialog.objectName():
            PassphraseDialog.setObjectName(u"PassphraseDialog")
        PassphraseDialog.resize(480, 200)
        self.outer = QVBoxLayout(PassphraseDialog)
        self.outer.setSpacing(6)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(24, 24, 24, 20)
        self.heading = QLabel(PassphraseDialog)
        self.heading.setObjectName(u"heading")

        self.outer.addWidget(self.heading)

        self.what = QLabel(PassphraseDialog)
        self.what.setObjectName(u"what")
        self.what.setWordWrap(True)

        self.outer.addWidget(self.what)

        self.oldLabel = QLabel(PassphraseDialog)
        self.oldLabel.setObjectName(u"oldLabel")

        self.outer.addWidget(self.oldLabel)

        self.old = QLineEdit(PassphraseDialog)
        self.old.setObjectName(u"old")
        self.old.setEchoMode(QLineEdit.EchoMode.Password)

        self.outer.addWidget(self.old)

        self.firstLabel = QLabel(PassphraseDialog)
        self.firstLabel.setObjectName(u"firstLabel")
        self.firstLabel.setWordWrap(True)

        self.outer.addWidget(self.firstLabel)

        self.first = QLineEdit(PassphraseDialog)
        self.first.setObjectName(u"first")
        self.first.setEchoMode(QLineEdit.EchoMode.Password)

        self.outer.addWidget(self.first)

        self.againLabel = QLabel(PassphraseDialog)
        self.againLabel.setObjectName(u"againLabel")

        self.outer.addWidget(self.againLabel)

        self.again = QLineEdit(PassphraseDialog)
        self.again.setObjectName(u"again")
        self.again.setEchoMode(QLineEdit.EchoMode.Password)

        self.outer.addWidget(self.again)

        self.limits = QLabel(PassphraseDialog)
        self.limits.setObjectName(u"limits")
        self.limits.setWordWrap(True)

        self.outer.addWidget(self.limits)

        self.problem = QLabel(PassphraseDialog)
        self.problem.setObjectName(u"problem")
        self.problem.setWordWrap(True)

        self.outer.addWidget(self.problem)

        self.overButtons = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.outer.addItem(self.overButtons)

        self.buttons = QHBoxLayout()
        self.buttons.setObjectName(u"buttons")
        self.push = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.push)

        self.cancel = QPushButton(PassphraseDialog)
        self.cancel.setObjectName(u"cancel")

        self.buttons.addWidget(self.cancel)

        self.change = QPushButton(PassphraseDialog)
        self.change.setObjectName(u"change")

        self.buttons.addWidget(self.change)


        self.outer.addLayout(self.buttons)

#if QT_CONFIG(shortcut)
        self.oldLabel.setBuddy(self.old)
        self.firstLabel.setBuddy(self.first)
        self.againLabel.setBuddy(self.again)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(PassphraseDialog)

        self.change.setDefault(True)


        QMetaObject.connectSlotsByName(PassphraseDialog)
    # setupUi

    def retranslateUi(self, PassphraseDialog: QDialog) -> None:
        PassphraseDialog.setWindowTitle(_(u"Change the passphrase"))
        self.heading.setText(_(u"Change the passphrase"))
        self.what.setText(_(u"From now on you unlock this laptop with the new passphrase, and its copies as well. It holds on this laptop only and for nobody but you. Nobody can tell it to you if you forget it."))
        self.oldLabel.setText(_(u"Your passphrase so far"))
#if QT_CONFIG(accessibility)
        self.old.setAccessibleName(_(u"Your passphrase so far"))
#endif // QT_CONFIG(accessibility)
        self.againLabel.setText(_(u"The same once more"))
#if QT_CONFIG(accessibility)
        self.again.setAccessibleName(_(u"The same once more"))
#endif // QT_CONFIG(accessibility)
        self.limits.setText(_(u"What is encrypted stays as it is. Whoever took a copy of this laptop's disk and knows the old passphrase can still open that copy: if you fear this, ring the coordinator."))
        self.cancel.setText(_(u"Cancel"))
        self.change.setText(_(u"Change"))
    # retranslateUi
