"""What the client takes home: that they were here, or when to come and what is arranged."""

from typing import Any

from cicdesk.reports.papers.declared import Naming
from cicdesk.reports.papers.material import Look, Looking, named
from cicdesk.reports.papers.saying import Said, Speaker, span

_HELD = "HELD"
_SURE = frozenset({"CONFIRMED", "UNDER_WAY", "COMPLETED", "SETTLED"})
_NONE = frozenset({
    "UNFILLED", "NEEDS_NEW_TIME", "CANCELLED", "LATE_CANCELLED", "VOID", "INTERPRETER_NO_SHOW", "REFUSED",
    "WAITING_LIST",
})  # fmt: skip
_RESERVED = "RESERVED"


def visit(looking: Looking, say: Speaker) -> dict[str, Any]:
    """When and where the client was here, or is expected; not what for."""
    main = looking.main
    return {
        **_frame(looking, say),
        "statement": say("was_here" if main.text("status") == _HELD else "will_be_here"),
    }


def booking(looking: Looking, say: Speaker) -> dict[str, Any]:
    """All parts of a booking, each with whether it is certain."""
    main = looking.main
    parts = [_certainty(main.text(name), say) for name in ("adviser_state", "room_state")]
    interpreter, care = _interpreter(looking, say), _care(looking, say)
    waiting = say("waiting")
    provisional = any(waiting.first in part.first for part in (*parts, interpreter, care))
    return {
        **_frame(looking, say),
        "adviser_state": parts[0],
        "room_state": parts[1] if looking.one("room") else Said(),
        "way": looking.one("room").text("way"),
        "interpreter": interpreter,
        "care": care,
        "bring": main.text("bring"),
        "provisional": provisional,
    }


def _frame(looking: Looking, say: Speaker) -> dict[str, Any]:
    main, person, room = looking.main, looking.one("person"), looking.one("room")
    own, latin = person.text("original_name"), named(person, Naming.FULL)
    return {
        "person": Said(latin, own if own != latin else ""),
        "client_number": person.number or person.text("number"),
        "day": say.day(main["day"]),
        "hours": span(main["from_time"], main["to_time"]),
        "place": main.text("place") or room.text("address") or looking.office(main.text("office")),
        "room": ", ".join(filter(None, (room.text("name"), room.text("floor")))),
        "adviser": looking.user(main.text("adviser")),
    }


def _interpreter(looking: Looking, say: Speaker) -> Said:
    requests = looking.all("interpreting")
    if not requests:
        return say("waiting") if looking.main["needs_interpreter"] else say("not_needed")
    told = [
        say.joined([
            say.code("languages", each["language"]), say.code("interpreting_modes", each["mode"]),
            _arranged(each, say),
        ])
        for each in requests
    ]  # fmt: skip
    return say.joined(told, "; ")


def _care(looking: Looking, say: Speaker) -> Said:
    requests = looking.all("care")
    if not requests:
        if not looking.main["needs_care"]:
            return say("care_not_needed")
        return say.joined([say("children", count=looking.main.text("care_count") or "–"), say("waiting")])
    told = [
        say.joined([
            say("children", count=len(each.codes("dependants")) + len(each.items("others"))), _arranged(each, say),
        ])
        for each in requests
    ]  # fmt: skip
    return say.joined(told, "; ")


def _arranged(request: Look, say: Speaker) -> Said:
    state = request.text("state")
    if state in _SURE:
        return say("reserved")
    return say("not_available") if state in _NONE else say("waiting")


def _certainty(state: str, say: Speaker) -> Said:
    return say("reserved") if state == _RESERVED else say("waiting")
