"""Made by scripts/compile_ui.py from ui/unlock_window.ui; edit the frame in Qt Designer, not this file."""

from cicdesk.base.i18n import _

from PySide6.QtCore import QMetaObject, QSize, Qt

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QListWidget, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget


class Ui_UnlockWindow:
    def setupUi(self, UnlockWindow: QWidget) -> None:
        if not UnlockWindow.objectName():
            UnlockWindow.setObjectName(u"UnlockWindow")
        UnlockWindow.resize(880, 680)
        UnlockWindow.setWindowTitle(u"cicdesk")
        self.outer = QVBoxLayout(UnlockWindow)
        self.outer.setObjectName(u"outer")
        self.above = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.outer.addItem(self.above)

        self.middle = QHBoxLayout()
        self.middle.setObjectName(u"middle")
        self.left = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.middle.addItem(self.left)

        self.unlockCard = QFrame(UnlockWindow)
        self.unlockCard.setObjectName(u"unlockCard")
        self.unlockCard.setMinimumSize(QSize(480, 0))
        self.unlockCard.setMaximumSize(QSize(560, 16777215))
        self.card = QVBoxLayout(self.unlockCard)
        self.card.setSpacing(10)
        self.card.setObjectName(u"card")
        self.card.setContentsMargins(32, 20, 32, 20)
        self.brand = QLabel(self.unlockCard)
        self.brand.setObjectName(u"brand")
        self.brand.setText(u"cicdesk")

        self.card.addWidget(self.brand)

        self.question = QLabel(self.unlockCard)
        self.question.setObjectName(u"question")
        self.question.setWordWrap(True)

        self.card.addWidget(self.question)

        self.stepUnlock = QWidget(self.unlockCard)
        self.stepUnlock.setObjectName(u"stepUnlock")
        self.unlockLayout = QVBoxLayout(self.stepUnlock)
        self.unlockLayout.setSpacing(6)
        self.unlockLayout.setObjectName(u"unlockLayout")
        self.unlockLayout.setContentsMargins(0, 0, 0, 0)
        self.tiles = QVBoxLayout()
        self.tiles.setSpacing(6)
        self.tiles.setObjectName(u"tiles")

        self.unlockLayout.addLayout(self.tiles)

        self.underTiles = QSpacerItem(8, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.unlockLayout.addItem(self.underTiles)

        self.passphraseLabel = QLabel(self.stepUnlock)
        self.passphraseLabel.setObjectName(u"passphraseLabel")

        self.unlockLayout.addWidget(self.passphraseLabel)

        self.passphrase = QLineEdit(self.stepUnlock)
        self.passphrase.setObjectName(u"passphrase")
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)

        self.unlockLayout.addWidget(self.passphrase)

        self.problem = QLabel(self.stepUnlock)
        self.problem.setObjectName(u"problem")
        self.problem.setWordWrap(True)

        self.unlockLayout.addWidget(self.problem)

        self.overUnlock = QSpacerItem(8, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.unlockLayout.addItem(self.overUnlock)

        self.unlock = QPushButton(self.stepUnlock)
        self.unlock.setObjectName(u"unlock")

        self.unlockLayout.addWidget(self.unlock)

        self.addPerson = QPushButton(self.stepUnlock)
        self.addPerson.setObjectName(u"addPerson")

        self.unlockLayout.addWidget(self.addPerson)


        self.card.addWidget(self.stepUnlock)

        self.stepFirst = QWidget(self.unlockCard)
        self.stepFirst.setObjectName(u"stepFirst")
        self.firstLayout = QVBoxLayout(self.stepFirst)
        self.firstLayout.setSpacing(6)
        self.firstLayout.setObjectName(u"firstLayout")
        self.firstLayout.setContentsMargins(0, 0, 0, 0)
        self.titleLabel = QLabel(self.stepFirst)
        self.titleLabel.setObjectName(u"titleLabel")

        self.firstLayout.addWidget(self.titleLabel)

        self.title = QLineEdit(self.stepFirst)
        self.title.setObjectName(u"title")

        self.firstLayout.addWidget(self.title)

        self.userLabel = QLabel(self.stepFirst)
        self.userLabel.setObjectName(u"userLabel")

        self.firstLayout.addWidget(self.userLabel)

        self.user = QLineEdit(self.stepFirst)
        self.user.setObjectName(u"user")

        self.firstLayout.addWidget(self.user)

        self.firstLabel = QLabel(self.stepFirst)
        self.firstLabel.setObjectName(u"firstLabel")
        self.firstLabel.setWordWrap(True)

        self.firstLayout.addWidget(self.firstLabel)

        self.first = QLineEdit(self.stepFirst)
        self.first.setObjectName(u"first")
        self.first.setEchoMode(QLineEdit.EchoMode.Password)

        self.firstLayout.addWidget(self.first)

        self.againLabel = QLabel(self.stepFirst)
        self.againLabel.setObjectName(u"againLabel")

        self.firstLayout.addWidget(self.againLabel)

        self.again = QLineEdit(self.stepFirst)
        self.again.setObjectName(u"again")
        self.again.setEchoMode(QLineEdit.EchoMode.Password)

        self.firstLayout.addWidget(self.again)

        self.firstHint = QLabel(self.stepFirst)
        self.firstHint.setObjectName(u"firstHint")
        self.firstHint.setWordWrap(True)

        self.firstLayout.addWidget(self.firstHint)

        self.sponsorLabel = QLabel(self.stepFirst)
        self.sponsorLabel.setObjectName(u"sponsorLabel")
        self.sponsorLabel.setWordWrap(True)

        self.firstLayout.addWidget(self.sponsorLabel)

        self.sponsor = QLineEdit(self.stepFirst)
        self.sponsor.setObjectName(u"sponsor")
        self.sponsor.setEchoMode(QLineEdit.EchoMode.Password)

        self.firstLayout.addWidget(self.sponsor)

        self.firstProblem = QLabel(self.stepFirst)
        self.firstProblem.setObjectName(u"firstProblem")
        self.firstProblem.setWordWrap(True)

        self.firstLayout.addWidget(self.firstProblem)

        self.overCreate = QSpacerItem(8, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.firstLayout.addItem(self.overCreate)

        self.create = QPushButton(self.stepFirst)
        self.create.setObjectName(u"create")

        self.firstLayout.addWidget(self.create)

        self.cancelFirst = QPushButton(self.stepFirst)
        self.cancelFirst.setObjectName(u"cancelFirst")

        self.firstLayout.addWidget(self.cancelFirst)


        self.card.addWidget(self.stepFirst)

        self.stepRestore = QWidget(self.unlockCard)
        self.stepRestore.setObjectName(u"stepRestore")
        self.restoreLayout = QVBoxLayout(self.stepRestore)
        self.restoreLayout.setSpacing(8)
        self.restoreLayout.setObjectName(u"restoreLayout")
        self.restoreLayout.setContentsMargins(0, 0, 0, 0)
        self.damage = QLabel(self.stepRestore)
        self.damage.setObjectName(u"damage")
        self.damage.setWordWrap(True)

        self.restoreLayout.addWidget(self.damage)

        self.backups = QListWidget(self.stepRestore)
        self.backups.setObjectName(u"backups")

        self.restoreLayout.addWidget(self.backups)

        self.restoreProblem = QLabel(self.stepRestore)
        self.restoreProblem.setObjectName(u"restoreProblem")
        self.restoreProblem.setWordWrap(True)

        self.restoreLayout.addWidget(self.restoreProblem)

        self.overRestore = QSpacerItem(8, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.restoreLayout.addItem(self.overRestore)

        self.restore = QPushButton(self.stepRestore)
        self.restore.setObjectName(u"restore")

        self.restoreLayout.addWidget(self.restore)

        self.cancelRestore = QPushButton(self.stepRestore)
        self.cancelRestore.setObjectName(u"cancelRestore")

        self.restoreLayout.addWidget(self.cancelRestore)


        self.card.addWidget(self.stepRestore)


        self.middle.addWidget(self.unlockCard)

        self.right = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.middle.addItem(self.right)


        self.outer.addLayout(self.middle)

        self.below = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.outer.addItem(self.below)

        self.foot = QLabel(UnlockWindow)
        self.foot.setObjectName(u"foot")
        self.foot.setAlignment(Qt.AlignmentFlag.AlignCenter)

        self.outer.addWidget(self.foot)

#if QT_CONFIG(shortcut)
        self.passphraseLabel.setBuddy(self.passphrase)
        self.titleLabel.setBuddy(self.title)
        self.userLabel.setBuddy(self.user)
        self.firstLabel.setBuddy(self.first)
        self.againLabel.setBuddy(self.again)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(UnlockWindow)

        self.unlock.setDefault(True)


        QMetaObject.connectSlotsByName(UnlockWindow)
    # setupUi

    def retranslateUi(self, UnlockWindow: QWidget) -> None:
        self.passphraseLabel.setText(_(u"Passphrase"))
#if QT_CONFIG(accessibility)
        self.passphrase.setAccessibleName(_(u"Passphrase"))
#endif // QT_CONFIG(accessibility)
        self.unlock.setText(_(u"Unlock"))
        self.addPerson.setText(_(u"Someone else on this laptop"))
        self.titleLabel.setText(_(u"Your name, as colleagues see it"))
#if QT_CONFIG(accessibility)
        self.title.setAccessibleName(_(u"Your name, as colleagues see it"))
#endif // QT_CONFIG(accessibility)
        self.userLabel.setText(_(u"Sign-in name, given by the coordinator"))
#if QT_CONFIG(accessibility)
        self.user.setAccessibleName(_(u"Sign-in name, given by the coordinator"))
#endif // QT_CONFIG(accessibility)
        self.againLabel.setText(_(u"The same once more"))
#if QT_CONFIG(accessibility)
        self.again.setAccessibleName(_(u"The same once more"))
#endif // QT_CONFIG(accessibility)
        self.sponsorLabel.setText(_(u"Passphrase of a colleague who is on this laptop already"))
#if QT_CONFIG(accessibility)
        self.sponsor.setAccessibleName(_(u"Passphrase of a colleague who is on this laptop already"))
#endif // QT_CONFIG(accessibility)
        self.create.setText(_(u"Create the encrypted profile"))
        self.cancelFirst.setText(_(u"Back"))
#if QT_CONFIG(accessibility)
        self.backups.setAccessibleName(_(u"Copies that can be restored"))
#endif // QT_CONFIG(accessibility)
        self.restore.setText(_(u"Restore this copy"))
        self.cancelRestore.setText(_(u"Back"))
        pass
    # retranslateUi
