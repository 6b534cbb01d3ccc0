"""The forms that are open: made when asked for, kept when left, closed when saved."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from cicdesk.base.i18n import language
from cicdesk.gui.booking_doors import BookingDoors
from cicdesk.gui.client_window import ClientWindow
from cicdesk.gui.editors.base import Chooser
from cicdesk.gui.pages.contact_page import ContactPage
from cicdesk.gui.pages.form_page import FormPage
from cicdesk.gui.parts.parting import let_go
from cicdesk.gui.quick_contact import QuickContactPanel
from cicdesk.gui.record_form import RecordForm
from cicdesk.presenters.form_desk import FormDesk, FormStart
from cicdesk.presenters.quick_contact import TripMemory
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.together import KIND as BOOKING
from cicdesk.schema.values import Values


class OpenForms(QObject):
    """Makes form pages and tells when one is saved or wants something of the shell."""

    saved = Signal(object, object)
    """A record was saved: the page, the Snapshot."""
    changed = Signal(object)
    """What saving changed: a Changes."""
    failed = Signal(object)
    """Saving failed."""
    person_asked = Signal(object)
    """The person wants to see somebody similar instead: a Likeness."""
    start_asked = Signal(object)
    """A contact becomes a client: the FormStart of the person's form."""

    def __init__(
        self,
        desk: FormDesk,
        chooser: Chooser,
        second: Callable[[], str],
        parent: QObject,
        doors: BookingDoors | None = None,
    ) -> None:
        super().__init__(parent)
        self._doors = doors
        self._desk = desk
        self._chooser = chooser
        self._second = second
        self.pages: list[FormPage] = []
        self.contact: ContactPage | None = None
        self._memory = TripMemory()
        self._client: ClientWindow | None = None

    def make(self, start: FormStart, back: Callable[[], None]) -> FormPage:
        """A page with a form; the one that is open for the same record or draft already, if there is one."""
        for page in self.pages:
            if self._same(page, start):
                return page
        form, doors = self._form(start), self._doors
        strip = doors.strip(start) if doors else None
        page = FormPage(form, start, back, self._desk.clock.now(), strip)
        page.discarded.connect(lambda: self._discarded(page, back))
        form.saved.connect(lambda snapshot, changes: self._saved(page, snapshot, changes))
        form.failed.connect(self.failed)
        form.person_asked.connect(self.person_asked)
        form.client_window_asked.connect(lambda: self._show_client(form))
        self.pages.append(page)
        if page.owner:
            self._chooser.title("person", page.owner, lambda words: self._tell_owner(page, words))
        return page

    def _form(self, start: FormStart) -> RecordForm:
        if start.spec.kind == BOOKING and self._doors is not None:
            return self._doors.form(start, self._second())
        return RecordForm(self._desk, start, self._chooser, self._second())

    def go_to_field(self, record: str, field: str) -> None:
        """Put the cursor into a field of the form that is open for that record."""
        for page in self.pages:
            if page.start.record is not None and page.start.record.id == record:
                page.form.jump_to(field)

    def _tell_owner(self, page: FormPage, words: str) -> None:
        if page in self.pages:
            page.show_owner(words)

    def make_contact(self, start: FormStart | None, given: Values, back: Callable[[], None]) -> ContactPage:
        """The page of quick contacts; there is one for a sitting. `given` holds for every contact of the day."""
        self._memory.given = given
        if self.contact is not None and start is None:
            return self.contact
        self.close_contact()
        panel = QuickContactPanel(self._desk, self._memory, self._chooser, start)
        self.contact = ContactPage(panel, back)
        panel.saved.connect(lambda _snapshot, changes: self.changed.emit(changes))
        panel.failed.connect(self.failed)
        panel.person_asked.connect(self.start_asked)
        panel.left.connect(back)
        return self.contact

    def close_contact(self) -> None:
        """The page of quick contacts is done with; what was typed lies in its draft."""
        if self.contact is not None:
            self.contact.panel.close()
            let_go(self.contact)
            self.contact = None

    def apply(self, changes: Changes) -> None:
        """Something was written or came from the centre; what is being typed stays."""
        for page in self.pages:
            page.apply(changes)

    def set_second_language(self) -> None:
        """The second line under labels is in another language now."""
        for page in self.pages:
            page.form.set_second_language(self._second())
        if self._client is not None:
            self._client.set_language(self._second() or language())

    def keep(self) -> None:
        """The screen locks: everything typed goes into drafts."""
        for page in self.pages:
            page.form.keep()
        self.close_contact()

    def close(self, page: FormPage) -> None:
        """The page is done with; what was typed and not saved lies in its draft."""
        if page in self.pages:
            self.pages.remove(page)
            page.form.close()
            let_go(page)

    def _discarded(self, page: FormPage, back: Callable[[], None]) -> None:
        self.close(page)
        back()

    def _show_client(self, form: RecordForm) -> None:
        """Turn a window to the client, on a second screen where there is one; asked again, take it away.

        There is one at most: nobody sees the file of whoever was here before.
        """
        before = self._client
        if before is not None:
            before.close()
            if before.shows(form):
                return
        window = ClientWindow(form, self._second() or language())
        window.closing.connect(self._client_closed)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        screens = QGuiApplication.screens()
        if len(screens) > 1:
            window.setGeometry(screens[1].availableGeometry())
            window.showFullScreen()
        else:
            window.resize(900, 700)
            window.show()
        self._client = window

    def _client_closed(self) -> None:
        self._client = None

    def _same(self, page: FormPage, start: FormStart) -> bool:
        if start.draft is not None:
            return page.start.draft is not None and page.start.draft.id == start.draft.id
        return start.record is not None and page.form.presenter.record_id == start.record.id

    def _saved(self, page: FormPage, snapshot: Snapshot, changes: Changes) -> None:
        self.changed.emit(changes)
        self.saved.emit(page, snapshot)
