"""Why two files are not joined, or not parted."""

from cicdesk.base.errors import PersonError


class NotTwoPeople(PersonError):
    """What was named are not two clients that are here."""

    code = "not_two_people"


class AlreadyJoined(PersonError):
    """One of the files became part of another one meanwhile."""

    code = "already_joined"


class NothingToUndo(PersonError):
    """The decision was undone before."""

    code = "nothing_to_undo"
