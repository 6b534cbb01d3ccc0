"""The outbox as a person sees it: what was set aside, why, and what its buttons do."""

from PySide6.QtWidgets import QAbstractButton, QLabel, QStyle, QStyleOptionButton, QWidget

from cicdesk.base.i18n import set_language
from cicdesk.gui.actions import Command
from cicdesk.gui.pages.outbox_page import OutboxPage
from cicdesk.gui.parts.aside_row import AsideRow
from cicdesk.gui.shell import Shell
from cicdesk.gui.windows.notices import Notice
from cicdesk.gui.windows.reading_dialog import ReadingDialog
from cicdesk.services.desk import Desk
from cicdesk.store import pending
from cicdesk.sync.exchange import Ahead
from tests.support.desks import add_person
from tests.support.running import Running


def set_aside(desk: Desk, record: str, why: str, field: str = "") -> str:
    """As if the centre had set aside what makes this record."""
    with desk.context.store.write() as connection:
        pending.park(connection, record, why, field, 7)
    return record


def opened(running: Running, *asides: tuple[str, str]) -> tuple[Shell, list[str]]:
    """The outbox with people set aside for these reasons and in these fields."""
    shell = running.unlock()
    desk = shell._desk
    set_language("en")
    made = [
        set_aside(desk, add_person(desk, f"Osoba{number}"), why, field)
        for number, (why, field) in enumerate(asides)
    ]
    shell.run(Command.OUTBOX)
    running.settle()
    return shell, made


def rows(shell: Shell) -> list[AsideRow]:
    """The lines that need a person."""
    return [row for row in shell.window.findChildren(AsideRow) if row.isVisible()]


def press(place: QWidget, words: str) -> None:
    """Press the button with these words."""
    (found,) = [each for each in place.findChildren(QAbstractButton) if each.text() == words]
    found.click()


def test_every_line_says_why_and_offers_what_helps(running: Running) -> None:
    shell, _made = opened(running, ("not_valid", "email"), ("out_of_scope", ""), ("unknown_person", ""))
    told = {
        row.accessibleName(): {b.text() for b in row.findChildren(QAbstractButton)} for row in rows(shell)
    }
    by_name = {name.split(",")[0]: buttons for name, buttons in told.items()}
    assert len(by_name) == 3
    assert sorted(len(buttons) for buttons in by_name.values()) == [3, 3, 3]
    assert any("office that this laptop does not work for" in name for name in told)


def test_words_of_quiet_buttons_stand_below_the_words_above_them(running: Running) -> None:
    shell, _made = opened(running, ("out_of_scope", ""))
    (row,) = rows(shell)
    first = min(row.findChildren(QAbstractButton), key=lambda each: each.x())
    words = min(label.x() for label in row.findChildren(QLabel) if label.text())
    option = QStyleOptionButton()
    option.initFrom(first)
    contents = first.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, first)
    assert first.x() + contents.x() == words


def test_put_right_opens_the_form_at_the_field(running: Running) -> None:
    shell, (person,) = opened(running, ("not_valid", "email"))
    press(rows(shell)[0], "Put right")
    running.settle()
    (page,) = shell.forms.pages
    assert page.start.record is not None
    assert page.start.record.id == person
    running.until(lambda: page.form.fields.frames["email"].isAncestorOf(shell.window.focusWidget()))


def test_send_again_makes_it_wait(running: Running) -> None:
    shell, _made = opened(running, ("unknown_person", ""))
    press(rows(shell)[0], "Send again")
    running.settle()
    running.until(lambda: not rows(shell))
    assert shell._desk.outbox.badge().waiting == 1


def test_handing_over_shows_what_goes_and_takes_words_along(running: Running) -> None:
    shell, _made = opened(running, ("out_of_scope", ""))
    press(rows(shell)[0], "Hand to the coordinator…")
    running.settle()
    dialog = shell.dialogs.open_one
    assert isinstance(dialog, ReadingDialog)
    assert "Osoba0" in {label.text() for label in dialog.findChildren(QLabel)}
    dialog._words.setPlainText("Mieszka już w Tarnowie.")
    press(dialog, "Hand over")
    running.settle()
    (handed,) = shell._desk.records.list("handover")
    assert handed.values["text"] == "Mieszka już w Tarnowie."
    running.until(
        lambda: [b.text() for row in rows(shell) for b in row.findChildren(QAbstractButton)] == ["Read"]
    )


def test_what_the_coordinator_settled_can_be_taken_off(running: Running) -> None:
    shell, (person,) = opened(running, ("out_of_scope", ""))
    desk = shell._desk
    desk.handover.hand_over(person, "")
    desk.handover.settle(desk.handover.open()[0].id, "Wpisane w Tarnowie.")
    shell.run(Command.TODAY)
    shell.run(Command.OUTBOX)
    running.settle()
    press(rows(shell)[0], "Take off the list")
    running.settle()
    running.until(lambda: not rows(shell))
    assert person not in {entry.record for entry in desk.outbox.entries()}


def test_a_pause_is_said_and_ended(running: Running) -> None:
    shell, _made = opened(running)
    page = shell.window.page
    assert isinstance(page, OutboxPage)
    shell.run(Command.PAUSE)
    assert page._pause.text() == "Resume"
    assert running.desktop.settings.paused
    shell.run(Command.PAUSE)
    assert page._pause.text() == "Pause"
    assert not running.desktop.settings.paused


def test_the_size_of_a_costly_exchange_is_said_and_later_forgets_it(running: Running) -> None:
    shell, _made = opened(running)
    shell.sync.ask_size(Ahead(12, 40_000, 1800, 2_100_000))
    (notice,) = [each for each in shell.window.findChildren(Notice) if "costs money" in each.accessibleName()]
    told = " ".join(label.text() for label in notice.findChildren(QLabel))
    assert "12 changes to send, about 40 KB; 1800 records to receive, about 2.1 MB" in told
    press(notice, "Later")
    running.until(lambda: not any("costs money" in n.accessibleName() for n in visible_notices(shell)))


def visible_notices(shell: Shell) -> list[Notice]:
    """The lines above the page."""
    return [each for each in shell.window.findChildren(Notice) if each.isVisible()]
