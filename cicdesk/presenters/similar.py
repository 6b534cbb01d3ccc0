"""Who this may already be: asked while someone types, answered beside the form, never in the way."""

from collections.abc import Sequence

from cicdesk.presenters.form_desk import FormDesk, Likeness, Screen
from cicdesk.schema.fields import Search
from cicdesk.schema.records import RecordSpec
from cicdesk.schema.values import Values, is_blank

PAUSE = 300
"""Milliseconds of quiet before the question is asked."""
_ALARM = "similar"
_KINDS = frozenset({"person"})
_ALSO_COUNTS = frozenset({"sex", "citizenships", "other_identifier", "pesel_unverified"})
"""What nobody is asked about for its own sake, but what counts when two people are compared."""
_TELLING = frozenset({Search.NAME, Search.NUMBER})


class SimilarSeeker:
    """Asks for similar people when a telling field changes: names, birth date, phones, documents."""

    def __init__(self, desk: FormDesk, spec: RecordSpec, screen: Screen) -> None:
        self._desk, self._screen = desk, screen
        telling = {f.name for f in spec.fields if f.search in _TELLING} | {
            "birth_date",
            "phones",
            "documents",
        }
        self._telling = frozenset(telling) if spec.kind in _KINDS else frozenset[str]()
        self._asked = 0

    def changed(self, names: frozenset[str], values: Values, own: str) -> None:
        """These fields changed; `own` is the record's id, which is never its own likeness."""
        if names & self._telling:
            asked = self._telling | _ALSO_COUNTS
            known = {name: values[name] for name in asked if not is_blank(values.get(name))}
            self._screen.delays.ask(_ALARM, PAUSE, lambda: self._ask(known, own))

    def _ask(self, known: Values, own: str) -> None:
        self._asked += 1
        number = self._asked

        def answered(hits: Sequence[Likeness]) -> None:
            if number == self._asked:
                self._screen.view.show_similar([hit for hit in hits if hit.id != own])

        self._desk.runner.start(self._screen.view, lambda: self._desk.search.similar(known), answered)
