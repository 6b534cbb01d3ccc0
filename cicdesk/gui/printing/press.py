"""The press: papers as pictures, as a PDF in memory, or onto a printer. Works off the screen's thread."""

from collections.abc import Sequence

from PySide6.QtGui import QImage, QPagedPaintDevice

from cicdesk.gui.printing.pages import Page, pages
from cicdesk.gui.printing.painting import paint_all, pdf, picture
from cicdesk.reports.papers.sheet import Written


class QtPress:
    """Lays out anew for each use: what was laid out in one thread is never painted in another."""

    def pictures(self, papers: Sequence[Written], dots: float) -> Sequence[QImage]:
        """Every page as a picture."""
        return [picture(each, dots) for each in _pages(papers)]

    def pdf(self, papers: Sequence[Written], title: str) -> bytes:
        """All pages as one PDF."""
        return pdf(_pages(papers), title)

    def print_on(self, printer: object, papers: Sequence[Written]) -> None:
        """Print all pages; PrintingFailed if the printer takes none."""
        if not isinstance(printer, QPagedPaintDevice):
            raise TypeError(type(printer).__name__)
        paint_all(_pages(papers), printer, printer.logicalDpiX())


def _pages(papers: Sequence[Written]) -> list[Page]:
    return [page for each in papers for page in pages(each)]
