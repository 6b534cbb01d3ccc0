"""What can be chosen in a field, and which of it a few typed letters mean.

A code list is found by its code, by any of the four languages and by its aliases, accents aside.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cicdesk.domain.names import fold
from cicdesk.schema.codelists import LABEL_LANGUAGES, Entry, code_list
from cicdesk.schema.values import REFUSALS

_NO_MATCH = 9


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen: its code, its words, and everything it can be found by."""

    code: str
    label: str
    keys: tuple[str, ...] = ()
    """Folded texts; the first is the code."""
    labels: tuple[tuple[str, str], ...] = ()

    def words(self, language: str) -> str:
        """Its words in a language, for the second line."""
        return dict(self.labels).get(language, self.label)


def plain_choice(code: str, label: str) -> Choice:
    """A choice that has one label only: a person of the staff, a record."""
    return Choice(code, label, (fold(code), fold(label)))


@lru_cache(maxsize=256)
def choices(name: str, language: str, day: dt.date, parent: str = "") -> tuple[Choice, ...]:
    """What a code list offers on that day, in its own order."""
    return tuple(_choice(entry, language) for entry in code_list(name).offered(day, parent))


def on_offer(name: str, language: str, day: dt.date) -> tuple[tuple[str, str], ...]:
    """Codes and words of what a code list offers on that day, for menus and boxes."""
    return tuple((each.code, each.label) for each in choices(name, language, day))


def choices_and_held(name: str, language: str, day: dt.date, held: Iterable[str]) -> tuple[Choice, ...]:
    """What a code list offers on that day, and what is held though it is not offered any more, in its words."""
    offered, known = choices(name, language, day), code_list(name).by_code
    there = {choice.code for choice in offered}
    kept = [code for code in held if code and code not in there and code not in REFUSALS]
    return (
        *offered,
        *(_choice(known[code], language) if code in known else plain_choice(code, code) for code in kept),
    )


def label_of(name: str, code: str, language: str) -> str:
    """The words of a code, retired ones too."""
    return code_list(name).label(code, language)


def _choice(entry: Entry, language: str) -> Choice:
    texts = [entry.code, entry.label(language)]
    texts += [entry.labels[each] for each in LABEL_LANGUAGES if entry.labels[each]]
    keys = tuple(dict.fromkeys(fold(text) for text in (*texts, *entry.aliases)))
    labels = tuple((each, entry.label(each)) for each in LABEL_LANGUAGES)
    return Choice(entry.code, entry.label(language), keys, labels)


def matching(offered: Sequence[Choice], typed: str) -> list[Choice]:
    """The choices that these letters may mean, the likeliest first; all of them for nothing typed."""
    wanted = fold(typed).strip()
    if not wanted:
        return list(offered)
    ranked = ((_rank(choice.keys, wanted), place, choice) for place, choice in enumerate(offered))
    return [choice for rank, _place, choice in sorted(ranked, key=lambda r: r[:2]) if rank < _NO_MATCH]


def meant(offered: Sequence[Choice], typed: str) -> Choice | None:
    """The one choice these letters stand for: an exact code, label or alias, or the only match."""
    found = matching(offered, typed) if typed.strip() else []
    if found and (len(found) == 1 or fold(typed).strip() in found[0].keys):
        return found[0]
    return None


def _rank(keys: Iterable[str], wanted: str) -> int:
    best = _NO_MATCH
    for place, key in enumerate(keys):
        if key == wanted:
            best = min(best, 0 if place == 0 else 1)
        elif key.startswith(wanted):
            best = min(best, 2 if place else 3)
        elif f" {wanted}" in key:
            best = min(best, 4)
        elif wanted in key and len(wanted) > 1:
            best = min(best, 5)
    return best
