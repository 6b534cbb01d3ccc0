"""What must hold at any moment of a history, in the middle of trouble as well."""

from typing import TYPE_CHECKING

from tests.simulation.machine import Machine

if TYPE_CHECKING:
    from tests.simulation.world import World


def nothing_is_wrong(world: "World") -> None:
    """AssertionError if a screen says "sent" of what is not, or hides why something does not get on."""
    commits, answered = world.centre.commits(), world.centre.answered()
    for machine in world.living():
        _sent_is_sent(machine)
        _reasons_are_told(machine)
        known = machine.progress().known
        if known and tuple(known) in commits and not machine.progress().stage:
            acked = {m.id for state, m in machine.outbox() if state == "acked"}
            assert acked <= answered, f"{machine.name} says that {sorted(acked - answered)} was sent"


def nothing_waits(world: "World") -> None:
    """AssertionError if something still waits although the line is good and everybody has synced."""
    for machine in world.living():
        waiting = [m.id for state, m in machine.outbox() if state == "pending"]
        waiting += [version.id for state, version in machine.salvage() if state == "pending"]
        assert not waiting, f"{machine.name} still has {waiting}"
        assert machine.progress().stage == 0, f"{machine.name} is still recovering"
        _reasons_are_told(machine)


def _sent_is_sent(machine: Machine) -> None:
    """A record whose edit is not at the centre is not shown as sent."""
    with machine.store.read() as connection:
        wrong = connection.exec_driver_sql(
            "SELECT o.record FROM outbox o JOIN record r ON r.id = o.record"
            " WHERE o.state <> 'acked' AND o.commit_seq >= 0 AND r.state = 0"
        ).scalars()
        assert not (found := sorted(wrong)), f"{machine.name} shows {found} as sent"


def _reasons_are_told(machine: Machine) -> None:
    """What was set aside stands on the screen with its reason."""
    with machine.store.read() as connection:
        silent = connection.exec_driver_sql(
            "SELECT o.id FROM outbox o LEFT JOIN record r ON r.id = o.record"
            " WHERE o.state = 'parked' AND (o.why = '' OR r.state IS NOT 3)"
        ).scalars()
        assert not (found := sorted(silent)), f"{machine.name} does not say why {found} was set aside"
