"""The quick contact: seven questions while the queue waits. What is usual is filled in beforehand."""

import datetime as dt
from dataclasses import dataclass, field

from cicdesk.presenters.form import RecordFormPresenter
from cicdesk.presenters.form_desk import FormDesk, FormStart, Screen
from cicdesk.schema.contact import CONTACT, QUICK
from cicdesk.schema.person import PERSON
from cicdesk.schema.snapshot import Snapshot
from cicdesk.schema.values import REFUSALS, Value, Values, is_blank
from cicdesk.store.drafts import Draft

QUESTIONS: tuple[str, ...] = tuple(f.name for f in CONTACT.in_section(QUICK))
REMEMBERED = ("language", "nationality")
MINUTES = "minutes"
_MINUTE = 60


@dataclass
class TripMemory:
    """What holds for every contact of a day: the place, and what was answered last."""

    given: Values = field(default_factory=dict)
    """Trip, channel, office: filled into every contact."""
    last: dict[str, Value] = field(default_factory=dict)
    """Language and nationality of the contact before, offered for the next."""

    def remember(self, values: Values) -> None:
        """Offer these answers next time."""
        self.last = {name: values[name] for name in REMEMBERED if not is_blank(values.get(name))}


class QuickContact:
    """One contact from the first key to its save."""

    def __init__(
        self, desk: FormDesk, memory: TripMemory, screen: Screen, draft: Draft | None = None
    ) -> None:
        self._desk, self._memory = desk, memory
        self._started = desk.clock.now()
        self._timed: Value = None
        at = self._started.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%MZ")
        values = {MINUTES: None, "at": at, **memory.given, **memory.last}
        self.form = RecordFormPresenter(desk, FormStart(CONTACT, draft=draft, values=values), screen)

    def time_it(self) -> None:
        """Fill in the minutes that have passed, unless a person typed others."""
        held = self.form.values.get(MINUTES)
        if is_blank(held) or held == self._timed:
            passed = (self._desk.clock.now() - self._started).total_seconds()
            self._timed = max(1, round(passed / _MINUTE))
            self.form.fill({MINUTES: self._timed})

    def save(self) -> None:
        """Save the contact with its minutes."""
        self.time_it()
        self.form.save()

    def was_saved(self) -> None:
        """Remember what the next contact will probably share with this one."""
        self._memory.remember(self.form.values)


def person_start(contact: Snapshot) -> FormStart:
    """The form that makes a person out of a contact, with all that the contact already said."""
    return FormStart(PERSON, values=person_values(contact.values), contact=contact.id)


def person_values(contact: Values) -> dict[str, Value]:
    """What a contact's answers say about the person."""
    found: dict[str, Value] = {}
    if isinstance(language := contact.get("language"), str):
        found["contact_language"] = language
    if isinstance(nationality := contact.get("nationality"), str) and nationality not in REFUSALS:
        found["citizenships"] = [nationality]
    for name in ("sex", "trip"):
        if not is_blank(contact.get(name)):
            found[name] = contact[name]
    return found
