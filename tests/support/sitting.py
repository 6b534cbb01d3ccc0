"""A form at which somebody sits, without a screen."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cicdesk.presenters.delays import ManualDelays
from cicdesk.presenters.form import RecordFormPresenter
from cicdesk.presenters.form_desk import FormStart, FormStatus, Likeness, Notice, Screen
from cicdesk.schema.snapshot import Changes, Snapshot
from cicdesk.schema.values import Value, Values
from tests.support.forms import PERSON, Office


@dataclass
class Paper:
    """A window that only writes down what it is told."""

    values: dict[str, Value] = field(default_factory=dict)
    status: FormStatus | None = None
    similar: Sequence[Likeness] = ()
    notices: list[Notice] = field(default_factory=list)
    jumps: list[str] = field(default_factory=list)
    saved: list[Snapshot] = field(default_factory=list)
    failures: list[BaseException] = field(default_factory=list)

    def show_values(self, values: Values) -> None:
        self.values.update(values)

    def show_status(self, status: FormStatus) -> None:
        self.status = status

    def show_similar(self, hits: Sequence[Likeness]) -> None:
        self.similar = hits

    def show_notice(self, notice: Notice) -> None:
        self.notices.append(notice)

    def jump_to(self, path: str) -> None:
        self.jumps.append(path)

    def record_saved(self, snapshot: Snapshot, changes: Changes) -> None:
        self.saved.append(snapshot)

    def show_failure(self, error: BaseException) -> None:
        self.failures.append(error)


@dataclass
class Sitting:
    """A form and everything around it."""

    start: FormStart = field(default_factory=lambda: FormStart(PERSON))
    office: Office = field(default_factory=Office)

    def __post_init__(self) -> None:
        self.paper, self.delays = Paper(), ManualDelays()
        self.form = RecordFormPresenter(self.office.desk, self.start, Screen(self.paper, self.delays))

    def type(self, name: str, text: str) -> None:
        """Letter by letter, then on to the next field."""
        for end in range(1, len(text) + 1):
            self.form.change(name, text[:end])
        self.form.settle(name)

    def codes(self, name: str) -> list[str]:
        return [p.code for p in self.form.status().problems if p.field.partition("/")[0] == name]

    @property
    def draft(self) -> Values:
        (draft,) = self.office.drafts.kept.values()
        return draft.values
