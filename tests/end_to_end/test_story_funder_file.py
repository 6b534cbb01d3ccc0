"""Story 9: people registered in the field, the funder's file made at the centre, its answer read back (domain 9.3)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cicdesk.server.app import Centre
from cicdesk.services.desk import Desk
from cicdesk.services.errors import NotAllowed
from cicdesk.services.exporting.gathering import Asked
from tests.end_to_end.conftest import Place, a_place
from tests.support.exported import PROJECT, Taken, add_participant
from tests.support.laptops import QuickLaptop
from tests.support.live_server import LiveServer

pytestmark = [pytest.mark.slow, pytest.mark.server]

ALL = Asked(PROJECT)
WITHOUT_COMMUNE = {"country": "PL", "voivodeship": "12", "county": "1213", "locality": "Zator", "postcode": "32-640", "degurba": "3"}  # fmt: skip


@pytest.fixture
def town(centre: Centre, server: LiveServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A region of this test's own."""
    with a_place(centre, server.url, tmp_path_factory.mktemp("funder")) as place:
        yield place


def desk(laptop: QuickLaptop) -> Desk:
    """The services behind a laptop's windows."""
    assert laptop.session.desk is not None
    return laptop.session.desk


def register(field: QuickLaptop) -> list[Taken]:
    """Two people with whom nothing is wrong, and three without a commune."""
    held = desk(field)
    clean = [
        add_participant(held, "Żuk-Łącka", services=(("POL", "2026-03-02"), ("PSY-A", "2026-03-05"))),
        add_participant(held, "O’Brien", "Levan", "FE 000002", sex="M"),
    ]
    lacking = [
        add_participant(held, f"Nowa{number}", "Anna", f"FE 00000{number}", address=dict(WITHOUT_COMMUNE))
        for number in range(3, 6)
    ]
    return [*clean, *lacking]


def test_the_funders_file_from_the_field_to_the_answer(town: Place, tmp_path: Path) -> None:
    field = town.laptop()
    leader = town.bare()
    user = town.user(town.office, role="coordinator")
    leader.enrol(town.url, town.code(user), user)
    taken = register(field)
    field.sync()
    leader.sync()
    with pytest.raises(NotAllowed):
        desk(field).funder_file.check(ALL)

    service = desk(leader).funder_file
    check = service.check(ALL)
    assert check.checked.content is None
    wrong = {check.gathered.people[each.reference] for each in check.checked.faults}
    assert wrong == {each.person for each in taken[2:]}
    assert {each.column for each in check.checked.faults} == {"commune"}
    for each in taken[2:]:
        desk(leader).support.mend(each.participation, {"commune_at_entry": "Zator"}, "Gmina według TERYT.")

    check = service.check(ALL)
    assert check.checked.faults == ()
    path = tmp_path / "uczestnicy.csv"
    service.write(check, path, "Rozliczenie kwartału")
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    head, *rows = content.decode("utf-8-sig").split("\r\n")[:-1]
    assert [len(line.split(";")) for line in (head, *rows)] == [43] * 6
    assert "(ISCED 5–8)" in rows[0]
    assert (
        ";krajowe szkolenie/kurs|doradztwo/konsultacje;|pomoc psychologiczna;2026-03-02|2026-03-05;"
        in rows[0]
    )

    answer = "PESEL/Inny identyfikator;Techniczny identyfikator;Status\r\n" + "".join(
        f"FE 00000{number};T-{number};Zaimportowany\r\n" for number in range(1, 6)
    )
    answered = service.read_answer(answer.encode(), ALL)
    assert [given for _participation, given in answered.fresh] == [f"T-{number}" for number in range(1, 6)]
    service.keep_ids(answered.fresh)
    leader.sync()
    field.sync()
    kept = [desk(field).records.get(each.participation).values["technical_id"] for each in taken]
    assert kept == [f"T-{number}" for number in range(1, 6)]
    assert [each.values["how_many"] for each in desk(leader).records.list("export_log")] == [5]
