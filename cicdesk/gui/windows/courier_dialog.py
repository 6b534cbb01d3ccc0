"""Changes on a stick: three steps on one page, by the keys 1, 2 and 3 or with the mouse."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from cicdesk.base.i18n import _
from cicdesk.gui.parts.boxes import ask_no_more_than_needed, clear, fit, fit_screen, scrolled
from cicdesk.gui.parts.choosing import ask_files
from cicdesk.gui.parts.texts import button, icon_label, label, set_text
from cicdesk.gui.theme import restyle, theme
from cicdesk.presenters.courier import CourierPresenter, CourierShown, Report

_EDGE, _RIGHT, _INSIDE, _GAP = 24, 4, 16, 14
"""Room beside everything, before the bar, inside the card, and between a key and its button."""


def stick_folder() -> str:
    """Where sticks are found on this system, if one is there; else the person's own folder."""
    user = Path.home().name
    places = (Path("/run/media") / user, Path("/media") / user, Path("/Volumes"))
    return str(next((each for each in places if each.is_dir()), Path.home()))


class Step:
    """One of the steps: its key, its button, and below it what it is for."""

    def __init__(self, key: int, grid: QGridLayout, asked: Callable[[], None]) -> None:
        self._why = label("", "muted", wrap=True)
        self.button = button("", "", "primary" if key == 1 else "")
        self.button.setAutoDefault(False)
        self.button.clicked.connect(lambda _checked=False: asked())
        row = 3 * key
        grid.setRowMinimumHeight(row + 2, 8)
        self._key = label(str(key), "kbd")
        grid.addWidget(self._key, row, 0)
        grid.addWidget(self.button, row, 1)
        grid.addWidget(self._why, row + 1, 1, 1, 2)

    @property
    def width(self) -> int:
        """What key and button need beside each other."""
        return self._key.sizeHint().width() + self.button.sizeHint().width()

    def tighten(self, *, tight: bool) -> None:
        """Where there is no room the key is left out, though it works all the same, and the button is as its words."""
        self._key.setVisible(not tight)
        restyle(self.button, tight="true" if tight else "false")

    def say(self, words: str, why: str) -> None:
        """The button's words, and what it is for."""
        self.button.setText(words)
        self.button.setAccessibleDescription(why)
        self._why.setText(why)


