"""Printed papers of an open profile: their records, their signatures, and what waits for a printer."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import msgspec

from cicdesk.base.ids import RecordId
from cicdesk.reports.papers.catalogue import PAPERS, paper
from cicdesk.reports.papers.choosing import second_language
from cicdesk.reports.papers.declared import Paper, SignedIn, Signer
from cicdesk.reports.papers.material import Material
from cicdesk.reports.papers.sheet import Written
from cicdesk.reports.papers.writing import write
from cicdesk.schema.records import spec_of
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import Value
from cicdesk.services.context import Context
from cicdesk.services.files import Content, FileService
from cicdesk.services.records import RecordService
from cicdesk.services.staff import StaffService
from cicdesk.services.writes import Write
from cicdesk.store import meta
from cicdesk.store.errors import RecordNotFound

_TRAY = "paper_tray"
_MOST = 500
"""Records of one kind that a paper or a day looks at."""
_TO_SIGN, _SCANNED = "TO_SIGN", "SCANNED"
_OVER = frozenset(
    {"CANCELLED_CLIENT", "CANCELLED_CENTRE", "MOVED", "CANCELLED", "LATE_CANCELLED", "VOID", "REFUSED"}
)
"""States and statuses for which no paper is needed any more."""


class Wanted(msgspec.Struct, frozen=True, omit_defaults=True):
    """A paper that somebody wants: which one, from which record, in which language."""

    paper: str
    record: str
    day: str = ""
    """Of a paper that is about a whole day."""
    language: str = ""
    """Beside the Polish; empty: what suits the client."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature on a paper, as its record knows it."""

    signer: Signer
    record: RecordId
    field: str
    state: str
    """A code of the list `signature_states`."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A paper ready to be laid out."""

    wanted: Wanted
    """With its language."""
    written: Written
    person: str
    """In whose file it belongs; empty where it is about nobody alone."""
    signatures: tuple[Signature, ...]


class PaperService:
    """Gathers, writes and keeps track of papers. Nothing of them is written to the disk in the clear."""

    def __init__(
        self, context: Context, records: RecordService, staff: StaffService, files: FileService
    ) -> None:
        self._context = context
        self._records = records
        self._staff = staff
        self._files = files

    def prepare(self, wanted: Wanted) -> Prepared:
        """The paper's text, in its two languages; RecordNotFound if its record is not here."""
        declared = paper(wanted.paper)
        material = self.material(wanted)
        language = wanted.language or second_language(declared, material)
        return Prepared(
            wanted=msgspec.structs.replace(wanted, language=language),
            written=write(declared, material, language, self._context.clock.now()),
            person=_person(material),
            signatures=tuple(_signatures(declared, material)),
        )

    def material(self, wanted: Wanted) -> Material:
        """The records that the paper is made of."""
        declared = paper(wanted.paper)
        found = self._linked(wanted)
        for back in declared.backs:
            found[back.role] = tuple(self._records.list(back.kind, {back.field: wanted.record}, _MOST))
        if declared.code == "care_journal":
            found.update(self._day_of_care(wanted))
        return Material(found, self._staff.names(), wanted.day, self._context.place.office)

    def about(self, papers: Sequence[Wanted]) -> dict[Wanted, str]:
        """Whom or what each of these is about, for the person who prints them: name, day and hour."""
        return {each: _told(self._linked(each)) for each in papers}

    def _linked(self, wanted: Wanted) -> dict[str, tuple[Snapshot, ...]]:
        """The paper's own record, and those that it leads to."""
        found: dict[str, tuple[Snapshot, ...]] = {"main": (self._records.get(wanted.record),)}
        for link in paper(wanted.paper).links:
            value = found[link.start][0].values.get(link.field) if found.get(link.start) else None
            found[link.role] = self._all([value])
        return found

    def of_day(self, day: dt.date, trip: str = "") -> list[Wanted]:
        """What has to be printed for a day, or for a trip of it.

        Confirmations, interpreters' sheets, cards that are not signed, and journals.
        """
        return list(dict.fromkeys(self._of_day(day.isoformat(), trip)))

    def trips(self, day: dt.date) -> dict[str, str]:
        """The trips of a day, by the place they go to."""
        found = self._records.list("trip", {"day": day.isoformat()}, _MOST)
        return {each.id: str(each.values.get("place") or "") for each in found}

    def tray(self) -> list[Wanted]:
        """What waits for a printer on this laptop, the oldest first; papers whose record has gone are left out."""
        with self._context.store.read() as connection:
            kept = _read_tray(meta.get(connection, _TRAY))
        return [each for each in kept if self._is_here(each.record)]

    def lay_aside(self, papers: Sequence[Wanted]) -> Changes:
        """Keep papers for when there is a printer; twice the same one lies there once."""
        with self._context.store.write() as connection:
            kept = _read_tray(meta.get(connection, _TRAY))
            meta.put(connection, _TRAY, _tray_text(list(dict.fromkeys([*kept, *papers]))))
        return Changes(kinds=frozenset({"papers"}))

    def take_out(self, papers: Sequence[Wanted]) -> Changes:
        """They are printed, or no longer wanted."""
        gone = set(papers)
        with self._context.store.write() as connection:
            kept = _read_tray(meta.get(connection, _TRAY))
            meta.put(connection, _TRAY, _tray_text([each for each in kept if each not in gone]))
        return Changes(kinds=frozenset({"papers"}))

    def note_signature(self, signature: Signature, state: str) -> Changes:
        """Note that somebody signed on paper, that the scan is attached, or that they did not want to."""
        return self._records.edit(signature.record, {signature.field: state})[1]

    def keep(self, prepared: Prepared, pdf: bytes) -> Changes:
        """Keep the paper as a file of the person it is about. Only because somebody asked for it."""
        return self._files.add(Content(pdf, f"{prepared.written.code}.pdf"), _as_file(prepared))[1]

    def attach_scan(self, prepared: Prepared, content: Content) -> Changes:
        """Add the scan of a signed paper to the person's file; its signatures become *scan attached* with it."""
        return self._files.add(content, _as_file(prepared), partial(self._signed, prepared))[1]

    def _signed(self, prepared: Prepared, scan: RecordId) -> Iterator[Write]:
        signed: dict[RecordId, dict[str, Value]] = {}
        for each in prepared.signatures:
            if each.state in {_TO_SIGN, "ON_PAPER"}:
                signed.setdefault(each.record, {})[each.field] = _SCANNED
        for record, states in signed.items():
            yield Write(
                self._records.get(record).kind, record, {**states, **self._scans(record, scan)}, new=False
            )

    def _scans(self, record: RecordId, scan: RecordId) -> dict[str, Value]:
        """Where a record names its scans, this one beside those it has."""
        held = self._records.get(record)
        if "scans" not in spec_of(held.kind).by_name:
            return {}
        return {"scans": [*(str(each) for each in _list(held, "scans")), scan]}

    def _is_here(self, record: str) -> bool:
        try:
            return not self._records.get(record).deleted
        except RecordNotFound:
            return False

    def _all(self, ids: Sequence[object]) -> tuple[Snapshot, ...]:
        """The records of those ids that this laptop holds."""
        return tuple(
            self._records.get(each) for each in ids if isinstance(each, str) and each and self._is_here(each)
        )

    def _day_of_care(self, wanted: Wanted) -> dict[str, tuple[Snapshot, ...]]:
        where = {"place": wanted.record, "day": wanted.day}
        sessions = [each for each in self._records.list("care_session", where, _MOST) if not _is_over(each)]
        children = dict.fromkeys(each.values.get("dependant") for each in sessions)
        carers = dict.fromkeys(one for each in sessions for one in _list(each, "carers"))
        return {
            "session": tuple(sessions),
            "child": self._all(list(children)),
            "carer": self._all(list(carers)),
        }

    def _of_day(self, day: str, trip: str) -> Iterator[Wanted]:
        for each in self._on(day, "appointment", trip):
            if each.values.get("person"):
                yield Wanted("visit_confirmation", each.id)
        for each in self._on(day, "interpreter_request", trip):
            yield Wanted("interpreter_sheet", each.id)
        sessions = self._on(day, "care_session", trip)
        for card in self._all(list(dict.fromkeys(each.values.get("dependant") for each in sessions))):
            if card.values.get("signature") == _TO_SIGN:
                yield Wanted("child_card", card.id)
                if card.values.get("kind") == "CHILD":
                    yield Wanted("pick_up", card.id)
        for place in self._all(list(dict.fromkeys(each.values.get("place") for each in sessions))):
            yield Wanted("care_journal", place.id, day)

    def _on(self, day: str, kind: str, trip: str) -> list[Snapshot]:
        where: dict[str, Value] = {"day": day, **({"trip": trip} if trip else {})}
        found = [each for each in self._records.list(kind, where, _MOST) if not _is_over(each)]
        return sorted(found, key=lambda each: (str(each.values.get("from_time") or ""), each.id))


