"""Every list that the program gives out. A new one is an entry here, with the record that its rows are made of."""

from typing import Final

from cicdesk.base.i18n import N_
from cicdesk.reports.lists.declared import Col, ListExport

PEOPLE: Final = ListExport(
    code="PEOPLE",
    kind="person",
    label=N_("People"),
    columns=(
        Col("code", N_("Code of the person")),
        Col("number", full=True),
        Col("family_name", full=True),
        Col("given_names", full=True),
        Col("original_name", full=True, width=24),
        Col("birth_date", full=True, width=12),
        Col("pesel", full=True),
        Col("other_identifier", full=True),
        Col("documents", full=True, width=32),
        Col("phones", full=True, width=24),
        Col("email", full=True, width=24),
        Col("address", full=True, width=40),
        Col("age", N_("Age group"), width=16),
        Col("sex", width=12),
        Col("citizenships"),
        Col("basis", N_("Basis of stay"), width=28),
        Col("contact_language"),
        Col("polish_level"),
        Col("education", width=28),
        Col("labour_status", width=24),
        Col("voivodeship", N_("Voivodeship")),
        Col("county", N_("County")),
        Col("project", width=28),
        Col("entry_month", N_("Joined in")),
        Col("office"),
    ),
)

CONTACTS: Final = ListExport(
    code="CONTACTS",
    kind="contact",
    label=N_("Contacts"),
    day="at",
    columns=(
        Col("at"),
        Col("channel"),
        Col("who", full=True),
        Col("language"),
        Col("topics", width=32),
        Col("age_band"),
        Col("sex", width=12),
        Col("nationality"),
        Col("people_count", width=12),
        Col("outcome"),
        Col("minutes", width=10),
        Col("client", N_("Code of the client")),
        Col("client_name", N_("Client"), full=True, width=28),
        Col("note", full=True, width=40),
        Col("paper_number", full=True),
        Col("staff", full=True),
        Col("office"),
    ),
)

SERVICES: Final = ListExport(
    code="SERVICES",
    kind="service",
    label=N_("Services given"),
    day="happened_on",
    columns=(
        Col("happened_on", width=12),
        Col("client", N_("Code of the client")),
        Col("client_name", N_("Client"), full=True, width=28),
        Col("service", width=28),
        Col("topics", width=28),
        Col("course_level"),
        Col("minutes", width=10),
        Col("units", width=10),
        Col("channel"),
        Col("language"),
        Col("project", width=28),
        Col("outcome"),
        Col("signature_state", width=24),
        Col("place", full=True, width=24),
        Col("note", full=True, width=40),
        Col("staff", full=True),
        Col("office"),
    ),
)

HOURS: Final = ListExport(
    code="HOURS",
    kind="time_sheet",
    label=N_("Interpreters' hours"),
    day="day",
    columns=(
        Col("day", width=12),
        Col("interpreter_code", N_("Code of the interpreter")),
        Col("interpreter_name", N_("Interpreter"), full=True, width=28),
        Col("from_time", width=12),
        Col("to_time", width=12),
        Col("waiting_minutes", width=12),
        Col("travel_km", width=12),
        Col("unit"),
        Col("billed_minutes", width=12),
        Col("pages", width=10),
        Col("rate", width=12),
        Col("travel_cost", width=12),
        Col("cost", width=12),
        Col("client", N_("Code of the client")),
        Col("project", width=28),
        Col("cost_line"),
        Col("state"),
        Col("settled_on", width=12),
        Col("invoice", full=True),
        Col("place", full=True, width=24),
        Col("office"),
    ),
)

LISTS: Final = (PEOPLE, CONTACTS, SERVICES, HOURS)
"""Those made of records; the statistics of care are worked out (care.py)."""


def list_of(code: str) -> ListExport:
    """The list of that code; KeyError if there is none."""
    for each in LISTS:
        if each.code == code:
            return each
    raise KeyError(code)
