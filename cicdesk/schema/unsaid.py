"""Codes that stand in a record and are never said on a screen or a paper for the client: whoever reads along must not learn them."""

from collections.abc import Mapping
from types import MappingProxyType

UNSAID: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "topics": frozenset({"VIOLENCE"}),
        "specific_needs": frozenset({"VIOLENCE", "TRAFFICKING"}),
        "support_needs": frozenset({"TRAUMA"}),
    }
)
"""By code list."""


def is_said(code_list: str, code: str) -> bool:
    """Whether a code may be shown to a client."""
    return code not in UNSAID.get(code_list, frozenset())
