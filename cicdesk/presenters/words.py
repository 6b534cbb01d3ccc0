"""Values, moments and kinds as words for the screen."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from cicdesk.base.clock import from_milliseconds
from cicdesk.base.i18n import N_, _, language
from cicdesk.domain.names import LATIN, fold, office_key, script
from cicdesk.domain.phones import parse_phone
from cicdesk.presenters.addresses import NEEDED, address_words
from cicdesk.schema import fields as f
from cicdesk.schema.codelists import code_list
from cicdesk.schema.records import registry
from cicdesk.schema.snapshot import SyncState
from cicdesk.schema.values import REFUSALS, Value, is_blank

STATE_WORDS: dict[SyncState, str] = {
    SyncState.SENT: N_("Sent"),
    SyncState.WAITING: N_("Waiting"),
    SyncState.ATTENTION: N_("Needs attention"),
    SyncState.CONFLICT: N_("Conflict"),
}
STATE_TONES: dict[SyncState, str] = {
    SyncState.SENT: "success",
    SyncState.WAITING: "",
    SyncState.ATTENTION: "warning",
    SyncState.CONFLICT: "danger",
}
KIND_ICONS: dict[str, str] = {
    "person": "person",
    "contact": "contact",
    "case": "case",
    "note": "note",
    "comment": "comment",
    "attachment": "clip",
    "trip": "van",
    "appointment": "calendar",
    "booking": "link",
    "interpreter": "interpreter",
    "interpreter_request": "interpreter",
    "time_sheet": "note",
    "dependant": "child",
    "care_request": "child",
    "care_session": "child",
    "carer": "child",
    "incident": "warning",
    "care_place": "door",
    "room": "door",
    "service": "hand",
    "participation": "check",
    "language_level": "comment",
    "review": "review",
    "merge": "people",
    "transfer": "switch",
    "staff_absence": "calendar",
    "project_profile": "settings",
    "target": "check",
    "export_log": "outbox",
}


def kind_icon(kind: str) -> str:
    """The icon of a record type."""
    return KIND_ICONS.get(kind, "folder")


def state_words(state: SyncState) -> str:
    """Where a record stands towards the centre, in one word."""
    return _(STATE_WORDS[state])


def day_words(text: str) -> str:
    """A full or partial ISO date as people write it: 15.03.1988, 03.1988, 1988."""
    return ".".join(reversed(text.split("-")))


def local(milliseconds: int) -> dt.datetime:
    """That moment by the clock on the wall."""
    return from_milliseconds(milliseconds).astimezone()


def moment_words(milliseconds: int, now: dt.datetime) -> str:
    """A moment, short: the time if it was today, day and time if not; empty for never."""
    if not milliseconds:
        return ""
    moment, today = local(milliseconds), now.astimezone().date()
    if moment.date() == today:
        return f"{moment:%H:%M}"
    if moment.date() == today - dt.timedelta(days=1):
        return _("yesterday {time}").format(time=f"{moment:%H:%M}")
    if moment.year == today.year:
        return f"{moment:%d.%m %H:%M}"
    return f"{moment:%d.%m.%Y}"


_HOUR = 60


def minutes_words(minutes: int) -> str:
    """A length of time: 25 min, 1 h 25 min, 2 h."""
    hours, rest = divmod(minutes, _HOUR)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    return (
        _("{hours} h {minutes} min").format(hours=hours, minutes=rest)
        if rest
        else _("{hours} h").format(hours=hours)
    )


def decimal_words(number: float) -> str:
    """A number with one decimal, with the language's own mark."""
    return f"{number:.1f}".replace(".", "." if language() == "en" else ",")


def value_words(field: f.Field, value: Value, staff: Mapping[str, str] | None = None) -> str:
    """What a field holds, on one line, in the language in use."""
    if is_blank(value):
        return ""
    if field.refusable and isinstance(value, str) and value in REFUSALS:
        return _code("refusals", value)
    if isinstance(value, list):
        between = "; " if isinstance(field, f.Items) else ", "
        return between.join(each_in_words(field, value, staff))
    return _single(field, value, staff)


def each_in_words(
    field: f.Field, values: Sequence[Value], staff: Mapping[str, str] | None = None
) -> list[str]:
    """The elements of a field that holds several, one text for each."""
    return [text for each in values if (text := _element(field, each, staff))]


def _element(field: f.Field, value: Value, staff: Mapping[str, str] | None) -> str:
    if isinstance(value, dict) and isinstance(field, f.Items):
        return _parts(field.fields, value, staff)
    return _single(field, value, staff)


