"""What was in sight when the screen locked, so that whoever unlocks it goes on where they were.

Only ids are remembered while the file is closed; what was typed lies in its draft.
"""

from dataclasses import dataclass

from cicdesk.base.ids import RecordId
from cicdesk.gui.actions import Command
from cicdesk.gui.pages.case_page import CasePage
from cicdesk.gui.pages.contact_page import ContactPage
from cicdesk.gui.pages.form_page import FormPage
from cicdesk.gui.shell import Shell
from cicdesk.presenters.form import RecordFormPresenter


@dataclass(frozen=True, slots=True)
class Spot:
    """A page: one of the queues, the file of a person, or a form."""

    command: Command | None = None
    root: str = ""
    kind: str = ""
    record: str = ""
    draft: str = ""


def leave(shell: Shell) -> Spot:
    """Keep everything that is being typed; where the person was."""
    page, command = shell.window.page, shell.window.command
    shell.forms.keep()
    if isinstance(page, FormPage):
        return _form(page.start.spec.kind, page.form.presenter)
    if isinstance(page, ContactPage):
        return _form("contact", page.panel.contact.form)
    return Spot(root=page.root) if isinstance(page, CasePage) else Spot(command)


def go_back(shell: Shell, spot: Spot) -> None:
    """Show it again. A blank form that belonged to something else is not made anew."""
    if spot.draft or spot.record or spot.kind == "person":
        shell.open_form(spot.kind, spot.record, draft=spot.draft)
    elif spot.kind == "contact":
        shell.run(Command.NEW_CONTACT)
    elif spot.root:
        shell.open_file(RecordId(spot.root))
    elif spot.command is not None and spot.command is not Command.TODAY:
        shell.run(spot.command)


def _form(kind: str, form: RecordFormPresenter) -> Spot:
    return Spot(kind=kind, record=form.record_id, draft=form.status().draft_id)
