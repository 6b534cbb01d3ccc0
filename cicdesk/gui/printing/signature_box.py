"""Who has signed a paper: a line for each signature, with its state to choose."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from cicdesk.base.i18n import _
from cicdesk.gui.parts.parting import let_go
from cicdesk.gui.parts.texts import label
from cicdesk.presenters.papers import Signature, SignatureLine


class SignatureBox(QWidget):
    """Tells `noted` of each state that a person chooses."""

    def __init__(self, noted: Callable[[Signature, str], None]) -> None:
        super().__init__()
        self._noted = noted
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(label(_("Signatures"), "label"))
        self._parts: list[QWidget] = []

    def show_lines(self, lines: Sequence[SignatureLine]) -> None:
        """Show these in place of the ones before; hidden where there is nothing to sign."""
        for each in self._parts:
            self._column.removeWidget(each)
            let_go(each)
        self._parts = [part for each in lines for part in (label(each.who, "small"), self._states(each))]
        for part in self._parts:
            self._column.addWidget(part)
        self.setVisible(bool(lines))

    def _states(self, line: SignatureLine) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(_("Signature: {who}").format(who=line.who))
        for code, words in line.states:
            made.addItem(words, code)
        made.setCurrentIndex(made.findData(line.signature.state))
        made.activated.connect(partial(self._chosen, made, line.signature))
        return made

    def _chosen(self, box: QComboBox, signature: Signature, index: int) -> None:
        self._noted(signature, str(box.itemData(index)))
