"""The numbers of a project as files that leave the house: small ones hidden, each file noted in the log."""

from collections.abc import Callable
from pathlib import Path

from cicdesk.base.i18n import N_, _, language
from cicdesk.domain.indicators.report import Report
from cicdesk.domain.indicators.table import protected
from cicdesk.domain.names import office_key
from cicdesk.reports.papers.indicators import INDICATORS, indicator_tables, indicator_values
from cicdesk.reports.papers.reports import Frame, speaker, write_report
from cicdesk.reports.papers.sheet import Written
from cicdesk.reports.tables.workbook import workbook
from cicdesk.schema.snapshot import Changes
from cicdesk.services.context import Context
from cicdesk.services.errors import NotAllowed
from cicdesk.services.exporting import keeping
from cicdesk.services.exporting.saving import digest_of, save
from cicdesk.services.records import RecordService
from cicdesk.services.staff import StaffService

_KIND = "INDICATORS"
_HEADS = (
    N_("Code"), N_("Indicator"), N_("Sex"), N_("Age on joining"), N_("Value"), N_("Definition"), N_("Source"),
    N_("Service"), N_("Indicators"), N_("Services given"),
)  # fmt: skip


class IndicatorFileService:
    """Writes reports of indicators; whoever may not export gets NotAllowed."""

    def __init__(self, context: Context, records: RecordService, staff: StaffService) -> None:
        self._context = context
        self._records = records
        self._staff = staff

    def paper(self, report: Report) -> Written:
        """The report as it is printed."""
        place = self._context.place.office
        frame = Frame(
            profile=report.project,
            office=self._staff.names().get(office_key(place), place) if place else "",
            number=f"{report.asked.last}".replace("-", ""),
            now=report.made,
        )
        values = indicator_values(protected(report), speaker(INDICATORS, frame))
        return write_report(INDICATORS, values, frame)

    def save_paper(self, report: Report, press: Callable[[Written], bytes], path: Path) -> Changes:
        """Write it as a PDF, and note it in the log."""
        self._permit()
        return self._save(report, path, press(self.paper(report)))

    def save_table(self, report: Report, path: Path) -> Changes:
        """Write it as XLSX, and note it in the log."""
        self._permit()
        heads = tuple(_(each) for each in _HEADS)
        made = report.made.replace(tzinfo=None, microsecond=0)
        return self._save(
            report, path, workbook(indicator_tables(protected(report), heads, language()), made)
        )

    def _save(self, report: Report, path: Path, content: bytes) -> Changes:
        return save(path, content, lambda: keeping.note(self._records, {
            "what": _KIND, "reason": f"{report.asked.first} – {report.asked.last}", "how_many": report.participations,
            "file_name": path.name, "sha256": digest_of(content), "project": report.project.code,
        }))  # fmt: skip

    def _permit(self) -> None:
        if not self._context.rights.exports:
            raise NotAllowed
