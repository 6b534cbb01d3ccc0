"""Saying a thing twice: in Polish and in the second language of a paper."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cicdesk.domain.phones import parse_phone
from cicdesk.reports.papers.words import Words
from cicdesk.schema.values import Value


@dataclass(frozen=True, slots=True)
class Said:
    """A text in Polish and in the second language; where both are the same, the second is empty."""

    first: str = ""
    second: str = ""

    def __bool__(self) -> bool:
        return bool(self.first or self.second)


NOTHING = Said()
"""Where there is nothing to say."""


class Speaker:
    """Words, codes and days in the two languages of one paper."""

    def __init__(self, paper: str, first: Words, second: Words | None) -> None:
        self.paper = paper
        self.first = first
        self.second = second

    def __call__(self, key: str, **filled: object) -> Said:
        """A text of the paper by its key, with its gaps filled."""
        return self._both(
            self.first.text(self.paper, key).format(**filled),
            self.second.text(self.paper, key).format(**filled) if self.second else "",
        )

    def points(self, key: str, **filled: object) -> list[Said]:
        """The points of a list, each in both languages."""
        first = self.first.texts(self.paper, key)
        second = self.second.texts(self.paper, key) if self.second else ("",) * len(first)
        pairs = zip(first, second, strict=True)
        return [self._both(one.format(**filled), other.format(**filled)) for one, other in pairs]

    def code(self, name: str, code: Value) -> Said:
        """The words for a code of a code list."""
        if not isinstance(code, str) or not code:
            return Said()
        return self._both(self.first.code(name, code), self.second.code(name, code) if self.second else "")

    def codes(self, name: str, codes: Sequence[str]) -> Said:
        """The words for several codes, one after the other."""
        return self.joined([self.code(name, each) for each in codes])

    def day(self, day: Value) -> Said:
        """A date with its day of the week; a partial one as it is."""
        text = str(day or "")
        shown = ".".join(reversed(text.split("-")))
        if len(text) != len("2026-01-01"):
            return Said(shown)
        number = dt.date.fromisoformat(text).weekday()
        return self._both(
            f"{self.first.weekday(number)}, {shown}",
            f"{self.second.weekday(number)}{self._comma} {shown}" if self.second else "",
        )

    def plain(self, text: str) -> Said:
        """A text that is the same in every language: a name, an hour."""
        return Said(text)

    def ticked(self, answer: bool | None) -> Said:  # noqa: FBT001  it is a value here, not a switch
        """Two boxes, yes and no in both languages, with the one that was answered crossed."""
        told = []
        for key, crossed in (("yes", answer is True), ("no", answer is False)):
            word = self(key)
            words = " / ".join(filter(None, (word.first, word.second)))
            told.append(f"{'☒' if crossed else '☐'}\u00a0{words}")
        return Said("\u2003\u2003".join(told))

    def joined(self, parts: Sequence[Said], between: str = ", ") -> Said:
        """Several things after each other, each language by itself."""
        told = [each for each in parts if each]
        turned = between.replace(",", self._comma)
        return self._both(
            between.join(each.first for each in told),
            turned.join(each.second or self._apart(each.first) for each in told)
            if any(each.second for each in told)
            else "",
        )

    def version(self) -> Said:
        """The version of the paper's text in each language."""
        return Said(self.first.version(self.paper), self.second.version(self.paper) if self.second else "")

    def _apart(self, text: str) -> str:
        """A name or number inside a line that goes from right to left; its own order stays what it is."""
        return f"\u2068{text}\u2069" if self.second and self.second.right_to_left else text

    @property
    def _comma(self) -> str:
        return "،" if self.second and self.second.right_to_left else ","

    def _both(self, first: str, second: str) -> Said:
        return Said(first, "" if second == first else second)


def shown_day(day: Value) -> str:
    """A date without its day of the week."""
    return ".".join(reversed(str(day or "").split("-")))


def shown_phone(number: Value) -> str:
    """A telephone number in groups, as people read it out."""
    return parse_phone(str(number)).shown.replace(" ", "\u00a0") if number else ""


def span(start: Value, end: Value) -> str:
    """From when to when: 10:00–11:30, or the beginning alone; empty if that is not known."""
    return "–".join(str(each) for each in (start, end) if each) if start else ""
