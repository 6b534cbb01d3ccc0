"""The steps of a visit in care, each one transaction: in, out, refused, out for a while, called because of lateness."""

import datetime as dt
from dataclasses import dataclass, field, replace

from cicdesk.base.ids import new_id
from cicdesk.domain.late_pick_up import Step
from cicdesk.domain.pick_up import GUARDIAN, Collector, Doubt, Handover
from cicdesk.domain.sign_in import REASONS, Arrival, Override, Verdict
from cicdesk.domain.wall_time import read_moment, wall
from cicdesk.domain.workflows.care import CareRequestState, CareSessionState
from cicdesk.domain.workflows.engine import actors_of
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import Value, Values
from cicdesk.services.arranging.care import CareService, Staff
from cicdesk.services.arranging.care_day import SESSION
from cicdesk.services.arranging.care_expected import REQUEST
from cicdesk.services.context import Context
from cicdesk.services.guarded import GuardedRecords
from cicdesk.services.writes import Write

_DAY_MINUTES = 1440


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said when a child came."""

    brought_by: str = ""
    guardian_place: str = ""
    health_note: str = ""
    belongings: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What became of an arrival."""

    verdict: Verdict
    changes: Changes | None = None
    """None where the child was not let in."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What became of a wish to collect."""

    handover: Handover
    changes: Changes = field(default_factory=Changes)
    """The departure, or the refusal that was noted."""


