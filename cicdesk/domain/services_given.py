"""What is usual for each service of the catalogue: how long it takes, how it is counted, and how it is signed for."""

from collections.abc import Mapping
from types import MappingProxyType

from cicdesk.schema.codelists import code_list
from cicdesk.schema.values import Value

_SIGNED: Mapping[str, str] = MappingProxyType({"CLIENT": "TO_SIGN", "LIST": "TO_SIGN"})
"""By the catalogue's word for the proof; for a card or a time sheet the client signs elsewhere."""
_NOT_SIGNED = "NOT_NEEDED"
AGAIN = ("service", "topics", "course_level", "minutes", "units", "outcome", "channel", "language", "place")
"""What a support has in common with the one before, where it is given again."""
_COUNTED = frozenset({"h", "d"})


def usual(service: Value) -> dict[str, Value]:
    """Minutes and the state of the signature that a support of that service begins with; empty for no service."""
    entry = code_list("services").by_code.get(str(service or ""))
    if entry is None:
        return {}
    minutes = entry.more.get("minutes", "")
    return {
        "minutes": int(minutes) if minutes.isdigit() else None,
        "signature_state": _SIGNED.get(entry.more.get("signature", ""), _NOT_SIGNED),
    }


def counts_units(service: Value) -> bool:
    """Whether it is counted in hours or pages, and not only in visits."""
    entry = code_list("services").by_code.get(str(service or ""))
    return entry is not None and entry.more.get("unit") in _COUNTED
