"""What is this file? Its kind and its title, asked before it is added."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cicdesk.base.i18n import _, language, ngettext
from cicdesk.gui.parts.parting import let_go
from cicdesk.gui.parts.texts import button, label
from cicdesk.presenters.files import Found, guessed_kind
from cicdesk.schema.codelists import code_list


class AddFileDialog(QDialog):
    """Asks once for all files that were chosen together."""

    def __init__(
        self, found: Sequence[Found], add: Callable[[Found, str, str], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._found = found
        self._add = add
        self.setWindowTitle(_("Add a file"))
        self.kind, self.title = QComboBox(), QLineEdit()
        for entry in code_list("attachment_kinds").entries:
            self.kind.addItem(entry.label(language()), entry.code)
        self.kind.setCurrentIndex(max(0, self.kind.findData(guessed_kind(found[0]))))
        self.title.setText(Path(found[0].name).stem)
        self.title.selectAll()
        self._lay_out()
        self.title.setFocus()
        self.finished.connect(lambda _done: let_go(self))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        form = QGridLayout()
        form.setSpacing(10)
        form.setColumnStretch(1, 1)
        self.kind.setAccessibleName(_("What it is"))
        self.title.setAccessibleName(_("Title"))
        form.addWidget(label(_("What it is"), "label"), 0, 0)
        form.addWidget(self.kind, 0, 1)
        form.addWidget(label(_("Title"), "label"), 1, 0)
        if len(self._found) == 1:
            form.addWidget(self.title, 1, 1)
        else:
            many = ngettext(
                "{count} file, under its own name", "{count} files, under their own names", len(self._found)
            )
            form.addWidget(label(many.format(count=len(self._found)), wrap=True), 1, 1)
        column.addLayout(form)
        column.addWidget(
            label(
                _("Pictures are made smaller so that print can still be read; what the camera noted is left out."),
                "muted", wrap=True,
            )
        )  # fmt: skip
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        cancel, keep = button(_("Cancel")), button(_("Add"), "plus", "primary")
        cancel.clicked.connect(self.reject)
        keep.clicked.connect(self.accept)
        keep.setDefault(True)
        buttons.addWidget(cancel)
        buttons.addWidget(keep)
        column.addLayout(buttons)
        self.setMinimumWidth(420)

    def accept(self) -> None:
        """Add them."""
        kind = str(self.kind.currentData())
        for each in self._found:
            title = self.title.text() if len(self._found) == 1 else Path(each.name).stem
            self._add(each, kind, title)
        super().accept()
