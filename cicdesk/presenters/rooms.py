"""Which parts of the program open for a role: commands, forms, and the page on which the day begins."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cicdesk.domain.narrow import WRITES
from cicdesk.domain.roles import Area, Role, rights_of
from cicdesk.schema.records import RecordSpec
from cicdesk.services.errors import NotAllowed

_EVERYBODY = frozenset(
    {
        "SYNC", "PAUSE", "LOCK", "SWITCH_USER", "HELP", "PREFERENCES", "PASSPHRASE", "ABOUT", "ENROL", "BACK", "SAVE",
        "UNDO", "REDO",
    }
)  # fmt: skip
"""Commands about the laptop and one's own typing."""
_COMMANDS: Mapping[Area, frozenset[str]] = {
    Area.CARE: frozenset({"CARE", "WAY_OUT"}),
    Area.JOBS: frozenset({"JOBS"}),
}
_FORMS: Mapping[Area, frozenset[str]] = {
    Area.CARE: frozenset({"incident"}),
    Area.JOBS: frozenset({"time_sheet"}),
}
_HOME: Mapping[Area, str] = {Area.CARE: "CARE", Area.JOBS: "JOBS"}
_FIRST = "TODAY"
_COORDINATING = frozenset({"REPORTS", "ACCESS_COPY", "DUPLICATES"})
"""Commands of whoever may take files about clients out of the program, and decides who is one person."""


@dataclass(frozen=True, slots=True)
class Rooms:
    """What is open."""

    narrow: bool
    home: str
    """The name of the command that shows the first page of the day."""
    commands: frozenset[str]
    forms: frozenset[str]
    closed: frozenset[str] = frozenset()
    """Commands that the role does not have, though it sees the office."""

    def admits(self, command: str) -> bool:
        """Whether a command is done; without it the window does not even show its button."""
        if self.narrow:
            return command in self.commands
        return command not in _COMMANDS[Area.JOBS] | self.closed

    def admits_form(self, kind: str) -> bool:
        """Whether the forms of a kind of record open."""
        return not self.narrow or kind in self.forms


def rooms_of(role: str) -> Rooms:
    """What is open for somebody with that role."""
    rights = rights_of(role)
    if not rights.narrow:
        closed = frozenset[str]() if rights.exports else _COORDINATING
        return Rooms(narrow=False, home=_FIRST, commands=frozenset(), forms=frozenset(), closed=closed)
    areas = sorted(rights.areas)
    return Rooms(
        narrow=True,
        home=_HOME[areas[0]],
        commands=_EVERYBODY.union(*(_COMMANDS[each] for each in areas)),
        forms=frozenset[str]().union(*(_FORMS[each] for each in areas)),
    )


def as_written_by(role: str, spec: RecordSpec) -> RecordSpec:
    """A record type with the fields that somebody with that role writes; nobody is asked what they may not say."""
    if not rights_of(role).narrow:
        return spec
    allowed = WRITES[Role(role)].get(spec.kind, frozenset())
    fields = tuple(each for each in spec.fields if each.name in allowed)
    used = {each.section for each in fields}
    return replace(
        spec,
        fields=fields,
        sections=tuple(each for each in spec.sections if each.name in used),
        remarks=spec.remarks if spec.remarks in allowed else "",
    )


def closed_door() -> NotAllowed:
    """What is said to somebody who asks for something else all the same."""
    return NotAllowed()
