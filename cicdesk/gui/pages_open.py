"""The pages of the open profile, each made with its presenter when it is first wanted."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QDialog

from cicdesk.gui.actions import Command
from cicdesk.gui.care_watch import CareWatch
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.pages.case_page import CasePage
from cicdesk.gui.pages.outbox_page import OutboxPage
from cicdesk.gui.pages.people_page import PeoplePage
from cicdesk.gui.pages.today_page import TodayPage
from cicdesk.gui.parts.boxes import Page
from cicdesk.gui.pictures import QtPictures
from cicdesk.gui.workshop import Workshop
from cicdesk.presenters.aside import AsidePresenter
from cicdesk.presenters.case_file import CaseFilePresenter
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.files import FilesPresenter
from cicdesk.presenters.outbox import OutboxPresenter
from cicdesk.presenters.people import PeoplePresenter
from cicdesk.presenters.today import TodayPresenter
from cicdesk.schema.snapshot import Changes

Listener = Callable[[Changes], None]


class OpenPages:
    """Pages by the commands that show them, and the page of a person's file."""

    def __init__(
        self,
        navigator: Navigator,
        desk: Desk,
        workshop: Workshop,
        failed: Callable[[BaseException], object],
        told: Callable[[str, str, str], object],
        show: Callable[[QDialog], object],
    ) -> None:
        """`failed`, `told` and `show`: where errors, lines of words and dialogs are shown."""
        self._show = show
        self._failed = failed
        self._told = told
        self._navigator = navigator
        self._desk = desk
        self._workshop = workshop
        self._makers: dict[Command, Callable[[], tuple[Page, Listener]]] = {
            Command.TODAY: self._today,
            Command.PEOPLE: self._people,
            Command.REVIEW: self._review,
            Command.COMPLETENESS: lambda: _completeness(navigator, desk, workshop),
            Command.CONFLICTS: lambda: _conflicts(navigator, desk, workshop),
            Command.DUPLICATES: lambda: _duplicates(navigator, desk, workshop),
            Command.OUTBOX: self._outbox,
            Command.CARE: self._care,
            Command.CALENDAR: self._calendar,
            Command.INTERPRETERS: self._interpreters,
            Command.JOBS: self._jobs,
            Command.REPORTS: self._reports,
        }
        self._made: dict[Command, Page] = {}
        self._file: CasePage | None = None
        self._listeners: dict[Page, Listener] = {}
        self._stops: list[Callable[[], object]] = []
        self._people_presenter: PeoplePresenter | None = None
        self._late = CareWatch(desk, workshop, told, self._sees_care)
        self._stops.append(self._late.stop)

    def __contains__(self, command: Command) -> bool:
        """Whether a page belongs to that command."""
        return command in self._makers

    def __getitem__(self, command: Command) -> Page:
        """The page of that command."""
        if command not in self._made:
            page, listener = self._makers[command]()
            self._made[command] = page
            self._listeners[page] = listener
        return self._made[command]

    @property
    def file(self) -> CasePage:
        """The page of a person's file."""
        if self._file is None:
            page, work = CasePage(self._navigator), self._workshop
            presenter = CaseFilePresenter(
                page, self._desk, work.runner, work.clock, work.missing, work.bus.publish
            )
            filing = FilesPresenter(
                page.files, self._desk, work.runner, work.clock, QtPictures(), work.bus.publish
            )
            page.use(presenter, filing)
            page.files.failed.connect(self._failed)
            page.files.told.connect(self._told)

            def changed(changes: Changes) -> None:
                presenter.changed(changes)
                filing.changed(changes)

            self._file, self._listeners[page] = page, changed
        return self._file

    def alarms(self) -> tuple[dt.datetime, ...] | None:
        """When children are late; for the locked screen."""
        return self._late.moments

    def close(self) -> None:
        """Take what is open beside the pages off the screen."""
        if self._file is not None:
            self._file.files.close_windows()
        for stop in self._stops:
            stop()

    def tell(self, page: object, changes: Changes) -> None:
        """Let the page in sight hear what changed; the list of people asks anew when it is visited next."""
        if self._people_presenter is not None and page is not self._made.get(Command.PEOPLE):
            self._people_presenter.forget()
        if isinstance(page, Page) and page in self._listeners:
            self._listeners[page](changes)

    def _today(self) -> tuple[Page, Listener]:
        page = TodayPage(self._navigator)
        shop = self._workshop
        presenter = TodayPresenter(page, self._desk, shop.runner, shop.clock, shop.bus.publish)
        page.use(presenter)
        return page, presenter.changed

    def _people(self) -> tuple[Page, Listener]:
        page = PeoplePage(self._navigator)
        presenter = PeoplePresenter(page, self._desk.people, self._desk.search, self._workshop.runner)
        page.use(presenter)
        self._people_presenter = presenter
        return page, presenter.changed

    def _review(self) -> tuple[Page, Listener]:
        from cicdesk.gui.pages.review_page import ReviewPage  # noqa: PLC0415  rules that no start needs
        from cicdesk.presenters.review import ReviewPresenter  # noqa: PLC0415  the same

        page, work = ReviewPage(self._navigator), self._workshop
        presenter = ReviewPresenter(page, self._desk, work.runner, work.clock, work.missing, work.bus.publish)
        page.use(presenter)
        return page, presenter.changed

    def _outbox(self) -> tuple[Page, Listener]:
        page = OutboxPage(self._navigator, self._show)
        work = self._workshop
        presenter = OutboxPresenter(page, self._desk, work.runner, work.clock)
        page.use(presenter, AsidePresenter(page, self._desk, work.runner, work.bus.publish))
        work.bus.progress.connect(page.show_progress)
        work.bus.paused.connect(page.show_paused)
        page.show_paused(work.settings.paused)
        return page, presenter.changed

    def _sees_care(self) -> bool:
        return Command.CARE in self._made and self._made[Command.CARE].isVisible()

    def _care(self) -> tuple[Page, Listener]:
        from cicdesk.gui.care_doors import CareDoors  # noqa: PLC0415  rules that no start needs
        from cicdesk.gui.pages.care_page import CarePage  # noqa: PLC0415  the same
        from cicdesk.presenters.care_board import CareBoardPresenter  # noqa: PLC0415  the same

        work = self._workshop
        doors = CareDoors(self._navigator, self._desk, work, self._show)
        page = CarePage(self._navigator, doors)
        doors.belong_to(page)
        self._stops.append(page.stop)
        presenter = CareBoardPresenter(page, self._desk, work.runner, work.bus.publish)
        page.use(presenter)
        return page, presenter.changed

    def _interpreters(self) -> tuple[Page, Listener]:
        from cicdesk.gui.pages.interpreters_page import InterpretersPage  # noqa: PLC0415  rules that no start needs
        from cicdesk.presenters.interpreters import InterpretersPresenter  # noqa: PLC0415  the same
        from cicdesk.presenters.interpreters_register import RegisterPresenter  # noqa: PLC0415  the same
        from cicdesk.presenters.interpreters_request import RequestPresenter  # noqa: PLC0415  the same

        work, desk = self._workshop, self._desk
        page = InterpretersPage(self._navigator)
        page.use(
            InterpretersPresenter(page, desk, work.runner, work.clock),
            RequestPresenter(page, desk, work.runner, work.clock, work.bus.publish),
            RegisterPresenter(page, desk, work.runner, work.clock),
        )
        return page, page.changed

    def _jobs(self) -> tuple[Page, Listener]:
        from cicdesk.gui.pages.jobs_page import JobsPage  # noqa: PLC0415  only interpreters need it
        from cicdesk.presenters.jobs import JobsPresenter  # noqa: PLC0415  the same

        page, work = JobsPage(self._navigator), self._workshop
        presenter = JobsPresenter(page, self._desk, work.runner, work.clock, work.bus.publish, QtPictures())
        page.use(presenter)
        page.told.connect(self._told)
        self._stops.append(page.close_viewer)
        return page, presenter.changed

    def _reports(self) -> tuple[Page, Listener]:
        from cicdesk.gui.reports_open import make_reports  # noqa: PLC0415  only coordinators need it

        page, stops = make_reports(self._navigator, self._desk, self._workshop, self._failed)
        self._stops += stops
        return page, page.changed

    def _calendar(self) -> tuple[Page, Listener]:
        from cicdesk.gui.pages.calendar_page import CalendarPage  # noqa: PLC0415  rules that no start needs
        from cicdesk.presenters.calendar import CalendarPresenter  # noqa: PLC0415  the same

        page, work = CalendarPage(self._navigator), self._workshop
        presenter = CalendarPresenter(page, self._desk, work.runner, work.clock, work.bus.publish)
        page.use(presenter)
        return page, presenter.changed


