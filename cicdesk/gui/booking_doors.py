"""What the shell needs to open bookings: their form, and the card of what was booked above a record's form."""

from dataclasses import replace

from cicdesk.gui.booking_form import BookingForm
from cicdesk.gui.booking_strip import BookingStrip
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.pages.case_page import CasePage
from cicdesk.gui.pages.form_page import FormPage
from cicdesk.gui.workshop import Workshop
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.form_desk import FormStart
from cicdesk.presenters.together import BookingRecords, TogetherPresenter
from cicdesk.presenters.together_strip import ABOUT, StripPresenter
from cicdesk.schema.together import KIND


class BookingDoors:
    """Makes windows with their presenters."""

    def __init__(self, navigator: Navigator, desk: Desk, workshop: Workshop) -> None:
        self._navigator = navigator
        self._desk = desk
        self._workshop = workshop

    def begin(self, page: object) -> None:
        """A booking for whoever or whatever is in sight, or else for somebody who is asked for."""
        if isinstance(page, CasePage):
            page.arrange.begin(KIND)
        elif isinstance(page, FormPage) and page.strip is not None:
            page.strip.begin(KIND)
        else:
            self._navigator.open_form(KIND)

    def form(self, start: FormStart, second: str) -> BookingForm:
        """The form of a booking."""
        work = self._workshop
        records = BookingRecords(work.form_desk.records, self._desk)
        desk = replace(work.form_desk, records=records, missing=lambda _kind, _values: ())
        form = BookingForm(desk, start, work.chooser, second)
        form.use(TogetherPresenter(form.panel, self._desk, work.runner, form.delays, form.fill))
        return form

    def strip(self, start: FormStart) -> BookingStrip | None:
        """What can be arranged for a record that is saved, and what is; None for records that nothing is booked for."""
        record = start.record
        if record is None or record.kind not in ABOUT or record.deleted:
            return None
        strip, work = BookingStrip(self._navigator), self._workshop
        strip.use(StripPresenter(strip, self._desk, work.runner, work.bus.publish, record.id))
        return strip
