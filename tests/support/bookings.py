"""Bookings of the tests: mutations that make registers, requests and appointments, and what a laptop sees of them."""

from typing import Any

from cicdesk.base.ids import new_id
from cicdesk.domain.carer_checks import CARER_CHECKS
from cicdesk.wire.messages import Mutation
from tests.support.devices import NOW, Laptop

DAY = "2027-03-16"
"""A Tuesday."""


def register(laptop: Laptop, region: str, kind: str, **values: Any) -> Mutation:  # noqa: ANN401  any field
    """An entry of a region's register."""
    held = {"office": laptop.office, "region": region, **values}
    return Mutation(id=new_id(), kind=kind, user=laptop.user, at=NOW, set=held)


def checked() -> dict[str, Any]:
    """The checks that somebody needs who looks after children, all good on that day."""
    return {
        f"checks/{kind.lower()}": {"kind": kind, "done_on": "2026-11-02", "result": "CLEAR"}
        for kind in CARER_CHECKS
    }


def _made(laptop: Laptop, kind: str, root: str, values: dict[str, Any]) -> Mutation:
    office = {} if root else {"office": laptop.office}
    return Mutation(
        id=new_id(), root=root, kind=kind, user=laptop.user, at=NOW, set={"day": DAY, **office, **values},
    )  # fmt: skip


def request(laptop: Laptop, who: str, hour: int = 10, root: str = "", **values: Any) -> Mutation:  # noqa: ANN401  any field
    """A wish for an interpreter, for an hour."""
    asked = {
        "from_time": f"{hour:02}:00", "to_time": f"{hour + 1:02}:00", "wanted_interpreter": who,
        "state": "OFFERED", "mode": "PHONE", "language": "ukr", **values,
    }  # fmt: skip
    return _made(laptop, "interpreter_request", root, asked)


def care(laptop: Laptop, place: str, root: str = "", **values: Any) -> Mutation:  # noqa: ANN401  any field
    """A wish for a place of care for one child of five years, from ten to eleven."""
    asked = {
        "from_time": "10:00", "to_time": "11:00", "place": place, "state": "CHECKED", "others/1": {"age_years": 5},
        **values,
    }  # fmt: skip
    return _made(laptop, "care_request", root, asked)


def appointment(laptop: Laptop, root: str = "", **values: Any) -> Mutation:  # noqa: ANN401  any field
    """A plan for an hour from ten."""
    asked = {"from_time": "10:00", "to_time": "11:00", "adviser": laptop.user, "status": "PLANNED", **values}
    return _made(laptop, "appointment", root, asked)


def seen(laptop: Laptop, record: Mutation) -> dict[str, Any]:
    """A record as a laptop holds it, without what is empty."""
    held = laptop.records[record.record].data
    return {name: value for name, value in held.items() if value not in (None, False)}


def alternatives(laptop: Laptop, record: Mutation) -> list[dict[str, Any]]:
    """The other possibilities that a laptop knows of a record, the best first."""
    held = seen(laptop, record)
    return [held[name] for name in sorted(held) if name.startswith("alternatives/")]
