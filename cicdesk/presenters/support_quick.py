"""Logging a support by keys alone: what is usual is filled in, and filled in again when the service changes."""

from dataclasses import dataclass, field

from cicdesk.domain.services_given import counts_units, usual
from cicdesk.presenters.form import RecordFormPresenter
from cicdesk.presenters.form_desk import FormDesk, FormStart, Screen
from cicdesk.schema.snapshot import Snapshot
from cicdesk.schema.support.service import SERVICE
from cicdesk.schema.values import Values, is_blank

ASKED = (
    "service", "course_level", "minutes", "units", "outcome", "note", "topics", "happened_on", "channel",
    "language", "place", "signature_state", "project", "follow_up_on",
)  # fmt: skip
"""The questions in the order of the keys. What is known already stands behind those that only a person can answer."""
LAST = ASKED[-1]
UNITS = "units"
_SIGNED = "signature_state"


@dataclass(frozen=True, slots=True)
class Begun:
    """What a new support begins with."""

    person: Snapshot
    values: Values
    again: Values = field(default_factory=dict)
    """What the last support had; empty where there is none yet."""
    repeated: bool = False
    """It begins as the last one was."""


class QuickService:
    """One support from the first key to its save."""

    def __init__(self, desk: FormDesk, begun: Begun, screen: Screen) -> None:
        self._again = begun.again
        values = {**begun.values, **(begun.again if begun.repeated else {})}
        self._usual = usual(values.get("service"))
        values |= {
            name: value for name, value in self._usual.items() if name == _SIGNED or name not in values
        }
        self.form = RecordFormPresenter(desk, FormStart(SERVICE, values=values), screen)

    @property
    def can_repeat(self) -> bool:
        """Whether there is a support to repeat."""
        return bool(self._again)

    def service_chosen(self) -> None:
        """Fill in how long it usually takes and how it is signed for, unless a person said otherwise."""
        news, before = usual(self.form.values.get("service")), self._usual
        self._usual = news
        held = self.form.values
        self._take(
            {
                name: value
                for name, value in news.items()
                if name == _SIGNED or is_blank(held.get(name)) or held.get(name) == before.get(name)
            }
        )

    def repeat(self) -> None:
        """Fill in what the last support had."""
        self._usual = usual(self._again.get("service"))
        self._take({**self._again, _SIGNED: self._usual.get(_SIGNED)})

    def visible(self) -> frozenset[str]:
        """The questions that are asked: units only where the service is counted so."""
        shown = self.form.status().visible & set(ASKED)
        asked = counts_units(self.form.values.get("service")) or not is_blank(self.form.values.get(UNITS))
        return frozenset(shown if asked else shown - {UNITS})

    def _take(self, values: Values) -> None:
        given = {name: value for name, value in values.items() if not is_blank(value)}
        if given:
            self.form.fill(given)
