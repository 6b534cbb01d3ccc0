"""The types of an unlocked profile that presenters hand to windows, which know no service."""

from cicdesk.services.desk import Desk
from cicdesk.services.errors import FileKindRefused, FileTooLarge
from cicdesk.services.files import Content, FileState, Whereabouts
from cicdesk.services.outbox import Badge
from cicdesk.services.people import PeopleService, Row
from cicdesk.services.search import SearchService
from cicdesk.store.courier import OnStick
from cicdesk.store.drafts import Draft
from cicdesk.store.lacking import Line as Lacking
from cicdesk.store.lacking import Where
from cicdesk.store.merges import Merge
from cicdesk.store.meta import Ending
from cicdesk.store.pending import Entry
from cicdesk.store.search import Hit

__all__ = [
    "Badge",
    "Content",
    "Desk",
    "Draft",
    "Ending",
    "Entry",
    "FileKindRefused",
    "FileState",
    "FileTooLarge",
    "Hit",
    "Lacking",
    "Merge",
    "OnStick",
    "PeopleService",
    "Row",
    "SearchService",
    "Where",
    "Whereabouts",
]
