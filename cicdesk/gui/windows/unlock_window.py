"""The first window: who is it, and the passphrase; on a fresh laptop, how to begin."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QFontMetrics, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from cicdesk import __version__
from cicdesk.base.i18n import _
from cicdesk.gui.forms.ui_unlock_window import Ui_UnlockWindow
from cicdesk.gui.parts.boxes import clear, press_by_enter, scrolled, tab_through
from cicdesk.gui.parts.texts import set_text
from cicdesk.gui.theme import restyle, theme
from cicdesk.gui.windows.countdown import Countdown
from cicdesk.gui.windows.first_step import FirstStep
from cicdesk.gui.windows.language_bar import LanguageBar
from cicdesk.gui.windows.late_line import LateLine
from cicdesk.presenters.unlock import Copies, NewPerson, Staff, UnlockPresenter, copy_words

_AROUND = 16
"""Room that the list of copies needs beside its lines."""
_THREE_LINES = 110
_CARD, _CARD_EDGE = 560, 32
"""How wide the card in the middle may become, and what it leaves beside its content."""
_BESIDE_CARD = 46
"""What the window keeps beside the card: its own edges and the bar."""
_TILE_EDGE = 13
"""What the style sheet keeps free beside a name."""
_COPY = int(Qt.ItemDataRole.UserRole)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class _Content(QWidget):
    """All steps; only one is in sight."""

    painted = Signal()
    """It is on the screen for the first time."""
    stepped = Signal(object)
    """Up or down, by keys that nothing else needed: -1 or 1."""

    def __init__(self) -> None:
        super().__init__()
        self.was_painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first painting is told once."""
        super().paintEvent(event)
        if not self.was_painted:
            self.was_painted = True
            self.painted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that the cursor is on, as Space does; up and down choose who is working."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(step)
        elif not press_by_enter(self, event):
            super().keyPressEvent(event)