def _told(found: Mapping[str, Sequence[Snapshot]]) -> str:
    """The name of the child or client, else of the group or place; then day and hour."""
    main = found["main"][0].values
    people = [
        each
        for role in ("main", "child", "person")
        for each in found.get(role, ())
        if each.values.get("given_names") and not main.get("name")
    ]
    names = (
        " ".join(str(people[0].values.get(each) or "") for each in ("given_names", "family_name"))
        if people
        else ""
    )
    own = str(main.get("group_name") or main.get("name") or "")
    when = [str(main.get(each) or "") for each in ("day", "from_time")]
    return ", ".join(filter(None, (names.strip() or own, ".".join(reversed(when[0].split("-"))), when[1])))


def _signatures(declared: Paper, material: Material) -> Iterator[Signature]:
    for place in declared.signed_in:
        for each in material.records.get(place.role, ()):
            yield Signature(place.signer, each.id, place.field, _state(each, place))


def _as_file(prepared: Prepared) -> dict[str, Value]:
    title = f"{prepared.written.title} {prepared.written.number}"
    return {"person": prepared.person, "kind": paper(prepared.wanted.paper).scan_kind, "title": title}


def _person(material: Material) -> str:
    return next((each.id for each in material.records.get("person", ())), "")


def _state(record: Snapshot, place: SignedIn) -> str:
    return str(record.values.get(place.field) or _TO_SIGN)


def _is_over(record: Snapshot) -> bool:
    return bool(_OVER & {record.values.get("status"), record.values.get("state")})


def _list(record: Snapshot, field: str) -> list[object]:
    value = record.values.get(field)
    return list(value) if isinstance(value, list) else []


def _read_tray(text: str) -> list[Wanted]:
    known = {each.code for each in PAPERS}
    kept = msgspec.json.decode(text, type=list[Wanted]) if text else []
    return [each for each in kept if each.paper in known]


def _tray_text(papers: list[Wanted]) -> str:
    return msgspec.json.encode(papers).decode()
