"""The numbers of a project as files: byte for byte as they were agreed, with no small number in them."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cicdesk.base.i18n import set_language
from cicdesk.base.paths import Home
from cicdesk.services.desk import Desk
from cicdesk.services.errors import NotAllowed
from cicdesk.services.indicators.service import Question
from tests.support.counted import assess, give, joins
from tests.support.desks import Profile

DATA = Path(__file__).parents[1] / "data" / "exports"
ASKED = Question("fami", dt.date(2026, 1, 1), dt.date(2026, 3, 31))
PARTS = ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Nineteen people, among them three men and two boys."""
    set_language("pl")
    profile = Profile(Home.at(tmp_path / "laptop"))
    desk = profile.open()
    for number in range(19):
        letters = f"{'abcdefghij'[number % 10]}{'ab'[number // 10]}"
        person = joins(
            desk, f"Koval{letters}", f"2026-0{1 + number % 3}-1{number % 9}",
            sex_at_entry="M" if number < 5 else "K", age_at_entry=16 if number < 2 else 20 + 3 * number,
        )  # fmt: skip
        if number > 6:
            give(desk, person, "POL", "2026-02-20")
            assess(desk, person, "ENTRY", "A1", "2026-02-20")
            assess(desk, person, "EXIT", "A2" if number % 2 else "A1", "2026-03-20")
    yield desk
    profile.close()


def test_the_spreadsheet_is_as_agreed(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "wskazniki.xlsx"
    desk.indicator_files.save_table(desk.indicators.report(ASKED), path)
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as book:
        for part in PARTS:
            kept = DATA / f"INDICATORS-{Path(part).name}"
            assert book.read(part) == kept.read_bytes(), kept


def test_the_paper_is_as_agreed(desk: Desk) -> None:
    written = desk.indicator_files.paper(desk.indicators.report(ASKED))
    kept = DATA / "indicators_report.xml"
    assert written.body == kept.read_text(encoding="utf-8"), kept


def test_no_file_tells_a_number_below_five(desk: Desk) -> None:
    report = desk.indicators.report(ASKED)
    assert report.number("O.2.3", "M") == 5
    assert report.number("O.2.3", "M", 0) == 2
    body = desk.indicator_files.paper(report).body
    numbers = [line for line in body.splitlines() if line.startswith('<cell look="cell"><p>')]
    small = {f'<cell look="cell"><p>{number}</p></cell>' for number in range(1, 5)}
    assert not small & set(numbers)
    assert '<cell look="cell"><p>&lt;5*</p></cell>' in numbers


def test_only_who_exports_writes_files(desk: Desk, tmp_path: Path) -> None:
    desk.context.place.roles[desk.user] = "auditor"
    report = desk.indicators.report(ASKED)
    with pytest.raises(NotAllowed):
        desk.indicator_files.save_table(report, tmp_path / "wskazniki.xlsx")
    assert not list(tmp_path.glob("*.xlsx"))
