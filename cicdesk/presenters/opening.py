"""Opening a form: what it begins with is looked up first, off the screen's thread."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from cicdesk.domain.working_days import is_working
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.form_desk import FormStart
from cicdesk.presenters.rooms import as_written_by
from cicdesk.presenters.runner import Runner
from cicdesk.presenters.support_mending import MENDING, as_mended
from cicdesk.schema.together import form_of
from cicdesk.schema.values import Values

READ_ONLY = frozenset({"comment"})
_ANY_DAY = dt.date(2026, 1, 1)


class FormOpening:
    """Finds the record and the draft of a form. `owner` is whoever waits for it."""

    def __init__(self, owner: object, desk: Desk, runner: Runner) -> None:
        self._owner = owner
        self._desk = desk
        self._runner = runner

    def open(
        self, kind: str, record: str, draft: str, values: Values, opened: Callable[[FormStart], None]
    ) -> None:
        """Call `opened` with what the form begins with. A contact that becomes a person is in `values`.

        A blank form needs nothing from the file, so it does not queue behind what else is being looked up.
        """
        if "from_time" in form_of(kind).by_name:  # the first look at holidays takes a moment
            self._runner.start(self._owner, lambda: is_working(_ANY_DAY), lambda _working: None)
        if not record and not draft:
            opened(self._look(kind, record, draft, values))
            return
        self._runner.start(self._owner, lambda: self._look(kind, record, draft, values), opened)

    def find(self, kind: str, where: Values, found: Callable[[str], None]) -> None:
        """Call `found` with the id of a record that holds these values; empty if there is none."""
        self._runner.start(
            self._owner,
            lambda: self._desk.records.list(kind, where, 1),
            lambda records: found(records[0].id if records else ""),
        )

    def _look(self, kind: str, record: str, draft: str, values: Values) -> FormStart:
        spec, given = form_of(kind), dict(values)
        if "office" in spec.by_name and self._desk.office:
            given.setdefault("office", self._desk.office)
        for each in spec.fields:
            if each.default == "me":
                given.setdefault(each.name, self._desk.user)
        if "team" in spec.by_name:
            given.setdefault("team", [self._desk.user])
        if spec.root_optional and not record and not given.get(spec.root_field):
            spec = replace(spec, root_field="")  # whose file it goes into is asked in the form
        contact = str(given.pop("_contact", "") or "")
        if given.pop(MENDING, None):
            spec = as_mended(spec)
        return FormStart(
            as_written_by(self._desk.role, spec),
            record=self._desk.records.get(record) if record else None,
            draft=self._desk.drafts.load(draft) if draft else None,
            values={} if record else given,
            contact=contact,
            read_only=kind in READ_ONLY,
        )
