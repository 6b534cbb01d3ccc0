"""A new support as a page, under the name of the person who was given it."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from cicdesk.base.i18n import _
from cicdesk.gui.pages.service_panel import ServicePanel
from cicdesk.gui.parts.boxes import Page
from cicdesk.gui.parts.texts import button, label


class ServicePage(Page):
    """Saved or left, it leads back to where one came from."""

    def __init__(self, panel: ServicePanel, name: str, back: Callable[[], None]) -> None:
        super().__init__()
        self.panel = panel
        self._back = button("", "back", "quiet")
        self._back.clicked.connect(back)
        self._title = label("", "title")
        self._name = label(name, "muted", selectable=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._back)
        head.addWidget(self._title)
        head.addWidget(self._name)
        head.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 8, 24, 16)
        outer.setSpacing(8)
        outer.addLayout(head)
        outer.addWidget(panel, 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._back.setText(_("Back"))
        self._title.setText(_("New service"))

    def focus_first(self) -> None:
        """The cursor goes to the service."""
        self.panel.focus_first()
