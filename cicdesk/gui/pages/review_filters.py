"""Which cases the queue shows: chosen in boxes, saved under names."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from cicdesk.base.i18n import N_, _
from cicdesk.gui.pages.review_asking import ask_line
from cicdesk.gui.parts.flow import FlowLayout
from cicdesk.gui.parts.texts import button
from cicdesk.presenters.review import TO_DO, Filter, ReviewPresenter, ReviewState
from cicdesk.presenters.review_shown import state_words

_ALL = (
    ("office", N_("All offices")),
    ("worker", N_("Everybody")),
    ("project", N_("All projects")),
    ("trip", N_("All trips")),
)
_LACKING = (("", N_("Complete or not")), ("yes", N_("Something missing")), ("no", N_("Nothing missing")))
_DAYS = ((0, N_("Of any age")), (7, N_("Older than a week")), (28, N_("Older than four weeks")))
_LEAST_CHOICE = 15
_ANSWERS = {"yes": True, "no": False}


class ReviewFilters(QWidget):
    """The boxes."""

    def __init__(self) -> None:
        super().__init__()
        self._presenter: ReviewPresenter | None = None
        self.boxes = {name: QComboBox() for name in ("state", *(n for n, _w in _ALL), "lacking", "days")}
        self.saved = QComboBox()
        self.save = button("", "check", "quiet")
        self.forget = button("", "trash", "quiet")
        self._choices: Mapping[str, Sequence[tuple[str, str]]] = {}
        line = FlowLayout(self, gap=8)
        for box in (*self.boxes.values(), self.saved):
            box.setMinimumContentsLength(_LEAST_CHOICE)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            line.addWidget(box)
        line.addWidget(self.save)
        line.addWidget(self.forget)
        self.retranslate()
        for box in self.boxes.values():
            box.currentIndexChanged.connect(lambda _index: self._narrowed())
        self.saved.activated.connect(lambda _index: self._recalled())
        self.save.clicked.connect(self._ask_name)
        self.forget.clicked.connect(self._dropped)

    def use(self, presenter: ReviewPresenter) -> None:
        """Who hears of every other choice."""
        self._presenter = presenter

    def retranslate(self) -> None:
        """Say the fixed words; what is chosen stays."""
        states = [
            (TO_DO, _("To decide")),
            *((s.value, state_words(s)) for s in ReviewState),
            ("", _("All cases")),
        ]
        _fill(self.boxes["state"], states)
        _fill(self.boxes["lacking"], [(code, _(words)) for code, words in _LACKING])
        _fill(self.boxes["days"], [(days, _(words)) for days, words in _DAYS])
        self.save.setText(_("Save this filter"))
        self.forget.setText(_("Forget it"))
        self.show_choices(self._choices, [self.saved.itemText(i) for i in range(1, self.saved.count())])
        names = {
            "state": _("State"), "office": _("Office"), "worker": _("Who led or wrote"), "project": _("Project"),
            "trip": _("Trip"), "lacking": _("Missing for the reports"), "days": _("Age"),
        }  # fmt: skip
        for name, box in self.boxes.items():
            box.setAccessibleName(names[name])
        self.saved.setAccessibleName(_("Saved filters"))

    def show_choices(self, choices: Mapping[str, Sequence[tuple[str, str]]], saved: Sequence[str]) -> None:
        """Offer these."""
        self._choices = choices
        for name, words in _ALL:
            _fill(self.boxes[name], [("", _(words)), *choices.get(name, ())])
        _fill(self.saved, [("", _("Saved filters")), *((name, name) for name in saved)])
        self.saved.setVisible(bool(saved))
        self.forget.setVisible(bool(saved) and bool(self.saved.currentData()))

    def show_filter(self, wanted: Filter) -> None:
        """Choose what a filter says."""
        lacking = "" if wanted.lacking is None else "yes" if wanted.lacking else "no"
        held = {
            "state": wanted.state, "office": wanted.office, "worker": wanted.worker, "project": wanted.project,
            "trip": wanted.trip, "lacking": lacking, "days": wanted.days,
        }  # fmt: skip
        for name, box in self.boxes.items():
            box.blockSignals(True)
            if box.findData(held[name]) < 0:
                box.addItem(str(held[name]), held[name])
            box.setCurrentIndex(box.findData(held[name]))
            box.blockSignals(False)

    def filter(self) -> Filter:
        """What is chosen."""
        said = {name: box.currentData() for name, box in self.boxes.items()}
        return Filter(
            state=str(said["state"]), office=str(said["office"] or ""), worker=str(said["worker"] or ""),
            project=str(said["project"] or ""), trip=str(said["trip"] or ""),
            lacking=_ANSWERS.get(str(said["lacking"])), days=int(said["days"] or 0),
        )  # fmt: skip

    def _narrowed(self) -> None:
        if self._presenter is not None:
            self._presenter.narrow(self.filter())

    def _recalled(self) -> None:
        name = str(self.saved.currentData() or "")
        self.forget.setVisible(bool(name))
        if name and self._presenter is not None:
            self._presenter.recall(name)

    def _dropped(self) -> None:
        if self._presenter is not None:
            self._presenter.drop_filter(str(self.saved.currentData() or ""))

    def _ask_name(self) -> None:
        if self._presenter is not None:
            ask_line(self, _("Save this filter"), _("Its name"), self._presenter.keep_filter)


def _fill(box: QComboBox, choices: Sequence[tuple[object, str]]) -> None:
    held = box.currentData()
    box.blockSignals(True)
    box.clear()
    for data, words in choices:
        box.addItem(words, data)
    box.setCurrentIndex(max(0, box.findData(held)))
    box.blockSignals(False)
