"""Every paper that the program prints (domain 4.8). A new one is an entry here, a template and its words."""

from types import MappingProxyType

from cicdesk.base.i18n import N_
from cicdesk.reports.papers.declared import Back, Link, Naming, Paper, Second, SignedIn, Signer

_PERSON = (
    "number",
    "given_names",
    "family_name",
    "original_name",
    "contact_language",
    "languages",
    "project",
    "office",
)
_CLIENT_BY_NUMBER = ("number", "contact_language", "languages", "project", "office")
_INTERPRETER = ("given_names", "family_name", "original_name")
_CHILD = ("given_names", "family_name", "birth_date")
_ROOM = ("name", "address", "floor", "way")
_PLACE = ("name", "address", "floor", "phone")
_HEALTH = (
    "allergies", "diets", "illnesses", "illness_note", "support_needs", "health_note", "forbidden_food", "mobility",
    "communication", "adult_care",
)  # fmt: skip

INTERPRETER_SHEET = Paper(
    code="interpreter_sheet",
    label=N_("Interpreter's order and time sheet"),
    prefix="ZT",
    about="interpreter_request",
    links=(
        Link("person", "main", "person"), Link("interpreter", "main", "interpreter"),
        Link("wanted", "main", "wanted_interpreter"), Link("room", "main", "room"),
    ),
    backs=(Back("sheet", "time_sheet", "interpreter_request"),),
    reads=MappingProxyType({
        "main": (
            "number", "language", "into", "dialect", "service", "mode", "subject", "sensitivity", "institution",
            "institution_name", "people_count", "day", "from_time", "to_time", "place", "meeting_point",
            "requested_by", "office", "project",
        ),
        "person": _CLIENT_BY_NUMBER,
        "interpreter": _INTERPRETER,
        "wanted": _INTERPRETER,
        "room": _ROOM,
        "sheet": (
            "from_time", "to_time", "waiting_minutes", "travel_km", "billed_minutes", "pages", "characters",
            "remark_codes", "place",
        ),
    }),
    signers=(Signer.CLIENT, Signer.REQUESTER, Signer.INTERPRETER),
    signed_in=(
        SignedIn(Signer.CLIENT, "sheet", "client_signature"),
        SignedIn(Signer.REQUESTER, "sheet", "requester_signature"),
        SignedIn(Signer.INTERPRETER, "sheet", "interpreter_signature"),
    ),
    second=Second.INTERPRETED,
    naming=Naming.NUMBER,
)  # fmt: skip

CONFIDENTIALITY = Paper(
    code="confidentiality",
    label=N_("Interpreter's confidentiality statement"),
    prefix="OP",
    about="interpreter_request",
    links=(
        Link("person", "main", "person"), Link("interpreter", "main", "interpreter"),
        Link("wanted", "main", "wanted_interpreter"),
    ),
    reads=MappingProxyType({
        "main": ("number", "language", "into", "office", "project"),
        "person": ("project", "office"),
        "interpreter": _INTERPRETER,
        "wanted": _INTERPRETER,
    }),
    signers=(Signer.INTERPRETER, Signer.COORDINATOR),
    second=Second.INTERPRETED,
    naming=Naming.NOBODY,
    client_facing=False,
)  # fmt: skip

CHILD_CARD = Paper(
    code="child_card",
    label=N_("Child's card"),
    prefix="KD",
    about="dependant",
    links=(Link("person", "main", "person"),),
    reads=MappingProxyType({
        "main": (
            "kind", "given_names", "family_name", "called", "birth_date", "languages", "comfort_words", "relation",
            "guardian_phone", "guardian_place", "second_guardian", "emergency_contacts", "toilet", "sleep",
            "feeding", "fears", "may_first_aid", "may_ambulance", "may_walk", "may_eat", "may_photo",
            "may_sun_cream", *_HEALTH,
        ),
        "person": _PERSON,
    }),
    told=frozenset(f"main.{name}" for name in _HEALTH),
    signers=(Signer.GUARDIAN, Signer.CARER),
    signed_in=(SignedIn(Signer.GUARDIAN, "main", "signature"),),
)  # fmt: skip

