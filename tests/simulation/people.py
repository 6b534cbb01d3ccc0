"""What people do at a laptop: make, write, change, decide, delete, hand over."""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from cicdesk.services.errors import InvalidRecord
from cicdesk.services.records import RecordService
from cicdesk.store.errors import DiskFull
from cicdesk.wire.messages import ALIVE, Mutation
from tests.simulation import bookers
from tests.simulation.headquarters import OFFICES, STAFF
from tests.simulation.machine import Machine, PowerCut, Sight
from tests.simulation.mergers import Mergers
from tests.simulation.truth import Edit, Truth

BOOKING_DAYS = 0.4
_JOINING = 0.3
_TEXTS = ("family_name", "patronymic", "address_as")
_SETS = {"access_needs": ("LARGE_PRINT", "EASY_TEXT", "SIGN_PJM"), "citizenships": ("UA", "MD", "BY")}


@dataclass(slots=True)
class People:
    """Everybody who types, with one pair of dice."""

    rng: random.Random
    truth: Truth
    booking: bool = False
    """A day on which half of all that they do is about the same few hours."""

    mergers: Mergers | None = None
    """Where files are joined."""

    def __post_init__(self) -> None:
        self.booking = self.rng.random() < BOOKING_DAYS

    def act(self, machine: Machine) -> None:
        """Somebody does something at this laptop, and the truth notes it."""
        service = machine.service(self.rng.choice(machine.users))
        machine.store.risk = self.rng
        try:
            self._something(machine, service)
        except PowerCut:
            self.truth.counts["power cut while saving"] += 1
            machine.again()
        except DiskFull:
            self.truth.counts["disk full while saving"] += 1
        finally:
            machine.store.risk = None

    def act_safely(self, machine: Machine) -> None:
        """The same while a session of the laptop is under way: the power stays on."""
        self._something(machine, machine.service(self.rng.choice(machine.users)))

    def _something(self, machine: Machine, service: RecordService) -> None:
        living = machine.living()
        if self.mergers is not None and self.mergers.rng.random() < _JOINING:
            mergers = self.mergers
            leaders = [each for each in machine.users if STAFF[each] == "coordinator"]
            chosen = machine.service(leaders[0]) if leaders else service
            self._do(machine, "", lambda: mergers.act(chosen))
            return
        chance = self.rng.random()
        if self.booking and living and self.rng.random() < 0.5:
            self._book(machine, service, living)
            return
        if not living or chance < 0.14:
            self._create(machine, service)
            return
        record, root, kind = self.rng.choice(living)
        if chance < 0.22:
            self._add(machine, service, root, [each for each in living if each[0] == root])
        elif chance < 0.29:
            self._do(machine, record, lambda: service.delete(record, self._word()), everything=True)
        elif chance < 0.32 and (gone := machine.deleted()):
            back = self.rng.choice(gone)
            self._do(machine, back, lambda: service.restore(back), everything=True)
        elif chance < 0.42:
            self._hand_over(machine, service, root, [each for each in living if each[0] == root])
        else:
            self._change(machine, service, record, kind)

    def _word(self) -> str:
        """A new word, or one that others use as well."""
        return "Same" if self.rng.random() < 0.15 else f"Word{self.rng.getrandbits(40):010x}"

    def _create(self, machine: Machine, service: RecordService) -> None:
        office = service._context.place.office if self.rng.random() < 0.8 else self.rng.choice(OFFICES)
        if self.rng.random() < 0.25:
            values: dict[str, Any] = {"office": office, "note": self._word()}
            self._do(machine, "", lambda: service.create("contact", values))
            return
        if self.booking and self.rng.random() < 0.3:
            place = bookers.new_place(self.rng, self._word())
            self._do(machine, "", lambda: service.create("care_place", place))
            return
        values = {"given_names": self._word(), "family_name": self._word(), "office": office}
        if self.rng.random() < 0.3:
            values["assignees"] = [self.rng.choice(sorted(STAFF))]
        if self.rng.random() < 0.3:
            values["citizenships"] = ["UA"]
        self._do(machine, "", lambda: service.create("person", values))

    def _add(
        self, machine: Machine, service: RecordService, root: str, file: list[tuple[str, str, str]]
    ) -> None:
        if not file or file[0][2] != "person":
            return
        if self.rng.random() < 0.6:
            note = {"person": root, "text": self._word()}
            self._do(machine, "", lambda: service.create("note", note))
        else:
            case = {"person": root, "summary": self._word()}
            self._do(machine, "", lambda: service.create("case", case))

    def _book(self, machine: Machine, service: RecordService, living: list[tuple[str, str, str]]) -> None:
        """A wish for an hour of somebody's, or another one in its place."""
        known = [(rid, kind) for rid, _root, kind in living if kind in bookers.KINDS]
        people = [rid for rid, _root, kind in living if kind == "person"]
        if known and self.rng.random() < 0.5:
            self._change(machine, service, *self.rng.choice(known))
        elif people:
            places = [rid for rid, _root, kind in living if kind == "care_place"]
            kind, wish = bookers.new_wish(self.rng, self.rng.choice(people), places)
            self._do(machine, "", lambda: service.create(kind, wish))
        else:
            self._create(machine, service)

    def _hand_over(
        self, machine: Machine, service: RecordService, root: str, file: list[tuple[str, str, str]]
    ) -> None:
        if not file or file[0][2] == "care_place":
            return
        chance = self.rng.random()
        if chance < 0.5 or file[0][2] != "person":
            values: dict[str, Any] = {"office": self.rng.choice(OFFICES)}
        elif chance < 0.75:
            values = {"also_offices": self.rng.sample(OFFICES, self.rng.randrange(3))}
        else:
            values = {"assignees": self.rng.sample(sorted(STAFF), self.rng.randrange(3))}
        self._do(machine, root, lambda: service.edit(root, values))

    def _change(self, machine: Machine, service: RecordService, record: str, kind: str) -> None:
        conflicts = sorted(service.get(record).conflicts)
        if conflicts and self.rng.random() < 0.6:
            self._decide(machine, service, record, self.rng.choice(conflicts))
        elif kind == "person":
            values = self._of_a_person(service, record)
            self._do(machine, record, lambda: service.edit(record, values))
        elif kind in bookers.KINDS:
            wish = bookers.other_wish(self.rng, kind, dict(service.get(record).values))
            with suppress(InvalidRecord):  # not a step that the laptop offers
                self._do(machine, record, lambda: service.edit(record, wish))
        elif kind in {"case", "contact"}:
            name = "summary" if kind == "case" else "note"
            self._do(machine, record, lambda: service.edit(record, {name: self._word()}))

    def _of_a_person(self, service: RecordService, record: str) -> dict[str, Any]:
        chance = self.rng.random()
        if chance < 0.2:
            name = self.rng.choice(sorted(_SETS))
            return {name: self.rng.sample(_SETS[name], self.rng.randrange(3))}
        if chance < 0.35:
            return {"other_spellings": self._spellings(service, record)}
        values: dict[str, Any] = {self.rng.choice(_TEXTS): self._word()}
        if self.rng.random() < 0.25:
            values[self.rng.choice(_TEXTS)] = self._word()
        return values

    def _spellings(self, service: RecordService, record: str) -> list[dict[str, Any]]:
        held: Any = service.get(record).values.get("other_spellings") or []
        items = [dict(each) for each in held]
        chance = self.rng.random()
        if items and chance < 0.3:
            items.pop(self.rng.randrange(len(items)))
        elif items and chance < 0.7:
            self.rng.choice(items)["spelling"] = self._word()
        else:
            items.append({"spelling": self._word()})
        return items

    def _decide(self, machine: Machine, service: RecordService, record: str, name: str) -> None:
        rivals = service.get(record).conflicts[name]
        value = self.rng.choice(rivals).value
        if isinstance(value, str) and name not in bookers.CODED and self.rng.random() < 0.5:
            value = self._word()
        if name == "family_name" and not value:
            value = self._word()
        with suppress(InvalidRecord):  # what was chosen asks for more, as calling off does for a reason
            self._do(machine, record, lambda: service.resolve(record, name, value), everything=True)

    def _do(
        self, machine: Machine, record: str, deed: Callable[[], object], *, everything: bool = False
    ) -> None:
        """A deed, and what its author had on the screen before; afterwards it must be on the screen."""
        sight = machine.sight(record) if record else Sight({}, {})
        try:
            deed()
        finally:
            for mutation in machine.fresh_rows():
                self._note(machine, mutation, sight, everything=everything)

    def _note(self, machine: Machine, mutation: Mutation, sight: Sight, *, everything: bool) -> None:
        if self.mergers is not None:  # what stands on the screen may be another file's
            sight, everything = self._before(machine, mutation), True
        saw = {name: sight.saw(name, everything=everything) for name in mutation.set}
        for version, names in mutation.seen.items():
            for name in names:
                assert version in sight.versions[name], f"{machine.name} says it saw {version} of {name}"
        self.truth.note(Edit(mutation, machine.name, saw))
        self.truth.counts[_what(mutation)] += 1
        shown = machine.sight(mutation.record).shown
        hidden = [n for n, value in mutation.set.items() if shown.get(n) != value and not self._is_lent(n)]
        assert not hidden, f"{machine.name} does not show its own {hidden}"

    def _before(self, machine: Machine, mutation: Mutation) -> Sight:
        """All that the laptop has of a record, without an edit that was written just now."""
        sight = machine.sight(mutation.record)
        every = {n: {v: x for v, x in held.items() if v != mutation.id} for n, held in sight.versions.items()}
        return Sight(sight.shown, every)

    def _is_lent(self, name: str) -> bool:
        """Whether another file may say what is shown there."""
        return self.mergers is not None and name in {"person", "merged_into"}


def _what(mutation: Mutation) -> str:
    if not mutation.rid:
        return f"{mutation.kind} made"
    if ALIVE in mutation.set:
        return "deletion taken back" if mutation.set[ALIVE] else "deleted"
    if any(len(bases) > 1 for bases in mutation.bases.values()):
        return "decided"
    if any(name.startswith(("office", "also_offices", "assignees")) for name in mutation.set):
        return "handed over"
    return "edited"
