"""What people wish for in a history: the same few hours of the same few, so that they meet."""

import random
from typing import Any

DAY = "2026-03-17"
_HOURS = (9, 10, 11)
_INTERPRETERS, _ADVISERS, _ROOMS = ("alina", "bohdana"), ("ann", "bob"), ("room-1", "room-2")
KINDS = frozenset({"interpreter_request", "appointment", "care_request"})
CODED = frozenset(
    {"state", "status", "reason", "cancelled_by", "day", "from_time", "to_time", "starts_at", "ends_at"}
)
"""Fields of theirs in which nobody writes words."""

Values = dict[str, Any]


def new_place(rng: random.Random, word: str) -> Values:
    """A place of care for one or two."""
    return {"name": word, "address": "Rynek 1", "capacity": rng.choice((1, 1, 2))}


def new_wish(rng: random.Random, person: str, places: list[str]) -> tuple[str, Values]:
    """A kind of booking and what it asks for."""
    kind = rng.choice(sorted(KINDS if places else KINDS - {"care_request"}))
    values: Values = {"person": person, **_when(rng)}
    if kind == "interpreter_request":
        mode = rng.choice(("PHONE", "ON_SITE"))
        place = {"place": rng.choice(("Miechów", "Tarnów"))} if mode == "ON_SITE" else {}
        values |= {"wanted_interpreter": rng.choice(_INTERPRETERS), "language": "ukr", "mode": mode, **place}
        values["state"] = "OFFERED"
    elif kind == "appointment":
        values |= {"adviser": rng.choice(_ADVISERS), "room": rng.choice(_ROOMS)}
    else:
        values |= {"place": rng.choice(places), "state": "CHECKED"}
        if rng.random() < 0.4:
            values["wanted_carers"] = [rng.choice(("mila", "vera"))]
    return kind, values


def _when(rng: random.Random) -> Values:
    hour = rng.choice(_HOURS)
    return {"day": DAY, "from_time": f"{hour:02}:00", "to_time": f"{hour + 1:02}:00"}


def other_wish(rng: random.Random, kind: str, held: Values) -> Values:
    """What somebody changes of a booking."""
    chance, name = rng.random(), "status" if kind == "appointment" else "state"
    if chance < 0.35:
        again = {"interpreter_request": "OFFERED", "appointment": "PLANNED", "care_request": "CHECKED"}
        return {**_when(rng), name: again[kind]}
    if chance < 0.65:
        return _called_off(kind)
    if chance < 0.75 and held.get(name) == "CONFIRMED":
        return {name: "UNDER_WAY" if kind == "interpreter_request" else "COMPLETED"}
    return {"purpose" if kind == "appointment" else "notes": f"Word{rng.getrandbits(40):010x}"}


def _called_off(kind: str) -> Values:
    if kind == "appointment":
        return {"status": "CANCELLED_CLIENT", "reason": "WORK"}
    reason = "CLIENT_WISH" if kind == "interpreter_request" else "GUARDIAN_WISH"
    return {"state": "CANCELLED", "reason": reason, "cancelled_by": "CLIENT"}
