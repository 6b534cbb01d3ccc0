"""RecordSpec: a record type declared once, and the registry of all of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from cicdesk.schema.fields import Field
from cicdesk.schema.rules import Rule
from cicdesk.schema.values import Values

SCHEMA = 3
"""The number of the whole schema; it rises with every release that adds a field or a type."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a form with its own entry in the side index."""

    name: str
    label: str
    shown_when: Rule | None = None


@dataclass(frozen=True)
class RecordSpec:
    """One record type. `root_field` names the reference to the file it belongs to; empty: it is a root."""

    kind: str
    label: str
    plural: str
    version: int
    sections: tuple[Section, ...]
    fields: tuple[Field, ...]
    root_field: str = ""
    root_optional: bool = False
    """Whether a record without such a file (about a group) is a root of its own, held by its `office`."""
    regional: bool = False
    """A register that all offices of a region share: each record is a root, held by its `region`."""
    needs_one_of: tuple[tuple[str, ...], ...] = ()
    """Groups of fields of which at least one must be filled before saving."""
    title_fields: tuple[str, ...] = ()
    """The fields whose content names the record for people, in order."""
    numbered: bool = False
    """Whether it gets a number for people, as in KR-L07-000123."""
    append_only: bool = False
    """Facts: written once, never changed."""
    remarks: str = ""
    """The field for what has no field of its own."""
    new_label: str = ""
    """The words of the button that makes one."""

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by their names."""
        return {f.name: f for f in self.fields}

    def in_section(self, section: str) -> tuple[Field, ...]:
        """The fields of a section in screen order."""
        return tuple(f for f in self.fields if f.section == section)

    def shown(self, values: Values) -> Iterator[Field]:
        """The fields that are asked for, given these values; a hidden section hides its fields."""
        hidden = {s.name for s in self.sections if s.shown_when and not s.shown_when.holds(values)}
        for each in self.fields:
            if each.section not in hidden and (each.shown_when is None or each.shown_when.holds(values)):
                yield each

    def listed(self) -> tuple[Field, ...]:
        """The columns of its list."""
        return tuple(f for f in self.fields if f.listed)


@cache
def registry() -> dict[str, RecordSpec]:
    """Every record type by its kind, in the order of menus."""
    from cicdesk.schema import (  # noqa: PLC0415  they import this module
        attachment,
        case,
        comment,
        contact,
        handover,
        note,
        person,
        trip,
    )
    from cicdesk.schema.booking import appointment, room  # noqa: PLC0415  as above
    from cicdesk.schema.care import carer, dependant, incident, place, request, session  # noqa: PLC0415  as above
    from cicdesk.schema.interpreting import register, sheet  # noqa: PLC0415  as above
    from cicdesk.schema.interpreting import request as wanted  # noqa: PLC0415  as above
    from cicdesk.schema.support import (  # noqa: PLC0415  as above
        export_log,
        language_level,
        merge,
        participation,
        planning,
        review,
        service,
        transfer,
    )

    specs = (
        contact.CONTACT, person.PERSON, case.CASE, note.NOTE, comment.COMMENT, attachment.ATTACHMENT, trip.TRIP,
        handover.HANDOVER, appointment.APPOINTMENT, wanted.INTERPRETER_REQUEST, sheet.TIME_SHEET,
        register.INTERPRETER, request.CARE_REQUEST, session.CARE_SESSION, dependant.DEPENDANT, incident.INCIDENT,
        carer.CARER, place.CARE_PLACE, room.ROOM, service.SERVICE, participation.PARTICIPATION,
        language_level.LANGUAGE_LEVEL, review.REVIEW, merge.MERGE, transfer.TRANSFER, planning.STAFF_ABSENCE,
        planning.PROJECT_PROFILE, planning.TARGET, export_log.EXPORT_LOG,
    )  # fmt: skip
    return {spec.kind: spec for spec in specs}


def spec_of(kind: str) -> RecordSpec:
    """The declaration of a record type; KeyError if this version does not know it."""
    return registry()[kind]
