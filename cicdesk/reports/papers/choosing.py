"""What is chosen before a paper is written: its second language, and the project whose head it bears."""

from collections.abc import Mapping, Sequence

from cicdesk.reports.papers.declared import Paper, Second
from cicdesk.reports.papers.material import Look, Looking, Material
from cicdesk.reports.papers.words import FALLBACK, language_of
from cicdesk.schema.profiles import Profile, profiles
from cicdesk.schema.values import Value, Values


def second_language(paper: Paper, material: Material) -> str:
    """The language to put beside the Polish; Polish itself where the client needs no other."""
    looking = Looking(paper, material)
    if paper.second is Second.INTERPRETED:
        return _known(looking.main.text("language")) or FALLBACK
    if paper.second is Second.SHARED:
        return FALLBACK
    return _of_client(looking.one("person"))


def _of_client(person: Look) -> str:
    return _spoken(person.text("contact_language"), person.items("languages")) if person else FALLBACK


def language_for(person: Values) -> str:
    """The language to put beside the Polish for a client: the contact language, or one that they read or speak."""
    held = person.get("languages")
    items = [each for each in held if isinstance(each, dict)] if isinstance(held, list) else []
    return _spoken(str(person.get("contact_language") or ""), items)


def _spoken(contact: str, items: Sequence[Mapping[str, Value]]) -> str:
    """The contact language, else the first that the client reads, else any that the client speaks."""
    reads = [str(each.get("language")) for each in items if each.get("reads")]
    speaks = [str(each.get("language")) for each in items if each.get("speaks")]
    for iso in (contact, *reads, *speaks):
        if found := _known(iso):
            return found
    return FALLBACK


def _known(iso: str) -> str:
    return language_of(iso) if iso else ""


def profile_for(looking: Looking) -> tuple[Profile | None, str]:
    """The project of the record or its client, and the code of the office; a paper without a project names no funder."""
    looks = [looking.main, looking.one("person")]
    project, office = (_first(looks, looking.paper, name) for name in ("project", "office"))
    found = next((each for each in profiles() if each.code == project), None)
    return found, office or looking.material.office


def _first(looks: list[Look], paper: Paper, name: str) -> str:
    for role, look in zip(("main", "person"), looks, strict=True):
        if name in paper.reads.get(role, ()) and look.text(name):
            return look.text(name)
    return ""
