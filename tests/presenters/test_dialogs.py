"""Joining, preferences, conflicts."""

from dataclasses import replace
from types import MappingProxyType
from typing import cast

import pytest

from cicdesk.base.paths import Home
from cicdesk.base.settings import Settings, is_server_address, registry
from cicdesk.presenters.conflict import ConflictPresenter, ConflictShown
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.enrol import EnrolPresenter, Joining
from cicdesk.presenters.preferences import PreferencesPresenter, parts
from cicdesk.presenters.runner import InlineRunner
from cicdesk.schema.snapshot import Changes, Rival, Snapshot
from cicdesk.schema.values import Value, Values
from cicdesk.sync.errors import Unreachable
from tests.support.desks import StillClock, add_person


class EnrolView:
    def __init__(self) -> None:
        self.problems: list[str] = []
        self.joined = 0

    def show_problem(self, text: str) -> None:
        self.problems.append(text)

    def set_busy(self, *, busy: bool) -> None:
        pass

    def finished_joining(self) -> None:
        self.joined += 1


def test_joining_keeps_the_address(home: Home) -> None:
    view, settings = EnrolView(), Settings(home.settings)
    asked: list[Joining] = []
    EnrolPresenter(view, asked.append, InlineRunner(), settings, "olha").join(
        Joining(" https://cic.example.org/ ", " AB-12 ", " olha ")
    )
    assert asked == [Joining("https://cic.example.org", "AB-12", "olha")]
    assert view.joined == 1
    assert Settings.load(home.settings).server_url == "https://cic.example.org"


@pytest.mark.parametrize(
    ("server", "code", "user", "passphrase"),
    [
        ("http://cic.example.org", "A", "olha", ""),
        ("", "A", "olha", ""),
        ("https://x.example.org", "", "olha", ""),
        ("https://x.example.org", "A", " ", ""),
        ("https://x.example.org", "A", "o.koval", ""),
    ],
)
def test_what_can_be_checked_here_is_not_sent(
    home: Home, server: str, code: str, user: str, passphrase: str
) -> None:
    view = EnrolView()
    asked: list[Joining] = []
    EnrolPresenter(view, asked.append, InlineRunner(), Settings(home.settings), "olha").join(
        Joining(server, code, user, passphrase)
    )
    assert asked == []
    assert len(view.problems) == 1


def test_a_centre_that_cannot_be_reached_is_explained(home: Home) -> None:
    view = EnrolView()

    def unreachable(_asked: Joining) -> None:
        raise Unreachable

    EnrolPresenter(view, unreachable, InlineRunner(), Settings(home.settings), "olha").join(
        Joining("https://x.example.org", "A", "olha")
    )
    assert view.joined == 0
    assert view.problems


@pytest.mark.parametrize(
    ("address", "fine"),
    [
        ("", True),
        ("https://cic.example.org", True),
        ("http://127.0.0.1:8000", True),
        ("http://localhost", True),
        ("http://cic.example.org", False),
        ("ftp://cic.example.org", False),
        ("https://", False),
        ("https://[", False),
    ],
)
def test_plain_http_is_for_this_computer_only(address: str, fine: bool) -> None:
    assert is_server_address(address) is fine


def test_a_preference_takes_effect_and_is_kept(home: Home) -> None:
    applied: list[str] = []
    settings = Settings(home.settings)
    presenter = PreferencesPresenter(settings, applied.append)
    assert presenter.change("language", "uk") == ""
    assert applied == ["language"]
    assert Settings.load(home.settings).language == "uk"


@pytest.mark.parametrize(
    ("name", "value"),
    [("language", "xx"), ("idle_minutes", 0), ("idle_minutes", "5"), ("server_url", "http://a.example.org")],
)
def test_a_value_that_may_not_be_is_explained_and_not_kept(home: Home, name: str, value: object) -> None:
    settings = Settings(home.settings)
    before = getattr(settings, name)
    assert PreferencesPresenter(settings, lambda _name: None).change(name, value)
    assert getattr(settings, name) == before


def test_every_setting_for_people_is_on_the_page() -> None:
    on_page = {setting.name for part in parts() for setting in part.settings}
    assert on_page == {name for name, setting in registry().items() if setting.shown}


