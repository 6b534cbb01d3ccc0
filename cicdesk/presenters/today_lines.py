"""A line of the start page's lists."""

from dataclasses import dataclass

RETURNED = "returned"
"""The kind of a line that opens a file, and from which a case is handed in again."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on a list, and what opens when it is chosen."""

    icon: str
    title: str
    detail: str = ""
    right: str = ""
    tone: str = ""
    record: str = ""
    kind: str = ""
    root: str = ""
    draft: str = ""
