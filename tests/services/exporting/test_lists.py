"""Lists that leave the house: nobody is named unless somebody says why, and nothing in them is calculated."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import msoffcrypto
import pytest

from cicdesk.reports.lists.catalogue import LISTS
from cicdesk.reports.lists.declared import ListExport
from cicdesk.reports.lists.making import MADE
from cicdesk.schema.records import spec_of
from cicdesk.services.desk import Desk
from cicdesk.services.errors import NotAllowed
from cicdesk.services.exporting.errors import CannotBeLocked, ExportStopped, PasswordTooShort, ReasonNeeded
from cicdesk.services.exporting.lists import As, Wanted
from cicdesk.store.meta import Place
from tests.support.exported import record_week

DATA = Path(__file__).parents[2] / "data" / "exports"
CODES = [each.code for each in LISTS]
REASON = "Kontrola instytucji pośredniczącej, pismo z 3 marca."
PASSWORD = "cztery konie jadą"
SINCE, UNTIL = dt.date(2026, 3, 1), dt.date(2026, 3, 31)
PARTS = ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml")


def written(desk: Desk, out: Path, wanted: Wanted) -> bytes:
    """The file as it was written."""
    path = out / f"list{wanted.pattern}"
    desk.lists.write(wanted, path)
    return path.read_bytes()


def opened(content: bytes) -> bytes:
    """The same without its lock."""
    held = io.BytesIO()
    file = msoffcrypto.OfficeFile(io.BytesIO(content))
    file.load_key(password=PASSWORD)
    file.decrypt(held)
    return held.getvalue()


def parts(book: bytes) -> dict[str, bytes]:
    """What is in a spreadsheet, by the names of the golden files."""
    with zipfile.ZipFile(io.BytesIO(book)) as held:
        return {Path(each).name: held.read(each) for each in PARTS}


@pytest.mark.parametrize("code", [*CODES, "CARE"])
def test_every_list_is_the_golden_one_byte_for_byte(desk: Desk, out: Path, code: str) -> None:
    record_week(desk)
    assert (
        written(desk, out, Wanted(code=code, form=As.CSV, since=SINCE, until=UNTIL))
        == (DATA / f"{code}.csv").read_bytes()
    )
    for name, held in parts(written(desk, out, Wanted(code=code, since=SINCE, until=UNTIL))).items():
        assert held == (DATA / f"{code}-{name}").read_bytes(), name


@pytest.mark.parametrize("code", CODES)
def test_every_list_with_names_is_the_golden_one_behind_its_password(
    desk: Desk, out: Path, code: str
) -> None:
    record_week(desk)
    wanted = Wanted(code=code, full=True, reason=REASON, password=PASSWORD, since=SINCE, until=UNTIL)
    content = written(desk, out, wanted)
    assert not content.startswith(b"PK"), "nobody opens it without the password"
    for name, held in parts(opened(content)).items():
        assert held == (DATA / f"{code}-full-{name}").read_bytes(), name


@pytest.mark.parametrize("code", CODES)
def test_a_list_without_names_tells_of_nobody_who_they_are(desk: Desk, out: Path, code: str) -> None:
    record_week(desk)
    told = written(desk, out, Wanted(code=code, form=As.CSV, since=SINCE, until=UNTIL)).decode()
    book = b"".join(parts(written(desk, out, Wanted(code=code, since=SINCE, until=UNTIL))).values()).decode()
    for text in (
        "Zhuk",
        "Yevheniia",
        "Жук",
        "0012345",
        "FE012345",
        "000111222",
        "y.zuk",
        "Al-Hassan",
        "Layla",
        "Pyta o",
        "pismo",
    ):
        assert text not in told + book, text


def test_the_same_person_has_the_same_code_in_every_list(desk: Desk, out: Path) -> None:
    record_week(desk)
    lines = [
        written(desk, out, Wanted(code=code, form=As.CSV, since=SINCE, until=UNTIL)).decode().splitlines()[1]
        for code in ("PEOPLE", "CONTACTS", "SERVICES")
    ]
    code = lines[0].split(";")[0]
    assert code.startswith("K-")
    assert all(code in line for line in lines)


def test_a_file_of_another_time_holds_nothing_of_this_one(desk: Desk, out: Path) -> None:
    record_week(desk)
    april = Wanted(code="SERVICES", form=As.CSV, since=dt.date(2026, 4, 1), until=dt.date(2026, 4, 30))
    assert len(written(desk, out, april).decode().splitlines()) == 1
    one_day = Wanted(code="CONTACTS", form=As.CSV, since=dt.date(2026, 3, 5), until=dt.date(2026, 3, 5))
    assert len(written(desk, out, one_day).decode().splitlines()) == 2


def test_names_need_a_reason_a_password_and_a_file_that_can_be_locked(desk: Desk, out: Path) -> None:
    record_week(desk)
    with pytest.raises(ReasonNeeded):
        written(desk, out, Wanted(code="PEOPLE", full=True, password=PASSWORD))
    with pytest.raises(PasswordTooShort):
        written(desk, out, Wanted(code="PEOPLE", full=True, reason=REASON, password="krótkie"))
    with pytest.raises(CannotBeLocked):
        written(desk, out, Wanted(code="PEOPLE", full=True, reason=REASON, password=PASSWORD, form=As.CSV))
    assert list(out.iterdir()) == []
    assert desk.records.list("export_log") == []


def test_every_list_stands_in_the_log_with_its_reason(desk: Desk, out: Path) -> None:
    record_week(desk)
    written(desk, out, Wanted(code="PEOPLE", full=True, reason=REASON, password=PASSWORD))
    written(desk, out, Wanted(code="CARE", since=SINCE, until=UNTIL))
    log = {str(each.values["what"]): each.values for each in desk.records.list("export_log")}
    assert (log["PEOPLE"]["reason"], log["PEOPLE"]["how_many"]) == (REASON, 2)
    assert log["CARE"]["from_day"] == "2026-03-01"


def test_only_whoever_coordinates_gets_a_list(desk: Desk, out: Path) -> None:
    record_week(desk)
    for role in ("assistant", "staff", "auditor", "admin", "carer", "interpreter"):
        desk.placed(Place(roles={"olha": role}, device="d"), "olha")
        with pytest.raises(NotAllowed):
            written(desk, out, Wanted(code="PEOPLE"))
    assert list(out.iterdir()) == []


def test_somebody_who_stops_it_gets_no_file(desk: Desk, out: Path) -> None:
    record_week(desk)

    def step(done: int, of: int) -> None:
        raise ExportStopped

    with pytest.raises(ExportStopped):
        desk.lists.write(Wanted(code="PEOPLE"), out / "list.xlsx", step)
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("export", LISTS, ids=lambda each: each.code)
def test_a_list_holds_only_fields_that_there_are_and_no_sensitive_one(export: ListExport) -> None:
    fields = spec_of(export.kind).by_name
    for col in export.columns:
        assert (col.key in MADE) if col.label else (col.key in fields), col.key
        assert col.label or not fields[col.key].sensitive, col.key