class _Tile(QPushButton):
    """A person. Up and down are left to the window: they choose, and not only move the cursor."""

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """A name too long for its tile ends in dots; the tip has the whole of it."""
        super().initStyleOption(option)
        font = self.font()
        font.setBold(self.isChecked())
        room = self.width() - theme().pixels(2 * _TILE_EDGE)
        option.text = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """All keys of a button but those two."""
        if Qt.Key(event.key()) in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class UnlockWindow(QWidget):
    """Shows one of three steps: unlock, begin, restore."""

    closing = Signal()
    """The person closes the window without unlocking."""

    painted = Signal()
    """It is on the screen for the first time; whatever is heavy may load now."""

    language_chosen = Signal(str)
    """Somebody wants to read another language; nobody has to unlock for it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("cicdesk")
        self._ui = Ui_UnlockWindow()
        self._content = _Content()
        self._content.painted.connect(self.painted)
        self._content.stepped.connect(self._choose_beside)
        self._ui.setupUi(self._content)
        self._first = FirstStep(self._ui)
        self.late = LateLine()
        self._ui.card.insertWidget(1, self.late)
        self._languages = LanguageBar()
        self._languages.chosen.connect(self.language_chosen)
        self._ui.outer.insertWidget(self._ui.outer.count() - 1, self._languages)
        self.resize(self._content.size())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = scrolled(self._content)  # large letters on a small screen
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the cursor; Tab has no business there
        outer.addWidget(area)
        self._presenter: UnlockPresenter | None = None
        self._people: Sequence[Staff] = ()
        self._chosen = ""
        self._tiles: dict[str, QPushButton] = {}
        self._shown: QWidget = self._ui.stepUnlock
        self._cursor: QWidget | None = None
        self._countdown = Countdown(
            self._ui.unlock, lambda words: self.show_problem(words, again=not words), self
        )
        _dress(self._ui)
        self._connect()
        self.retranslate()

    def use(self, presenter: UnlockPresenter) -> None:
        """The thinking of this window."""
        self._presenter = presenter

    def _connect(self) -> None:
        ui = self._ui
        ui.unlock.clicked.connect(self._unlock)
        ui.passphrase.returnPressed.connect(self._unlock)
        ui.addPerson.clicked.connect(self._begin)
        ui.cancelFirst.clicked.connect(lambda: self.show_people(self._people, self._chosen))
        ui.cancelRestore.clicked.connect(lambda: self.show_people(self._people, self._chosen))
        ui.create.clicked.connect(self._create)
        # Enter goes on to the colleague's passphrase where one is needed.
        ui.again.returnPressed.connect(
            lambda: (
                ui.sponsor.setFocus() if ui.sponsor.isVisible() and not ui.sponsor.text() else self._create()
            )
        )
        ui.sponsor.returnPressed.connect(self._create)
        ui.restore.clicked.connect(self._restore)
        ui.backups.itemActivated.connect(lambda _item: self._restore())

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._ui.foot.setText(f"cicdesk {__version__}")
        self._ui.unlockCard.setMaximumWidth(theme().pixels(_CARD))
        step = self._shown
        if step is self._ui.stepUnlock:
            self._ui.question.setText(_("Who is working?"))
        elif step is self._ui.stepRestore:
            self._ui.question.setText(_("The data file cannot be opened"))
        else:
            self._ui.question.setText(_("Someone new on this laptop") if self._people else _("Welcome"))
        self._first.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._ui.retranslateUi(self._content)
            self.retranslate()
            said = self._ui.problem.text() or self._shown is self._ui.stepRestore
            if said and self._presenter is not None:
                self._presenter.say_again()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop counting, and tell whoever keeps the program."""
        self._countdown.stop()
        self.closing.emit()
        super().closeEvent(event)

    def show_people(self, people: Sequence[Staff], chosen: str) -> None:
        """Show who may unlock; with nobody yet, how to begin."""
        self._people, self._cursor = people, None
        if not people:
            self._begin()
            return
        clear(self._ui.tiles)
        self._tiles = {}
        for each in people:
            tile = _Tile(each.title)
            tile.setProperty("role", "tile")
            tile.setCheckable(True)
            tile.setToolTip(each.title)
            tile.clicked.connect(lambda _checked=False, name=each.name: self._choose(name))
            self._ui.tiles.addWidget(tile)
            self._tiles[each.name] = tile
        self._step(self._ui.stepUnlock)
        self._choose(chosen if chosen in self._tiles else people[0].name)

    def show_problem(self, text: str, *, again: bool = True) -> None:
        """Say what is wrong."""
        for each in (self._ui.problem, self._ui.firstProblem, self._ui.restoreProblem):
            set_text(each, text)
        if again and self._shown is self._ui.stepUnlock:
            self._ui.passphrase.selectAll()
            self._ui.passphrase.setFocus()
        elif again and text and self._shown is self._ui.stepFirst:
            self._ui.first.selectAll()
            self._ui.first.setFocus()

    def set_busy(self, text: str) -> None:
        """Something is being worked on. A button that rests meanwhile has the cursor again afterwards."""
        if text:
            self._cursor = self.focusWidget()
        for each in (self._ui.unlock, self._ui.create, self._ui.restore):
            each.setEnabled(not text)
        self._ui.unlock.setText(text or _("Unlock"))
        self._ui.create.setText(text or _("Create the encrypted profile"))
        self._ui.restore.setText(text or _("Restore this copy"))
        if text:
            self.show_problem("", again=False)
        elif self._cursor is not None:
            self._cursor.setFocus()
            self._cursor = None

    def wait(self, seconds: int) -> None:
        """Take no try before so many seconds, and show them pass."""
        self._countdown.start(seconds)

    def show_damage(self, text: str, copies: Copies) -> None:
        """Offer the copies that can be restored."""
        choose = _("{what} Choose the copy to go back to; the damaged file is set aside, not deleted.")
        self._ui.damage.setText(choose.format(what=text) if copies else text)
        self._ui.backups.clear()
        for each in copies:
            item = QListWidgetItem(copy_words(each), self._ui.backups)
            item.setData(_COPY, each)
            item.setToolTip(item.text())
        self._ui.backups.setCurrentRow(0)
        _fit_copies(self._ui.backups, self.width())
        self._ui.restore.setEnabled(bool(copies))
        for offer in (self._ui.backups, self._ui.restore):
            offer.setVisible(bool(copies))
        if not copies:
            set_text(self._ui.restoreProblem, _("There is no copy on this laptop. Ring the coordinator."))
        self._step(self._ui.stepRestore)
        (self._ui.backups if copies else self._ui.cancelRestore).setFocus()

    def show_keyring(self, *, there: bool) -> None:
        """Ask for as long a passphrase as this computer needs."""
        self._first.show_keyring(there=there)

    def ask_without_keyring(self, person: NewPerson) -> None:
        """Explain what working without a keyring means, and ask."""
        if self._presenter is not None:
            presenter = self._presenter
            self._first.ask_without_keyring(self, lambda: presenter.create(person, without_keyring=True))

    def _step(self, step: QWidget) -> None:
        self._shown = step
        for each in (self._ui.stepUnlock, self._ui.stepFirst, self._ui.stepRestore):
            each.setVisible(each is step)
        self.retranslate()
        tab_through(*self._tiles.values(), step, self._languages)

    def _choose(self, name: str) -> None:
        self._chosen = name
        for each, tile in self._tiles.items():
            tile.setChecked(each == name)
        self._ui.passphrase.clear()
        self.show_problem("", again=False)
        self._ui.passphrase.setFocus()

    def _choose_beside(self, step: int) -> None:
        if self._shown is self._ui.stepUnlock and self._ui.unlock.isEnabled():
            names = list(self._tiles)
            self._choose(names[(names.index(self._chosen) + step) % len(names)])

    def _begin(self) -> None:
        self._first.begin(fresh=not self._people)
        self.show_problem("", again=False)
        self._step(self._ui.stepFirst)
        self._ui.title.setFocus()
        if self._presenter is not None and self._content.was_painted:
            self._presenter.look_for_keyring()

    def _unlock(self) -> None:
        if self._presenter is not None and self._ui.unlock.isEnabled():
            self._presenter.unlock(self._chosen, self._ui.passphrase.text())
            self._ui.passphrase.selectAll()

    def _create(self) -> None:
        if self._presenter is not None and self._ui.create.isEnabled():
            self._presenter.create(self._first.entered(self._chosen), without_keyring=self._first.agreed)

    def _restore(self) -> None:
        if self._presenter is not None and self._ui.backups.count():
            self._presenter.restore(self._ui.backups.currentItem().data(_COPY))


