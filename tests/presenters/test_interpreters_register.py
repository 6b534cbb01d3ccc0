"""The register of interpreters as a list."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from cicdesk.base.i18n import set_language
from cicdesk.presenters.interpreters_register import RegisterLine, RegisterPresenter
from cicdesk.presenters.runner import InlineRunner
from cicdesk.schema.snapshot import Changes
from tests.support.arranging import add_interpreter, add_request
from tests.support.desks import Profile


@dataclass
class Page:
    """A list that only writes down what it is told."""

    lines: Sequence[RegisterLine] = field(default_factory=list)
    held: int = 0

    def show_register(self, lines: Sequence[RegisterLine], held: int) -> None:
        self.lines, self.held = lines, held


class Register:
    """The list over one profile."""

    def __init__(self, profile: Profile) -> None:
        set_language("en")
        self.desk = profile.open()
        self.page = Page()
        self.presenter = RegisterPresenter(self.page, self.desk, InlineRunner(), profile.clock)

    def flags(self) -> dict[str, list[tuple[str, str]]]:
        self.presenter.load()
        return {each.name: list(each.flags) for each in self.page.lines}


@pytest.fixture
def register(profile: Profile) -> Register:
    return Register(profile)


def test_whoever_is_looked_for_is_found_by_name_language_in_any_tongue_and_town(register: Register) -> None:
    add_interpreter(register.desk)
    add_interpreter(register.desk, "Oksana", languages=[{"language": "ukr"}], home="Tarnów")
    register.presenter.load()
    for text in ("oks", "ukraińsk", "українськ", "tarnow", "demo ukrain"):
        register.presenter.narrow(text)
        assert [each.name for each in register.page.lines] == ["Oksana Demo"], text
        assert register.page.held == 2


def test_what_ends_or_is_missing_stands_on_the_line(register: Register) -> None:
    desk = register.desk
    add_interpreter(desk, "Ola", contract_until="2026-03-01")
    add_interpreter(desk, "Ela", contract_until="2026-03-31")
    add_interpreter(desk, "Ula", absences=[{"from_day": "2026-03-09", "until_day": "2026-03-12"}])
    add_interpreter(desk, "Iza", ended_on="2026-01-01", contract_until="2025-12-31")
    add_interpreter(desk, "Ala")
    assert register.flags() == {
        "Ala Demo": [],
        "Ela Demo": [("contract until 31.03.2026", "warning")],
        "Iza Demo": [("no longer offered", "")],
        "Ola Demo": [("contract over since 01.03.2026", "danger")],
        "Ula Demo": [("absent until 12.03.2026", "accent")],
    }


def test_checks_are_asked_of_those_who_work_near_children(register: Register) -> None:
    add_interpreter(register.desk, "Ala")
    add_interpreter(register.desk, "Ola", with_children=True)
    flags = register.flags()
    assert flags["Ala Demo"] == []
    assert {tone for _words, tone in flags["Ola Demo"]} == {"danger"}


def test_the_hours_of_the_month_follow_what_is_booked(register: Register) -> None:
    who = add_interpreter(register.desk, monthly_cap_hours=20)
    register.presenter.load()
    assert register.page.lines[0].month == ""
    add_request(register.desk, state="OFFERED", wanted_interpreter=who)
    register.presenter.changed(Changes(kinds=frozenset({"interpreter_request"})))
    assert register.page.lines[0].month == "this month: 1 h of 20 h"
