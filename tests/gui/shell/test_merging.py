"""The card of joined files in the client's file: what was written there unknowingly, and the way back."""

from PySide6.QtWidgets import QPushButton

from cicdesk.gui.pages.case_page import CasePage
from cicdesk.gui.pages.joined_card import JoinedCard
from tests.support.desks import add_person
from tests.support.looks import all_words, clipped_texts, nameless, untranslated
from tests.support.running import Running


def press(card: JoinedCard, text: str) -> None:
    """Press its button of that name."""
    found = [each for each in card.findChildren(QPushButton) if each.text() == text]
    found[-1].click()


def test_the_file_says_what_was_joined_and_written_unknowingly_and_undoes_it(running: Running) -> None:
    desk = running.profile.open()
    kept, gone = add_person(desk), add_person(desk, "Eugeniusz", "Shuk", "")
    number = desk.records.get(gone).number
    desk.merging.merge(kept, gone, ())
    desk.records.edit(gone, {"patronymic": "Іванович"})  # as it lands from a laptop that knew nothing
    running.profile.session.lock()
    shell = running.unlock()
    shell.open_file(gone)
    running.settle()
    page = shell.window.page
    assert isinstance(page, CasePage)
    assert page.root == kept
    said = all_words(page)
    assert f"Shuk Eugeniusz  ·  {number}" in said
    assert "bez wiedzy o scaleniu" in said
    assert [untranslated(page), nameless(page), clipped_texts(page)] == [[], [], []]
    press(page.joined, "Cofnij scalenie")
    assert "wrócą takie" in all_words(page)
    press(page.joined, "Cofnij scalenie")
    running.settle()
    assert not page.joined.isVisibleTo(page)
    after = running.profile.session.desk
    assert after is not None
    assert after.records.get(gone).id == gone
    assert after.records.get(kept).values.get("patronymic") is None
