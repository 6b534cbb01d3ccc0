"""Made by scripts/compile_ui.py from ui/main_window.ui; edit the frame in Qt Designer, not this file."""

from cicdesk.base.i18n import _

from PySide6.QtCore import QMetaObject

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMainWindow, QPushButton, QSizePolicy, QSpacerItem, QStackedWidget, QVBoxLayout, QWidget


class Ui_MainWindow:
    def setupUi(self, MainWindow: QMainWindow) -> None:
        if not MainWindow.objectName():
            MainWindow.setObjectName(u"MainWindow")
        MainWindow.resize(1240, 780)
        MainWindow.setWindowTitle(u"cicdesk")
        self.central = QWidget(MainWindow)
        self.central.setObjectName(u"central")
        self.columns = QHBoxLayout(self.central)
        self.columns.setSpacing(0)
        self.columns.setObjectName(u"columns")
        self.columns.setContentsMargins(0, 0, 0, 0)
        self.rail = QFrame(self.central)
        self.rail.setObjectName(u"rail")
        self.railLayout = QVBoxLayout(self.rail)
        self.railLayout.setSpacing(2)
        self.railLayout.setObjectName(u"railLayout")
        self.railLayout.setContentsMargins(12, 16, 12, 12)
        self.brand = QLabel(self.rail)
        self.brand.setObjectName(u"brand")
        self.brand.setText(u"cicdesk")

        self.railLayout.addWidget(self.brand)

        self.place = QLabel(self.rail)
        self.place.setObjectName(u"place")

        self.railLayout.addWidget(self.place)

        self.underBrand = QSpacerItem(8, 16, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.railLayout.addItem(self.underBrand)

        self.queues = QVBoxLayout()
        self.queues.setSpacing(2)
        self.queues.setObjectName(u"queues")

        self.railLayout.addLayout(self.queues)

        self.railSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.railLayout.addItem(self.railSpace)

        self.foot = QVBoxLayout()
        self.foot.setSpacing(2)
        self.foot.setObjectName(u"foot")

        self.railLayout.addLayout(self.foot)


        self.columns.addWidget(self.rail)

        self.work = QWidget(self.central)
        self.work.setObjectName(u"work")
        self.workLayout = QVBoxLayout(self.work)
        self.workLayout.setSpacing(0)
        self.workLayout.setObjectName(u"workLayout")
        self.workLayout.setContentsMargins(0, 0, 0, 0)
        self.topbar = QFrame(self.work)
        self.topbar.setObjectName(u"topbar")
        self.topLayout = QHBoxLayout(self.topbar)
        self.topLayout.setSpacing(12)
        self.topLayout.setObjectName(u"topLayout")
        self.topLayout.setContentsMargins(24, 14, 24, 10)
        self.search = QLineEdit(self.topbar)
        self.search.setObjectName(u"search")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        sizePolicy.setHorizontalStretch(10)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.search.sizePolicy().hasHeightForWidth())
        self.search.setSizePolicy(sizePolicy)

        self.topLayout.addWidget(self.search)

        self.topSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.topLayout.addItem(self.topSpace)

        self.badge = QPushButton(self.topbar)
        self.badge.setObjectName(u"badge")

        self.topLayout.addWidget(self.badge)

        self.who = QPushButton(self.topbar)
        self.who.setObjectName(u"who")

        self.topLayout.addWidget(self.who)


        self.workLayout.addWidget(self.topbar)

        self.notices = QVBoxLayout()
        self.notices.setSpacing(4)
        self.notices.setObjectName(u"notices")
        self.notices.setContentsMargins(24, -1, 24, -1)

        self.workLayout.addLayout(self.notices)

        self.pages = QStackedWidget(self.work)
        self.pages.setObjectName(u"pages")

        self.workLayout.addWidget(self.pages)

        self.workLayout.setStretch(2, 1)

        self.columns.addWidget(self.work)

        MainWindow.setCentralWidget(self.central)

        self.retranslateUi(MainWindow)

        QMetaObject.connectSlotsByName(MainWindow)
    # setupUi

    def retranslateUi(self, MainWindow: QMainWindow) -> None:
#if QT_CONFIG(accessibility)
        self.rail.setAccessibleName(_(u"Sections"))
#endif // QT_CONFIG(accessibility)
        self.search.setPlaceholderText(_(u"Search people, contacts, cases \u2014 or type a command"))
#if QT_CONFIG(accessibility)
        self.search.setAccessibleName(_(u"Search"))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.badge.setAccessibleName(_(u"State of the exchange with the centre"))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.who.setAccessibleName(_(u"Who is working"))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi
