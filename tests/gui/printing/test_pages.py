"""Blocks on pages: what belongs together stays together, and nothing is lost where a page ends."""

import pytest

from cicdesk.gui.printing.pages import Page, pages
from cicdesk.gui.printing.painting import pdf
from cicdesk.reports.papers.saying import Said
from cicdesk.reports.papers.sheet import Written
from tests.support.pdfs import read_back

pytestmark = pytest.mark.usefixtures("qapp")

FULL = 263.0
"""Millimetres of a page between its margins."""


def block(text: str, **more: str) -> str:
    attributes = "".join(f' {name}="{value}"' for name, value in more.items())
    return f'<block columns="100"{attributes}><cell look="value"><p>{text}</p></cell></block>'


def laid(*body: str, right_to_left: bool = False) -> list[Page]:
    return pages(Written("x", "X", "1", "".join(body), Said("{page}/{pages}"), right_to_left, False))


def texts(page: Page) -> list[str]:
    return [each.block.cells[0].text.toPlainText() for each in page.placed]


def test_a_block_that_does_not_fit_goes_to_the_next_page_whole() -> None:
    first, second = laid(block("a", least="200"), block("b", least="100"))
    assert (texts(first), texts(second)) == (["a"], ["b"])


def test_a_heading_stays_with_what_follows_it() -> None:
    first, second = laid(block("a", least="250"), block("heading", keep="yes"), block("b", least="20"))
    assert (texts(first), texts(second)) == (["a"], ["heading", "b"])


def test_the_head_of_a_table_comes_again_on_each_page() -> None:
    rows = [block(f"row {number}", within="t", least="60") for number in range(9)]
    found = laid(block("head", repeat="t", keep="yes"), *rows)
    assert [texts(page)[0] for page in found] == ["head", "head", "head"]
    assert sum(len(texts(page)) for page in found) == 9 + 3


def test_a_text_longer_than_a_page_is_divided_between_lines_and_nothing_is_lost() -> None:
    words = [f"słowo{number}" for number in range(1_600)]
    found = laid(block("before"), block(" ".join(words)), block("after"))
    assert len(found) >= 2
    text = read_back(pdf(found, "x")).text
    for word in words:
        assert word in text
    assert text.index("before") < text.index("słowo0") < text.index("after")


def test_every_page_says_which_it_is_of_how_many() -> None:
    found = laid(*[block(str(number), least="200") for number in range(3)])
    assert [page.foot[0].text.toPlainText() for page in found] == ["1/3", "2/3", "3/3"]


def test_room_above_the_first_block_of_a_page_is_not_wasted() -> None:
    _first, second = laid(block("a", least="250"), block("b", before="30", least="50"))
    assert second.placed[0].top == 0


def test_only_the_second_language_goes_from_right_to_left() -> None:
    body = (
        '<block columns="50 50"><cell look="value"><p>polski</p></cell>'
        '<cell look="value" side="second"><p>العربية</p></cell></block>'
    )
    cells = laid(body, right_to_left=True)[0].placed[0].block.cells
    turned = [each.text.firstBlock().blockFormat().layoutDirection().name for each in cells]
    assert turned == ["LeftToRight", "RightToLeft"]
    assert cells[1].text.firstBlock().layout().lineAt(0).naturalTextRect().x() > cells[1].width / 2


def test_a_name_in_latin_letters_keeps_its_own_direction_there() -> None:
    body = '<block columns="100"><cell look="value"><p side="own">Anna</p></cell></block>'
    cell = laid(body, right_to_left=True)[0].placed[0].block.cells[0]
    assert cell.text.firstBlock().blockFormat().layoutDirection().name == "LeftToRight"


def test_what_follows_such_a_name_in_the_second_language_turns_the_line() -> None:
    body = '<block columns="100"><cell look="value"><p side="own">Olha – بانتظار</p></cell></block>'
    cell = laid(body, right_to_left=True)[0].placed[0].block.cells[0]
    assert cell.text.firstBlock().blockFormat().layoutDirection().name == "RightToLeft"
