"""The funder's file of a project: checked, written, and put beside what the funder's system says."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cicdesk.base.resources import resource
from cicdesk.domain.roles import Area
from cicdesk.reports.sm_efs.answers import Settled, read_answer, settled
from cicdesk.reports.sm_efs.checking import Checked, checked_file
from cicdesk.reports.sm_efs.differences import Compared, compared
from cicdesk.reports.sm_efs.layout import Layout, read_layout, shipped_layout
from cicdesk.reports.sm_efs.participant import Participant
from cicdesk.reports.sm_efs.reading import Reading, read_file
from cicdesk.schema.profiles import profile
from cicdesk.schema.snapshot import Changes
from cicdesk.services.context import Context
from cicdesk.services.errors import NotAllowed
from cicdesk.services.exporting import keeping
from cicdesk.services.exporting.errors import FileHasFaults
from cicdesk.services.exporting.gathering import Asked, Gathered, gather
from cicdesk.services.exporting.participants import Rows
from cicdesk.services.exporting.saving import digest_of, save
from cicdesk.services.exporting.steps import EVERY, Step, part, unwatched
from cicdesk.services.records import RecordService
from cicdesk.services.writes import Write

_TOGETHER = 100
"""Ids kept in one transaction; between two of them others may write."""
_SHIPPED = "funder_files/sm_efs.toml"


@dataclass(frozen=True, slots=True)
class Check:
    """A file before it is written."""

    asked: Asked
    layout: Layout
    gathered: Gathered
    checked: Checked


@dataclass(frozen=True, slots=True)
class Theirs:
    """The funder's own export beside our records."""

    reading: Reading
    compared: Compared
    people: Mapping[str, str]
    """By participation, the person it is about."""
    fresh: tuple[tuple[str, str], ...]
    """Participations that have no technical id yet, with the id that the system gave."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of the last file."""

    settled: tuple[Settled, ...]
    people: Mapping[str, str]
    fresh: tuple[tuple[str, str], ...]


class FunderFileService:
    """Whoever coordinates makes the file; nobody else."""

    def __init__(self, context: Context, records: RecordService) -> None:
        self._context = context
        self._records = records

    def layout(self) -> Layout:
        """The layout in use; LayoutUnreadable if the one that was put in place cannot be read any more."""
        self._enter()
        own = keeping.own_layout(self._context)
        return read_layout(own) if own else shipped_layout()

    def layout_text(self) -> str:
        """The text of the layout in use, to be changed in an editor."""
        self._enter()
        return keeping.own_layout(self._context) or resource(_SHIPPED).read_text(encoding="utf-8")

    def has_own_layout(self) -> bool:
        """Whether it is not the shipped one."""
        self._enter()
        return bool(keeping.own_layout(self._context))

    def use_layout(self, text: str) -> Layout:
        """Put another layout in its place; LayoutUnreadable says where it is wrong, and nothing changes."""
        self._enter()
        layout = read_layout(text)
        keeping.keep_layout(self._context, text)
        return layout

    def go_back_to_shipped(self) -> None:
        """Use the layout that comes with the program."""
        self._enter()
        keeping.keep_layout(self._context, "")

    def check(self, asked: Asked, step: Step = unwatched) -> Check:
        """Everybody who belongs into the file, with every fault; ExportStopped if `step` says so."""
        layout = self.layout()
        gathered = self._gather(asked, layout, part(step, 0, 60))
        watched, total = part(step, 60, 100), len(gathered.participants)

        def passed(row: int) -> None:
            if row % EVERY == 0:
                watched(row, total)

        return Check(asked, layout, gathered, checked_file(gathered.participants, layout, passed))

    def write(self, check: Check, path: Path, reason: str) -> Changes:
        """Write the file and note it in the log; FileHasFaults while errors keep it back."""
        self._enter()
        content = check.checked.content
        if content is None:
            raise FileHasFaults(count=len(check.checked.faults))
        asked = check.asked
        changes = save(path, content, lambda: keeping.note(self._records, {
            "what": "FUNDER_FILE", "reason": reason, "project": asked.project, "from_day": _iso(asked.since),
            "until_day": _iso(asked.until), "how_many": len(check.gathered.participants), "file_name": path.name,
            "sha256": digest_of(content),
        }))  # fmt: skip
        keeping.keep_sent(
            self._context, asked.project, [each.reference for each in check.gathered.participants]
        )
        return changes

    def compare(self, content: bytes, asked: Asked, step: Step = unwatched) -> Theirs:
        """The system's own export beside our records; FunderFileUnreadable if it is none."""
        layout = self.layout()
        reading = read_file(content, layout)
        gathered = self._gather(asked, layout, step)
        found = compared(gathered.participants, reading.participants, layout, reading.absent)
        fresh = tuple(
            (ours.reference, theirs.technical_id)
            for ours, theirs in found.pairs
            if theirs.technical_id and not ours.technical_id
        )
        return Theirs(reading, found, gathered.people, fresh)

    def read_answer(self, content: bytes, asked: Asked, step: Step = unwatched) -> Answered:
        """What the system says of the last file; rows it numbers are those of the file this laptop wrote last."""
        layout = self.layout()
        lines = read_answer(content, layout)
        gathered = self._gather(asked, layout, step)
        found = settled(self._as_sent(asked, gathered.participants), lines)
        fresh = tuple(
            (each.participant.reference, each.technical_id)
            for each in found
            if each.technical_id and each.technical_id != each.participant.technical_id and not each.refused
        )
        return Answered(found, gathered.people, fresh)

    def keep_ids(self, fresh: Sequence[tuple[str, str]], step: Step = unwatched) -> Changes:
        """Write the technical ids into the participations; what was kept before it is stopped stays kept."""
        self._enter()
        changes = Changes()
        for begin in range(0, len(fresh), _TOGETHER):
            step(begin, len(fresh))
            writes = [
                Write("participation", record, {"technical_id": given}, new=False)
                for record, given in fresh[begin : begin + _TOGETHER]
            ]
            changes |= self._records.write_together(writes)[1]
        return changes

    def _gather(self, asked: Asked, layout: Layout, step: Step) -> Gathered:
        self._enter()
        rows = Rows(layout, profile(asked.project).number, asked.project)
        with self._context.store.read() as connection:
            return gather(connection, asked, rows, step)

    def _as_sent(self, asked: Asked, participants: Sequence[Participant]) -> list[Participant]:
        """In the order of the last file; whoever has left the records since keeps an empty place in it."""
        by_reference = {each.reference: each for each in participants}
        order = keeping.sent(self._context, asked.project) or list(by_reference)
        return [by_reference.get(each) or Participant(reference=each) for each in order]

    def _enter(self) -> None:
        self._context.enter(Area.OFFICE)
        if not self._context.rights.exports:
            raise NotAllowed


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
