"""Made by scripts/compile_ui.py from ui/enrol_dialog.ui; edit the frame in Qt Designer, not this file."""

from cicdesk.base.i18n import _

from PySide6.QtCore import QMetaObject

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout


class Ui_EnrolDialog:
    def setupUi(self, EnrolDialog: QDialog) -> None:
        if not EnrolDialog.objectName():
            EnrolDialog.setObjectName(u"EnrolDialog")
        EnrolDialog.resize(480, 200)
        self.outer = QVBoxLayout(EnrolDialog)
        self.outer.setSpacing(6)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(24, 24, 24, 20)
        self.heading = QLabel(EnrolDialog)
        self.heading.setObjectName(u"heading")

        self.outer.addWidget(self.heading)

        self.why = QLabel(EnrolDialog)
        self.why.setObjectName(u"why")
        self.why.setWordWrap(True)

        self.outer.addWidget(self.why)

        self.serverLabel = QLabel(EnrolDialog)
        self.serverLabel.setObjectName(u"serverLabel")

        self.outer.addWidget(self.serverLabel)

        self.server = QLineEdit(EnrolDialog)
        self.server.setObjectName(u"server")
        self.server.setPlaceholderText(u"https://")

        self.outer.addWidget(self.server)

        self.codeLabel = QLabel(EnrolDialog)
        self.codeLabel.setObjectName(u"codeLabel")

        self.outer.addWidget(self.codeLabel)

        self.code = QLineEdit(EnrolDialog)
        self.code.setObjectName(u"code")

        self.outer.addWidget(self.code)

        self.userLabel = QLabel(EnrolDialog)
        self.userLabel.setObjectName(u"userLabel")

        self.outer.addWidget(self.userLabel)

        self.user = QLineEdit(EnrolDialog)
        self.user.setObjectName(u"user")

        self.outer.addWidget(self.user)

        self.passphraseLabel = QLabel(EnrolDialog)
        self.passphraseLabel.setObjectName(u"passphraseLabel")
        self.passphraseLabel.setWordWrap(True)

        self.outer.addWidget(self.passphraseLabel)

        self.passphrase = QLineEdit(EnrolDialog)
        self.passphrase.setObjectName(u"passphrase")
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)

        self.outer.addWidget(self.passphrase)

        self.problem = QLabel(EnrolDialog)
        self.problem.setObjectName(u"problem")
        self.problem.setWordWrap(True)

        self.outer.addWidget(self.problem)

        self.space = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.outer.addItem(self.space)

        self.buttons = QHBoxLayout()
        self.buttons.setObjectName(u"buttons")
        self.push = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.push)

        self.later = QPushButton(EnrolDialog)
        self.later.setObjectName(u"later")

        self.buttons.addWidget(self.later)

        self.join = QPushButton(EnrolDialog)
        self.join.setObjectName(u"join")

        self.buttons.addWidget(self.join)


        self.outer.addLayout(self.buttons)

#if QT_CONFIG(shortcut)
        self.serverLabel.setBuddy(self.server)
        self.codeLabel.setBuddy(self.code)
        self.userLabel.setBuddy(self.user)
        self.passphraseLabel.setBuddy(self.passphrase)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(EnrolDialog)

        self.join.setDefault(True)


        QMetaObject.connectSlotsByName(EnrolDialog)
    # setupUi

    def retranslateUi(self, EnrolDialog: QDialog) -> None:
        EnrolDialog.setWindowTitle(_(u"Join the centre"))
        self.heading.setText(_(u"Join the centre"))
        self.why.setText(_(u"The coordinator gave you an address, a sign-in name and a code that works once. What is on this laptop already travels afterwards."))
        self.serverLabel.setText(_(u"Address of the centre"))
#if QT_CONFIG(accessibility)
        self.server.setAccessibleName(_(u"Address of the centre"))
#endif // QT_CONFIG(accessibility)
        self.codeLabel.setText(_(u"Code"))
#if QT_CONFIG(accessibility)
        self.code.setAccessibleName(_(u"Code"))
#endif // QT_CONFIG(accessibility)
        self.userLabel.setText(_(u"Your sign-in name at the centre"))
#if QT_CONFIG(accessibility)
        self.user.setAccessibleName(_(u"Your sign-in name at the centre"))
#endif // QT_CONFIG(accessibility)
        self.passphraseLabel.setText(_(u"Your passphrase: your key gets the new sign-in name"))
#if QT_CONFIG(accessibility)
        self.passphrase.setAccessibleName(_(u"Passphrase"))
#endif // QT_CONFIG(accessibility)
        self.later.setText(_(u"Later"))
        self.join.setText(_(u"Join"))
    # retranslateUi
