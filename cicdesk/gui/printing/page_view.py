"""The pages of papers below each other, as they will come out of the printer."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.parts.parting import let_go

_GAP = 16
_NATURAL = 96
"""Dots an inch of the screen at which a page is as large as on paper."""


class PageView(QScrollArea):
    """Scrolls through pages, as wide as the window or as large as one likes. Keys for pages go by whole pages."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Pages"))
        self._sheet = QWidget()
        self._column = QVBoxLayout(self._sheet)
        self._column.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        self._column.setSpacing(_GAP)
        self._column.addStretch(1)
        self.setWidget(self._sheet)
        self._pages: list[QLabel] = []
        self._pictures: list[QImage] = []
        self._dots = float(_NATURAL)
        self._scale = 0.0
        """Against its size on paper; 0: as wide as the window."""

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    @property
    def scale(self) -> float:
        """How large pages are against paper."""
        if self._scale or not self._pictures:
            return self._scale or 1.0
        room = self.viewport().width() - 2 * _GAP
        widest = max(each.width() for each in self._pictures)
        return max(0.1, room / (widest / self._dots * _NATURAL))

    def show_pages(self, pictures: Sequence[QImage], dots: float) -> None:
        """Show these in place of the ones before, made with that many dots an inch; the place read at is kept."""
        for old in self._pages:
            self._column.removeWidget(old)
            let_go(old)
        self._pictures, self._dots = list(pictures), dots
        self._pages = [self._page(number, len(pictures)) for number in range(1, len(pictures) + 1)]
        self._paint()

    def set_scale(self, scale: float) -> None:
        """Larger or smaller; 0: as wide as the window, also when that changes."""
        self._scale = scale
        self._paint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other room."""
        super().resizeEvent(event)
        if not self._scale:
            self._paint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page up and down go by whole pages, Home and End to the first and last."""
        bar = self.verticalScrollBar()
        tops = [each.y() - _GAP for each in self._pages]
        steps = {
            Qt.Key.Key_PageDown: next((top for top in tops if top > bar.value()), bar.maximum()),
            Qt.Key.Key_PageUp: next((top for top in reversed(tops) if top < bar.value()), 0),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: bar.maximum(),
        }
        if event.key() in steps:
            bar.setValue(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _page(self, number: int, of: int) -> QLabel:
        made = QLabel()
        made.setAccessibleName(_("Page {number} of {count}").format(number=number, count=of))
        self._column.insertWidget(self._column.count() - 1, made, 0, Qt.AlignmentFlag.AlignHCenter)
        return made

    def _paint(self) -> None:
        bar, ratio = self.verticalScrollBar(), self.devicePixelRatioF()
        share = bar.value() / max(1, bar.maximum())
        factor = self.scale * _NATURAL / self._dots * ratio
        for page, picture in zip(self._pages, self._pictures, strict=True):
            width = max(1, round(picture.width() * factor))
            pixmap = QPixmap.fromImage(
                picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
            )
            pixmap.setDevicePixelRatio(ratio)
            page.setPixmap(pixmap)
            page.setFixedSize(pixmap.deviceIndependentSize().toSize())
        bar.setValue(round(share * bar.maximum()))
