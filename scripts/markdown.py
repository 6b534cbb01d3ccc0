"""What the generated pages of docs/ have in common."""

from collections.abc import Sequence

NOTE = "<!-- Written by `make docs`; edit the program, not this page. -->\n"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of Markdown."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(_cell(each) for each in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").strip()


def listed(names: Sequence[str]) -> str:
    """Names of the program, one after another."""
    return ", ".join(f"`{name}`" for name in names)
