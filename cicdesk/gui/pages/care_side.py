"""Beside the board: who is on duty, and whose checks have to be made again."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.parts.boxes import Card, Nothing, clear
from cicdesk.gui.parts.texts import button, icon_label, label, number_box
from cicdesk.gui.parts.ticks import WrappedTick
from cicdesk.presenters.care_lines import CheckLine, DutyLine, HoursLine

_MOST = 20


class DutyCard(Card):
    """Ticks for the carers of the register, and a number for other adults within call."""

    def __init__(self) -> None:
        super().__init__()
        self._carer: Callable[[str, bool], object] = lambda _carer, _on: None
        self._rows = QVBoxLayout()
        self._boxes: list[WrappedTick] = []
        self._rows.setSpacing(6)
        self.others = number_box(0, _MOST)
        self._words = label("", "", wrap=True)
        self._words.setBuddy(self.others)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._words, 1)
        line.addWidget(self.others)
        self.body.setSpacing(10)
        self.body.addLayout(self._rows)
        self.body.addLayout(line)

    def use(self, carer: Callable[[str, bool], object], others: Callable[[int], object]) -> None:
        """Whom to tell of a tick, and of the number."""
        self._carer = carer
        self.others.valueChanged.connect(others)

    def retranslate(self) -> None:
        """Say the fixed words."""
        self.set_title(_("On duty"))
        self._words.setText(_("Other adults within call"))
        self.others.setAccessibleName(_("Other adults within call"))

    def boxes(self) -> list[WrappedTick]:
        """The ticks, in their order."""
        return self._boxes

    def show_duty(self, lines: Sequence[DutyLine], others: int) -> None:
        """Show them."""
        clear(self._rows)
        self._boxes = []
        self.set_title(_("On duty"), sum(each.on for each in lines))
        for each in lines:
            box = WrappedTick(each.name)
            box.setChecked(each.on)
            box.setAccessibleName(", ".join(filter(None, (each.name, each.text))))
            self._boxes.append(box)
            box.toggled.connect(lambda on, who=each.id: self._carer(who, on))
            self._rows.addWidget(box)
            if each.text:
                self._rows.addWidget(label(each.text, "warning", wrap=True))
        if not lines:
            self._rows.addWidget(Nothing("child", _("No carer is in the register of this region.")))
        with QSignalBlocker(self.others):
            self.others.setValue(others)


class ChecksCard(Card):
    """Those whose checks end soon, have ended or are missing."""

    def __init__(self, opened: Callable[[CheckLine], object]) -> None:
        super().__init__()
        self._opened = opened

    def retranslate(self) -> None:
        """Say the fixed words."""
        self.set_title(_("Checks to make again"))

    def show_checks(self, lines: Sequence[CheckLine] | None) -> None:
        """Show them; without any the card is not there for those who do not look after them."""
        clear(self.body)
        self.setVisible(lines is not None)
        self.set_title(_("Checks to make again"), len(lines or ()))
        for each in lines or ():
            self.body.addWidget(self._row(each))
        if not lines:
            self.body.addWidget(Nothing("check", _("All checks are in order for another month.")))

    def _row(self, line: CheckLine) -> QWidget:
        """What is due, in full: the names of checks are long."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(10)
        row.addWidget(icon_label("warning", line.tone), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(line.name, "strong", wrap=True))
        words.addWidget(label(line.text, "small", wrap=True))
        row.addLayout(words, 1)
        act = button("", "edit", "quiet")
        act.setProperty("compact", "true")
        act.setToolTip(_("Open the entry"))
        act.setAccessibleName(f"{_('Open the entry')}: {line.name}")
        act.clicked.connect(lambda: self._opened(line))
        row.addWidget(act, 0, Qt.AlignmentFlag.AlignTop)
        return made


class HoursCard(Card):
    """What care made possible this month."""

    def retranslate(self) -> None:
        """Say the fixed words."""
        self.set_title(_("Hours of care this month"))

    def show_hours(self, lines: Sequence[HoursLine] | None) -> None:
        """Show them; carers do not need them."""
        clear(self.body)
        self.setVisible(bool(lines))
        for each in lines or ():
            self.body.addWidget(label(each.service, "strong", wrap=True))
            self.body.addWidget(label(each.text, "small", wrap=True))
