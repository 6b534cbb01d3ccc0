"""The one search box: answers as you type, and why each matched; commands by their names as well."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from cicdesk.base.i18n import N_, _
from cicdesk.presenters.desk import Hit, SearchService
from cicdesk.presenters.runner import Runner
from cicdesk.presenters.words import kind_icon, title_words
from cicdesk.schema.records import spec_of

LIMIT = 12

WHY_WORDS: dict[str, str] = {
    "name": N_("name"),
    "spelling": N_("another spelling of the name"),
    "phone": N_("phone number"),
    "pesel": N_("end of PESEL"),
    "document": N_("document number"),
    "number": N_("file number"),
    "words": N_("text"),
    "email": N_("e-mail address"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A line under the search box: a record, or a command."""

    title: str
    detail: str
    icon: str
    record: str = ""
    root: str = ""
    kind: str = ""
    command: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """A command that can be typed."""

    name: str
    words: str
    keys: str
    icon: str


class SearchView(Protocol):
    """The box and its list."""

    def show_found(self, text: str, found: Sequence[Found]) -> None:
        """Show the lines for that text; none means nothing was found."""
        ...

    def hide_found(self) -> None:
        """Close the list."""
        ...


class SearchPresenter:
    """Asks for each text once, forgets answers that come too late."""

    def __init__(
        self,
        view: SearchView,
        search: SearchService,
        runner: Runner,
        commands: Callable[[], Sequence[Offered]],
    ) -> None:
        self._view = view
        self._search = search
        self._runner = runner
        self._commands = commands
        self._wanted = ""
        self._running = False

    def type(self, text: str) -> None:
        """The text in the box has become this."""
        self._wanted = text.strip()
        if not self._wanted:
            self._view.hide_found()
        elif not self._running:
            self._ask(self._wanted)

    def _ask(self, text: str) -> None:
        self._running = True
        self._runner.start(
            self._view,
            lambda: self._search.find(text, LIMIT),
            lambda hits: self._answer(text, hits),
            self._failed,
        )

    def _answer(self, text: str, hits: Sequence[Hit]) -> None:
        self._running = False
        if text == self._wanted:
            self._view.show_found(text, [*self._matching(text), *map(found_of, hits)])
        elif self._wanted:
            self._ask(self._wanted)

    def _failed(self, error: BaseException) -> None:
        self._running = False
        raise error

    def _matching(self, text: str) -> list[Found]:
        typed = text.casefold()
        return [
            Found(each.words, each.keys, each.icon, command=each.name)
            for each in self._commands()
            if f" {typed}" in f" {each.words.casefold()}"
        ][:3]


def reason_words(why: str, detail: str) -> str:
    """Why something matched, and by which of its content."""
    said = _(WHY_WORDS[why]) if why in WHY_WORDS else why
    return _("{why}: {detail}").format(why=said, detail=detail) if detail else said


def found_of(hit: Hit) -> Found:
    """A hit as a line: its title, what it is, and why it matched."""
    parts = (_label(hit.kind), hit.number, reason_words(hit.why, hit.detail))
    return Found(
        title_words(hit.kind, hit.title),
        "  ·  ".join(filter(None, parts)),
        kind_icon(hit.kind),
        str(hit.id),
        str(hit.root),
        hit.kind,
    )


def _label(kind: str) -> str:
    try:
        return _(spec_of(kind).label)
    except KeyError:
        return kind
