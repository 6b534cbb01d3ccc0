"""The door of a place of care: nobody comes in without its rules having been asked (domain/sign_in.py).

Laptops let only its own steps write that somebody is in; the centre looks whether what was looked at is written
beside it. Whoever is in is in: what the centre does not take is no reason to send a child away.
"""

from collections.abc import Mapping

from cicdesk.domain.evacuation import IN_CARE
from cicdesk.domain.reading import number, text
from cicdesk.schema.values import Value

SESSION = "care_session"
_SAID = ("in_time", "signed_in_by", "guardian_phone")
_YES = ("healthy", "card_unchanged")


def is_in(state: object) -> bool:
    """Whether a visit in that state has its child in the building."""
    return isinstance(state, str) and state in IN_CARE


def comes_in(kind: str, before: object, after: object) -> bool:
    """Whether an edit takes somebody into care: the states before and after it."""
    return kind == SESSION and is_in(after) and not is_in(before)


def unasked(visit: Mapping[str, Value]) -> str:
    """The first field that says that nobody asked at the door; empty where all that has to be looked at was.

    Nothing of this can a coordinator decide otherwise, but that there is no carer at all.
    """
    decided = bool(text(visit, "override_by") and text(visit, "override_reason"))
    looked = {
        **{name: bool(text(visit, name)) for name in _SAID},
        "identity_checked": visit.get("identity_checked") is True,
        **{name: text(visit, name) == "YES" for name in _YES},
        "children_present": number(visit, "children_present") > 0,
        "carers_present": number(visit, "carers_present") > 0 or decided,
    }
    return next((name for name, done in looked.items() if not done), "")