def _parts(fields: tuple[f.Field, ...], held: Mapping[str, Value], staff: Mapping[str, str] | None) -> str:
    """The parts after each other; a date or a yes alone would say nothing, so these bring their labels."""
    told: list[str] = []
    for each in fields:
        text = value_words(each, held.get(each.name), staff)
        if text and isinstance(each, f.Day):
            told.append(f", {_lowered(_(each.label))} {text}")
        elif text and isinstance(each, f.Flag):
            label = _lowered(_(each.label))
            told.append(f", {label}" if held.get(each.name) else f", {label}: {_lowered(text)}")
        elif text:
            told.append(f" {text}")
    return "".join(told).lstrip(" ,")


def _lowered(words: str) -> str:
    """Words that begin a label, in the middle of a line; what is written in capitals stays."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _single(field: f.Field, value: Value, staff: Mapping[str, str] | None) -> str:
    text = str(value)
    match field:
        case f.Code() | f.Codes():
            text = _code(field.code_list, text)
        case f.Flag():
            text = _("Yes") if value else _("No")
        case f.Money() | f.Pin():
            text = _("{amount} zł").format(amount=amount(value)) if isinstance(value, int) else hidden(text)
        case f.Phone():
            text = (parse_phone(text).shown or text).replace(" ", "\N{NO-BREAK SPACE}")
        case f.Day():
            text = day_words(text)
        case f.Moment():
            text = _moment(text)
        case f.Text(names_field=True):
            text = label_of_field(text)
        case f.Reference() | f.References():
            text = _reference(field.to, text, staff or {})
        case f.Group() if isinstance(value, dict):
            text = _grouped(field, value, staff)
    return text


def _grouped(group: f.Group, held: Mapping[str, Value], staff: Mapping[str, str] | None) -> str:
    names = [each.name for each in group.fields]
    if not NEEDED.issubset(names):
        return _parts(group.fields, held, staff)
    return address_words(
        {each.name: value_words(each, held.get(each.name), staff) for each in group.fields}, names
    )


def amount(grosze: int) -> str:
    """An amount as it is written in Poland: `120,50`."""
    return f"{grosze // 100},{grosze % 100:02}"


def hidden(secret: str) -> str:
    """As many dots as a secret has characters."""
    return "•" * len(secret)


def label_of_field(name: str) -> str:
    """The label of the field of that name, of whichever kind of record; the name itself if no kind has it."""
    bare = name.partition("/")[0]
    found = next((spec.by_name[bare] for spec in registry().values() if bare in spec.by_name), None)
    return _(found.label) if found else name


def _reference(to: str, text: str, staff: Mapping[str, str]) -> str:
    """People and offices have names; the id of another record says nothing to anybody."""
    if to == "user":
        return staff.get(text, text)
    return staff.get(office_key(text), text) if to == "office" else ""


def _code(name: str, code: str) -> str:
    try:
        return code_list(name).label(code, language())
    except FileNotFoundError:
        return code


def _moment(text: str) -> str:
    try:
        return f"{dt.datetime.fromisoformat(text).astimezone():%d.%m.%Y %H:%M}"
    except ValueError:
        return text


_ORIGINAL = "original_name"
_ISO_DAY = re.compile(r"\b(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}\S*)?")


def title_words(kind: str, title: str) -> str:
    """A record's title with its codes as words and its dates as people write them: the store knows neither."""
    spec = registry().get(kind)
    if spec is None:
        return title
    declared = [spec.by_name[name] for name in spec.title_fields if name in spec.by_name]
    lists = [each.code_list for each in declared if isinstance(each, f.Code | f.Codes)]
    if lists:
        title = ", ".join(_any_label(lists, part) for part in title.split())
    if any(isinstance(each, f.Day | f.Moment) for each in declared):
        title = _ISO_DAY.sub(lambda found: _moment(found[0]) if found[2] else day_words(found[1]), title)
    return _scripts_apart(title) if _ORIGINAL in spec.title_fields else title


def _scripts_apart(title: str) -> str:
    """A name in Latin letters and the same name in its own script, which are two names to the eye."""
    words = title.split(" ")
    own = next((place for place, word in enumerate(words) if script(fold(word)) != LATIN), 0)
    return f"{' '.join(words[:own])}  ·  {' '.join(words[own:])}" if own else title


def _any_label(lists: Sequence[str], code: str) -> str:
    return next((_code(name, code) for name in lists if code in code_list(name).by_code), code)


def office_words(code: str, name: str = "") -> str:
    """An office for people, by its name where that is known; before enrolment there is none."""
    if name and name != code:
        return name
    return _("Office {code}").format(code=code) if code else _("This laptop only")


def office_with_code(code: str, name: str = "") -> str:
    """An office by its name, where that is known, and by its code, for whoever is rung up."""
    return _("{name} ({code})").format(name=name, code=code) if name and name != code else code


def shortened(names: Sequence[str], most: int = 6) -> str:
    """The first names of a list, and how many more there are."""
    listed = ", ".join(names[:most])
    if len(names) <= most:
        return listed
    return _("{fields} and {count} more").format(fields=listed, count=len(names) - most)
