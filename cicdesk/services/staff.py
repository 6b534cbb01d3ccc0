"""People of the staff and offices, as far as this laptop knows them."""

from cicdesk.base.i18n import _
from cicdesk.domain.names import office_key
from cicdesk.services.context import Context
from cicdesk.store import meta, records
from cicdesk.wire.messages import CENTRE


class StaffService:
    """Who works here, and what everybody is called."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def users(self) -> dict[str, str]:
        """The sign-in names of the staff -> their names for people; where none is known, the sign-in name.

        What the centre says comes before what somebody called themselves on this laptop.
        """
        with self._context.store.read() as connection:
            told = meta.load_names(connection).users
            met = records.different(connection, "changed_by")
        titles = self._context.titles
        users = {*met, *told, *self._context.place.roles, self._context.user} - {CENTRE}
        return {user: told.get(user) or titles.get(user) or user for user in sorted(users)}

    def offices(self) -> dict[str, str]:
        """The codes of the offices of the region, and of those whose records are here -> their names."""
        with self._context.store.read() as connection:
            told = meta.load_names(connection).offices
            met = records.different(connection, "office")
        codes = {*met, *told, self._context.place.office} - {""}
        return {code: told.get(code) or code for code in sorted(codes)}

    def names(self) -> dict[str, str]:
        """Both, for texts that name whom a value points to, and the centre itself: offices under `office_key`."""
        return {
            CENTRE: _("The centre"),
            **self.users(),
            **{office_key(code): name for code, name in self.offices().items()},
        }
