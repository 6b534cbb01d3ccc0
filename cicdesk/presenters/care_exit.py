"""The list for the way out: everybody who is in care now, room by room, whoever is carried first."""

from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from cicdesk.base.clock import Clock
from cicdesk.base.i18n import _, ngettext
from cicdesk.domain.evacuation import Row
from cicdesk.presenters.care_lines import Mark, hour_words, phone_words
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.runner import Runner


@dataclass(frozen=True, slots=True)
class ExitLine:
    """One child."""

    number: int
    name: str
    marks: tuple[Mark, ...]
    guardian: str
    contact: str = ""
    """Whom to call where the guardian is not reached; shown at a key."""


@dataclass(frozen=True, slots=True)
class ExitShown:
    """The list at one moment."""

    title: str
    total: str
    rooms: tuple[tuple[str, tuple[ExitLine, ...]], ...]


class ExitView(Protocol):
    """The screen."""

    def show_exit(self, shown: ExitShown) -> None:
        """Show the list."""
        ...


class ExitPresenter:
    """Reads the list from this laptop alone."""

    def __init__(self, view: ExitView, desk: Desk, runner: Runner, clock: Clock) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._clock = clock

    def load(self) -> None:
        """Ask for the list."""
        self._runner.start(self._view, self._look, self._view.show_exit)

    def _look(self) -> ExitShown:
        rows = self._desk.care.evacuation()
        inside = sum(not each.with_guardian for each in rows)
        out = len(rows) - inside
        told = [ngettext("{count} to lead out", "{count} to lead out", inside).format(count=inside)]
        if out:
            told.append(
                ngettext("{count} out with the guardian", "{count} out with the guardian", out).format(
                    count=out
                )
            )
        return ExitShown(
            title=_("Way out, {time}").format(time=hour_words(self._clock.now())),
            total="  ·  ".join(told) if rows else _("Nobody is in care."),
            rooms=_rooms(rows),
        )


def _rooms(rows: tuple[Row, ...]) -> tuple[tuple[str, tuple[ExitLine, ...]], ...]:
    numbered = list(enumerate(rows, start=1))
    return tuple(
        (room, tuple(_line(number, row) for number, row in listed))
        for room, listed in groupby(numbered, key=lambda pair: pair[1].present.place)
    )


def _line(number: int, row: Row) -> ExitLine:
    marks = [
        *([Mark("hand", _("carry"), "danger")] if row.carried else []),
        *([Mark("pen", _("take the emergency pen"), "danger")] if row.present.emergency_pen else []),
        *([Mark("door", _("out with the guardian"), "accent")] if row.with_guardian else []),
    ]
    guardian = "  ·  ".join(
        filter(None, (row.present.guardian_place, phone_words(row.present.guardian_phone)))
    )
    told = "  ".join(filter(None, (row.present.contact, phone_words(row.present.contact_phone))))
    contact = _("Otherwise: {contact}").format(contact=told) if told else ""
    return ExitLine(number, row.present.name, tuple(marks), guardian, contact)
