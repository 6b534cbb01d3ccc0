"""Painting pages: as a PDF in memory, as pictures, or onto a printer. Nothing is written to the disk."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QLineF, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from cicdesk.gui.printing.blocks import Block, Cell
from cicdesk.gui.printing.look import DOTS, grey, looks, millimetres
from cicdesk.gui.printing.pages import Page, Placed
from cicdesk.presenters.papers import PrintingFailed


def pdf(papers: Sequence[Page], title: str) -> bytes:
    """The pages as a PDF with its fonts inside."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("cicdesk")
    writer.setResolution(DOTS)
    paint_all(papers, writer, DOTS)
    return bytes(buffer.data().data())


def paint_all(papers: Sequence[Page], device: QPagedPaintDevice, dots: int) -> None:
    """Paint the pages onto a printer or into a file, each on a sheet of its own."""
    painter = QPainter()
    for number, page in enumerate(papers):
        device.setPageLayout(_layout(page))
        if not (device.newPage() if number else painter.begin(device)):
            raise PrintingFailed
        painter.resetTransform()
        painter.scale(dots / DOTS, dots / DOTS)
        _paint(page, painter)
    painter.end()


def picture(page: Page, dots: float) -> QImage:
    """A page as a picture with that many dots an inch; papers know no colours."""
    scale = dots / DOTS
    image = QImage(
        round(millimetres(page.width) * scale),
        round(millimetres(page.height) * scale),
        QImage.Format.Format_Grayscale8,
    )
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(scale, scale)
    _paint(page, painter)
    painter.end()
    return image


def _layout(page: Page) -> QPageLayout:
    turned = QPageLayout.Orientation.Landscape if page.landscape else QPageLayout.Orientation.Portrait
    made = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), turned, QMarginsF())
    made.setMode(QPageLayout.Mode.FullPageMode)
    return made


def _paint(page: Page, painter: QPainter) -> None:
    look = looks().page
    left, top = millimetres(look.left), millimetres(look.top)
    for each in page.placed:
        painter.save()
        painter.translate(left, top + each.top)
        _paint_placed(each, painter)
        painter.restore()
    below = page.foot_top
    for cell in page.foot:
        _paint_text(cell, painter, left, below, None)
        below += cell.height


def _paint_placed(placed: Placed, painter: QPainter) -> None:
    block = placed.block
    whole = placed.height >= block.height
    for cell in block.cells:
        clip = None if whole else QRectF(0, placed.start - block.pad - cell.down, cell.width, placed.height)
        _paint_text(cell, painter, cell.left + cell.inset, block.pad + cell.down - placed.start, clip)
    if placed.start + placed.height >= block.height:
        _rules(block, painter, placed.height)


def _paint_text(cell: Cell, painter: QPainter, left: float, top: float, clip: QRectF | None) -> None:
    painter.save()
    painter.translate(QPointF(left, top))
    context = QAbstractTextDocumentLayout.PaintContext()
    if clip is not None:
        painter.setClipRect(clip)
        context.clip = clip
    cell.text.documentLayout().draw(painter, context)
    painter.restore()


def _rules(block: Block, painter: QPainter, height: float) -> None:
    look = looks().page
    strong = block.strong or block.rule == "cells"
    pen = QPen(grey(0 if strong else look.thin_grey), millimetres(look.strong if strong else look.thin))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    right = block.cells[-1].left + block.cells[-1].width
    if block.rule == "below":
        painter.drawLine(QLineF(0, height, right, height))
    elif block.rule == "cells":
        for each in block.cells:
            painter.drawLine(QLineF(each.left, 0, each.left + each.width, 0))
    elif block.rule == "grid":
        for each in block.cells:
            painter.drawRect(QRectF(each.left, 0, each.width, height))
    elif block.rule == "box":
        painter.drawRect(QRectF(0, 0, right, height))