class CareSteps:
    """Writes what the people at the door did; asks the rules in the same go, so that a window cannot be ahead of them."""

    def __init__(self, context: Context, records: GuardedRecords, care: CareService) -> None:
        self._context = context
        self._records = records
        self._care = care

    def sign_in(
        self, session: str, seen: Arrival, said: Said, staff: Staff, override: str = "", note: str = ""
    ) -> SignedIn:
        """Let a child in if the rules do; `override` is a coordinator's reason, a code of `override_reasons`."""
        verdict = self._care.arrival(session, seen, staff)
        decided = self._override(override) if override else None
        if not verdict.admits(decided):
            return SignedIn(verdict)
        values: dict[str, Value] = {
            "state": CareSessionState.PRESENT.value,
            "in_time": self.hour(),
            "signed_in_by": self._context.user,
            **{name: text for name, text in _texts(seen, said).items() if text},
            "identity_checked": seen.identity_checked,
            "on_premises": seen.on_premises,
            "healthy": "YES" if seen.healthy else "NO",
            "card_unchanged": "YES" if seen.card_unchanged else "NO",
            "children_present": self._present(session) + 1,
            "carers_present": len(staff.carers),
            "carers": list(staff.carers),
        }
        if decided and verdict.against:
            values |= {"override_by": decided.by, "override_reason": decided.reason}
            values |= {"override_note": note} if note else {}
        return SignedIn(verdict, self._records.take_in(session, values))

    def refuse(self, session: str, reason: str, note: str = "") -> Changes:
        """The child is not taken in."""
        return self._write(session, {**_refused(reason), **({"reason_note": note} if note else {})})

    def put_on_list(self, session: str, verdict: Verdict) -> Changes:
        """The child waits until there is room: the visit is closed with its reason, the wish stays on the list.

        Both or neither: a wish without its refusal would be made a second time.
        """
        held = self._records.get(session)
        waits = held.values.get(REQUEST)
        reason = REASONS[verdict.against[0].objection]
        if waits and self._records.get(str(waits)).values.get("state") == CareRequestState.WAITING_LIST:
            return self.refuse(session, reason)
        taken = (
            "person",
            "place",
            "day",
            "from_time",
            "to_time",
            "service",
            "guardian_phone",
            "guardian_place",
            "office",
        )
        values = {name: held.values[name] for name in taken if held.values.get(name)}
        values |= {"dependants": [held.values["dependant"]], "state": CareRequestState.WAITING_LIST.value}
        if not values.get("person"):
            values["group_name"] = held.title or held.id
        wish = Write(REQUEST, new_id(), values)
        refusal = Write(SESSION, session, _refused(reason), new=False)
        return self._records.write_together([wish, refusal])[1]

    def open_visit(self, request: str, dependant: str) -> tuple[Snapshot, Changes]:
        """A visit for a child of a request: what was asked for, ready to be signed in."""
        wish = self._records.get(request).values
        taken = (
            "person", "place", "day", "from_time", "to_time", "service", "appointment", "trip", "office",
            "guardian_phone", "guardian_place",
        )  # fmt: skip
        values = {name: wish[name] for name in taken if wish.get(name)}
        return self._records.create(SESSION, {**values, "dependant": dependant, REQUEST: request})

    def hand_over(self, session: str, collector: Collector, note: str = "", called: str = "") -> HandedOver:
        """Give a child to somebody if the rules do; else note whom it was not given to, and why.

        `called`: the reason in words of one's own for refusing somebody whom the rules would let go.
        """
        found = self._care.handover(session, collector)
        if called and found.allowed:
            found = replace(found, call=self._care.handover(session, Collector()).call, checks=())
        if called or not found.allowed:
            return HandedOver(found, self._note_refusal(session, collector, found, called or note))
        held = self._records.get(session)
        card = self._care.pick_up_card(session)
        entry = next((each for each in card.authorised if each.id == collector.entry), None)
        name = collector.name or (entry.name if entry else card.guardian.name)
        relation = (
            card.guardian.relation
            if collector.entry == GUARDIAN
            else self._care.relation(session, collector.entry)
        )
        values: dict[str, Value] = {
            "state": CareSessionState.COLLECTED.value,
            "out_time": self.hour(),
            "signed_out_by": self._context.user,
            "collected_by": name,
            "pick_up_checks": list(found.checks),
            **({"document_seen": collector.document} if collector.document else {}),
            **({"collected_relation": relation} if relation else {}),
            **self._lengths(held.values),
        }
        return HandedOver(found, self._write(session, values))

    def take_step(self, session: str, step: Step, note: str = "") -> Changes:
        """A step of the escalation was taken."""
        row: dict[str, Value] = {"step": step.value, "time": self.hour(), "by": self._context.user}
        return self._append(session, "late_steps", {**row, **({"note": note} if note else {})})

    def step_out(self, session: str) -> Changes:
        """Out for a while with the guardian."""
        rows = _rows(self._records.get(session).values, "breaks")
        state = CareSessionState.STEPPED_OUT.value
        return self._write(session, {"breaks": [*rows, {"from_time": self.hour()}], "state": state})

    def come_back(self, session: str) -> Changes:
        """Back in the room."""
        rows = _rows(self._records.get(session).values, "breaks")
        if rows and not rows[-1].get("to_time"):
            rows[-1] = {**rows[-1], "to_time": self.hour()}
        return self._write(session, {"breaks": list(rows), "state": CareSessionState.PRESENT.value})

    def absent(self, session: str) -> Changes:
        """Who was expected did not come."""
        return self._write(session, {"state": CareSessionState.NO_SHOW.value})

    def _override(self, reason: str) -> Override:
        return Override(self._context.user, actors_of(self._context.role), reason)

    def _note_refusal(self, session: str, collector: Collector, found: Handover, note: str) -> Changes:
        card = self._care.pick_up_card(session)
        entry = next((each.name for each in card.authorised if each.id == collector.entry), "")
        own = card.guardian.name if collector.entry == GUARDIAN else ""
        row: dict[str, Value] = {
            "time": self.hour(), "who": collector.name or entry or own, "reason": _gravest(found),
        }  # fmt: skip
        return self._append(session, "refusals", {**row, **({"note": note} if note else {})})

    def _append(self, session: str, name: str, row: dict[str, Value]) -> Changes:
        rows = _rows(self._records.get(session).values, name)
        return self._write(session, {name: [*rows, row]})

    def _present(self, session: str) -> int:
        place = str(self._records.get(session).values.get("place") or "")
        rows = self._care.board(place).rows
        return sum(each.state is not CareSessionState.EXPECTED for each in rows)

    def _lengths(self, values: Values) -> dict[str, Value]:
        now, came, until = self._context.clock.now(), _moment(values, "in_at"), _moment(values, "ends_at")
        late = _minutes(now - until) if until else 0
        return {
            **({"minutes": _minutes(now - came)} if came else {}),
            **({"late_minutes": late} if late else {}),
        }

    def _write(self, session: str, values: Values) -> Changes:
        return self._records.edit(session, values)[1]

    def hour(self) -> str:
        """The hour by clocks in Poland."""
        return f"{wall(self._context.clock.now()).time:%H:%M}"


def _refused(reason: str) -> dict[str, Value]:
    return {"state": CareSessionState.REFUSED.value, "reason": reason}


def _texts(seen: Arrival, said: Said) -> dict[str, str]:
    return {
        "brought_by": said.brought_by,
        "guardian_phone": seen.guardian_phone,
        "guardian_place": said.guardian_place,
        "health_note": said.health_note,
        "belongings": said.belongings,
    }


def _gravest(found: Handover) -> str:
    """What stands in the note where several things are wrong."""
    order = (Doubt.COURT, Doubt.NOT_SOBER, *found.doubts)
    return next((each.value for each in order if each in found.doubts), "OTHER")


def _rows(values: Values, name: str) -> list[dict[str, Value]]:
    held = values.get(name)
    return [dict(row) for row in held if isinstance(row, dict)] if isinstance(held, list) else []


def _moment(values: Values, name: str) -> dt.datetime | None:
    try:
        return read_moment(str(values.get(name) or ""))
    except ValueError:
        return None


def _minutes(span: dt.timedelta) -> int:
    return max(0, min(_DAY_MINUTES, int(span.total_seconds() // 60)))
