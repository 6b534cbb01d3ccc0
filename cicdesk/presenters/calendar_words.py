"""What a booking in the calendar says of itself: no name of a client, and nothing about health."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from cicdesk.base.i18n import N_, _, language, ngettext
from cicdesk.domain.workflows.care import CareSessionState
from cicdesk.domain.workflows.guard import GUARDED
from cicdesk.domain.working_days import holiday
from cicdesk.presenters.calendar_desk import Entry, Slot, Stage
from cicdesk.presenters.words import minutes_words
from cicdesk.schema.codelists import code_list
from cicdesk.schema.records import spec_of

VISIT = "care_session"
WHOSE_WORDS: Mapping[str, str] = MappingProxyType({
    "adviser": N_("Advisers"),
    "interpreter": N_("Interpreters"),
    "room": N_("Rooms"),
    "carer": N_("Carers"),
    "care_place": N_("Places of care"),
})  # fmt: skip
_TONES = {
    Stage.OPEN: "", Stage.WISH: "accent", Stage.WAIT: "warning", Stage.LOST: "warning", Stage.TOOK_PLACE: "",
}  # fmt: skip
_DAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")


def code_words(name: str, code: str) -> str:
    """A code of a list in the language in use."""
    return code_list(name).label(code, language())


def weekday_words(day: dt.date) -> str:
    """The name of its day of the week."""
    return code_words("weekdays", _DAYS[day.weekday()])


def day_words(day: dt.date) -> str:
    """A day of about now: `piątek 13.03`."""
    return f"{weekday_words(day)} {day:%d.%m}"


def free_day_words(day: dt.date) -> str:
    """Which holiday it is; empty on other days."""
    return holiday(day)


def hours_words(slot: Slot) -> str:
    """From when to when; how long it is too, where clocks change meanwhile."""
    hours = f"{slot.start:%H:%M}\N{EN DASH}{slot.end:%H:%M}"
    on_wall = dt.datetime.combine(slot.day, slot.end) - dt.datetime.combine(slot.day, slot.start)
    if on_wall % dt.timedelta(days=1) == slot.span.end - slot.span.start:
        return hours
    return _("{hours} (lasts {length})").format(hours=hours, length=minutes_words(slot.span.minutes))


def title_words(entry: Entry, *, of_interpreter: bool = False) -> str:
    """What it is; in an interpreter's own lane the language says enough."""
    if entry.kind == "care_request" or of_many(entry):
        return ngettext("Care of {count}", "Care of {count}", entry.heads).format(count=entry.heads)
    label = _(spec_of(entry.kind).label)
    if entry.kind == "interpreter_request" and entry.language:
        spoken = code_words("languages", entry.language)
        if of_interpreter:
            return begun(spoken)
        return _("Interpreter: {language}").format(language=spoken)
    return label


def detail_words(entry: Entry, *, in_room: bool) -> str:
    """Who of it has come, its number, and where it is unless the lane says so."""
    return "  ·  ".join(filter(None, (*_come(entry), entry.number, "" if in_room else entry.where)))


def _come(entry: Entry) -> Iterator[str]:
    if entry.here:
        yield ngettext("{count} in care now", "{count} in care now", entry.here).format(count=entry.here)
    if entry.left:
        yield ngettext("{count} collected", "{count} collected", entry.left).format(count=entry.left)


def state_words(entry: Entry) -> str:
    """How far it is agreed."""
    if of_many(entry) and entry.state != CareSessionState.NOT_COLLECTED:
        return ""  # each of them may stand otherwise; who has come is told beside it
    if entry.kind == "appointment" and entry.stage is Stage.WISH:
        return code_words("part_states", "RESERVED" if entry.sure else "WANTED")
    return code_words(GUARDED[entry.kind].chart.code_list, entry.state)


def tone_of(entry: Entry) -> str:
    """The colour that stands for that; its words say the same."""
    if entry.state == CareSessionState.NOT_COLLECTED:
        return "warning"
    if entry.reasons and entry.stage is not Stage.LOST:
        return "danger"
    return "success" if entry.sure else _TONES.get(entry.stage, "")


def clash_words(reasons: Iterable[str]) -> str:
    """What is in the way, each thing once."""
    return begun("; ".join(code_words("decision_reasons", each) for each in dict.fromkeys(reasons)))


def of_many(entry: Entry) -> bool:
    """Whether it stands for the visits of several children."""
    return entry.kind == VISIT and entry.heads > 1


def stays_words(entry: Entry) -> str:
    """Why a booking is not moved."""
    if of_many(entry):
        return _("These are visits of several children. Each is opened on the page of care.")
    return _("This has begun or is over. Its date and times stay as they are.")


def confirmed_by_centre(kind: str) -> bool:
    """Whether a new time of such a booking has to be confirmed; visits in care are the laptop's own."""
    return kind != VISIT


def begun(words: str) -> str:
    """Words that begin a line."""
    return words[:1].upper() + words[1:]


def asked_words(entry: Entry, slot: Slot) -> str:
    """What will happen to a booking that is being moved."""
    when = _("{day}, {hours}").format(day=day_words(slot.day), hours=hours_words(slot))
    if not confirmed_by_centre(entry.kind):
        return _("{when}: the visit will be expected then.").format(when=when)
    if entry.sure:
        return _("{when}: it was confirmed and goes back to confirmation.").format(when=when)
    return _("{when}: the new time goes back to confirmation.").format(when=when)
