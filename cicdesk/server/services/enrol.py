"""Enrolment: a one-time code makes a key into a device, or adds a person to the device of that key."""

import secrets
from base64 import b32encode

from cicdesk.base.clock import Clock, milliseconds
from cicdesk.server.services.access import is_code
from cicdesk.server.services.directory import is_that_code
from cicdesk.server.services.refusals import Refused
from cicdesk.server.settings import Settings
from cicdesk.server.storage import commits, directory, limits
from cicdesk.server.storage.engine import Connection, Database
from cicdesk.wire.errors import WireError
from cicdesk.wire.messages import CourierKey, Enrol, EnrolReply

KEY_BYTES = 32
_ID_BYTES = 10
_AN_HOUR = 3600


class EnrolService:
    """Redeems codes."""

    def __init__(
        self, database: Database, settings: Settings, clock: Clock, courier: CourierKey | None = None
    ) -> None:
        self._courier = courier
        self._database = database
        self._settings = settings
        self._clock = clock

    def enrol(self, message: Enrol, key: bytes, address: str) -> EnrolReply:
        """The device's place in the organisation. The message was signed by `key`.

        Refused with BAD_CODE, USED_CODE or EXPIRED_CODE, and with TOO_MANY after too many wrong codes from `address`.
        """
        self._check_tries(address, add=False)
        try:
            with self._database.writing() as connection:
                code = self._code(connection, message, key)
                device_id = self._device(connection, code, message, key)
                directory.register(connection, device_id, message.user)
                directory.use_code(connection, code.id, self._now())
                return self._reply(connection, device_id, message.user)
        except Refused as refused:
            if refused.error is WireError.BAD_CODE:
                self._check_tries(address, add=True)
            raise

    def _check_tries(self, address: str, *, add: bool) -> None:
        now = self._now() // 1000
        with self._database.writing() as connection:
            tries = limits.failures(connection, address, now, add=add)
        if not add and tries >= self._settings.wrong_codes_an_hour:
            raise Refused(WireError.TOO_MANY, "codes", retry_after=_AN_HOUR - now % _AN_HOUR)

    def _code(self, connection: Connection, message: Enrol, key: bytes) -> directory.Code:
        """The code that was typed. The very key that redeemed it may ask again: the answer was lost on the way."""
        for code in directory.codes_of(connection, message.user) if is_code(message.user) else ():
            if is_that_code(message.code, code):
                named = directory.named_devices(connection, code.device, code.office)
                if code.used and key not in {each[2] for each in named}:
                    raise Refused(WireError.USED_CODE)
                if code.expires < self._now():
                    raise Refused(WireError.EXPIRED_CODE)
                return code
        raise Refused(WireError.BAD_CODE)

    def _device(self, connection: Connection, code: directory.Code, message: Enrol, key: bytes) -> str:
        for device_id, _office, its_key in directory.named_devices(connection, code.device, code.office):
            if its_key != key:
                raise Refused(WireError.BAD_CODE, "the name belongs to another laptop; revoke that one first")
            return device_id
        device_id = b32encode(secrets.token_bytes(_ID_BYTES)).decode().lower()
        directory.add_device(
            connection,
            {
                "id": device_id,
                "name": code.device,
                "office": code.office,
                "key": key,
                "app": "".join(filter(str.isprintable, message.app))[:100],
                "no_keyring": message.no_keyring,
                "created": self._now(),
            },
        )
        return device_id

    def _reply(self, connection: Connection, device_id: str, user: str) -> EnrolReply:
        device = directory.devices(connection, [device_id])[device_id]
        clock = commits.read_clock(connection, None, lock=False)
        return EnrolReply(
            device=device.id,
            name=device.name,
            series=directory.earlier_devices(connection, device.name, device.office, device.id),
            office=device.office,
            region=device.region,
            user=user,
            role=device.users[user],
            scope=sorted(device.scope),
            epoch=clock.epoch,
            time=self._now(),
            recovery_key=self._settings.recovery_key,
            courier=self._courier,
        )

    def _now(self) -> int:
        return milliseconds(self._clock.now())
