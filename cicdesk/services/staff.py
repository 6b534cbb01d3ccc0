"""People of the staff and offices, as far as this laptop knows them."""

from cicdesk.services.context import Context
from cicdesk.store import records


class StaffService:
    """Who works here."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def users(self) -> dict[str, str]:
        """The names of staff this laptop has met -> their names for people."""
        with self._context.store.read() as connection:
            names = {
                *records.different(connection, "changed_by"),
                *self._context.place.roles,
                self._context.user,
            }
        titles = self._context.titles
        return {name: titles.get(name, name) for name in sorted(names)}

    def offices(self) -> tuple[str, ...]:
        """The codes of the offices whose records this laptop holds."""
        with self._context.store.read() as connection:
            return tuple(
                sorted({*records.different(connection, "office"), self._context.place.office} - {""})
            )
