"""The quick contact as a page: seven questions by keys alone, empty again after each save."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from cicdesk.base.i18n import _, ngettext
from cicdesk.gui.parts.boxes import Page
from cicdesk.gui.parts.texts import button, label
from cicdesk.gui.quick_contact import QuickContactPanel


class ContactPage(Page):
    """Stays for the next person in the queue until one leaves it with Esc."""

    def __init__(self, panel: QuickContactPanel, back: Callable[[], None]) -> None:
        super().__init__()
        self.panel = panel
        self._saved = 0
        self._back = button("", "back", "quiet")
        self._back.clicked.connect(back)
        self._title = label("", "title")
        self._count = label("", "muted")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._back)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 8, 24, 16)
        outer.setSpacing(8)
        outer.addLayout(head)
        outer.addWidget(panel, 1)
        panel.saved.connect(self._one_more)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._back.setText(_("Back"))
        self._title.setText(_("New contact"))
        self._count.setText(
            ngettext("{count} saved just now", "{count} saved just now", self._saved).format(
                count=self._saved
            )
            if self._saved
            else ""
        )

    def focus_first(self) -> None:
        """The cursor goes to the first question."""
        self.panel.focus_first()

    def _one_more(self) -> None:
        self._saved += 1
        self.retranslate()
