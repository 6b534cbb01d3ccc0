"""What carers and interpreters see of each record and write into it: the centre and the laptop both ask here.

Whatever is not named is left out, so a field that is added tomorrow is not shown until somebody decides that it may be.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from cicdesk.domain.roles import Role
from cicdesk.schema.documents import SEPARATOR
from cicdesk.schema.records import spec_of
from cicdesk.schema.values import Value

_OWN = "_"
"""Names that begin with it belong to the exchange, not to what a record says."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What of one kind of record is seen."""

    fields: frozenset[str]
    parts: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    """Of these repeating groups only these parts of each item."""

    def allows(self, register: str) -> bool:
        """Whether a register of the document is seen."""
        return register.startswith(_OWN) or register.partition(SEPARATOR)[0] in self.fields

    def of(self, register: str, value: Value) -> Value:
        """What is seen of a register's value."""
        parts = self.parts.get(register.partition(SEPARATOR)[0])
        if parts is None or not isinstance(value, dict):
            return value
        return {name: each for name, each in value.items() if name in parts}


def _named(words: str, **parts: str) -> Seen:
    return Seen(
        frozenset(words.split()) | parts.keys(),
        MappingProxyType({name: frozenset(each.split()) for name, each in parts.items()}),
    )


def _sections(kind: str, sections: str, *but: str) -> frozenset[str]:
    """The fields of some sections of a form, without a few."""
    names = {each.name for each in spec_of(kind).fields if each.section in sections.split()}
    return frozenset(names - {*but})


_WHEN = "day from_time to_time starts_at ends_at"
_CARD = Seen(
    _sections("dependant", "who guardians health care adult permissions",
              "court_restriction", "parental_authority", "photo", "signature", "signed_on", "remarks", "data_true", "rules_version",
              "rules_language", "stays_on_premises"),
    MappingProxyType({"restricted": frozenset({"name"})}),
)  # fmt: skip
"""Of those to whom a court forbids it the name alone: it is needed at the door, and the story is not."""
_VISIT = Seen(_sections("care_session", "visit sign_in breaks sign_out after", "appointment", "trip"))
_NOTE = Seen(_sections("incident", "what help after"))
_CARE_REQUEST = _named(
    f"person group_name kind dependants others place guardian_place guardian_phone service office number state reason flexibility"
    f" reason_note waiting_place carers requested_by {_WHEN}"
)
_CARER = _named(
    "family_name given_names user helper infants adults most_children places region ended_on",
    checks="kind done_on result due_on",
)
_HANDOVER = _named("title about about_kind why content text answer done author written_at office")
_REQUEST = _named(
    "person number group_name language into direction dialect script service mode subject institution"
    " institution_name people_count characters pages duration_minutes minimum_minutes flexibility urgency room place"
    " commune meeting_point parking phone link contact_on_site contact_on_site_phone children_present preparation notes"
    " requested_by office state reason reason_note wanted_interpreter interpreter confirmed_from confirmed_to rate_unit"
    " materials"
    f" rate travel_km arrived_at offers {_WHEN}"
)
_SHEET = Seen(_sections("time_sheet", "job time pay paper", "project", "cost_line", "scans"))

READS: Mapping[Role, Mapping[str, Seen]] = MappingProxyType(
    {
        Role.CARER: MappingProxyType({
            "care_session": _VISIT,
            "dependant": _CARD,
            "care_request": _CARE_REQUEST,
            "incident": _NOTE,
            "person": _named("given_names family_name"),
            "care_place": Seen(frozenset(each.name for each in spec_of("care_place").fields)),
            "carer": _CARER,
            "handover": _HANDOVER,
        }),
        Role.INTERPRETER: MappingProxyType({
            "interpreter_request": _REQUEST,
            "time_sheet": _SHEET,
            "person": _named("given_names"),
            "room": _named("name address commune floor region"),
            "interpreter": _named("family_name given_names user languages hours absences rates region ended_on"),
            "handover": _HANDOVER,
            "attachment": _named("person title kind media_type size sha256"),
        }),
    }
)  # fmt: skip
"""By role and kind. A kind that is not named is not seen at all."""

_STEPS = frozenset({"state", "reason", "reason_note"})
WRITES: Mapping[Role, Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        Role.CARER: MappingProxyType({
            "care_session": _VISIT.fields - {"override_by", "override_reason", "override_note"},
            "care_request": _CARE_REQUEST.fields - {"carers", "waiting_place"},
            "incident": _NOTE.fields,
            "handover": _HANDOVER.fields,
        }),
        Role.INTERPRETER: MappingProxyType({
            "interpreter_request": _STEPS | {"offers", "wanted_interpreter", "arrived_at"},
            "time_sheet": _SHEET.fields - {"settled_on"},
            "handover": _HANDOVER.fields,
        }),
    }
)  # fmt: skip
"""The fields that a role writes, by kind."""


_PREPARED_IN = frozenset({"CONFIRMED", "UNDER_WAY"})


def prepares(state: object, interpreter: object, entries: Collection[str]) -> bool:
    """Whether a request is a job for which one of these interpreters prepares: theirs, and not over.

    Only then do they see the files to prepare: who is merely asked may decline, and a client's papers are not for them.
    """
    return state in _PREPARED_IN and interpreter in entries


def may_write(roles: Iterable[str], kind: str, registers: Iterable[str]) -> str | None:
    """The first register that none of these roles may write into such a record; None where all may."""
    allowed = frozenset[str]().union(*(WRITES[Role(each)].get(kind, frozenset()) for each in roles))
    return next((each for each in registers if each.partition(SEPARATOR)[0] not in allowed), None)