class ReportBox(QFrame):
    """What came of one file, with a sign that says how well it went."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(report.title)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(icon_label("check" if report.tone == "success" else "warning", report.tone))
        head.addWidget(label(report.title, "strong", wrap=True), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addLayout(head)
        for each in report.lines:
            column.addWidget(label(each, wrap=True, selectable=True))


class CourierDialog(QDialog):
    """Asks for folders and files, shows what came of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter: CourierPresenter | None = None
        self._enrolled = True
        self._folder = stick_folder()
        self.resize(theme().pixels(740), theme().pixels(600))
        self._title, self._why = label("", "title"), label("", "muted", wrap=True)
        self._state = label("", "strong", wrap=True)
        self._grid = QGridLayout()
        self._steps = [Step(key, self._grid, ask) for key, ask in enumerate(self._questions(), 1)]
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._doing = label("", "label", wrap=True)
        self._files = label("", "small", wrap=True)
        self._close = button()
        self._close.setAutoDefault(False)
        self._close.clicked.connect(self.reject)
        self._lay_out()
        self.show_busy("")
        self._retranslate()

    def use(self, presenter: CourierPresenter) -> None:
        """The thinking of this dialog."""
        self._presenter = presenter
        presenter.load()

    def show_standing(self, shown: CourierShown) -> None:
        """Show where things stand."""
        self._enrolled = shown.enrolled
        lines = [shown.waiting, *shown.carried]
        if not shown.enrolled:
            lines = [
                _(
                    "This laptop has not joined the centre yet. Packages need its key, which comes with joining."
                )
            ]
        set_text(self._state, "\n".join(lines))
        self._enable(on=shown.enrolled)
        fit(self)

    def show_busy(self, text: str) -> None:
        """Something is under way."""
        set_text(self._doing, text)
        self._bar.setVisible(bool(text))
        if text:
            clear(self._reports)
        self._enable(on=self._enrolled and not text)

    def show_reports(self, reports: Sequence[Report]) -> None:
        """Say what came of it."""
        clear(self._reports)
        for report in reports:
            self._reports.addWidget(made := ReportBox(report))
            made.show()  # what is not shown yet asks for no room
        ask_no_more_than_needed(self._content)
        self._make_room()
        self._close.setFocus()
        self._area.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1, 2, 3 begin a step."""
        place = event.key() - int(Qt.Key.Key_1)
        if 0 <= place < len(self._steps) and not event.modifiers():
            self._steps[place].button.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        self._fit_steps()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._fit_steps()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        content = self._content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, _RIGHT, 0)
        column.setSpacing(12)
        steps = QFrame()
        steps.setProperty("role", "card")
        steps.setLayout(self._grid)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(2, 1)
        self._reports = QVBoxLayout()
        self._reports.setSpacing(8)
        for each in (self._title, self._why, self._state, self._doing, self._bar):
            column.addWidget(each)
        column.addLayout(self._reports)
        column.addWidget(steps)
        column.addWidget(self._files)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_EDGE, 24, _EDGE, 20)
        outer.setSpacing(12)
        ask_no_more_than_needed(content)
        self._area = scrolled(content)
        outer.addWidget(self._area, 1)
        outer.addLayout(foot)

    def _fit_steps(self) -> None:
        """Where letters are large for the screen, nothing stands beside the buttons."""
        beside = self._area.verticalScrollBar().sizeHint().width() + _RIGHT
        room = self.width() - 2 * _EDGE - beside
        for each in self._steps:
            each.tighten(tight=False)  # or what was left out once would never be missed
        narrow = max(each.width for each in self._steps) + 2 * (_INSIDE + _GAP) > room
        side = _INSIDE // 2 if narrow else _INSIDE
        self._grid.setContentsMargins(side, 14, side, 14)
        self._grid.setHorizontalSpacing(0 if narrow else _GAP)
        for each in self._steps:
            each.tighten(tight=narrow)

    def _make_room(self) -> None:
        """As high as what is told needs, as far as the screen allows; what does not fit scrolls."""
        room = self._area.maximumViewportSize()
        beside = self._area.verticalScrollBar().sizeHint().width()  # or a bar that is there would stay
        wanted = self._content.heightForWidth(room.width() - beside)
        self.resize(self.width(), self.height() + max(0, wanted - room.height()))
        fit_screen(self)

    def _retranslate(self) -> None:
        self.setWindowTitle(_("Changes on a stick"))
        self._title.setText(_("Changes on a stick"))
        self._why.setText(
            _(
                "Where there is no network for days, a stick carries your changes to any laptop that is online,"
                " and the centre's answer back. The files are encrypted: whoever finds the stick learns nothing."
            )
        )
        save, deliver, take_in = self._steps
        save.say(
            _("Save my changes to a stick…"),
            _(
                "On the laptop without a network. Everything goes on waiting here until the answer is taken in."
            ),
        )
        deliver.say(
            _("Deliver a package from a stick…"),
            _("On a laptop that is online, whoever's it is. The answer is put beside the package."),
        )
        take_in.say(
            _("Take in the answer…"),
            _("Back on the laptop that made the package. What is new at the centre comes with it."),
        )
        self._files.setText(_("Scans and other files are not carried; they are sent with the next sync."))
        self._close.setText(_("Close"))

    def _questions(self) -> Sequence[Callable[[], None]]:
        return (
            partial(self._ask, self._save, QFileDialog.FileMode.Directory),
            partial(self._ask, self._deliver, QFileDialog.FileMode.ExistingFiles),
            partial(self._ask, self._take_in, QFileDialog.FileMode.ExistingFiles),
        )

    def _ask(self, chosen: Callable[[list[str]], None], mode: QFileDialog.FileMode) -> None:
        """Ask for a folder or for files beside this dialog."""
        if mode is QFileDialog.FileMode.Directory:
            chooser = ask_files(self, _("Choose the stick or a folder on it"), mode)
            chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        else:
            chooser = ask_files(self, _("Choose the file on the stick"), mode)
            chooser.setNameFilters([_("Packages of cicdesk (*.cicdesk)"), _("All files (*)")])
        chooser.setDirectory(self._folder)
        chooser.filesSelected.connect(lambda _paths: self._remember(chooser.directory().absolutePath()))
        chooser.filesSelected.connect(chosen)
        chooser.open()

    def _remember(self, folder: str) -> None:
        """The next question begins where this one was answered."""
        self._folder = folder

    def _save(self, chosen: list[str]) -> None:
        if self._presenter is not None and chosen:
            self._presenter.save(chosen[0])

    def _deliver(self, chosen: list[str]) -> None:
        if self._presenter is not None:
            self._presenter.deliver(chosen)

    def _take_in(self, chosen: list[str]) -> None:
        if self._presenter is not None:
            self._presenter.take_in(chosen)

    def _enable(self, *, on: bool) -> None:
        for each in self._steps:
            each.button.setEnabled(on)
