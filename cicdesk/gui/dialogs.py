"""The dialogs of the main window, opened beside it; none of them blocks."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from cicdesk.base.i18n import _
from cicdesk.domain.names import office_key
from cicdesk.gui.parts.boxes import fit, fit_screen
from cicdesk.gui.parts.parting import let_go
from cicdesk.gui.windows.about_dialog import AboutDialog
from cicdesk.gui.windows.conflict_dialog import ConflictDialog
from cicdesk.gui.windows.courier_dialog import CourierDialog
from cicdesk.gui.windows.enrol_dialog import EnrolDialog
from cicdesk.gui.windows.help_dialog import HelpDialog
from cicdesk.gui.windows.passphrase_dialog import PassphraseDialog
from cicdesk.gui.windows.preferences_dialog import PreferencesDialog
from cicdesk.gui.workshop import Workshop
from cicdesk.presenters.conflict import ConflictPresenter
from cicdesk.presenters.courier import CourierPresenter
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.enrol import EnrolPresenter
from cicdesk.presenters.passphrase import PassphrasePresenter
from cicdesk.presenters.preferences import PreferencesPresenter
from cicdesk.presenters.rooms import rooms_of
from cicdesk.presenters.words import office_with_code
from cicdesk.schema.snapshot import Changes, Snapshot


class Dialogs(QObject):
    """Makes each dialog with its presenter and shows it."""

    setting_changed = Signal(str)
    """A preference was changed and is kept."""
    joined = Signal()
    """The laptop has joined the centre."""
    told = Signal(str, str, str)
    """A line for the bar above the page: tone, words, what to do."""

    def __init__(self, window: QWidget, desk: Desk, workshop: Workshop) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._workshop = workshop
        self.open_one: QDialog | None = None
        """The dialog in sight."""
        self._closed = False

    def conflict(self, record: str) -> None:
        """Decide between values that stand beside each other."""
        dialog, work = ConflictDialog(self._window), self._workshop
        presenter = ConflictPresenter(dialog, self._desk, work.runner, work.clock, work.bus.publish)
        dialog.use(presenter)
        presenter.open(record)
        self.show(dialog)

    def courier(self) -> None:
        """Carry changes on a stick."""
        dialog, work = CourierDialog(self._window), self._workshop
        dialog.use(
            CourierPresenter(dialog, self._desk, work.carrier, work.runner, work.clock, work.bus.publish)
        )
        self.show(dialog)

    def preferences(self) -> None:
        """Change preferences."""
        presenter = PreferencesPresenter(self._workshop.settings, self.setting_changed.emit)
        dialog = PreferencesDialog(presenter, self._window)
        dialog.passphrase_asked.connect(self.passphrase)
        self.show(dialog)

    def passphrase(self) -> None:
        """Change one's passphrase."""
        dialog, work = PassphraseDialog(self._window), self._workshop
        dialog.use(PassphrasePresenter(dialog, work.keys, work.runner))
        self.show(dialog, lambda: self.told.emit("success", _("The new passphrase holds from now on."), ""))

    def about(self) -> None:
        """What this is."""
        code, names = self._desk.office, self._desk.staff.names
        dialog = AboutDialog(self._desk.device_name, code, self._window)
        self._workshop.runner.start(
            dialog, names,
            lambda known: dialog.show_office(office_with_code(code, known.get(office_key(code), ""))),
        )  # fmt: skip
        self.show(dialog)

    def papers(self, record: Snapshot | None = None) -> None:
        """Print a paper of that record; without one, the papers of a day and what waits in the tray."""
        from cicdesk.gui.printing.dialogs import PaperDialogs  # noqa: PLC0415  only where somebody prints

        PaperDialogs(self._window, self._desk, self._workshop, self.show, lambda: self._closed).open(record)

    def access_copy(self, person: str) -> None:
        """Give that person a copy of their data; who has no file in sight is told to open one."""
        if not person:
            self.told.emit(
                "info", _("Whose data are meant is not known yet."), _("Open the person's file first.")
            )
            return
        from cicdesk.gui.printing.press import QtPress  # noqa: PLC0415  only where somebody prints
        from cicdesk.gui.windows.export_copy_dialog import CopyDialog  # noqa: PLC0415  the same
        from cicdesk.presenters.export_reports import CopyPresenter  # noqa: PLC0415  the same

        dialog, work = CopyDialog(self._window, person), self._workshop
        dialog.use(CopyPresenter(dialog, self._desk, work.runner, work.bus.publish, QtPress()))
        self.show(dialog)

    def way_out(self) -> None:
        """Who has to be led out, over the whole screen."""
        from cicdesk.gui.windows.care_exit_window import ExitWindow  # noqa: PLC0415  rules that no start needs
        from cicdesk.presenters.care_exit import ExitPresenter  # noqa: PLC0415  the same

        dialog, work = ExitWindow(self._window), self._workshop
        dialog.use(ExitPresenter(dialog, self._desk, work.runner, work.clock))
        self.show(dialog)
        dialog.showFullScreen()

    def help(self) -> None:
        """All keys that open something for the role."""
        self.show(HelpDialog(self._window, rooms_of(self._desk.role).admits))

    def enrol(self) -> None:
        """Join the centre; who has done so already is told."""
        if self._desk.role:
            self.told.emit(
                "info",
                _("You have joined the centre already."),
                _("Somebody else begins with “Someone else on this laptop” at the unlock window."),
            )
            return
        work = self._workshop
        dialog = EnrolDialog(work.settings.server_url, self._desk.user, self._window)
        dialog.use(EnrolPresenter(dialog, work.enrol, work.runner, work.settings, self._desk.user))
        self.show(dialog, self._joined)

    def close(self) -> None:
        """Close the dialog in sight, as locking does."""
        self._closed = True
        if self.open_one is not None:
            self.open_one.reject()

    def _joined(self) -> None:
        self._workshop.bus.publish(Changes(everything=True))
        self.joined.emit()

    def show(self, dialog: QDialog, accepted: Callable[[], None] | None = None) -> None:
        """Show a dialog beside the main window; locking closes it."""
        self.open_one = dialog
        if accepted is not None:
            dialog.accepted.connect(accepted)
        dialog.finished.connect(lambda: self._gone(dialog))
        fit_screen(dialog)  # first, for its height is that of its words at the width it has
        fit(dialog)
        fit_screen(dialog)
        dialog.open()

    def _gone(self, dialog: QDialog) -> None:
        if self.open_one is dialog:
            self.open_one = None
        let_go(dialog)
