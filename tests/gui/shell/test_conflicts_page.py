"""Conflicts of all points in one place, with a way to ask their authors."""

from typing import Any

from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from cicdesk.gui.actions import Command
from cicdesk.gui.pages.conflicts_page import ConflictsPage
from cicdesk.gui.pages.review_asking import Asking
from cicdesk.store import records
from cicdesk.store.projection import Base
from cicdesk.wire.messages import Head
from tests.support.desks import add_person
from tests.support.looks import all_words
from tests.support.running import Running


def test_a_conflict_says_who_wrote_where_and_its_author_is_asked(running: Running) -> None:
    desk = running.profile.open()
    person = add_person(desk)
    heads = {
        "v1": Head(value="a@example.org", user="anna", at=1, place="KR-L07"),
        "v2": Head(value="b@example.org", user="jan", at=2, place="TA-L01"),
    }
    with desk.context.store.write() as connection:
        connection.exec_driver_sql("DELETE FROM outbox")
        data: dict[str, Any] = {
            "given_names": "Yevhen",
            "family_name": "Zhuk",
            "office": "KR",
            "email": "a@example.org",
        }
        records.put(
            connection,
            [Base(person, person, "person", 7, data=data, ver={"email": "v1"}, heads={"email": heads})],
        )
    running.profile.session.lock()
    shell = running.unlock()
    shell.run(Command.CONFLICTS)
    running.settle()
    page = shell.window.page
    assert isinstance(page, ConflictsPage)
    words = all_words(page)
    assert "KR-L07" in words
    assert "TA-L01" in words
    ask = next(
        each for each in page.findChildren(QPushButton) if each.accessibleName().endswith("Zhuk Yevhen")
    )
    ask.click()
    (window,) = page.findChildren(Asking)
    (text,) = window.findChildren(QPlainTextEdit)
    text.setPlainText("Który adres?")
    window.done_by.click()
    running.settle()
    held = running.profile.session.desk
    assert held is not None
    (comment,) = held.records.list("comment")
    assert (comment.root, comment.values["about"], comment.values["text"]) == (person, person, "Który adres?")


def test_where_nothing_is_to_decide_it_says_so(running: Running) -> None:
    shell = running.unlock()
    shell.run(Command.CONFLICTS)
    running.settle()
    page = shell.window.page
    assert isinstance(page, ConflictsPage)
    assert not page.office.isVisible()
