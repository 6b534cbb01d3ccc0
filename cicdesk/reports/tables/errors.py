"""What tables refuse."""

from cicdesk.base.errors import PersonError


class TooManyRows(PersonError):
    """A spreadsheet cannot hold so many rows; `most` says how many it can."""

    code = "too_many_rows"
