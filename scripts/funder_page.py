"""The page of docs/ about the funder's file, from its layout."""

from cicdesk.presenters.funder_words import FAULT_WORDS
from cicdesk.reports.sm_efs.faults import Wrong
from cicdesk.reports.sm_efs.layout import Column, Layout, Needed, Source, Word, shipped_layout
from scripts.markdown import NOTE, listed, table

NEEDED = {
    Needed.NO: "",
    Needed.ALWAYS: "always",
    Needed.INSTITUTION: "of institutions, and only of them",
    Needed.IN_POLAND: "of people who live in Poland",
    Needed.ENDED: "once participation has ended, and not before",
    Needed.LEARNING: "of people in education, and only of them",
}
SOURCES = {Source.SEEN: "", Source.UNSURE: "unsure", Source.OURS: "ours"}


def funder_file_page() -> str:
    """The layout of the funder's file, with how well each part of it is known."""
    layout = shipped_layout()
    return "\n".join(
        (
            "# The funder's file\n",
            NOTE,
            _about(layout),
            table(("no.", "header", "key", "form", "needed", "meaning"), _columns(layout)),
            "## Dictionaries\n",
            *(_dictionary(each) for each in layout.columns if each.words),
            "## Kinds of support by service\n",
            "As seen in exports of other projects; each call has a dictionary of its own.\n",
            table(("service", "kind", "detail"), [_service(*each) for each in layout.services.items()]),
            "## Scope of support by project\n",
            "For everybody in the project; a participation may name another.\n",
            table(("project", "scope"), [(f"`{code}`", scope) for code, scope in layout.scopes.items()]),
            "## What can be wrong with a row\n",
            table(("code", "what is said"), [(f"`{each.value}`", FAULT_WORDS[each]) for each in Wrong]),
        )
    )


def _about(layout: Layout) -> str:
    return (
        f"{layout.name}, layout {layout.version}: what is sent to the system that counts participants of ESF+.\n"
        f"{len(layout.columns)} columns, separated by `{layout.separator}`, UTF-8 with a BOM, lines ended by CRLF, dates as\n"
        "2026-03-15. One row a person; several supports stand in one cell, joined by\n"
        f"`{layout.joiner}`, in the same order in each of their columns.\n\n"
        "No official specification was found. What is not marked has been seen in public code that exchanges\n"
        "files with the system; what is marked *unsure* is to be checked against a real file first. The layout\n"
        "is data, `resources/funder_files/sm_efs.toml`, and a newer one can take its place.\n"
    )


def _columns(layout: Layout) -> list[tuple[str, ...]]:
    return [
        (
            str(number),
            f"`{each.header}`",
            f"`{each.key}`",
            each.form,
            NEEDED[each.needed],
            "; ".join(filter(None, (each.meaning, SOURCES[each.source]))),
        )
        for number, each in enumerate(layout.columns)
    ]


def _service(code: str, pair: tuple[str, str]) -> tuple[str, ...]:
    return (f"`{code}`", *(f"`{each}`" if each else "" for each in pair))


def _dictionary(column: Column) -> str:
    rows = [_word(each) for each in column.words]
    others = " Other words are taken as they are." if column.open else ""
    return (
        f"### {column.header.strip()} (`{column.key}`)\n\n"
        + (f"{others.strip()}\n\n" if others else "")
        + table(("word", "stands for", "beside", "read as well", ""), rows)
    )


def _word(word: Word) -> tuple[str, ...]:
    return (
        f"`{word.text}`" if word.text else "(empty)",
        listed(word.codes),
        listed(word.under),
        listed(word.reads),
        SOURCES[word.source],
    )
