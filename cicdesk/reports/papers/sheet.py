"""One paper ready to be written: its frame, and the things that its template shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cicdesk.reports.papers.declared import Paper, Signer
from cicdesk.reports.papers.letterhead import Letterhead
from cicdesk.reports.papers.saying import Said, Speaker


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a template gets. Values are `Said`, texts, or lists of them."""

    paper: Paper
    say: Speaker
    head: Letterhead
    number: str
    printed: str
    title: Said
    values: Mapping[str, Any]
    signers: tuple[Signer, ...]

    @property
    def right_to_left(self) -> bool:
        """Whether the second language is written from right to left."""
        return self.say.second is not None and self.say.second.right_to_left

    @property
    def footer(self) -> Said:
        """The line at the foot of each page; `{page}` and `{pages}` are filled in where pages are counted."""
        version = self.say.version()
        first = self._footer(self.say.first.text, version.first)
        if self.say.second is None:
            return Said(first)
        return Said(first, self._footer(self.say.second.text, version.second or version.first))

    def _footer(self, text: Any, version: str) -> str:  # noqa: ANN401  a bound method of Words
        code = self.paper.code
        return " · ".join((
            f"{text(code, 'number')} {self.number}", f"{text(code, 'printed')} {self.printed}",
            f"{text(code, 'text_version')} {version}", text(code, "page"),
        ))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """A paper as the text of its blocks (resources/templates); what is printed is laid out from this alone."""

    code: str
    title: str
    number: str
    body: str
    footer: Said
    right_to_left: bool
    landscape: bool
