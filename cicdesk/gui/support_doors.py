"""What the shell needs to log support: whom it is for, what is known of it, and the page on which it is typed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from cicdesk.base.i18n import _
from cicdesk.gui.pages.case_page import CasePage
from cicdesk.gui.pages.form_page import FormPage
from cicdesk.gui.pages.service_page import ServicePage
from cicdesk.gui.pages.service_panel import ServicePanel
from cicdesk.gui.parts.boxes import Page
from cicdesk.gui.parts.parting import let_go
from cicdesk.gui.workshop import Workshop
from cicdesk.presenters.case_file import name_of
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.support_quick import Begun
from cicdesk.schema.snapshot import Changes, Snapshot


class SupportDoors(QObject):
    """There is one page of this kind at most: what was typed on another lies in its draft."""

    changed = Signal(object)
    """What saving changed: a Changes."""
    failed = Signal(object)
    """Saving failed: the error."""

    def __init__(
        self,
        desk: Desk,
        workshop: Workshop,
        go: Callable[[Page], None],
        back: Callable[[], None],
        told: Callable[[str, str, str], object],
    ) -> None:
        """`go` brings a page in sight, `back` leads to the one before; `told`: where a line of words is shown."""
        super().__init__()
        self._desk = desk
        self._workshop = workshop
        self._go = go
        self._back = back
        self._told = told
        self._page: ServicePage | None = None

    def begin(self, page: object, *, repeated: bool = False) -> None:
        """A support of whoever is in sight; `repeated`: as the last one was."""
        if isinstance(page, ServicePage):
            page.panel.repeat()
            return
        person = person_of(page)
        if not person:
            self._told(
                "info",
                _("Whose service is it?"),
                _("Open the client's file first: F3 finds it by any part of a name."),
            )
            return
        support = self._desk.support
        self._workshop.runner.start(
            page,
            lambda: support.known(person),
            lambda known: self._show(Begun(known.person, known.values, known.again, repeated)),
        )

    def keep(self) -> None:
        """The screen locks: what was typed goes into its draft, and the page is done with."""
        page, self._page = self._page, None
        if page is not None:
            page.panel.close()
            let_go(page)

    def is_gone(self, page: object) -> bool:
        """Whether that is an older page of this kind, which leads nowhere any more."""
        return isinstance(page, ServicePage) and page is not self._page

    def _show(self, begun: Begun) -> None:
        self.keep()
        work = self._workshop
        panel = ServicePanel(work.form_desk, begun, work.chooser)
        name = name_of(begun.person) or begun.person.title or begun.person.number
        page = self._page = ServicePage(panel, name, self._back)
        panel.saved.connect(self._saved)
        panel.failed.connect(self.failed)
        panel.left.connect(self._back)
        self._go(page)

    def _saved(self, _snapshot: Snapshot, changes: Changes) -> None:
        self.changed.emit(changes)
        self._back()
        self.keep()


def person_of(page: object) -> str:
    """Whose file is in sight; empty for nobody's."""
    if isinstance(page, CasePage):
        return str(page.root)
    if isinstance(page, FormPage):
        record = page.start.record
        return str(record.id) if record is not None and record.kind == "person" else page.owner
    return ""
