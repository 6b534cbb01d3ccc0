"""What cannot be read at all. What is wrong with one person is a fault of the file (faults.py)."""

from cicdesk.base.errors import PersonError


class LayoutUnreadable(PersonError):
    """The layout of the funder's file cannot be used; `place` says where it is wrong."""

    code = "layout_unreadable"


class FunderFileUnreadable(PersonError):
    """This is not a file of the funder's system: its columns are not there."""

    code = "funder_file_unreadable"
