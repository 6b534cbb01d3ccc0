"""Packages that were carried on a stick: whose they are, and the answer for their maker.

Who hands a package in does not matter and learns nothing of it. The maker's signature counts; what is in it
goes through the same services as a session over the network.
"""

from cicdesk.base.clock import Clock, milliseconds
from cicdesk.server.services.courier_keys import CourierKeys
from cicdesk.server.services.courier_session import AnsweredOut, CourierSession
from cicdesk.server.services.refusals import Refused
from cicdesk.server.services.sync import Caller, SyncService
from cicdesk.server.settings import Settings
from cicdesk.server.storage import directory, limits
from cicdesk.server.storage.directory import Device
from cicdesk.server.storage.engine import Database
from cicdesk.wire import codec, packages
from cicdesk.wire.courier import Asked
from cicdesk.wire.errors import WireError
from cicdesk.wire.messages import Courier, CourierReply
from cicdesk.wire.packages import Label, Package

MUTATIONS = 20_000
"""Edits in a package at the most."""
UNPACKED = 32 << 20
"""Bytes of its content unpacked at the most."""
_AN_HOUR = 3600


class CourierService:
    """Takes packages in. Without keys there is no courier."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        clock: Clock,
        sync: SyncService,
        keys: CourierKeys | None,
    ) -> None:
        self._database = database
        self._settings = settings
        self._clock = clock
        self._sync = sync
        self._keys = keys

    def deliver(self, relay: Caller, message: Courier) -> CourierReply:
        """The answer to a package, for its maker; Refused with the reason why it is not taken."""
        if relay.device.status == directory.WIPE:
            return CourierReply(status="wipe")
        if self._keys is None:
            raise Refused(WireError.NOT_FOUND, "no courier here")
        try:
            package = packages.read(message.package)
            device = self._maker(package, self._keys)
            asked = _asked(package, device, self._keys)
        except packages.TooNew as error:
            raise Refused(WireError.PACKAGE_TOO_NEW) from error
        except packages.Damaged as error:
            raise Refused(WireError.PACKAGE_BROKEN, str(error)) from error
        except codec.Unreadable as error:  # whoever brought it must not learn what could not be read
            raise Refused(WireError.PACKAGE_BROKEN, "content") from error
        self._count(device, asked)
        answer = CourierSession(self._database, self._sync, Caller(device), asked).run()
        return CourierReply(answer=self._sealed(answer, asked, self._keys))

    def _maker(self, package: Package, keys: CourierKeys) -> Device:
        """The laptop that made the package, proven by its signature."""
        label = package.label
        if label.kind != packages.ASK or label.server != packages.server_id(keys.public):
            raise Refused(WireError.PACKAGE_ELSEWHERE)
        with self._database.reading() as connection:
            device = directory.devices(connection, [label.device]).get(label.device)
        if device is None:
            raise Refused(WireError.PACKAGE_UNKNOWN_DEVICE)
        packages.verify(package, device.key)
        if device.status == directory.WIPE:
            raise Refused(WireError.PACKAGE_REVOKED_DEVICE)
        return device

    def _count(self, device: Device, asked: Asked) -> None:
        """Edits count for their maker, whichever way they came. A package may come again, a proof may not."""
        now = int(self._clock.now().timestamp())
        with self._database.writing() as connection:
            _fresh, _requests, handed_in = limits.count_request(
                connection, device.id, f"package {asked.package}", now, _AN_HOUR, len(asked.muts)
            )
        if handed_in > self._settings.mutations_an_hour:
            raise Refused(WireError.TOO_MANY, "mutations", retry_after=_AN_HOUR - now % _AN_HOUR)

    def _sealed(self, answer: AnsweredOut, asked: Asked, keys: CourierKeys) -> bytes:
        """The answer as a package; shortened where it does not fit."""
        label = Label(
            kind=packages.ANSWER,
            server=packages.server_id(keys.public),
            device=answer.device,
            id=answer.package,
            at=milliseconds(self._clock.now()),
        )
        while True:
            try:
                return packages.make(label, codec.encode(answer), asked.answer_to, keys.signing)
            except packages.TooFull as error:
                if not answer.shortened():
                    raise Refused(WireError.TOO_LARGE, "answer") from error


def _asked(package: Package, device: Device, keys: CourierKeys) -> Asked:
    """What is in a package whose signature was right."""
    asked = codec.decode(packages.content_of(package, keys.identity, UNPACKED), Asked)
    if (asked.device, asked.package) != (device.id, package.label.id):
        raise packages.Damaged("another label")
    if len(asked.muts) != len(asked.ids) or len(asked.muts) > MUTATIONS:
        raise packages.Damaged("edits")
    if not packages.is_recipient(asked.answer_to):
        raise packages.Damaged("answer_to")
    return asked
