"""What can go wrong on the way to the centre, told apart by what the person should do."""

from cicdesk.base.errors import Fault, PersonError, SurroundingsError


class Unreachable(SurroundingsError):
    """No connection to the server. Everything waits safely."""

    code = "unreachable"


class NameUnknown(Unreachable):
    """The server's name leads nowhere: no network at all, or a mistyped address."""

    code = "name_unknown"


class NetworkNotReady(SurroundingsError):
    """Something else answered: a hotel's or a café's sign-in page."""

    code = "network_not_ready"


class TooSlow(SurroundingsError):
    """The server did not answer in time."""

    code = "too_slow"


class BrokenAnswer(SurroundingsError):
    """The answer is damaged; it is ignored and asked for again."""

    code = "broken_answer"


class CutAnswer(BrokenAnswer):
    """The answer is shorter or longer than it says it is."""

    code = "cut_answer"


class OversizedAnswer(BrokenAnswer):
    """The answer is larger than any that a server of ours gives."""

    code = "oversized_answer"


class ServerBusy(SurroundingsError):
    """The server asks to come back later; `seconds` says when."""

    code = "server_busy"


class AskedTooOften(ServerBusy):
    """This laptop asked more often than the server allows; `seconds` says when it may again."""

    code = "asked_too_often"


class OutOfStep(SurroundingsError):
    """The server had the same request before, or is in the middle of something; a fresh one will do."""

    code = "out_of_step"


class ServerTrouble(SurroundingsError):
    """The server failed; its people have to look."""

    code = "server_trouble"


class NotTrusted(SurroundingsError):
    """The server cannot prove that it is ours. Nothing was sent. `file`: what it was judged by, if not the system's list."""

    code = "not_trusted"


class AuthorityUnreadable(PersonError):
    """The file of the organisation's certificate is not there, or holds none. Nothing was sent."""

    code = "ca_file_unreadable"


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


class NotOffered(SurroundingsError):
    """The centre's server is older than this program and does not know this yet; records travel as usual."""

    code = "not_offered"


class Forbidden(PersonError):
    """Something in front of the server, or the server itself, does not let this laptop do that."""

    code = "forbidden"


class NoSuchService(PersonError):
    """There is no server of ours at this address."""

    code = "no_such_service"


class UpgradeNeeded(PersonError):
    """This cicdesk is too old to receive; what waits was handed in. `since`: the first day on which it was."""

    code = "upgrade_needed"


class Refused(Fault):
    """The server refused a message of ours as wrong."""

    code = "refused"


class MessageRefused(Refused):
    """The server cannot read what is in a message; sent in smaller parts, it shows which part that is."""

    code = "message_refused"


class MessageTooLarge(Refused):
    """The server, or something in front of it, takes less at a time."""

    code = "message_too_large"


class NoCourier(PersonError):
    """The centre's key for packages is not on this laptop."""

    code = "no_courier"


class PackageBroken(PersonError):
    """The file is no package, was cut off or changed, or is not by whom it says."""

    code = "package_broken"


class PackageTooNew(PersonError):
    """A newer cicdesk made the package."""

    code = "package_too_new"


class PackageElsewhere(PersonError):
    """The package is for or from another centre."""

    code = "package_elsewhere"


class PackageOfStranger(PersonError):
    """The centre does not know the laptop that made the package."""

    code = "package_of_stranger"


class PackageOfRevoked(PersonError):
    """The laptop that made the package was revoked."""

    code = "package_of_revoked"


class NotToDeliver(PersonError):
    """It is an answer, not a package for the centre."""

    code = "not_to_deliver"


class NotAnAnswer(PersonError):
    """It is a package for the centre, not an answer."""

    code = "not_an_answer"


class AnswerForAnother(PersonError):
    """The answer is for another laptop."""

    code = "answer_for_another"


class AnswerUnknown(PersonError):
    """This laptop knows nothing of the package that the answer belongs to."""

    code = "answer_unknown"


class AnswerTakenIn(PersonError):
    """The answer was taken in before."""

    code = "answer_taken_in"


class StickFull(SurroundingsError):
    """There is no room for the package."""

    code = "stick_full"


class StickUnusable(SurroundingsError):
    """The folder or the file in it cannot be read or written."""

    code = "stick_unusable"
