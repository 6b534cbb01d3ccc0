"""Printing papers: what they look like before, in which language, onto which printer, and who has signed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cicdesk.base.errors import CicdeskError, Who
from cicdesk.base.i18n import N_, _, language
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.files import Found, Pictures, content_of
from cicdesk.presenters.runner import Lane, Runner
from cicdesk.reports.papers.catalogue import paper
from cicdesk.reports.papers.declared import Signer
from cicdesk.reports.papers.sheet import Written
from cicdesk.reports.papers.words import languages, title_in, words_in
from cicdesk.schema.codelists import code_list
from cicdesk.schema.snapshot import Changes
from cicdesk.services.papers import Prepared, Signature, Wanted

__all__ = [
    "PreviewPresenter", "PreviewShown", "PreviewView", "PrintingFailed", "Signature", "SignatureLine", "Wanted",
]  # fmt: skip

SIGNER_WORDS: dict[Signer, str] = {
    Signer.CLIENT: N_("Client"),
    Signer.GUARDIAN: N_("Guardian"),
    Signer.INTERPRETER: N_("Interpreter"),
    Signer.REQUESTER: N_("Who requested it"),
    Signer.STAFF: N_("Staff"),
    Signer.CARER: N_("Carer"),
    Signer.COORDINATOR: N_("Coordinator"),
}
PICTURE_DOTS = 130.0
"""Dots an inch of the pages on the screen, unless somebody looks closer."""


class PrintingFailed(CicdeskError):
    """The printer, or what stands for one, took no page."""

    code = "printing_failed"
    who = Who.SURROUNDINGS


class Press(Protocol):
    """Lays papers out and puts them somewhere; called off the screen's thread."""

    def pictures(self, papers: Sequence[Written], dots: float) -> Sequence[object]:
        """Every page as a picture with that many dots an inch."""
        ...

    def pdf(self, papers: Sequence[Written], title: str) -> bytes:
        """All pages as one PDF, in memory."""
        ...

    def print_on(self, printer: object, papers: Sequence[Written]) -> None:
        """Print them."""
        ...


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One signature with its state, for choosing another."""

    signature: Signature
    who: str
    states: tuple[tuple[str, str], ...]
    """Codes and words to choose from."""


@dataclass(frozen=True, slots=True)
class PreviewShown:
    """What the window says beside the pages."""

    title: str
    languages: tuple[tuple[str, str], ...] = ()
    """Codes and names to choose from; empty where several papers are shown together."""
    language: str = ""
    signatures: tuple[SignatureLine, ...] = ()
    signable: bool = False
    """Whether a scan of it with its signatures can be attached."""
    keepable: bool = False
    """Whether it can be kept in somebody's file."""


class PreviewView(Protocol):
    """What the presenter asks of the window."""

    def show_paper(self, shown: PreviewShown) -> None:
        """Say what it is."""
        ...

    def show_pages(self, pages: Sequence[object], dots: float) -> None:
        """Show the pages, made with that many dots an inch."""
        ...

    def set_busy(self, *, busy: bool) -> None:
        """Whether pages are being made."""
        ...

    def tell(self, words: str) -> None:
        """Say what was done."""
        ...

    def show_error(self, error: BaseException) -> None:
        """Say what went wrong."""
        ...


