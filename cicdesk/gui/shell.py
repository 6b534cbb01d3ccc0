"""The open profile on the screen: pages with their presenters, and what leads from one to the other."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from cicdesk.base.ids import RecordId
from cicdesk.base.settings import Settings
from cicdesk.gui.actions import Command
from cicdesk.gui.alone_notice import AloneNotice
from cicdesk.gui.booking_doors import BookingDoors
from cicdesk.gui.clock_notice import ClockNotice
from cicdesk.gui.dialogs import Dialogs
from cicdesk.gui.elsewhere_door import TRACE, ask_to_open
from cicdesk.gui.ending_notice import EndingNotice
from cicdesk.gui.failures import Failures
from cicdesk.gui.forms_open import OpenForms
from cicdesk.gui.pages.case_page import CasePage
from cicdesk.gui.pages.form_page import FormPage
from cicdesk.gui.pages_open import OpenPages
from cicdesk.gui.parts.boxes import Page, fit_screen
from cicdesk.gui.parts.parting import let_go
from cicdesk.gui.support_doors import SupportDoors
from cicdesk.gui.sync_control import SyncControl
from cicdesk.gui.windows.main_window import MainWindow, offered_commands
from cicdesk.gui.workshop import Workshop
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.file_lane import OF_FILES, FileLane
from cicdesk.presenters.form_desk import FormStart
from cicdesk.presenters.opening import FormOpening
from cicdesk.presenters.runner import Lane
from cicdesk.presenters.search import Found, SearchPresenter
from cicdesk.presenters.shell import ShellPresenter
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import Values

_STAYS = frozenset({"contact", "trip"})
"""Records that one leaves after saving: there is nothing more to do in them."""
_STEPS = 20
_REGISTERS = {
    Command.NEW_INTERPRETER: "interpreter",
    Command.NEW_CARER: "carer",
    Command.NEW_CARE_PLACE: "care_place",
    Command.NEW_ROOM: "room",
}


class Shell(QObject):
    """One unlocked profile. Closing it leaves drafts behind and nothing else."""

    lock_asked = Signal()
    """The person wants to lock, or to let somebody else work."""

    def __init__(self, desk: Desk, workshop: Workshop) -> None:
        super().__init__()
        self._desk = desk
        self._workshop = workshop
        self.window = MainWindow(self.run, self._found)
        self.dialogs = Dialogs(self.window, desk, workshop)
        self._alone = AloneNotice(self.window.notices, self.dialogs.enrol, laptop_joined=desk.enrolled)
        self.failures = Failures(self.window, self.window.notices)
        self.sync = SyncControl(self.window, workshop, self.failures.show, self)
        self.lane = FileLane(
            self, workshop.files, workshop.runner, workshop.settings,
            lambda: workshop.runner.crowded(Lane.NETWORK),
        )  # fmt: skip
        self.lane.failed = self.failures.show
        self._clock = ClockNotice(self.window.notices, workshop.clock, self)
        self._ending = EndingNotice(self.window.notices)
        self._frame = ShellPresenter(
            self.window, (self._clock, self._ending), desk, workshop.runner, workshop.clock
        )
        self._opening = FormOpening(self.window, desk, workshop.runner)
        self._doors = BookingDoors(self, desk, workshop)
        self.forms = OpenForms(
            workshop.form_desk, workshop.chooser, lambda: second_line(workshop.settings), self,
            self._doors,
        )  # fmt: skip
        self._support = SupportDoors(
            desk, workshop, lambda page: self._go(page, None), self._back, self.window.notices.show_notice
        )
        self._came_from: list[tuple[Page, Command | None]] = []
        self._pages = OpenPages(
            self, desk, workshop, self.failures.show, self.window.notices.show_notice, self.dialogs.show
        )
        self.alarms = self._pages.alarms
        """When children who are in care now are late; None where that has not been looked up."""
        self.window.use_search(SearchPresenter(self.window, desk.search, workshop.runner, offered_commands))
        self._acts = self._commands()
        self._connect()

    def _commands(self) -> dict[Command, Callable[[], object]]:
        return {
            Command.SEARCH: self.window.focus_search,
            Command.NEW_CONTACT: lambda: self._day_with_trip(lambda trip, _day: self._show_contact(trip)),
            Command.NEW_PERSON: lambda: self.open_form("person"),
            Command.NEW_SERVICE: lambda: self._support.begin(self.window.page),
            Command.REPEAT_SERVICE: lambda: self._support.begin(self.window.page, repeated=True),
            Command.BOOK: lambda: self._doors.begin(self.window.page),
            **{command: partial(self.open_form, kind) for command, kind in _REGISTERS.items()},
            Command.TRIP: lambda: self._day_with_trip(
                lambda trip, day: self.open_form("trip", trip, values={"day": day})
            ),
            Command.SYNC: self._sync,
            Command.PAUSE: self.sync.toggle_pause,
            Command.LOCK: self.lock_asked.emit,
            Command.SWITCH_USER: self.lock_asked.emit,
            Command.PREFERENCES: self.dialogs.preferences,
            Command.PASSPHRASE: self.dialogs.passphrase,
            Command.ABOUT: self.dialogs.about,
            Command.ENROL: self.dialogs.enrol,
            Command.HELP: self.dialogs.help,
            Command.COURIER: self.dialogs.courier,
            Command.PAPERS: lambda: self.dialogs.papers(record_of(self.window.page)),
            Command.ACCESS_COPY: lambda: self.dialogs.access_copy(person_of(self.window.page)),
            Command.WAY_OUT: self.dialogs.way_out,
            Command.BACK: self._back,
        }

    def _connect(self) -> None:
        self._workshop.bus.changed.connect(self._changed)
        self._workshop.runner.failed.connect(self.failures.show)
        self._clock.set_right.connect(self.sync.presenter.tick)
        self.dialogs.joined.connect(self.sync.presenter.now)
        self.dialogs.joined.connect(self._alone.hide)
        self.dialogs.told.connect(self.window.notices.show_notice)
        for typed in (self.forms, self._support):
            typed.changed.connect(self._workshop.bus.publish)
            typed.changed.connect(lambda _changes: self.failures.saved())
            typed.failed.connect(self.failures.show)
        self.forms.saved.connect(self._saved)
        self.forms.start_asked.connect(self._show_form)
        self.forms.person_asked.connect(
            lambda hit: (
                ask_to_open(hit, self._desk, self._workshop, self.window)
                if hit.kind == TRACE
                else self.open_file(RecordId(str(hit.id)))
            )
        )

    def start(self) -> None:
        """Show the window, begin the day."""
        self.run(Command.TODAY)
        fit_screen(self.window)
        self.window.show()
        self._frame.refresh()
        if self._desk.enrolled:
            self.sync.presenter.start()
        if not self._desk.role:
            self._alone.show()

    def say_again(self) -> None:
        """Another language or size: what does not follow by itself is said again."""
        self._frame.refresh()
        self._alone.say_again()
        self._clock.say_again()
        self._ending.say_again()

    def close(self) -> None:
        """Keep what is being typed, and let go of every window."""
        self.forms.keep()
        self._support.keep()
        self.sync.presenter.stop()
        self._clock.stop()
        self.lane.stop()
        self.dialogs.close()
        self._pages.close()
        self._workshop.bus.changed.disconnect(self._changed)
        self._workshop.runner.failed.disconnect(self.failures.show)
        for page in list(self.forms.pages):
            self.forms.close(page)
        self.window.stop()
        let_go(self.window)
        let_go(self)

    def open_file(self, root: RecordId) -> None:
        """Show the file of a person."""
        self._go(self._pages.file, Command.PEOPLE, load=False)
        self._pages.file.open(root)

    def open_form(
        self, kind: str, record: str = "", *, draft: str = "", values: Values | None = None, field: str = ""
    ) -> None:
        """Open a form: of a record, of a draft, or a new one with some values given; at that field."""

        def show(start: FormStart) -> None:
            self._show_form(start)
            if field:
                self.forms.go_to_field(record, field)

        self._opening.open(kind, record, draft, values or {}, show)

    def open_record(self, kind: str, record: str, root: str) -> None:
        """Show a record where people look for it."""
        if kind == "person" or (root and root != record):
            self.open_file(RecordId(root or record))
        else:
            self.open_form(kind, record)

    def open_conflict(self, record: str) -> None:
        """Let the person decide between values that stand beside each other."""
        self.dialogs.conflict(record)

    def run(self, command: Command) -> None:
        """Have a command done."""
        if command in self._pages:
            self._go(self._pages[command], command)
        elif command in self._acts:
            self._acts[command]()

    def _sync(self) -> None:
        if self._desk.enrolled:
            self.sync.presenter.now()
        else:
            self.dialogs.enrol()

    def _day_with_trip(self, found: Callable[[str, str], None]) -> None:
        """Look up today's trip; `found` gets its id, empty if there is none, and the day."""
        day = self._workshop.clock.now().astimezone().date().isoformat()
        self._opening.find("trip", {"day": day}, lambda trip: found(trip, day))

    def _changed(self, changes: Changes) -> None:
        self.lane.changed(changes)
        if changes.kinds and changes.kinds <= OF_FILES and not changes.everything:
            self._pages.tell(self.window.page, changes)
            return
        if "staff" in changes.kinds:
            self._workshop.chooser.refresh()
        if "project_profile" in changes.kinds or changes.everything:
            self._workshop.runner.start(self, self._desk.profiles_in_force, lambda _found: None)
        self._frame.changed(changes)
        self._pages.tell(self.window.page, changes)
        self.forms.apply(changes)
        if "sync" in changes.kinds:
            self.sync.worked()
        else:
            self.sync.presenter.saved()

    def _go(self, page: Page, command: Command | None, *, load: bool = True) -> None:
        before = self.window.page
        if isinstance(before, Page) and before is not page:
            self._came_from = [*self._came_from, (before, self.window.command)][-_STEPS:]
        self.window.show_page(page, command, load=load)

    def _back(self) -> None:
        while self._came_from:
            page, command = self._came_from.pop()
            if not self._support.is_gone(page) and (
                not isinstance(page, FormPage) or page in self.forms.pages
            ):
                self.window.show_page(page, command)
                return
        self.window.show_page(self._pages[Command.TODAY], Command.TODAY)

    def _show_contact(self, trip: str, start: FormStart | None = None) -> None:
        given: Values = {"trip": trip, "channel": "MOBIL"} if trip else {}
        self._go(self.forms.make_contact(start, given, self._back), None)

    def _show_form(self, start: FormStart) -> None:
        if start.spec.kind == "contact" and start.record is None:
            self._show_contact("", start)
            return
        self._go(self.forms.make(start, self._back), None)

    def _saved(self, page: FormPage, snapshot: Snapshot) -> None:
        self.window.remove_page(page)
        self.forms.close(page)
        if self._came_from and self._came_from[-1][0].comes_back:
            self._back()
        elif snapshot.kind == "appointment" and snapshot.root == snapshot.id:
            self._came_from.clear()
            self.open_form(
                snapshot.kind, snapshot.id
            )  # of a group: it has no file, and its parts stand there
        elif snapshot.kind in _STAYS or (snapshot.root == snapshot.id and snapshot.kind != "person"):
            self._back()
        else:
            self._came_from.clear()
            self.open_file(snapshot.root)

    def _found(self, found: Found) -> None:
        if found.command:
            self.run(Command[found.command])
        else:
            self.open_record(found.kind, found.record, found.root)


def record_of(page: object) -> Snapshot | None:
    """The record whose form is in sight; None where there is none."""
    return page.start.record if isinstance(page, FormPage) else None


def person_of(page: object) -> str:
    """The person whose file is in sight; empty where there is none."""
    return page.root if isinstance(page, CasePage) else ""


def second_line(settings: Settings) -> str:
    """The language below every label; none where it would say the same again."""
    return "" if settings.second_language == settings.language else settings.second_language
