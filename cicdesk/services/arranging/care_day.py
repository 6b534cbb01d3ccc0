"""Today's visits on this laptop with the cards, places and people that they name, read at once."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cicdesk.domain.care_ratios import Child, PlaceRules
from cicdesk.domain.evacuation import IN_CARE
from cicdesk.domain.reading import elements, text
from cicdesk.domain.wall_time import wall
from cicdesk.domain.workflows.care import CareSessionState
from cicdesk.schema.values import Document
from cicdesk.services.arranging import care_facts
from cicdesk.store import booked
from cicdesk.store.engine import Connection

SESSION = "care_session"
_NIGHT = dt.timedelta(days=1)


@dataclass
class Day:
    """Today's visits, all places, with their cards."""

    now: dt.datetime
    sessions: Mapping[str, Document]
    others: Mapping[str, Document]
    """Cards, places, carers and guardians by their ids."""
    rules: dict[str, PlaceRules] = field(default_factory=dict)

    @property
    def today(self) -> dt.date:
        """The day by clocks in Poland."""
        return wall(self.now).day

    def find(self, rid: str) -> Document:
        """Another record; an empty document where the laptop does not hold it."""
        return self.others.get(rid, {})

    def card(self, session: Document) -> Document:
        """The card of a visit's child."""
        return self.find(text(session, "dependant"))

    def child(self, session: Document) -> Child:
        """The child of a visit."""
        return care_facts.child_of(text(session, "dependant"), self.card(session))

    def rules_of(self, place: str) -> PlaceRules:
        """The rules of a place."""
        return self.rules.setdefault(place, care_facts.rules_of(self.find(place)))

    def at(self, place: str) -> Iterator[tuple[str, Document]]:
        """The visits of a place."""
        return ((rid, each) for rid, each in self.sessions.items() if text(each, "place") == place)

    def present(self, place: str, but: str = "") -> tuple[Child, ...]:
        """Who is in care at a place; who is out with the guardian comes back and keeps the place."""
        return tuple(
            self.child(each)
            for rid, each in self.at(place)
            if rid != but and care_facts.state_of(each) in IN_CARE
        )

    def assigned(self, place: str) -> tuple[str, ...]:
        """The carers whom the visits of a place name, as long as anybody is there or expected."""
        listed = {
            carer
            for _rid, each in self.at(place)
            if care_facts.state_of(each) in {*IN_CARE, CareSessionState.EXPECTED}
            for carer in elements(each, "carers")
        }
        return tuple(sorted(listed))


def read_day(connection: Connection, now: dt.datetime, session: str = "", place: str = "") -> Day:
    """Today's visits and those of yesterday that are not over; a session or place that is named comes as well."""
    today = wall(now).day
    found = booked.between(connection, (SESSION,), (today - _NIGHT).isoformat(), today.isoformat())
    sessions = {rid: each for _kind, rid, each in found if _concerns(each, today)}
    if session:
        sessions.update(booked.documents(connection, [session]))
    names = {place}
    for each in sessions.values():
        names.update(text(each, reference) for reference in ("dependant", "place", "person"))
        names.update(elements(each, "carers"))
    return Day(now, sessions, booked.documents(connection, names - {""}))


def _concerns(session: Document, today: dt.date) -> bool:
    """Today's visits, and those of yesterday from which somebody is still here."""
    return text(session, "day") == today.isoformat() or care_facts.state_of(session) in IN_CARE
