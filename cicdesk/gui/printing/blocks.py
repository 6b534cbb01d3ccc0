"""The blocks that a paper is written in, as resources/templates/parts.xml makes them: read, and laid out one by one."""

import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTextBlockFormat, QTextCursor, QTextDocument, QTextOption

from cicdesk.gui.printing.look import DOTS, letters, looks, millimetres

_INCHES_IN_A_METRE = 1 / 0.0254
_HUNDRED = 100
_ALIGNMENTS = {"right": Qt.AlignmentFlag.AlignRight, "center": Qt.AlignmentFlag.AlignHCenter}


@dataclass(frozen=True, slots=True)
class Cell:
    """A text laid out in its column."""

    left: float
    width: float
    inset: float
    text: QTextDocument
    height: float
    """Of the text and what is above it."""
    down: float = 0.0
    """How far it is lowered, so that all first lines of a row stand on one line."""


@dataclass(frozen=True, slots=True)
class Block:
    """A row of texts with the rule about it. All lengths in units of the page."""

    cells: tuple[Cell, ...]
    height: float
    before: float
    after: float
    pad: float
    rule: str
    strong: bool
    keep: bool
    repeat: str
    within: str

    @property
    def whole(self) -> float:
        """Its height with the room above and below."""
        return self.before + self.height + self.after


@cache
def _device() -> QImage:
    """What texts are measured for: a page of fixed fineness, whatever screen or printer there is."""
    image = QImage(1, 1, QImage.Format.Format_Grayscale8)
    image.setDotsPerMeterX(round(DOTS * _INCHES_IN_A_METRE))
    image.setDotsPerMeterY(round(DOTS * _INCHES_IN_A_METRE))
    return image


def blocks(body: str, width: float, *, right_to_left: bool) -> list[Block]:
    """The blocks of a paper's body, laid out for a page as wide as that."""
    root = ET.fromstring(f"<paper>{body}</paper>")  # noqa: S314  as above
    return [_block(each, width, right_to_left=right_to_left) for each in root]


def line(text: str, look: str, width: float, *, right_to_left: bool) -> Cell:
    """A line by itself, for the foot of a page."""
    cell = ET.Element("cell", {"look": look, "side": "second"})
    ET.SubElement(cell, "p").text = text
    return _cell(cell, 0, width, right_to_left=right_to_left)


def _block(element: ET.Element, width: float, *, right_to_left: bool) -> Block:
    shares = [float(each) for each in element.get("columns", "100").split()]
    gap = _length(element, "gap")
    free = width - gap * (len(shares) - 1)
    cells, left = [], 0.0
    for share, each in zip(shares, element, strict=True):
        column = free * share / _HUNDRED
        each.attrib.setdefault("inset", element.get("inset", "0"))
        cells.append(_cell(each, left, column, right_to_left=right_to_left))
        left += column + gap
    pad = _length(element, "pad")
    if element.get("rule") == "below":
        cells = _on_one_line(cells)
    return Block(
        cells=tuple(cells),
        height=max(_length(element, "least"), max(each.height for each in cells) + 2 * pad),
        before=_length(element, "before"),
        after=_length(element, "after"),
        pad=pad,
        rule=element.get("rule", "none"),
        strong=element.get("weight") == "strong",
        keep=element.get("keep") == "yes",
        repeat=element.get("repeat", ""),
        within=element.get("within", ""),
    )


def _on_one_line(cells: list[Cell]) -> list[Cell]:
    rises = [_rise(each) for each in cells]
    highest = max(rises)
    return [
        replace(each, down=highest - rise, height=each.height + highest - rise)
        for each, rise in zip(cells, rises, strict=True)
    ]


def _rise(cell: Cell) -> float:
    """From the top of a text to the line that its first letters stand on."""
    first = cell.text.firstBlock().layout()
    return first.lineAt(0).y() + first.lineAt(0).ascent() if first.lineCount() else 0.0


def _length(element: ET.Element, name: str) -> float:
    return millimetres(float(element.get(name, "0")))


def _cell(element: ET.Element, left: float, width: float, *, right_to_left: bool) -> Cell:
    inset = _length(element, "inset")
    text = QTextDocument()
    text.setUndoRedoEnabled(False)
    text.setDocumentMargin(0)
    text.documentLayout().setPaintDevice(_device())
    option = QTextOption()
    option.setUseDesignMetrics(True)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    text.setDefaultTextOption(option)
    _fill(text, element, right_to_left=right_to_left)
    text.setTextWidth(max(1.0, width - 2 * inset))
    height = max(text.size().height(), _length(element, "height"))
    return Cell(left, width, inset, text, height)


def _fill(text: QTextDocument, element: ET.Element, *, right_to_left: bool) -> None:
    cursor = QTextCursor(text)
    for number, paragraph in enumerate(element):
        look = paragraph.get("look") or element.get("look") or "value"
        second = right_to_left and _turned(paragraph, element)
        form = QTextBlockFormat()
        form.setLayoutDirection(Qt.LayoutDirection.RightToLeft if second else Qt.LayoutDirection.LeftToRight)
        form.setAlignment(_ALIGNMENTS.get(element.get("align", ""), Qt.AlignmentFlag.AlignLeft))
        form.setLineHeight(
            looks().looks[look].leading, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        if number:
            cursor.insertBlock(form, letters(look))
        else:
            cursor.setBlockFormat(form)
            cursor.setBlockCharFormat(letters(look))
        for words, bold in _runs(paragraph):
            cursor.insertText(words, letters(look, bold=bold))


def _turned(paragraph: ET.Element, cell: ET.Element) -> bool:
    """Whether a paragraph goes from right to left on a paper whose second language does."""
    if paragraph.get("side") == "own":
        strong = map(unicodedata.bidirectional, "".join(paragraph.itertext()))
        return not {"R", "AL"}.isdisjoint(strong)  # also after a name in Latin letters
    return "second" in {paragraph.get("side"), cell.get("side")}


def _runs(paragraph: ET.Element) -> Iterator[tuple[str, bool]]:
    """The words of a paragraph with whether they are bold."""
    if paragraph.text:
        yield paragraph.text, False
    for each in paragraph:
        if each.text:
            yield each.text, each.tag == "b"
        if each.tail:
            yield each.tail, False


def breaks(block: Block) -> list[float]:
    """Where a block that is higher than a page may be divided: below each line of its highest text."""
    cell = max(block.cells, key=lambda each: each.height)
    found, layout, part = [], cell.text.documentLayout(), cell.text.begin()
    while part.isValid():
        top = layout.blockBoundingRect(part).top()
        lines = part.layout()
        for number in range(lines.lineCount()):
            bottom = lines.lineAt(number).rect().bottom()
            found.append(block.pad + top + bottom)
        part = part.next()
    return found
