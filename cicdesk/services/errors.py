"""What use cases refuse, and why."""

from cicdesk.base.errors import PersonError, SurroundingsError
from cicdesk.schema.problems import Problem


class InvalidRecord(PersonError):
    """Some values cannot be saved; `problems` says which and why. Nothing typed is lost."""

    code = "invalid_record"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(count=len(problems))
        self.problems = problems


class UnknownKind(PersonError):
    """There is no such record type."""

    code = "unknown_kind"


class NotAllowed(PersonError):
    """The role of whoever is at the keyboard does not see or do that."""

    code = "not_allowed"


class NeedsContact(PersonError):
    """The laptop has been without the centre for longer than it may."""

    code = "needs_contact"


class DeviceWiped(PersonError):
    """The centre ordered this laptop to destroy what it held, and it did; `count` changes had not been sent."""

    code = "device_wiped"


class NotInConflict(PersonError):
    """Nobody has to decide about this field."""

    code = "not_in_conflict"


class NeverChanged(PersonError):
    """Facts are written once."""

    code = "never_changed"


class DraftOfAnother(PersonError):
    """The draft belongs to somebody else or is gone."""

    code = "no_such_draft"


class AlreadyPromoted(PersonError):
    """Somebody made a person of this contact already."""

    code = "already_promoted"


class FileTooLarge(PersonError):
    """The file is larger than may be attached; `limit` says how many MB may be."""

    code = "file_too_large"


class FileKindRefused(PersonError):
    """Such files are not attached: programs, unknown kinds, or a name that does not fit the content."""

    code = "file_kind_refused"


class FileNotHere(PersonError):
    """The content of the file is not on this laptop."""

    code = "file_not_here"


class FileDamaged(SurroundingsError):
    """The content on this laptop is not what was added."""

    code = "file_damaged"


class OwnWork(PersonError):
    """Nobody approves what they wrote themselves."""

    code = "own_work"


class CaseDisputed(PersonError):
    """Different values stand beside each other in what is to be approved."""

    code = "case_disputed"


class NoReason(PersonError):
    """What comes back to its author says why."""

    code = "no_reason"


class MovedMeanwhile(PersonError):
    """What was in sight is not what would be approved: somebody wrote in between."""

    code = "moved_meanwhile"
