"""A row of buttons that lead to other pages."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from cicdesk.gui.actions import Command
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.parts.flow import FlowLayout
from cicdesk.gui.parts.texts import button


class Doors(QWidget):
    """Each button does a command, and says its words and its key."""

    def __init__(self, navigator: Navigator, commands: Sequence[Command]) -> None:
        super().__init__()
        self.buttons = {command: button("", command.value.icon, "quiet") for command in commands}
        row = FlowLayout(self, gap=4, lead=0)
        for command, each in self.buttons.items():
            each.clicked.connect(lambda _checked=False, command=command: navigator.run(command))
            row.addWidget(each)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the words of the commands."""
        for command, each in self.buttons.items():
            each.setText(command.words)
            each.setToolTip("  ".join(filter(None, (command.words, command.keys))))
