"""Beside a form: its sections with what they still want, what is missing to be reportable, who it may be."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from cicdesk.base.i18n import N_, _, ngettext
from cicdesk.gui.form_similar import SimilarRows
from cicdesk.gui.theme import restyle, theme
from cicdesk.presenters.form_desk import Count, Likeness
from cicdesk.schema.fields import Level
from cicdesk.schema.records import RecordSpec, Section

MISSING = N_("Still missing for the report")
COMPLETE = N_("Complete for the report")
SIMILAR = N_("Perhaps already known")
_WIDTH = 268
_MOST_WIDTH = 380
_GAP = 1
_WORDS_WIDTH = 232
_BLOCK_GAP = 14
_PILL_EDGE = 10
_MOST_KEYS = 10
_SCROLL_BAR = 14
_ROW_EDGES = 19
_PILL_GAP = 6
"""What the row of a section needs beside its name, and before its number where it has one."""


class SectionRow(QPushButton):
    """A section in the index: its name, and how much it still wants."""

    def __init__(self, section: Section, place: int) -> None:
        super().__init__()
        self.section, self._place = section, place
        self.setProperty("role", "section")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # As wide as the column: the words it has no room for end in an ellipsis and must not widen it.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._pill = QLabel(self)
        self._pill.setProperty("role", "count")
        self._pill.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, _PILL_EDGE, 0)
        row.addStretch()
        row.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignVCenter)
        self._count = Count()
        self.retranslate()

    def show_count(self, count: Count) -> None:
        """Problems first; else what is missing; else nothing."""
        if count == self._count:
            return
        self._count = count
        number = count.problems or count.missing
        restyle(self._pill, tone=_tone(count))
        self._pill.setText(str(number))
        self._pill.setVisible(number > 0)
        self.retranslate()

    def retranslate(self) -> None:
        """Its words."""
        words = _(self.section.label)
        self._fit()
        said = [words]
        if self._count.problems:
            problems = ngettext("{count} problem", "{count} problems", self._count.problems)
            said.append(problems.format(count=self._count.problems))
        if self._count.missing:
            missing = ngettext("{count} missing", "{count} missing", self._count.missing)
            said.append(missing.format(count=self._count.missing))
        self.setAccessibleName(", ".join(said))
        self.setToolTip(
            ", ".join(said) + (f"  (Alt+{self._place % 10})" if self._place <= _MOST_KEYS else "")
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        """The name ends in an ellipsis where the number would cover it; the whole is in the tooltip."""
        room = self.width() - theme().pixels(_ROW_EDGES)
        if not self._pill.isHidden():
            room -= self._pill.sizeHint().width() + theme().pixels(_PILL_GAP)
        words = _(self.section.label)
        fitting = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        if fitting != self.text():
            self.setText(fitting)


def _tone(count: Count) -> str:
    if count.errors:
        return "danger"
    return "warning" if count.problems else ""


def _goes_into_reports(spec: RecordSpec) -> bool:
    """Whether more is asked of a record than it takes to save it; a note is never reported."""
    return any(field.level is Level.REPORTED for field in spec.fields)


class WordRows(QWidget):
    """A heading and rows of words below it; a click chooses one. The form has keys for them."""

    chosen = Signal(str)
    """A person chose the row of this key."""

    def __init__(self, heading: str, role: str) -> None:
        super().__init__()
        self._heading_text, self._role = heading, role
        self._rows: list[QPushButton] = []
        self._heading = QLabel()
        self._heading.setProperty("role", "side-title")
        self._heading.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP)
        self._column.addWidget(self._heading)
        self.say(heading)

    def say(self, heading: str) -> None:
        """The heading's words."""
        self._heading.setText(_(heading))

    def show_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show these keys with their words."""
        while len(self._rows) < len(rows):
            self._add_row()
        for place, row in enumerate(self._rows):
            wanted = place < len(rows)
            row.setVisible(wanted)
            if wanted:
                key, words = rows[place]
                row.setProperty("key", key)
                fit, right = row.fontMetrics().elidedText, Qt.TextElideMode.ElideRight
                width = min(theme().pixels(_WORDS_WIDTH), _MOST_WIDTH - _SCROLL_BAR * 2)
                row.setText("\n".join(fit(line, right, width) for line in words.splitlines()))
                row.setAccessibleName(words.replace("\n", ", "))
                row.setToolTip(words)

    def _add_row(self) -> None:
        row = QPushButton()
        row.setProperty("role", self._role)
        row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row.clicked.connect(lambda: self.chosen.emit(str(row.property("key"))))
        self._column.addWidget(row)
        self._rows.append(row)


class FormSide(QScrollArea):
    """The index, what is missing, and similar people."""

    section_chosen = Signal(str)
    """A section was chosen in the index."""
    field_chosen = Signal(str)
    """A missing field was chosen."""
    person_chosen = Signal(object)
    """A similar person was chosen: the Likeness."""

    def __init__(self, spec: RecordSpec) -> None:
        super().__init__()
        self._spec = spec
        self._missing: tuple[str, ...] = ()
        self._rows_soon = QTimer(self)
        self._rows_soon.setSingleShot(True)
        self._rows_soon.timeout.connect(self._show_missing_rows)
        self._hits: dict[str, Likeness] = {}
        self.setObjectName("formSide")
        self.setWidgetResizable(True)
        self.setFixedWidth(min(theme().pixels(_WIDTH), _MOST_WIDTH))
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows = {s.name: SectionRow(s, place) for place, s in enumerate(spec.sections, start=1)}
        self._lacking = WordRows(MISSING, "missing")
        self._similar = SimilarRows(SIMILAR)
        self._similar.hide()
        self._lacking.chosen.connect(self.field_chosen)
        self._similar.chosen.connect(lambda key: self.person_chosen.emit(self._hits[key]))
        self._build()

    def _build(self) -> None:
        host = QWidget()
        host.setProperty("role", "scrolled")
        column = QVBoxLayout(host)
        column.setContentsMargins(0, 0, _SCROLL_BAR, 0)
        column.setSpacing(_GAP)
        for row in self._rows.values():
            row.clicked.connect(lambda _checked=False, name=row.section.name: self.section_chosen.emit(name))
            column.addWidget(row)
            row.setVisible(len(self._rows) > 1)
        for block in (self._similar, self._lacking):
            column.addSpacing(_BLOCK_GAP)
            column.addWidget(block)
        column.addStretch()
        self.setWidget(host)
        # Not earlier: without a parent it would be shown as a window of its own.
        self._lacking.setVisible(_goes_into_reports(self._spec))

    def changeEvent(self, event: QEvent) -> None:
        """Another scale: another width."""
        if event.type() == QEvent.Type.StyleChange:
            self.setFixedWidth(min(theme().pixels(_WIDTH), _MOST_WIDTH))
        super().changeEvent(event)

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to show beside so small a form."""
        return len(self._rows) > 1 or _goes_into_reports(self._spec)

    def show_counts(self, counts: Mapping[str, Count], shown: AbstractSet[str]) -> None:
        """What each section still wants; sections without a visible field have no row."""
        for name, row in self._rows.items():
            row.show_count(counts.get(name, Count()))
            row.setVisible(name in shown and len(self._rows) > 1)

    def show_current(self, section: str) -> None:
        """Mark the section in which the person works."""
        for name, row in self._rows.items():
            row.setChecked(name == section)

    def show_missing(self, names: tuple[str, ...]) -> None:
        """The fields still missing to be reportable; their lines are made once the form has been painted."""
        self._missing = names
        self._lacking.say(MISSING if names else COMPLETE)
        self._rows_soon.start()

    def _show_missing_rows(self) -> None:
        names = self._missing
        self._lacking.show_rows([(name, _(self._spec.by_name[name].label)) for name in names])

    def choose_similar(self) -> None:
        """The likeliest of the similar people, by key."""
        if self._hits:
            self.person_chosen.emit(next(iter(self._hits.values())))

    def show_similar(self, hits: Sequence[Likeness]) -> None:
        """Who this may already be."""
        self._hits = {hit.id: hit for hit in hits}
        self._similar.show_hits(hits)
        self._similar.setVisible(bool(hits))

    def retranslate(self) -> None:
        """All words again."""
        for row in self._rows.values():
            row.retranslate()
        self._similar.say(SIMILAR)
        self.show_similar(tuple(self._hits.values()))
        self.show_missing(self._missing)
