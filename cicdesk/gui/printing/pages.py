"""Blocks put onto pages: nothing is divided that fits, headings stay with what follows, and come again where needed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cicdesk.gui.printing.blocks import Block, Cell, blocks, breaks, line
from cicdesk.gui.printing.look import looks, millimetres
from cicdesk.reports.papers.sheet import Written

_SHORT, _LONG = 210.0, 297.0
"""A4, in millimetres."""
_FOOTER = 12.0
"""From the lower edge of the page to the top of the line at its foot, in millimetres."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A block, or a slice of one, at its place on a page."""

    block: Block
    top: float
    start: float = 0.0
    """What of its height stood on earlier pages."""
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """One page with its size in millimetres."""

    width: float
    height: float
    placed: tuple[Placed, ...]
    foot: tuple[Cell, ...]

    @property
    def landscape(self) -> bool:
        """Whether it lies on its long side."""
        return self.width > self.height

    @property
    def foot_top(self) -> float:
        """Where the line at its foot begins."""
        return millimetres(self.height - _FOOTER)


@dataclass(slots=True)
class _Filling:
    """The page that is being filled."""

    room: float
    pages: list[list[Placed]] = field(default_factory=lambda: [[]])
    used: float = 0.0

    def turn(self, heading: Block | None) -> None:
        self.pages.append([])
        self.used = 0.0
        if heading is not None:
            self.put(heading)

    def put(self, block: Block) -> None:
        """One after the other; room above the first of a page would only be lost."""
        self.used += block.before if self.pages[-1] else 0.0
        self.pages[-1].append(Placed(block, self.used, 0.0, block.height))
        self.used += block.height + block.after

    def divide(self, block: Block) -> None:
        """A block that no page can hold, line by line over as many as it needs."""
        start, ends = 0.0, [*breaks(block), block.height]
        while start < block.height:
            left = self.room - self.used
            fitting = [end for end in ends if start < end <= start + left]
            if not fitting and self.used:
                self.turn(None)
                continue
            end = fitting[-1] if fitting else start + left
            self.pages[-1].append(Placed(block, self.used, start, end - start))
            self.used += end - start
            start = end


def pages(written: Written) -> list[Page]:
    """The pages of a paper."""
    look = looks().page
    width, height = (_LONG, _SHORT) if written.landscape else (_SHORT, _LONG)
    inner = millimetres(width - look.left - look.right)
    filled = _fill(
        blocks(written.body, inner, right_to_left=written.right_to_left),
        millimetres(height - look.top - look.bottom),
    )
    return [
        Page(width, height, tuple(placed), _foot(written, inner, number, len(filled)))
        for number, placed in enumerate(filled, 1)
    ]


def _fill(flow: Sequence[Block], room: float) -> list[list[Placed]]:
    filling, headings = _Filling(room), {each.repeat: each for each in flow if each.repeat}
    place = 0
    while place < len(flow):
        run = _together(flow, place)
        needed = sum(each.whole for each in run)
        heading = headings.get(run[0].within)
        if filling.used and filling.used + needed > room:
            filling.turn(heading)
        for each in run:
            if each.height > room:
                filling.divide(each)
            else:
                filling.put(each)
        place += len(run)
    return filling.pages


def _together(flow: Sequence[Block], place: int) -> Sequence[Block]:
    """The blocks from there on that must not be parted."""
    end = place
    while flow[end].keep and end + 1 < len(flow):
        end += 1
    return flow[place : end + 1]


def _foot(written: Written, width: float, page: int, of: int) -> tuple[Cell, ...]:
    """The number of the paper, its version and the page: in Polish, and below in the second language."""
    told = [written.footer.first, written.footer.second]
    return tuple(
        line(
            each.replace("{page}", str(page)).replace("{pages}", str(of)),
            "footer",
            width,
            right_to_left=written.right_to_left and bool(number),
        )
        for number, each in enumerate(told)
        if each
    )
