"""Changes on a stick: what is told, and when."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cicdesk.base.i18n import LANGUAGES, set_language
from cicdesk.base.ids import RecordId
from cicdesk.presenters.courier import CourierPresenter, CourierShown, Report
from cicdesk.presenters.outbox import OutboxPresenter, OutboxShown
from cicdesk.presenters.runner import InlineRunner
from cicdesk.schema.snapshot import Changes
from cicdesk.services.desk import Desk
from cicdesk.store import courier
from cicdesk.store.courier import Carried
from cicdesk.sync.courier import Saved, TakenIn
from cicdesk.sync.errors import PackageBroken, StickFull
from tests.support.desks import NOW, StillClock, add_person
from tests.support.profiles import enrolled

NOW_MS = int(NOW.timestamp() * 1000)


@dataclass
class View:
    shown: list[CourierShown] = field(default_factory=list)
    busy: list[str] = field(default_factory=list)
    reports: list[Sequence[Report]] = field(default_factory=list)

    def show_standing(self, shown: CourierShown) -> None:
        self.shown.append(shown)

    def show_busy(self, text: str) -> None:
        self.busy.append(text)

    def show_reports(self, reports: Sequence[Report]) -> None:
        self.reports.append(reports)


@dataclass
class FakeCarrier:
    saved: Saved = field(default_factory=lambda: Saved(Path("/stick/a.cicdesk"), 3, 0))
    taken: TakenIn = field(default_factory=TakenIn)
    error: Exception | None = None
    seen: list[str] = field(default_factory=list)

    def _do(self, path: Path) -> None:
        self.seen.append(path.name)
        if self.error is not None and "bad" in path.name:
            raise self.error

    def save(self, folder: Path) -> Saved:
        self._do(folder)
        return self.saved

    def deliver(self, path: Path) -> Path:
        self._do(path)
        return path.with_name(path.stem + "-answer.cicdesk")

    def take_in(self, path: Path) -> TakenIn:
        self._do(path)
        return self.taken


@dataclass
class Stage:
    desk: Desk
    view: View = field(default_factory=View)
    carrier: FakeCarrier = field(default_factory=FakeCarrier)
    told: list[Changes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.presenter = CourierPresenter(
            self.view, self.desk, self.carrier, InlineRunner(), StillClock(), self.told.append
        )

    @property
    def report(self) -> Report:
        """The only one of the newest."""
        (only,) = self.view.reports[-1]
        return only


@pytest.fixture
def stage(desk: Desk) -> Stage:
    return Stage(enrolled(desk))


def carry(desk: Desk, changes: int) -> None:
    """So many changes went onto a stick an hour ago."""
    with desk.context.store.write() as connection:
        upto = connection.exec_driver_sql(
            "SELECT n FROM outbox ORDER BY n LIMIT 1 OFFSET ?", (changes - 1,)
        ).scalar_one()
        package = Carried(id="p", at=NOW_MS - 3_600_000, key="", upto=upto, changes=changes, written=True)
        courier.note(connection, package)


def test_what_waits_and_what_is_carried_is_said_apart(stage: Stage) -> None:
    for name in ("Jeden", "Dwa", "Trzy"):
        add_person(stage.desk, family=name)
    carry(stage.desk, 2)
    set_language("en")
    stage.presenter.load()
    (shown,) = stage.view.shown
    assert shown.enrolled
    assert shown.waiting == "3 changes wait on this laptop."
    (line,) = shown.carried
    assert line.startswith("2 changes are carried on a stick since ")


def test_the_outbox_says_what_is_carried_and_never_calls_it_sent(stage: Stage) -> None:
    class Page:
        shown: OutboxShown

        def show_outbox(self, shown: OutboxShown) -> None:
            self.shown = shown

    add_person(stage.desk)
    carry(stage.desk, 1)
    page = Page()
    set_language("en")
    OutboxPresenter(page, stage.desk, InlineRunner(), StillClock()).load()
    (line,) = page.shown.carried
    assert line.startswith("1 change is carried on a stick since ")
    assert page.shown.badge.text.startswith("Waiting (1)")
    assert len(page.shown.waiting) == 1


def test_saving_is_told_with_numbers(stage: Stage) -> None:
    set_language("en")
    stage.carrier.saved = Saved(Path("/stick/a.cicdesk"), 3, 2)
    stage.presenter.save("/stick")
    assert stage.view.busy == ["Packing and encrypting…", ""]
    assert stage.report.title == "3 changes are on the stick."
    assert stage.report.lines[0] == "File: a.cicdesk"
    assert stage.report.lines[-1].startswith("2 more changes did not fit.")
    assert Changes(kinds=frozenset({"courier"})) in stage.told


def test_several_files_are_done_in_turn_and_one_failure_stops_none(stage: Stage) -> None:
    set_language("en")
    stage.carrier.error = PackageBroken()
    stage.presenter.deliver(["/s/one.cicdesk", "/s/bad.cicdesk", "/s/two.cicdesk"])
    assert stage.carrier.seen == ["one.cicdesk", "bad.cicdesk", "two.cicdesk"]
    assert stage.view.busy[0] == "Delivering to the centre… (1 of 3)"
    reports = stage.view.reports[-1]
    assert [each.tone for each in reports] == ["success", "danger", "success"]
    assert "two-answer.cicdesk" in " ".join(reports[2].lines)
    assert "bad.cicdesk" in " ".join(reports[1].lines)


def test_taking_in_tells_each_number_and_the_screens(stage: Stage) -> None:
    set_language("en")
    changes = Changes(frozenset({RecordId("r1")}), frozenset({"person"}))
    stage.carrier.taken = TakenIn(pushed=2, pulled=5, refused=1, waiting=4, more=True, changes=changes)
    stage.presenter.take_in(["/s/a.cicdesk"])
    assert stage.report.tone == "warning"
    assert [line.split()[0] for line in stage.report.lines] == ["2", "5", "1", "4", "The"]
    assert stage.told[0] == changes


def test_an_old_answer_and_an_empty_one_say_that_nothing_happened(stage: Stage) -> None:
    set_language("en")
    stage.presenter.take_in(["/s/a.cicdesk"])
    assert stage.report.lines == ["There is nothing new."]
    stage.carrier.taken = TakenIn(news=False)
    stage.presenter.take_in(["/s/a.cicdesk"])
    assert stage.report.tone == "warning"
    assert "Nothing was changed" in stage.report.lines[0]


def test_a_failure_is_explained_and_the_next_try_is_free(stage: Stage) -> None:
    stage.carrier.error = StickFull()
    stage.presenter.save("/bad stick")
    assert stage.report.tone == "danger"
    stage.presenter.save("/good stick")
    assert stage.report.tone == "success"


def test_nothing_chosen_does_nothing(stage: Stage) -> None:
    stage.presenter.deliver([])
    assert (stage.view.busy, stage.view.reports) == ([], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_report_has_words_in_every_language(stage: Stage, language: str) -> None:
    set_language(language)
    titles = set()
    for taken in (
        TakenIn(pushed=1),
        TakenIn(news=False),
        TakenIn(pulled=2, refused=5, waiting=22, more=True),
    ):
        stage.carrier.taken = taken
        stage.presenter.take_in(["/s/a"])
        titles.add(stage.report.title)
        assert all("{" not in line for line in stage.report.lines)
    assert len(titles) == 2