def _completeness(navigator: Navigator, desk: Desk, workshop: Workshop) -> tuple[Page, Listener]:
    """Those whom one can ask; coordinators see everybody at once."""
    from cicdesk.gui.pages.completeness_page import CompletenessPage  # noqa: PLC0415  no start needs it
    from cicdesk.presenters.completeness import CompletenessPresenter  # noqa: PLC0415  the same

    page = CompletenessPage(navigator)
    presenter = CompletenessPresenter(page, desk, workshop.runner)
    page.use(presenter)
    if not desk.context.rights.settles:
        page.narrow("who", desk.user)
    return page, presenter.changed


def _conflicts(navigator: Navigator, desk: Desk, work: Workshop) -> tuple[Page, Listener]:
    from cicdesk.gui.pages.conflicts_page import ConflictsPage  # noqa: PLC0415  no start needs it
    from cicdesk.presenters.conflicts import ConflictsPresenter  # noqa: PLC0415  the same

    page = ConflictsPage(navigator)
    presenter = ConflictsPresenter(page, desk, work.runner, work.clock, work.bus.publish)
    page.use(presenter)
    return page, presenter.changed


def _duplicates(navigator: Navigator, desk: Desk, work: Workshop) -> tuple[Page, Listener]:
    from cicdesk.gui.pages.duplicates_page import DuplicatesPage  # noqa: PLC0415  only coordinators need it
    from cicdesk.presenters.duplicates import DuplicatesPresenter  # noqa: PLC0415  the same

    page = DuplicatesPage(navigator)
    presenter = DuplicatesPresenter(page, desk, work.runner, work.bus.publish)
    page.use(presenter)
    return page, presenter.changed