def _dress(ui: Ui_UnlockWindow) -> None:
    """Give each widget its role in the style sheet."""
    for each in (
        ui.passphraseLabel,
        ui.titleLabel,
        ui.userLabel,
        ui.firstLabel,
        ui.againLabel,
        ui.sponsorLabel,
    ):
        restyle(each, role="asks")
        each.setWordWrap(True)
    for each in (ui.problem, ui.firstProblem, ui.restoreProblem):
        restyle(each, role="danger")
        each.hide()
    for each in (ui.firstHint, ui.foot):
        restyle(each, role="small")
    ui.backups.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    restyle(ui.question, role="title")
    for primary in (ui.unlock, ui.create, ui.restore):
        restyle(primary, role="primary")
    for quiet in (ui.addPerson, ui.cancelFirst, ui.cancelRestore):
        restyle(quiet, role="quiet")


def _fit_copies(copies: QListWidget, window: int) -> None:
    """As wide as its longest line, where the window is; a longer line ends in dots, and its tip has it whole."""
    most = min(theme().pixels(_CARD), window - _BESIDE_CARD) - 2 * _CARD_EDGE
    copies.setMinimumWidth(min(copies.sizeHintForColumn(0) + theme().pixels(_AROUND), most))
    copies.setMinimumHeight(theme().pixels(_THREE_LINES))
