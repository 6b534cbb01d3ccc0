"""What an export refuses."""

from cicdesk.base.errors import PersonError


class ExportStopped(PersonError):
    """Whoever started it stopped it; nothing was written."""

    code = "export_stopped"


class ReasonNeeded(PersonError):
    """A list with names leaves the house for a reason only, and it has to be said."""

    code = "export_reason_needed"


class PasswordTooShort(PersonError):
    """A list with names is locked; `least` says how many characters its password has."""

    code = "export_password_short"


class CannotBeLocked(PersonError):
    """A text file cannot be locked, so it never holds names."""

    code = "export_cannot_be_locked"


class FileNotWritten(PersonError):
    """The file could not be written there; `file` says where."""

    code = "export_not_written"


class FileHasFaults(PersonError):
    """The funder's file is not written while `count` faults keep it back."""

    code = "funder_file_has_faults"