def test_a_damaged_settings_file_means_defaults_and_unknown_settings_are_kept(home: Home) -> None:
    home.settings.write_text("{", encoding="utf-8")
    assert Settings.load(home.settings).sync_minutes == 15
    home.settings.write_text('{"later": 1, "sync_minutes": "often", "theme": "dark"}', encoding="utf-8")
    settings = Settings.load(home.settings)
    assert (settings.sync_minutes, settings.theme) == (15, "dark")
    settings.save()
    assert '"later": 1' in home.settings.read_text(encoding="utf-8")


class ConflictView:
    def __init__(self) -> None:
        self.shown: ConflictShown | None = None
        self.finished = 0

    def show_conflict(self, shown: ConflictShown) -> None:
        self.shown = shown

    def all_decided(self) -> None:
        self.finished += 1


class Clashing:
    """A desk with one record in which two people wrote different things."""

    user = "olha"

    def __init__(self, desk: Desk, record: Snapshot) -> None:
        rivals = (Rival("v2", "1889-01-01", "marta", 2), Rival("v1", "1888-04-02", "olha", 1))
        self.record = replace(record, conflicts=MappingProxyType({"birth_date": rivals}))
        self.staff = desk.staff
        self.records = self
        self.resolved: list[tuple[str, str, Value]] = []

    def get(self, _record: str) -> Snapshot:
        return self.record

    def resolve(self, record: str, field: str, value: Value) -> tuple[Snapshot, Changes]:
        self.resolved.append((record, field, value))
        return self.record, Changes(frozenset({self.record.id}))


def test_mine_comes_first_and_what_is_chosen_is_written(desk: Desk) -> None:
    person = add_person(desk)
    clashing = Clashing(desk, desk.records.get(person))
    view = ConflictView()
    told: list[Changes] = []
    presenter = ConflictPresenter(view, cast("Desk", clashing), InlineRunner(), StillClock(), told.append)
    presenter.open(person)
    assert view.shown is not None
    clash = view.shown.clashes[0]
    assert [choice.mine for choice in clash.choices] == [True, False]
    assert not clash.editable
    presenter.choose("birth_date", clash.choices[1].value)
    presenter.keep()
    assert clashing.resolved == [(person, "birth_date", "1889-01-01")]
    assert view.finished == 1
    assert told


class ClashingPhones(Clashing):
    """A desk with a telephone that two people changed."""

    def __init__(self, desk: Desk, record: Snapshot) -> None:
        super().__init__(desk, record)
        (phone,) = cast("list[dict[str, Value]]", record.values["phones"])
        rivals = (
            Rival("v1", {**phone, "number": "+48000222222"}, "olha", 1),
            Rival("v2", {**phone, "number": "+48000333333"}, "marta", 2, "KR-L07"),
        )
        self.record = replace(record, conflicts=MappingProxyType({f"phones/{phone['id']}": rivals}))
        self.edited: list[dict[str, Value]] = []

    def edit(self, _record: str, values: Values) -> tuple[Snapshot, Changes]:
        self.edited += cast("list[dict[str, Value]]", values["phones"])
        return self.record, Changes()


def test_two_numbers_may_both_stand(desk: Desk) -> None:
    person = add_person(desk)
    clashing, view = ClashingPhones(desk, desk.records.get(person)), ConflictView()
    presenter = ConflictPresenter(view, cast("Desk", clashing), InlineRunner(), StillClock(), lambda _c: None)
    presenter.open(person)
    assert view.shown is not None
    (clash,) = view.shown.clashes
    mine, theirs, both = clash.choices
    assert (bool(mine.place), theirs.place, both.both) == (True, "KR-L07", True)
    presenter.choose(clash.name, both.value, both.adds)
    presenter.keep()
    assert [item["number"] for item in clashing.edited] == ["+48000111222", "+48000333333"]
    ((_record, _field, chosen),) = clashing.resolved
    assert cast("dict[str, Value]", chosen)["number"] == "+48000222222"


def test_labels_are_not_offered_twice_in_the_same_language(home: Home) -> None:
    settings = Settings(home.settings)
    presenter = PreferencesPresenter(settings, lambda _name: None)
    setting = registry()["second_language"]
    presenter.change("second_language", "uk")
    assert {code for code, _words in presenter.choices(setting)} == {"", "uk", "ru", "en"}
    presenter.change("language", "uk")
    assert "uk" not in {code for code, _words in presenter.choices(setting)}
    assert presenter.value("second_language") == ""
    presenter.change("language", "en")
    assert presenter.value("second_language") == "uk"
