"""What is done about a case: the buttons below it, and the keys that do the same."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.base.ids import RecordId
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.pages.review_asking import ask_person, ask_reason
from cicdesk.gui.parts.texts import button
from cicdesk.presenters.review import ReviewPresenter, ReviewState
from cicdesk.presenters.review_shown import ItemShown

_BUTTONS = (
    ("all", "check", "quiet"),
    ("file", "folder", ""),
    ("looked", "eye", ""),
    ("pass", "switch", ""),
    ("return", "undo", ""),
    ("approve", "check", "primary"),
)


class ReviewActs(QWidget):
    """They are about the case in sight."""

    decided = Signal()
    """A decision was made: the next case is waiting."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__()
        self._navigator = navigator
        self._presenter: ReviewPresenter | None = None
        self._item: ItemShown | None = None
        self.people: Sequence[tuple[str, str]] = ()
        """To whom a case may be passed on."""
        self.buttons = {name: button("", icon, look) for name, icon, look in _BUTTONS}
        foot = QHBoxLayout(self)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(8)
        for name, made in self.buttons.items():
            foot.addWidget(made)
            if name == "all":
                foot.addStretch(1)
        done: dict[str, Callable[[], object]] = {
            "all": self.ask_clean, "file": self.open, "looked": self.looked_at, "pass": self.pass_on,
            "return": self.give_back, "approve": self.approve,
        }  # fmt: skip
        for name, act in done.items():
            self.buttons[name].clicked.connect(lambda _checked=False, act=act: act())
        self.by_key = {
            Qt.Key.Key_A: self.approve,
            Qt.Key.Key_R: self.give_back,
            Qt.Key.Key_P: self.pass_on,
            Qt.Key.Key_E: self.looked_at,
        }
        self.show_item(None)

    def use(self, presenter: ReviewPresenter) -> None:
        """Who writes decisions."""
        self._presenter = presenter

    def retranslate(self) -> None:
        """Say the fixed words."""
        words = {
            "all": _("Approve what is clean"), "file": _("Open the file"), "looked": _("Looked at"),
            "pass": _("Pass on"), "return": _("Return"), "approve": _("Approve"),
        }  # fmt: skip
        for name, text in words.items():
            self.buttons[name].setText(text)

    def show_item(self, item: ItemShown | None) -> None:
        """The buttons are about this case from now on."""
        self._item = item
        decides = item is not None and item.may_decide
        approves = item is not None and not item.blocked and item.state is not ReviewState.APPROVED
        for name, made in self.buttons.items():
            made.setEnabled(item is not None and (name in {"file", "looked"} or decides))
        self.buttons["approve"].setEnabled(approves)

    def open(self) -> None:
        """Open the file of the case."""
        if self._item is not None:
            self._navigator.open_file(RecordId(self._item.root))

    def looked_at(self) -> None:
        """Take it off the queue until it holds something else."""
        if self._item is not None and self._presenter is not None:
            self._presenter.looked_at(self._item.id)

    def approve(self) -> None:
        """Approve it as it is in sight."""
        if self.buttons["approve"].isEnabled():
            self._decide(ReviewState.APPROVED)

    def give_back(self) -> None:
        """Return it to its author, with a reason."""
        if self.buttons["return"].isEnabled():
            ask_reason(self, lambda reason: self._decide(ReviewState.RETURNED, reason))

    def pass_on(self) -> None:
        """Let somebody else decide."""
        if self.buttons["pass"].isEnabled():
            ask_person(self, self.people, lambda to, reason: self._decide(ReviewState.PASSED_ON, reason, to))

    def ask_clean(self) -> None:
        """Find what may be approved together."""
        if self._presenter is not None:
            self._presenter.look_for_clean()

    def _decide(self, state: ReviewState, reason: str = "", passed_to: str = "") -> None:
        if self._item is not None and self._presenter is not None:
            self._presenter.decide(self._item, state, reason, passed_to)
            self.decided.emit()
