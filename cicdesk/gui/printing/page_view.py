"""The pages of papers below each other, as they will come out of the printer."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.parts.parting import let_go

_GAP = 16


class PageView(QScrollArea):
    """Scrolls through pages; the keys for pages go from one to the next."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sheet = QWidget()
        self._column = QVBoxLayout(self._sheet)
        self._column.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        self._column.setSpacing(_GAP)
        self._column.addStretch(1)
        self.setWidget(self._sheet)
        self._pages: list[QLabel] = []

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def show_pages(self, pictures: Sequence[QImage]) -> None:
        """Show these in place of the ones before; whoever reads on stays at the same page."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        for old in self._pages:
            self._column.removeWidget(old)
            let_go(old)
        self._pages = [self._page(each, number, len(pictures)) for number, each in enumerate(pictures, 1)]
        self._sheet.adjustSize()
        bar.setValue(round(share * bar.maximum()))

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

    def _page(self, picture: QImage, number: int, of: int) -> QLabel:
        made = QLabel()
        made.setPixmap(QPixmap.fromImage(picture))
        made.setFixedSize(picture.deviceIndependentSize().toSize())
        made.setAccessibleName(_("Page {number} of {count}").format(number=number, count=of))
        self._column.insertWidget(self._column.count() - 1, made, 0, Qt.AlignmentFlag.AlignHCenter)
        return made
