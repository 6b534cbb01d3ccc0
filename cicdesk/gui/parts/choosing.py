"""The toolkit's question for a file or a folder: in the language in use, and large enough for letters of its size.

Where the system has a question of its own it is that one, and nothing of what is said here about room concerns it.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHeaderView, QSplitter, QTreeView, QWidget

from cicdesk.base.i18n import N_, _
from cicdesk.gui.parts.boxes import fit_screen
from cicdesk.gui.parts.parting import let_go
from cicdesk.gui.theme import theme

_WORDS = {
    QFileDialog.DialogLabel.LookIn: N_("In:"),
    QFileDialog.DialogLabel.FileName: N_("Name:"),
    QFileDialog.DialogLabel.FileType: N_("Kind of file:"),
    QFileDialog.DialogLabel.Reject: N_("Cancel"),
}
"""What the toolkit's own question says in English only."""
_SIZE = 880, 560
_KIND = 2
"""The column of the kind of a file."""
_PLACES = 180
"""The room for the places at the side."""


def ask_files(parent: QWidget, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
    """A question for files or a folder to read from; connect its answer, then `open` it. It goes by itself."""
    return _made(parent, title, mode, _("Choose"))


def ask_new_file(parent: QWidget, title: str, name: str, chosen: Callable[[Path], object]) -> QFileDialog:
    """A question where to save something; open already. `name` is proposed, and its ending kept."""
    made = _made(parent, title, QFileDialog.FileMode.AnyFile, _("Save"))
    made.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    made.setLabelText(QFileDialog.DialogLabel.Accept, _("Save"))
    made.setDefaultSuffix(Path(name).suffix.lstrip("."))
    made.selectFile(name)
    made.fileSelected.connect(lambda path: chosen(Path(path)))
    made.open()
    return made


def _made(parent: QWidget, title: str, mode: QFileDialog.FileMode, accept: str) -> QFileDialog:
    made = QFileDialog(parent, title)
    made.setFileMode(mode)
    for part, words in _WORDS.items():
        made.setLabelText(part, _(words))
    made.setLabelText(QFileDialog.DialogLabel.Accept, accept)
    made.finished.connect(lambda _done: let_go(made))
    made.resize(*map(theme().pixels, _SIZE))
    fit_screen(made)
    _give_room(made)
    return made


def _give_room(made: QFileDialog) -> None:
    """The list of files gets the room; names in it are never the part that is cut off."""
    for splitter in made.findChildren(QSplitter):
        side = min(theme().pixels(_PLACES), made.width() // 3)
        splitter.setSizes([side, made.width() - side])
    for tree in made.findChildren(QTreeView):
        head = tree.header()
        for column in range(1, head.count()):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionHidden(
            _KIND, True
        )  # says `Folder` in English, and what the name's ending says already