PICK_UP = Paper(
    code="pick_up",
    label=N_("Authorisation to collect a child"),
    prefix="UO",
    about="dependant",
    links=(Link("person", "main", "person"),),
    reads=MappingProxyType(
        {
            "main": (*_CHILD, "pick_up", "guardian_phone"),
            "person": _PERSON,
        }
    ),
    signers=(Signer.GUARDIAN, Signer.CARER),
)

CARE_JOURNAL = Paper(
    code="care_journal",
    label=N_("Children's journal of arrivals and departures"),
    prefix="DW",
    about="care_place",
    roles=MappingProxyType({"session": "care_session", "child": "dependant", "carer": "carer"}),
    reads=MappingProxyType({
        "main": _PLACE,
        "session": ("dependant", "day", "from_time", "in_time", "out_time", "collected_by", "document_seen", "state"),
        "child": _CHILD,
        "carer": ("given_names", "family_name"),
    }),
    signers=(Signer.COORDINATOR,),
    signed_in=(
        SignedIn(Signer.GUARDIAN, "session", "in_signature"), SignedIn(Signer.GUARDIAN, "session", "out_signature"),
    ),
    second=Second.SHARED,
    naming=Naming.INITIAL,
    landscape=True,
)  # fmt: skip

INCIDENT_NOTE = Paper(
    code="incident_note",
    label=N_("Note of an incident"),
    prefix="NZ",
    about="incident",
    links=(
        Link("person", "main", "person"), Link("child", "main", "dependant"), Link("place", "main", "place"),
    ),
    reads=MappingProxyType({
        "main": (
            "day", "time", "where", "what", "witnesses", "first_aid", "first_aid_by", "ambulance", "informed_time",
            "reporter", "office",
        ),
        "person": _PERSON,
        "child": _CHILD,
        "place": _PLACE,
    }),
    told=frozenset({"main.what", "main.first_aid"}),
    signers=(Signer.GUARDIAN, Signer.CARER),
    signed_in=(SignedIn(Signer.GUARDIAN, "main", "guardian_signature"),),
)  # fmt: skip

VISIT_CONFIRMATION = Paper(
    code="visit_confirmation",
    label=N_("Confirmation of a visit"),
    prefix="PW",
    about="appointment",
    links=(Link("person", "main", "person"), Link("room", "main", "room")),
    reads=MappingProxyType(
        {
            "main": ("day", "from_time", "to_time", "place", "adviser", "office", "status"),
            "person": _PERSON,
            "room": _ROOM,
        }
    ),
    signers=(Signer.STAFF,),
)

BOOKING_CONFIRMATION = Paper(
    code="booking_confirmation",
    label=N_("Confirmation of an appointment"),
    prefix="PT",
    about="appointment",
    links=(Link("person", "main", "person"), Link("room", "main", "room")),
    backs=(
        Back("interpreting", "interpreter_request", "appointment"), Back("care", "care_request", "appointment"),
    ),
    reads=MappingProxyType({
        "main": (
            "day", "from_time", "to_time", "place", "adviser", "office", "bring", "needs_interpreter", "language",
            "needs_care", "care_count", "adviser_state", "room_state",
        ),
        "person": _PERSON,
        "room": _ROOM,
        "interpreting": ("language", "mode", "state"),
        "care": ("state", "dependants", "others"),
    }),
)  # fmt: skip

PAPERS: tuple[Paper, ...] = (
    BOOKING_CONFIRMATION, VISIT_CONFIRMATION, INTERPRETER_SHEET, CONFIDENTIALITY, CHILD_CARD, PICK_UP, CARE_JOURNAL,
    INCIDENT_NOTE,
)  # fmt: skip


def paper(code: str) -> Paper:
    """The paper of that code; KeyError if there is none."""
    for each in PAPERS:
        if each.code == code:
            return each
    raise KeyError(code)


def papers_about(kind: str) -> tuple[Paper, ...]:
    """The papers that can be printed from a record of that kind."""
    return tuple(each for each in PAPERS if each.about == kind)
