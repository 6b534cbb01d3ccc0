"""One history: people, a bad network, broken machines and a centre, all from one seed."""

import datetime as dt
import hashlib
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from cicdesk.base.errors import CicdeskError
from cicdesk.sync.course import SyncResult
from cicdesk.sync.errors import DeviceRevoked
from tests.simulation import watch
from tests.simulation.headquarters import OFFICES, STAFF, Headquarters
from tests.simulation.line import Line, Stray
from tests.simulation.machine import Machine, PowerCut
from tests.simulation.mergers import Mergers
from tests.simulation.people import People
from tests.simulation.sticks import KEY, Sticks, signing_key
from tests.simulation.truth import Truth, Version

_USERS = (("ann",), ("bob", "eve"), ("cyd",), ("dan", "ann"), ("eve",))
_MOST_MACHINES = 7
_ROUNDS = 14
_QUEUES_EMPTY_AFTER = 3


@dataclass(slots=True)
class World:
    """Everything there is in a history."""

    seed: int
    centre: Headquarters
    folder: Path
    empty: bytes
    """The disk of a laptop that was just set up."""
    truth: Truth = field(default_factory=Truth)
    machines: dict[str, Machine] = field(default_factory=dict)
    strays: list[Stray] = field(default_factory=list)
    busy: set[str] = field(default_factory=set)
    sessions: int = 0
    repaired: int = 0
    """Partitions that a laptop read anew because both sides did not agree: has to stay 0.

    A laptop that comes back into a partition lacks own writes that it had purged, and reads it anew: in order.
    """
    rescoped: set[str] = field(default_factory=set)
    """The laptops whose partitions changed."""
    revoked: set[str] = field(default_factory=set)
    troubles: bool = True
    plug: random.Random | None = None
    """In place of all other trouble: what decides when the power goes off, or the disk is full."""
    clocks_jump: bool = True
    merging: bool = False
    """Whether coordinators join files."""
    rng: random.Random = field(init=False)
    people: People = field(init=False)
    sticks: Sticks = field(init=False)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.people = People(self.rng, self.truth)
        self.people.mergers = Mergers(random.Random(f"{self.seed}/mergers")) if self.merging else None
        self.sticks = Sticks(self.rng, self.centre, self.count)

    def begin(self) -> None:
        """Offices, people and laptops."""
        self.centre.begin()
        self.centre.dice = random.Random(f"{self.seed}/centre")
        for user in ("cyd", "dan"):
            self.centre.give_offices(user, self.rng.sample(OFFICES, 2))
        for n in range(self.rng.choice((3, 4, 5))):
            device, office = f"d{n}", self.rng.choice(OFFICES)
            self.centre.add_device(device, office, _USERS[n], KEY.public)
            machine = self._machine(device, device, _USERS[n])
            machine.put(self.empty)
            machine.enrol(office, {user: STAFF[user] for user in _USERS[n]}, signing_key())

    def _machine(self, name: str, device: str, users: tuple[str, ...]) -> Machine:
        made = self.machines[name] = Machine(name, device, self.folder / f"{name}.db", users)
        made.path.write_bytes(self.empty)
        made.open()
        return made

    def close(self) -> None:
        """Switch everything off."""
        for machine in self.machines.values():
            if not machine.wiped:
                machine.close()

    def living(self) -> list[Machine]:
        """The machines that were not wiped, in their order."""
        return [each for each in self.machines.values() if not each.wiped]

    def count(self, what: str) -> None:
        """Note that it happened."""
        self.truth.counts[what] += 1

    # ---- sessions --------------------------------------------------------------------------

    def sync(self, machine: Machine) -> SyncResult | None:
        """One session of a laptop, whatever becomes of it."""
        self.sessions += 1
        quiet = self.plug is not None or not self.troubles
        dice = None if quiet else random.Random(f"{self.seed}/{self.sessions}")
        line = Line(
            self.centre, machine.device, dice, self.strays, self.count, lambda: self._meanwhile(machine)
        )
        self.busy.add(machine.name)
        machine.store.risk = self.plug if quiet else random.Random(f"{self.seed}/{self.sessions}/disk")
        try:
            result = machine.sync(line, random.Random(f"{self.seed}/{self.sessions}/pace"))
        except PowerCut:
            self.count("power cut in a session")
            machine.again()
        except DeviceRevoked:
            self._revoked(machine)
        except CicdeskError as error:
            self.count(f"session ended by {error.code}")
            if not self.troubles:
                raise
        else:
            self.count("session")
            self.repaired += 0 if machine.device in self.rescoped else result.repaired
            return result
        finally:
            self.busy.discard(machine.name)
            machine.store.risk = None
        return None

    def _meanwhile(self, machine: Machine) -> None:
        """What happens while a request of a laptop is under way."""
        if self.rng.random() > 0.2 or len(self.busy) > 1:
            return
        chance = self.rng.random()
        others = [each for each in self.living() if each.name not in self.busy]
        if chance < 0.3:
            self.count("edit in the middle of a session")
            risk, machine.store.risk = machine.store.risk, None
            self.people.act_safely(machine)
            machine.store.risk = risk
        elif chance < 0.6 and others:
            self.people.act(self.rng.choice(others))
        elif chance < 0.9 and others:
            self.sync(self.rng.choice(others))
        elif chance < 0.95:
            self.change_scope()

    def _revoked(self, machine: Machine) -> None:
        before = self.present()
        machine.wipe()
        self.truth.gone.add(machine.name)
        self.excuse(before)

    # ---- what still exists -----------------------------------------------------------------

    def present(self) -> set[Version]:
        """What is anywhere that can still speak: the centre or a living machine."""
        found = self.centre.salvaged() | self.centre.set_aside() | self._of(self.centre.applied())
        for machine in self.living():
            for base in machine.bases().values():
                found.update((version, name) for name in base.data for version in base.versions(name))
        return found | self.offered()

    def offered(self) -> set[Version]:
        """What some machine would hand to the centre again, if the centre forgot it."""
        found: set[Version] = set()
        for machine in self.living():
            found |= self._of(mutation.id for _, mutation in machine.outbox())
            found.update((version.id, version.f) for _, version in machine.salvage())
        return found

    def _of(self, mutations: Iterable[str]) -> set[Version]:
        edits = self.truth.edits
        return {version for m in mutations if m in edits for version in edits[m].versions}

    def excuse(self, before: set[Version]) -> None:
        """After a disaster: what no living copy holds any more cannot be asked for."""
        self.truth.excused |= before - self.present()
        self.truth.voided |= before - self.offered()

    # ---- disasters -------------------------------------------------------------------------

    def disaster(self) -> None:
        """Something breaks, or an administrator does something."""
        chance = self.rng.random()
        for until, happens in _DISASTERS:
            if chance < until:
                happens(self)
                return

    def back_up(self) -> None:
        """A backup of the centre, verified."""
        self.count("centre backed up")
        self.centre.back_up()

    def revoke(self) -> None:
        """A laptop is reported lost."""
        lost = self.rng.choice(self.living()).device
        if len({each.device for each in self.living()} - {lost} - self.revoked) > 1:
            self.count("laptop revoked")
            self.revoked.add(lost)
            self.centre.centre.directory.revoke(lost)

    def keep_image(self) -> None:
        """Somebody copies a disk."""
        machine = self.rng.choice(self.living())
        machine.images.append(machine.image())

    def set_back(self) -> None:
        """A disk is put back to what it was."""
        machine = self.rng.choice(self.living())
        if machine.images:
            self.count("disk set back")
            before = self.present()
            machine.put(self.rng.choice(machine.images))
            self.truth.rewound.add(machine.name)
            self.excuse(before)

    def shift_clock(self) -> None:
        """The centre's clock is wrong by years; what it promised for thirty days may be over."""
        self.count("centre's clock jumped")
        days = self.rng.randrange(-1000, 1000)
        self.centre.clock.moment += dt.timedelta(days=days)

    def clone(self) -> None:
        """A disk is copied into a second laptop, and both go on."""
        machine = self.rng.choice(self.living())
        if len(self.machines) < _MOST_MACHINES:
            self.count("disk cloned")
            self._machine(f"m{len(self.machines)}", machine.device, machine.users).put(machine.image())

    def change_scope(self) -> None:
        """A person of the staff, or a laptop, changes offices or hands."""
        before = self.centre.scopes()
        self._change_scope()
        after = self.centre.scopes()
        self.rescoped |= {device for device, scope in after.items() if scope != before[device]}

    def _change_scope(self) -> None:
        self.count("scope changed")
        chance = self.rng.random()
        if chance < 0.4:
            self.centre.give_offices(
                self.rng.choice(("cyd", "dan")), self.rng.sample(OFFICES, self.rng.choice((1, 2, 3)))
            )
        else:
            device = self.rng.choice(sorted({each.device for each in self.living()}))
            if chance < 0.7:
                self.centre.move_device(device, self.rng.choice(OFFICES))
            else:
                self.centre.toggle_user(device, self.rng.choice(("dan", "eve")))

    def erase_file(self) -> None:
        """A file is erased for good."""
        roots = sorted(
            {self.truth.root_of(each) for each in self.centre.applied() if each in self.truth.edits}
        )
        if roots:
            self.count("file erased")
            root = self.rng.choice(roots)
            self.truth.erased.add(root)
            self.centre.erase(root, dies=self.rng.random() < 0.2)
            self.truth.erased |= self.centre.erased_files()

    def restore(self) -> None:
        """The newest backup loses nothing that a living machine, whose disk was never set back, wrote."""
        if not self.centre.backups:
            return
        newest = len(self.centre.backups) - 1
        which = newest if self.rng.random() < 0.6 else self.rng.randrange(newest + 1)
        elsewhere = self.rng.random() < 0.5
        self.count(f"centre restored ({'another' if elsewhere else 'the same'} epoch)")
        before = self.present()
        self.centre.restore(which, elsewhere=elsewhere)
        missing = before - self.present()
        self.truth.excused |= missing
        if which == newest:
            edits = missing - self.truth.voided - self.truth.decreed()  # the centre decides anew
            broken = [each for each in edits if self._was_promised(each)]
            assert not broken, f"lost although the backup was the newest: {sorted(broken)}"
        else:
            self.truth.voided |= before - self.offered()

    def _was_promised(self, version: Version) -> bool:
        edit = self.truth.edits[version[0]]
        void = self.truth.rewound | self.truth.gone
        return edit.mutation.file not in self.truth.erased and edit.machine not in void

    # ---- the course of things --------------------------------------------------------------

    def step(self) -> None:
        """The next thing that happens."""
        chance = self.rng.random()
        machine = self.rng.choice(self.living())
        if chance < 0.50:
            self.people.act(machine)
        elif chance < 0.76:
            self.sync(machine)
        elif chance < 0.80:
            self.sticks.act(machine, self.living())
        elif chance < 0.84:
            machine.set_clock(self.rng, jump=self.clocks_jump)
        elif chance < 0.88 and self.strays:
            self.count("late request arrives")
            self.strays.pop(self.rng.randrange(len(self.strays))).arrive()
        elif chance > 0.88:
            self.disaster()

    def heal(self) -> None:
        """The network is good, nobody types: everybody syncs until nothing moves.

        After three rounds nothing waits any more, or it says why it does not get on.
        """
        self.troubles, self.plug, self.centre.dice = False, None, None
        for round_ in range(1, _ROUNDS):
            before = self.fingerprint()
            for machine in self.living():
                self.sync(machine)
            if round_ == _QUEUES_EMPTY_AFTER:
                watch.nothing_waits(self)
            if self.fingerprint() == before:
                watch.nothing_waits(self)
                return
        raise AssertionError("it does not come to rest")

    def trace(self) -> str:
        """What happened and what came of it, as a checksum: one seed has one."""
        edits = [(e.mutation.id, sorted(e.mutation.set.items(), key=repr)) for e in self.truth.edits.values()]
        copies = [(each.name, sorted(each.bases().items())) for each in self.living()]
        whole = repr((edits, sorted(self.truth.counts.items()), copies))
        return hashlib.sha256(whole.encode()).hexdigest()

    def fingerprint(self) -> tuple[object, ...]:
        """Whether anything moved."""
        machines = []
        for machine in self.living():
            progress = machine.progress()
            states = sorted((state, m.id) for state, m in machine.outbox())
            given = [state for state, _ in machine.salvage()]
            machines.append((machine.name, progress.gen, progress.stage, states, given, len(machine.bases())))
        return (self.centre.seq(), machines)


_DISASTERS = (
    (0.25, World.back_up),
    (0.40, World.restore),
    (0.55, World.change_scope),
    (0.63, World.erase_file),
    (0.66, World.revoke),
    (0.78, World.keep_image),
    (0.89, World.set_back),
    (0.93, World.shift_clock),
    (1.00, World.clone),
)
"""Up to which throw of the dice each happens."""
