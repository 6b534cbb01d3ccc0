"""The door to a file that another office keeps: it stays shut, and whoever asks is on record."""

from cicdesk.base.i18n import _
from cicdesk.gui.parts.asking import answer, message_box, way_out
from cicdesk.gui.windows.main_window import MainWindow
from cicdesk.gui.workshop import Workshop
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.form_desk import Likeness
from cicdesk.schema.snapshot import Changes

TRACE = "trace"
"""The kind of a Likeness of somebody whose file is not here."""


def ask_to_open(hit: Likeness, desk: Desk, work: Workshop, window: MainWindow) -> None:
    """Have a person confirm that the coordinators are to be asked, and write it down."""
    box = message_box(
        window,
        "question",
        _("Ask to open this file?"),
        _(
            "Another office keeps it. The coordinators see who asked and decide whether both are one person."
            " The question is noted at the centre."
        ),
    )
    yes = answer(box, _("Ask"), "primary")
    way_out(box)

    def asked(changes: Changes) -> None:
        work.bus.publish(changes)
        window.notices.show_notice(
            "success", _("Asked. The question and who asked it are noted at the centre.")
        )

    def write() -> Changes:
        return desk.duplicates.ask_to_open(hit.id, hit.title, hit.number)

    def answered(_result: int) -> None:
        if box.clickedButton() is yes:
            work.runner.start(window, write, asked)

    box.finished.connect(answered)
    box.open()
