"""Every paper as a PDF in three pairs of languages and more, read back with another program's eyes."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QFont, QFontMetricsF, QPdfWriter, QRawFont
from PySide6.QtWidgets import QApplication

from cicdesk.base.paths import Home
from cicdesk.gui.printing.look import looks
from cicdesk.gui.printing.press import QtPress
from cicdesk.reports.papers.catalogue import PAPERS
from cicdesk.reports.papers.declared import Paper
from cicdesk.reports.papers.sheet import Written
from cicdesk.reports.papers.words import languages, words_in
from cicdesk.services.desk import Desk
from cicdesk.services.papers import Wanted
from tests.support.desks import Profile
from tests.support.paper_records import DAY, Recorded, record_all
from tests.support.pdfs import arabic_words, paragraphs, read_back, squeezed

OURS = frozenset({
    "CicdeskPaper-Regular", "CicdeskPaper-Bold", "CicdeskPaperArabic-Regular", "CicdeskPaperArabic-Bold",
    "CicdeskPaperGeorgian-Regular", "CicdeskPaperGeorgian-Bold",
})  # fmt: skip
A4 = (595.0, 842.0)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Recorded]]:
    """One profile for all papers: nothing here changes it."""
    profile = Profile(Home.at(tmp_path_factory.mktemp("papers") / "profile"))
    desk = profile.open()
    yield desk, record_all(desk)
    profile.close()


def written(office: tuple[Desk, Recorded], paper: Paper, language: str) -> Written:
    desk, recorded = office
    day = DAY if paper.code == "care_journal" else ""
    return desk.papers.prepare(Wanted(paper.code, recorded.main(paper.about), day, language)).written


EVERY = [(each, language) for each in PAPERS for language in ("uk", "ar", "vi")]
SOME = [(each, language) for each in PAPERS[:2] for language in ("ru", "en", "ka", "pl")]


@pytest.mark.parametrize(
    ("paper", "language"), EVERY + SOME, ids=lambda each: each if isinstance(each, str) else each.code
)
def test_all_that_a_paper_says_is_in_its_pdf(
    qapp: QApplication, office: tuple[Desk, Recorded], paper: Paper, language: str
) -> None:
    text = written(office, paper, language)
    found = read_back(QtPress().pdf([text], text.title))
    for paragraph in paragraphs(text):
        if words := arabic_words(paragraph):
            assert [each for each in words if each not in found.arabic] == []
        else:
            assert squeezed(paragraph) in found.text
    assert found.fonts <= OURS
    assert found.size == (A4[::-1] if paper.landscape else A4)
    assert found.title == text.title
    assert squeezed(words_in("pl").text(paper.code, "page").format(page=1, pages=found.pages)) in found.text


@pytest.mark.parametrize("paper", PAPERS, ids=lambda each: each.code)
def test_a_paper_needs_one_page_and_a_childs_card_two(
    qapp: QApplication, office: tuple[Desk, Recorded], paper: Paper
) -> None:
    text = written(office, paper, "uk")
    assert read_back(QtPress().pdf([text], "x")).pages == (2 if paper.code == "child_card" else 1)


def test_our_fonts_have_every_letter_that_papers_say(qapp: QApplication) -> None:
    folder = Path(__file__).parents[3] / "resources" / "fonts"
    fonts = {path.stem: QRawFont(str(path), 10.0) for path in folder.glob("*.ttf")}
    assert set(fonts) == OURS
    for style in ("Regular", "Bold"):
        chosen = [font for name, font in fonts.items() if name.endswith(style)]
        for language in languages():
            for letter in sorted(set(_all_texts(language))):
                assert any(font.supportsCharacter(ord(letter)) for font in chosen), (
                    language,
                    hex(ord(letter)),
                )


def test_fonts_are_loaded_with_the_first_paper_and_not_replaced_by_installed_ones(qapp: QApplication) -> None:
    assert all(family.startswith("Cicdesk Paper") for family in looks().families)
    for family in looks().families:
        assert QFontMetricsF(_font(family)).horizontalAdvance("n") > 0


def test_several_papers_go_into_one_pdf(qapp: QApplication, office: tuple[Desk, Recorded]) -> None:
    texts = [written(office, each, "uk") for each in PAPERS]
    found = read_back(QtPress().pdf(texts, "Dzień"))
    assert found.pages == len(PAPERS) + 1
    assert found.title == "Dzień"
    assert "Strona1z2" in found.text


def test_a_printer_gets_the_same_pages_as_the_pdf(qapp: QApplication, office: tuple[Desk, Recorded]) -> None:
    text = written(office, PAPERS[0], "vi")
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    printer = QPdfWriter(buffer)
    printer.setResolution(300)
    QtPress().print_on(printer, [text])
    found = read_back(bytes(buffer.data().data()))
    assert found.pages == 1
    assert squeezed(text.number) in found.text


def test_pages_on_the_screen_are_black_on_white(qapp: QApplication, office: tuple[Desk, Recorded]) -> None:
    page = QtPress().pictures([written(office, PAPERS[0], "ar")], 60)[0]
    assert (page.width(), page.height()) == (496, 702)
    assert page.isGrayscale()
    shades = {page.pixelColor(x, y).value() for x, y in itertools.product(range(page.width()), range(100))}
    assert 255 in shades
    assert min(shades) < 120


def _font(family: str) -> QFont:
    return QFont(family)


def _all_texts(language: str) -> str:
    words = words_in(language)
    texts = [str(each) for paper in words.papers.values() for each in paper.values()]
    codes = [each for codes in words.codes.values() for each in codes.values()]
    return "".join([*texts, *codes, *words.weekdays, words.name]).replace("\n", "")
