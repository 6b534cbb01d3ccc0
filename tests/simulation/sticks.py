"""Packages on sticks in a history: made, copied, carried by anybody, delivered twice or late, or never."""

import base64
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import msgspec

from cicdesk.base.clock import milliseconds
from cicdesk.base.errors import CicdeskError
from cicdesk.server.services.refusals import Refused
from cicdesk.server.storage.engine import Busy
from cicdesk.store import courier
from cicdesk.store.engine import Connection
from cicdesk.sync import courier_in, courier_out
from cicdesk.wire.messages import Courier, CourierKey
from cicdesk.wire.packages import Package
from tests.simulation.headquarters import Headquarters
from tests.simulation.machine import Machine, PowerCut
from tests.support.devices import Key

KEY = Key(private=bytes(range(32)))
"""All laptops of a history sign with one key: nobody forges anything here."""
_MOST = 12


def signing_key() -> str:
    """As it rests on a laptop."""
    return base64.b64encode(KEY.private).decode()


@dataclass(slots=True)
class Sticks:
    """All sticks of a history."""

    rng: random.Random
    centre: Headquarters
    count: Callable[[str], None]
    asks: list[bytes] = field(default_factory=list)
    answers: list[bytes] = field(default_factory=list)

    def act(self, machine: Machine, living: Sequence[Machine]) -> None:
        """Somebody at this laptop makes a package or delivers one, or an answer finds its way home."""
        chance = self.rng.random()
        if chance > 0.65 and self.answers:
            answer = courier_in.parse(self.rng.choice(self.answers))
            home = [each for each in living if each.device == answer.label.device]
            if home:
                self._at(self.rng.choice(home), lambda machine: self._take_in(machine, answer))
        elif chance > 0.4 and self.asks:
            self._at(machine, self._deliver)
        else:
            self._at(machine, self._save)

    def _at(self, machine: Machine, deed: Callable[[Machine], None]) -> None:
        try:
            deed(machine)
        except PowerCut:
            self.count("power cut at a stick")
            machine.again()
        except CicdeskError as error:
            self.count(f"stick refused by {error.code}")
        finally:
            machine.store.risk = None

    def _save(self, machine: Machine) -> None:
        self.count("package saved")
        with machine.store.write() as connection:
            _learn(connection, self.centre.courier_key())
        made = courier_out.make(machine.store, milliseconds(machine.clock.now()))
        machine.store.risk = self.rng
        with machine.store.write() as connection:
            courier.note(connection, msgspec.structs.replace(made.note, written=True))
        self.asks = [*self.asks, made.data][-_MOST:]

    def _deliver(self, machine: Machine) -> None:
        package = self.rng.choice(self.asks)
        try:
            reply = self.centre.deliver(machine.device, Courier(package=package))
        except (Refused, Busy) as refused:
            self.count(f"package not taken: {type(refused).__name__}")
            return
        self.count(f"package delivered: {reply.status}")
        if reply.answer:
            self.answers = [*self.answers, reply.answer][-_MOST:]

    def _take_in(self, machine: Machine, package: Package) -> None:
        machine.store.risk = self.rng
        intake = courier_in.Intake(machine.store, package)
        intake.apply()
        self.count("answer taken in" if intake.news else "answer without news")


def _learn(connection: Connection, key: CourierKey) -> None:
    if courier.load(connection).centre is None:
        courier.learn(connection, key, 0)
