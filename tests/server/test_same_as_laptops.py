"""What a laptop says to be in the way is what the centre's tables refuse, wish by wish."""

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cicdesk.domain.booking.claims import Claim, Resource, Stay
from cicdesk.domain.booking.clashes import Known, clashes
from cicdesk.domain.booking.wishes import Stage, Wish
from cicdesk.domain.heads import Heads
from cicdesk.server.storage import reservations
from cicdesk.server.storage.reservations import SLOT, Booked

if TYPE_CHECKING:
    from cicdesk.server.app import Centre

pytestmark = pytest.mark.server
MORNING = 30_000_000
WISHES = 100


def _claim(chance: random.Random) -> Claim:
    start = MORNING + SLOT * chance.randrange(300)
    spot = chance.choice(["", "rynek 1", "szpital"])
    return Claim(
        "carer/mila", Resource("carer", chance.choice(["mila", "basia"])), start, start + SLOT * chance.randrange(1, 20),
        spot, chance.choice([0, 30]) if spot else 0, shared=bool(spot) and chance.random() < 0.5,
    )  # fmt: skip


def _stay(chance: random.Random) -> Stay:
    start = MORNING + SLOT * chance.randrange(100)
    heads = Heads(chance.choice([0, 0, 0, 1]), chance.choice([0, 1]), chance.choice([1, 2]))
    most = Heads(tender=5, small=8, older=10)
    return Stay(Resource("care_place", "kącik"), start, start + SLOT * chance.randrange(1, 30), heads, most)


@pytest.mark.parametrize("seed", [1])
def test_the_laptop_and_the_tables_agree(centre: "Centre", seed: int) -> None:
    chance = random.Random(seed)
    granted: list[Known] = []
    refused = 0
    for number in range(WISHES):
        rid = f"r{number}"
        claim = chance.random() < 0.6
        wish = (
            Wish(Stage.WISH, claims=(_claim(chance),)) if claim else Wish(Stage.WISH, stays=(_stay(chance),))
        )
        with centre.database.writing() as connection:
            reservations.note(connection, "root", "care_request", Booked(rid, "wish"))
            if claim:
                given = bool(reservations.reserve(connection, rid, wish.claims))
            else:
                given = reservations.admit(connection, rid, wish.stays) is None
        assert given is not bool(clashes(wish, granted)), (wish, clashes(wish, granted))
        refused += not given
        if given:
            granted.append(Known(rid, wish, sure=True))
    assert WISHES / 5 < refused < WISHES * 4 / 5


def test_what_was_called_off_is_in_nobodys_way() -> None:
    chance = random.Random(3)
    wish = Wish(Stage.WISH, claims=(_claim(chance),))
    other = Known("other", replace(wish, stage=Stage.CALLED_OFF), sure=True)
    assert clashes(wish, [other]) == ()
    assert (
        clashes(wish, [replace(other, wish=replace(wish, stage=Stage.TOOK_PLACE))]) or wish.claims[0].shared
    )
