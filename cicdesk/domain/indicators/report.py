"""A report: every indicator of a project over a time, with what stands beside the numbers."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from cicdesk.domain.indicators.counting import Asked, Counted
from cicdesk.domain.indicators.declared import Indicator
from cicdesk.domain.indicators.forecasting import Forecast
from cicdesk.domain.roles import Role, rights_of
from cicdesk.schema.profiles import Profile

ALL = None
"""Stands for every sex, or every age band."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was counted at one moment on one laptop."""

    project: Profile
    asked: Asked
    counted: Counted
    services: tuple[tuple[str, int], ...]
    """By code of the list `services`: how many were given in that time, the most frequent first."""
    contacts: int
    """Contacts in that time; they belong to no project."""
    forecasts: Mapping[str, tuple[Forecast, ...]]
    """By indicator: its targets, the nearest first."""
    months: tuple[tuple[str, int], ...]
    """How many people joined in each month, from the first to the last."""
    made: dt.datetime
    participations: int
    """How many there are in all, counted or not."""

    @property
    def main(self) -> Indicator | None:
        """The indicator that stands for the project."""
        return self.asked.library.by_code.get(self.project.indicators.main)

    def number(self, code: str, sex: str | None = ALL, band: int | None = ALL) -> int:
        """An indicator's number, of one sex or age band where they are named."""
        return sum(
            number
            for (its_sex, its_band), number in self.counted.cells.get(code, {}).items()
            if sex in {ALL, its_sex} and band in {ALL, its_band}
        )

    @property
    def given(self) -> int:
        """Services in all."""
        return sum(number for _code, number in self.services)


def may_count(role: str) -> bool:
    """Whether somebody with that role sees the numbers of a project (domain 9.2)."""
    return rights_of(role).exports or role == Role.AUDITOR


def may_plan(role: str) -> bool:
    """Whether somebody with that role publishes profiles and sets targets."""
    return rights_of(role).exports
