"""Project profiles that the coordinator publishes: received with the exchange, in force while they are valid."""

from dataclasses import dataclass

from cicdesk.domain.indicators.report import may_plan
from cicdesk.domain.published_profiles import InForce, Published, checked, in_force
from cicdesk.domain.wall_time import wall
from cicdesk.schema.profiles import BadProfile, Profile, put_in_force, shipped_text
from cicdesk.schema.snapshot import Changes
from cicdesk.services.context import Context
from cicdesk.services.errors import NotAllowed
from cicdesk.services.profiles.errors import ProfileRefused
from cicdesk.services.records import RecordService
from cicdesk.store import booked

KIND = "project_profile"


@dataclass(frozen=True, slots=True)
class Draft:
    """A profile that somebody wants to publish."""

    code: str
    version: str
    valid_from: str
    text: str
    valid_to: str = ""
    note: str = ""


class ProfileService:
    """Published profiles, and which of them hold today."""

    def __init__(self, context: Context, records: RecordService) -> None:
        self._context = context
        self._records = records

    def refresh(self) -> InForce:
        """Look at what was published, and put in force what holds today; the shipped files hold for the rest."""
        found = in_force(self.published(), wall(self._context.clock.now()).day)
        put_in_force(found.profiles)
        return found

    def published(self) -> tuple[Published, ...]:
        """Everything that was ever published and not withdrawn, in the order in which it came."""
        with self._context.store.read() as connection:
            return tuple(
                Published(
                    rid,
                    *(str(each.get(name) or "") for name in (
                        "code", "version", "valid_from", "valid_to", "document", "published_at", "published_by",
                    )),
                )
                for rid, each in booked.of_kind(connection, KIND)
            )  # fmt: skip

    def text_of(self, code: str) -> str:
        """The text in force for a project, to make a newer version of; empty for an unknown project."""
        found = in_force(self.published(), wall(self._context.clock.now()).day)
        return next((each.text for each in found.records if each.code == code), "") or shipped_text(code)

    def check(self, code: str, text: str) -> Profile:
        """What a text says; ProfileRefused names the line at fault."""
        try:
            return checked(code, text)
        except BadProfile as fault:
            raise ProfileRefused(fault=str(fault)) from None

    def publish(self, draft: Draft) -> Changes:
        """Publish a profile to every laptop of the region. ProfileRefused if it is broken, NotAllowed for most roles."""
        if not may_plan(self._context.role):
            raise NotAllowed
        self.check(draft.code, draft.text)
        _made, changes = self._records.create(
            KIND,
            {
                "code": draft.code, "version": draft.version, "valid_from": draft.valid_from,
                "valid_to": draft.valid_to or None, "document": draft.text, "note": draft.note,
            },
        )  # fmt: skip
        self.refresh()
        return changes
