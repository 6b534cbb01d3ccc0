"""The files that are shown in a person's: what they are, what was written into them unknowingly, and how they part."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cicdesk.base.i18n import _
from cicdesk.base.ids import RecordId
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.words import moment_words, title_words
from cicdesk.schema.documents import register_of
from cicdesk.schema.records import spec_of
from cicdesk.services.merging.service import Joined
from cicdesk.wire.messages import CENTRE


@dataclass(frozen=True, slots=True)
class JoinedFile:
    """One file that became part of the one in sight."""

    merge: str
    person: RecordId
    title: str
    decided: str
    """Who decided it, and when."""
    notes: Sequence[str] = ()
    """What people wrote into it who did not know of that, a line each."""


def joined_files(desk: Desk, person: str, staff: Mapping[str, str], now: dt.datetime) -> list[JoinedFile]:
    """The files that are shown in this person's."""
    return [_shown(each, staff, now) for each in desk.merging.of(person)]


def may_part(desk: Desk) -> bool:
    """Whether the user decides that files are of one person, or are not."""
    return desk.context.rights.merges


def _shown(joined: Joined, staff: Mapping[str, str], now: dt.datetime) -> JoinedFile:
    person = joined.person
    name = title_words(person.kind, person.title)
    who = staff.get(joined.decided_by, joined.decided_by)
    when = _when(joined.decided_at, now)
    notes: dict[tuple[str, int], list[str]] = {}
    for each in joined.landed:
        author = "" if each.user == CENTRE else each.user
        notes.setdefault((author, each.at if author else 0), []).append(_label(register_of(each.field)[0]))
    return JoinedFile(
        joined.merge,
        person.id,
        _("{name}  ·  {number}").format(name=name, number=person.number) if person.number else name,
        _("Joined by {who}, {when}").format(who=who, when=when),
        [_note(labels, staff.get(user, user), at, now) for (user, at), labels in notes.items()],
    )


def _label(name: str) -> str:
    field = spec_of("person").by_name.get(name)
    return _(field.label) if field else name


def _note(labels: Sequence[str], who: str, at: int, now: dt.datetime) -> str:
    fields = ", ".join(dict.fromkeys(labels))
    if not who:
        return _("Written there without knowing of it: {fields}").format(fields=fields)
    return _("Written there by {who} without knowing of it, {when}: {fields}").format(
        who=who, when=moment_words(at, now), fields=fields
    )


def _when(text: str, now: dt.datetime) -> str:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return ""
    return moment_words(int(moment.timestamp() * 1000), now)
