"""How often a device may ask and an address may guess: exactly so often, and when it may go on."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cicdesk.server.services.enrol import EnrolService
from cicdesk.server.services.identity import IdentityService, Proven
from cicdesk.server.services.refusals import Refused
from cicdesk.server.services.sync import Caller
from cicdesk.server.storage import directory
from cicdesk.wire.errors import WireError
from cicdesk.wire.messages import Enrol
from tests.support.devices import Key
from tests.support.profiles import FakeClock

if TYPE_CHECKING:
    from tests.server.conftest import World

FIVE_PAST = 5 * 60
"""FakeClock shows half past ten; this is where the tests set it: 10:35:00."""


@pytest.fixture
def clock() -> FakeClock:
    clock = FakeClock()
    clock.forward(seconds=FIVE_PAST)
    return clock


@pytest.fixture
def identity(own_world: "World", clock: FakeClock) -> IdentityService:
    """The counter with small limits."""
    centre = own_world.centre
    settings = replace(centre.settings, requests_a_minute=3, mutations_an_hour=100)
    return IdentityService(centre.database, settings, clock)


@pytest.fixture
def proven(own_world: "World") -> Callable[[str], Proven]:
    """A laptop's proof with this number used once."""
    laptop = own_world.laptop(own_world.office())
    with own_world.centre.database.reading() as connection:
        caller = Caller(directory.devices(connection, [laptop.device])[laptop.device])
    return lambda jti: Proven(caller, jti)


def refusal(act: Callable[[], object]) -> tuple[WireError, str, int] | None:
    """What the server refuses it with, and the seconds after which to come back; None if it does not."""
    try:
        act()
    except Refused as refused:
        return refused.error, refused.why, refused.retry_after
    return None


def test_requests_a_minute(
    identity: IdentityService, proven: Callable[[str], Proven], clock: FakeClock
) -> None:
    clock.forward(seconds=20)
    answers = [refusal(lambda n=n: identity.count(proven(f"n{n}"))) for n in range(4)]  # type: ignore[misc]  # a default
    assert answers == [None, None, None, (WireError.TOO_MANY, "requests", 40)]
    clock.forward(seconds=40)
    assert refusal(lambda: identity.count(proven("later"))) is None


def test_edits_an_hour(identity: IdentityService, proven: Callable[[str], Proven], clock: FakeClock) -> None:
    assert refusal(lambda: identity.count(proven("a"), 60)) is None
    assert refusal(lambda: identity.count(proven("b"), 40)) is None
    assert refusal(lambda: identity.count(proven("c"), 1)) == (WireError.TOO_MANY, "mutations", 25 * 60)
    clock.forward(minutes=1)
    assert refusal(lambda: identity.count(proven("d"))) is None
    clock.forward(minutes=24)
    assert refusal(lambda: identity.count(proven("e"), 100)) is None


def test_guesses_of_an_address(own_world: "World", clock: FakeClock) -> None:
    centre = own_world.centre
    service = EnrolService(centre.database, centre.settings, clock)
    user = own_world.user(own_world.office())
    code, _place = centre.directory.make_code(user, "L1")

    def redeem(typed: str, address: str) -> tuple[WireError, str, int] | None:
        return refusal(lambda: service.enrol(Enrol(code=typed, user=user, key=""), Key().public, address))

    tries = [redeem("A" * 20, "there") for _ in range(centre.settings.wrong_codes_an_hour)]
    assert tries == [(WireError.BAD_CODE, "", 0)] * centre.settings.wrong_codes_an_hour
    assert redeem(code, "there") == (WireError.TOO_MANY, "codes", 25 * 60)
    clock.forward(minutes=25)
    assert redeem("A" * 20, "there") == (WireError.BAD_CODE, "", 0)
    assert redeem(code, "elsewhere") is None
