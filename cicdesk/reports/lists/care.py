"""The statistics of care as a table: hours by age and by the service that they made possible; nobody stands in it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from cicdesk.base.i18n import N_, text_in
from cicdesk.domain.care_statistics import AgeBand, CareHours
from cicdesk.reports.tables.table import Column, Kind, Table
from cicdesk.schema.codelists import code_list

CODE: Final = "CARE"
LABEL: Final = N_("Care of children and dependants")
AGES: Final[Mapping[AgeBand, str]] = MappingProxyType(
    {
        AgeBand.UNDER_1: N_("under 1"),
        AgeBand.FROM_1: N_("1–2 years"),
        AgeBand.FROM_3: N_("3–6 years"),
        AgeBand.FROM_7: N_("7–12 years"),
        AgeBand.FROM_13: N_("13–17 years"),
        AgeBand.ADULT: N_("adults"),
        AgeBand.UNKNOWN: N_("age not known"),
    }
)
"""Words of age bands, for the screen as well."""
_HEADS = (
    (N_("Age"), Kind.TEXT, 16), (N_("Service made possible"), Kind.TEXT, 32), (N_("Hours of care"), Kind.NUMBER, 14),
    (N_("Visits"), Kind.NUMBER, 10), (N_("Children or dependants"), Kind.NUMBER, 14), (N_("Guardians"), Kind.NUMBER, 12),
)  # fmt: skip


def care_table(hours: Iterable[CareHours], since: dt.date, until: dt.date, language: str) -> Table:
    """One line for each age and service; the title says from when to when."""
    services = code_list("services")
    return Table(
        f"{since.isoformat()} – {until.isoformat()}",
        tuple(Column(text_in(language, label), kind, width) for label, kind, width in _HEADS),
        [
            (
                text_in(language, AGES[each.age]), services.label(each.service, language) if each.service else "",
                each.hours, each.visits, each.children, each.guardians,
            )
            for each in hours
        ],
    )  # fmt: skip
