"""What can go wrong on the way to the centre, told apart by what the person should do."""

from cicdesk.base.errors import Fault, PersonError, SurroundingsError


class Unreachable(SurroundingsError):
    """No connection to the server. Everything waits safely."""

    code = "unreachable"


class NetworkNotReady(SurroundingsError):
    """Something else answered: a hotel's or a café's sign-in page."""

    code = "network_not_ready"


class TooSlow(SurroundingsError):
    """The server did not answer in time."""

    code = "too_slow"


class BrokenAnswer(SurroundingsError):
    """The answer was cut, damaged or far too large; it is ignored and asked for again."""

    code = "broken_answer"


class ServerBusy(SurroundingsError):
    """The server asks to come back later; `seconds` says when."""

    code = "server_busy"


class ServerTrouble(SurroundingsError):
    """The server failed; its people have to look."""

    code = "server_trouble"


class NotTrusted(SurroundingsError):
    """The server cannot prove that it is ours. Nothing was sent."""

    code = "not_trusted"


class ClockWrong(SurroundingsError):
    """This laptop's clock is too far from the server's."""

    code = "clock_wrong"


class NotSecure(PersonError):
    """Plain http is for this computer only."""

    code = "not_secure"


class BadAddress(PersonError):
    """The server's address cannot be understood."""

    code = "bad_address"


class NotEnrolled(PersonError):
    """The laptop does not belong to a centre yet."""

    code = "not_enrolled"


class AlreadyEnrolled(PersonError):
    """The laptop belongs to a centre already."""

    code = "already_enrolled"


class BadCode(PersonError):
    """The enrolment code is unknown, used, expired or for somebody else."""

    code = "bad_code"


class DeviceRefused(PersonError):
    """The server does not know this laptop any more."""

    code = "device_refused"


class DeviceRevoked(PersonError):
    """The laptop was revoked by the centre."""

    code = "device_revoked"


class UpgradeNeeded(PersonError):
    """This cicdesk is too old to receive; what waits was handed in."""

    code = "upgrade_needed"


class Refused(Fault):
    """The server refused a message of ours as wrong."""

    code = "refused"
