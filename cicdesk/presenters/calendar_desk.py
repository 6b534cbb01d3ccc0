"""The types of the calendar that presenters hand on; apart from `desk`, so that only the calendar imports the rules."""

from cicdesk.domain.booking.wishes import Stage
from cicdesk.services.arranging.calendar import WHOSE, CalendarService, Moved, Slot
from cicdesk.services.arranging.calendar_rows import Away, Entry, Row

__all__ = ["WHOSE", "Away", "CalendarService", "Entry", "Moved", "Row", "Slot", "Stage"]
