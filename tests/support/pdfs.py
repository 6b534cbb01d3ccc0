"""Reading a PDF back: the words that somebody would find in it, in any direction of writing."""

import io
import re
import unicodedata
import xml.etree.ElementTree as ET
from dataclasses import dataclass

from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject

from cicdesk.reports.papers.sheet import Written

_ARABIC = re.compile(r"[\u0600-\u06ff]+")
_ARABIC_GLYPHS = re.compile(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]+")


@dataclass(frozen=True, slots=True)
class ReadBack:
    """A PDF as its reader has it."""

    pages: int
    size: tuple[float, float]
    text: str
    """Without spaces: lines may break anywhere."""
    arabic: frozenset[str]
    """Arabic words, in the order in which they are read."""
    fonts: frozenset[str]
    title: str


def _fonts_of(page: PageObject) -> DictionaryObject:
    resources = page["/Resources"].get_object()
    assert isinstance(resources, DictionaryObject)
    fonts = resources.get("/Font", DictionaryObject())
    assert isinstance(fonts, DictionaryObject)
    return fonts


def read_back(data: bytes) -> ReadBack:
    """What is in the PDF."""
    reader = PdfReader(io.BytesIO(data))
    raw = "\n".join(page.extract_text() for page in reader.pages)
    box = reader.pages[0].mediabox
    fonts = {
        str(font.get_object()["/BaseFont"]).lstrip("/").split("+")[-1]
        for page in reader.pages
        for font in _fonts_of(page).values()
    }
    return ReadBack(
        pages=len(reader.pages),
        size=(float(box.width), float(box.height)),
        text=squeezed(raw),
        arabic=frozenset(_arabic_word(each[::-1]) for each in _ARABIC_GLYPHS.findall(raw)),
        fonts=frozenset(fonts),
        title=str(reader.metadata.title if reader.metadata else ""),
    )


def paragraphs(written: Written) -> list[str]:
    """The paragraphs that a paper was written in."""
    root = ET.fromstring(f"<paper>{written.body}</paper>")
    return [text for each in root.iter("p") if (text := "".join(each.itertext()).strip())]


def arabic_words(text: str) -> list[str]:
    """The Arabic words of a text, without the signs above and below letters."""
    return [word for each in _ARABIC.findall(_plain(text)) if (word := _arabic_word(each))]


def squeezed(text: str) -> str:
    """Without spaces and invisible characters, letters whole."""
    kept = (each for each in unicodedata.normalize("NFC", text) if not each.isspace())
    return "".join(each for each in kept if unicodedata.category(each) != "Cf")


def _plain(text: str) -> str:
    return "".join(each for each in text if unicodedata.category(each) not in {"Mn", "Cf"})


def _arabic_word(text: str) -> str:
    return _plain(unicodedata.normalize("NFKC", text)).strip("،؛؟ـ")
