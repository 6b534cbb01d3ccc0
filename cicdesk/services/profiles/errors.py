"""What publishing a profile refuses."""

from cicdesk.base.errors import PersonError


class ProfileRefused(PersonError):
    """The profile cannot be used; `fault` is the line that is wrong."""

    code = "profile_refused"