class PreviewPresenter:
    """One or several papers before they are printed."""

    def __init__(
        self,
        view: PreviewView,
        desk: Desk,
        runner: Runner,
        press: Press,
        publish: Callable[[Changes], object],
    ) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._press = press
        self._publish = publish
        self._wanted: tuple[Wanted, ...] = ()
        self._papers: tuple[Prepared, ...] = ()
        self._dots = PICTURE_DOTS

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """The papers in sight, each with its language."""
        return tuple(each.wanted for each in self._papers)

    def open(self, wanted: Sequence[Wanted]) -> None:
        """Prepare these papers and show their pages."""
        self._wanted = tuple(wanted)
        self._view.set_busy(busy=True)
        self._runner.start(self._view, self._prepare, self._prepared, self._failed)

    def choose_language(self, chosen: str) -> None:
        """Another language beside the Polish."""
        if len(self._wanted) == 1 and self.wanted and self.wanted[0].language != chosen:
            first = self.wanted[0]
            self.open([Wanted(first.paper, first.record, first.day, chosen)])

    def look_closer(self, dots: float) -> None:
        """Have the pages made finer, where they were not before."""
        if dots > self._dots:
            self._dots = dots
            self._draw()

    def print_on(self, printer: object) -> None:
        """Print; what lay in the tray does so no longer."""
        texts, wanted = self._texts(), self.wanted
        tray = (*wanted, *self._wanted)

        def work() -> Changes:
            self._press.print_on(printer, texts)
            return self._desk.papers.take_out(tray)

        self._run(work, self._done(_("Sent to the printer.")), Lane.FILES)

    def lay_aside(self) -> None:
        """Keep the papers for when there is a printer."""
        wanted = self.wanted
        self._run(
            lambda: self._desk.papers.lay_aside(wanted),
            self._done(_("In the tray until there is a printer.")),
        )

    def keep(self) -> None:
        """Keep the paper in the file of the person, because somebody asked for it."""
        if len(self._papers) != 1:
            return
        prepared = self._papers[0]

        def work() -> Changes:
            return self._desk.papers.keep(
                prepared, self._press.pdf([prepared.written], prepared.written.title)
            )

        self._run(work, self._done(_("Kept in the person's file.")), Lane.FILES)

    def attach_scan(self, found: Found, pictures: Pictures) -> None:
        """Keep the scan of the signed paper in the file of the person, and note that it is there."""
        if len(self._papers) != 1:
            return
        prepared = self._papers[0]

        def work() -> Changes:
            return self._desk.papers.attach_scan(
                prepared, content_of(found, pictures, self._desk.files.largest)
            )

        def done(changes: Changes) -> None:
            self._publish(changes)
            self._view.tell(_("The scan is attached."))
            self.open(self.wanted)

        self._run(work, done, Lane.FILES)

    def save_copy(self, path: Path) -> None:
        """Write a readable copy where somebody chose, after having been warned."""
        texts, title = self._texts(), self.title

        def work() -> Changes:
            path.write_bytes(self._press.pdf(texts, title))
            return Changes()

        self._run(
            work, self._done(_("The copy is saved. Delete it when it is no longer needed.")), Lane.FILES
        )

    def note(self, signature: Signature, state: str) -> None:
        """Note who has signed."""
        if signature.state == state:
            return

        def done(changes: Changes) -> None:
            self._publish(changes)
            self.open(self.wanted)

        self._run(lambda: self._desk.papers.note_signature(signature, state), done)

    @property
    def title(self) -> str:
        """What a copy would be called."""
        return _title(self._papers)

    def _prepare(self) -> tuple[Prepared, ...]:
        return tuple(self._desk.papers.prepare(each) for each in self._wanted)

    def _prepared(self, papers: tuple[Prepared, ...]) -> None:
        self._papers = papers
        self._view.show_paper(_shown(papers))
        self._draw()

    def _draw(self) -> None:
        texts, dots = self._texts(), self._dots
        self._view.set_busy(busy=True)
        self._runner.start(
            self._view,
            lambda: self._press.pictures(texts, dots),
            lambda pages: self._drawn(pages, dots),
            self._failed,
            Lane.FILES,
        )

    def _drawn(self, pages: Sequence[object], dots: float) -> None:
        self._view.set_busy(busy=False)
        self._view.show_pages(pages, dots)

    def _failed(self, error: BaseException) -> None:
        self._view.set_busy(busy=False)
        self._view.show_error(error)

    def _run(
        self, work: Callable[[], Changes], done: Callable[[Changes], None], lane: Lane = Lane.DATABASE
    ) -> None:
        self._runner.start(self._view, work, done, self._failed, lane)

    def _done(self, words: str) -> Callable[[Changes], None]:
        def told(changes: Changes) -> None:
            self._publish(changes)
            self._view.tell(words)

        return told

    def _texts(self) -> tuple[Written, ...]:
        return tuple(each.written for each in self._papers)


def _title(papers: Sequence[Prepared]) -> str:
    if len(papers) == 1:
        return f"{papers[0].written.title} {papers[0].written.number}".replace("/", "-")
    return _("Papers of the day")


def _shown(papers: Sequence[Prepared]) -> PreviewShown:
    if len(papers) != 1:
        return PreviewShown(_("Papers of the day"))
    one = papers[0]
    return PreviewShown(
        title=title_in(language(), one.wanted.paper, one.written.title),
        languages=tuple((each, words_in(each).name) for each in languages()),
        language=one.wanted.language,
        signatures=tuple(_line(each) for each in one.signatures),
        signable=bool(one.person and paper(one.wanted.paper).signers),
        keepable=bool(one.person),
    )


def _line(signature: Signature) -> SignatureLine:
    states = code_list("signature_states")
    return SignatureLine(
        signature,
        _(SIGNER_WORDS[signature.signer]),
        tuple((each.code, each.label(language())) for each in states.entries),
    )
