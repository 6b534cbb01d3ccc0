"""What every service of an open profile needs."""

from dataclasses import dataclass, field

from cicdesk.base.clock import Clock, milliseconds
from cicdesk.domain.roles import Area, Rights, rights_of
from cicdesk.services.errors import NotAllowed
from cicdesk.store.meta import Place
from cicdesk.store.store import Store


@dataclass(slots=True)
class Context:
    """The open store, who works with it, and where it belongs. One for each unlocking."""

    store: Store
    clock: Clock
    user: str
    place: Place
    titles: dict[str, str] = field(default_factory=dict)
    """The names for people of those who may unlock this laptop, by their sign-in names."""
    silent: int = 0
    """Days without a word of the centre, where they are more than the laptop may be without (services/contact.py)."""

    def now(self) -> int:
        """The present moment in milliseconds."""
        return milliseconds(self.clock.now())

    @property
    def rights(self) -> Rights:
        """What the user may do."""
        return rights_of(self.role)

    def enter(self, area: Area) -> None:
        """NotAllowed if the user may not go there."""
        if area not in self.rights.areas:
            raise NotAllowed

    @property
    def role(self) -> str:
        """The user's role; empty before enrolment."""
        return self.place.roles.get(self.user, "")
