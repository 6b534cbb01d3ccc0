"""Drafts of forms: saved while the person types, found again after anything."""

from dataclasses import replace

from cicdesk.services.context import Context
from cicdesk.services.errors import DraftOfAnother
from cicdesk.store import drafts
from cicdesk.store.drafts import Draft


class DraftService:
    """Each user's own half-filled forms."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def save(self, draft: Draft) -> None:
        """Keep a draft; on disk when this returns. DraftOfAnother if the name is somebody else's."""
        now = self._context.now()
        with self._context.store.write() as connection:
            own = replace(draft, user=self._context.user, saved_at=now, started_at=draft.started_at or now)
            if not drafts.save(connection, own):
                raise DraftOfAnother

    def load(self, draft: str) -> Draft:
        """One of the user's drafts; DraftOfAnother if there is none of that name."""
        with self._context.store.read() as connection:
            found = drafts.load(connection, draft, self._context.user)
        if found is None:
            raise DraftOfAnother
        return found

    def all(self) -> list[Draft]:
        """The user's drafts, the last touched first."""
        with self._context.store.read() as connection:
            return drafts.all_of(connection, self._context.user)

    def drop(self, draft: str) -> None:
        """Throw a draft of this user away; nothing happens if there is none."""
        with self._context.store.write() as connection:
            drafts.drop(connection, draft, self._context.user)
