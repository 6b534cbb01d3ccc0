"""What use cases refuse, and why."""

from cicdesk.base.errors import PersonError
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
