"""What the papers for interpreters show."""

from typing import Any

from cicdesk.reports.papers.material import Look, Looking, full_name
from cicdesk.reports.papers.saying import Said, Speaker, span

_GUARDED = "SPECIAL"
"""The sensitivity of which a paper that others may see says nothing, not even the subject."""


def sheet(looking: Looking, say: Speaker) -> dict[str, Any]:
    """The order and the time sheet. The client stands on it as a number, and nothing of what was said."""
    main, done = looking.main, looking.one("sheet")
    guarded = main.text("sensitivity") == _GUARDED
    return {
        "request_number": main.number or main.text("number"),
        "client_number": looking.one("person").number or looking.one("person").text("number"),
        "ordered_by": looking.user(main.text("requested_by")),
        "office": looking.office(main.text("office")),
        "interpreter": _interpreter(looking),
        "languages": _pair(main, say),
        "dialect": main.text("dialect"),
        "service": say.code("interpreting_services", main["service"]),
        "mode": say.code("interpreting_modes", main["mode"]),
        "day": say.day(main["day"]),
        "planned": span(main["from_time"], main["to_time"]),
        "place": _place(main, looking.one("room")),
        "meeting_point": main.text("meeting_point"),
        "institution": Said() if guarded else _institution(main, say),
        "subject": Said() if guarded else say.code("interpreting_subjects", main["subject"]),
        "people_count": main.text("people_count"),
        "really": span(done["from_time"], done["to_time"]),
        "waiting": done.text("waiting_minutes"),
        "travel": done.text("travel_km"),
        "billed": done.text("billed_minutes"),
        "pages": done.text("pages"),
        "characters": done.text("characters"),
        "remarks": say.codes("time_sheet_remarks", done.codes("remark_codes")),
        "written": main.text("service").startswith("WRITTEN"),
    }


def confidentiality(looking: Looking, say: Speaker) -> dict[str, Any]:
    """Who promises what; of the client nothing."""
    return {
        "interpreter": _interpreter(looking),
        "languages": _pair(looking.main, say),
        "request_number": looking.main.number or looking.main.text("number"),
        "points": say.points("points"),
    }


def _interpreter(looking: Looking) -> str:
    """The confirmed one, or the one who is wanted as long as nobody is."""
    return full_name(looking.one("interpreter")) or full_name(looking.one("wanted"))


def _pair(main: Look, say: Speaker) -> Said:
    return say.joined([say.code("languages", main["language"]), say.code("languages", main["into"])], " – ")


def _place(main: Look, room: Look) -> str:
    return main.text("place") or ", ".join(
        filter(None, (room.text("address"), room.text("floor"), room.text("name")))
    )


def _institution(main: Look, say: Speaker) -> Said:
    kind, name = say.code("target_institutions", main["institution"]), Said(main.text("institution_name"))
    return say.joined([kind, name])
