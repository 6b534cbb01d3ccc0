"""A person's file on one page: who it is, what is missing, cases, everything that happened, comments."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cicdesk.base.i18n import _, ngettext
from cicdesk.base.ids import RecordId
from cicdesk.gui.actions import Command, make_action
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.pages.arrange_card import ArrangeCard
from cicdesk.gui.pages.clash_bar import ClashBar
from cicdesk.gui.pages.comments import CommentBox, RemarkList
from cicdesk.gui.pages.files_card import DropPlace, FilesCard
from cicdesk.gui.pages.joined_card import JoinedCard
from cicdesk.gui.pages.service_card import ServiceCard
from cicdesk.gui.parts.boxes import Card, Nothing, Page, clear, columns, side_by_side, tab_through
from cicdesk.gui.parts.rows import RowButton
from cicdesk.gui.parts.texts import avatar, button, label, pill, set_text
from cicdesk.presenters.case_file import CaseFilePresenter, Fact, FileShown
from cicdesk.presenters.files import FilesPresenter
from cicdesk.presenters.timeline import Event
from cicdesk.presenters.words import STATE_TONES, shortened, state_words
from cicdesk.schema.snapshot import SyncState

_THREE_BUTTONS = 520


class CasePage(Page):
    """The file of one person."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__()
        self._navigator = navigator
        self._presenter: CaseFilePresenter | None = None
        self._shown: FileShown | None = None
        self._face = QVBoxLayout()
        self._name = label("", "title", wrap=True, selectable=True)
        self._original = label("", "muted", selectable=True)
        self._number = label("", "muted", selectable=True)
        self._state = QHBoxLayout()
        self._edit = button("", "edit", "primary")
        self._new_case = button("", "case")
        self._new_note = button("", "note")
        self._missing = QFrame()
        self._missing.setProperty("role", "notice")
        self._missing.setProperty("tone", "warning")
        self._missing_words = label("", wrap=True)
        self._clash = ClashBar(lambda: navigator.open_conflict(self.root))
        self._facts = QGridLayout()
        self._about, self._cases, self._timeline, self._talk = Card(), Card(), Card(), Card()
        self.files = FilesCard()
        self.arrange = ArrangeCard(navigator)
        self.support = ServiceCard(navigator)
        self.joined = JoinedCard()
        self._filing: FilesPresenter | None = None
        self._drops = DropPlace(self, self.files)
        self._remarks = RemarkList(self._settle, self._answer)
        self._box = CommentBox(self._comment)
        self._top, self._halves, self._buttons = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self._lay_out()
        self._connect()
        self.retranslate()

    def use(self, presenter: CaseFilePresenter, filing: FilesPresenter) -> None:
        """The thinking of this page."""
        self._presenter, self._filing = presenter, filing
        self.arrange.moved = presenter.move
        self.joined.part = presenter.part
        self.support.join = presenter.join_participations
        self.files.use(filing)

    def open(self, root: RecordId) -> None:
        """Show the file of that person."""
        if self._presenter is not None and self._filing is not None:
            if root != self.root:
                self.go_to_top()
            self._presenter.open(root)
            self._filing.open(root)

    @property
    def root(self) -> str:
        """Whose file is shown."""
        return self._presenter.root if self._presenter else ""

    def _connect(self) -> None:
        make_action(Command.ADD_FILE, self, self.files.choose)
        self._edit.clicked.connect(lambda: self._navigator.open_form("person", self.root))
        self._new_case.clicked.connect(
            lambda: self._navigator.open_form("case", values={"person": self.root})
        )
        self._new_note.clicked.connect(
            lambda: self._navigator.open_form("note", values={"person": self.root})
        )

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 12, 24, 24)
        column.setSpacing(16)
        column.addLayout(self._head())
        words = QHBoxLayout(self._missing)
        words.setContentsMargins(16, 10, 8, 10)
        words.addWidget(self._missing_words, 1)
        self._fill_in = button("", "", "quiet")
        self._fill_in.clicked.connect(lambda: self._navigator.open_form("person", self.root))
        words.addWidget(self._fill_in)
        column.addWidget(self._clash)
        column.addWidget(self._missing)
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(8)
        self._facts.setColumnStretch(1, 1)
        self._about.body.addLayout(self._facts)
        self._talk.body.setSpacing(10)
        self._talk.body.addWidget(self._box)
        self._talk.body.addWidget(self._remarks)
        columns(
            self._halves,
            (self._cases, self.support, self.arrange, self._timeline),
            (self._about, self.joined, self.files, self._talk),
        )
        column.addLayout(self._halves, 1)
        self.show_scrolled(content)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, as with large letters, what stands side by side goes below each other."""
        for each in (self._halves, self._top):
            side_by_side(each, event.size().width())
        side_by_side(self._buttons, event.size().width(), _THREE_BUTTONS)
        super().resizeEvent(event)

    def _head(self) -> QHBoxLayout:
        self._top.setSpacing(16)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addLayout(self._face)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._name)
        under = QHBoxLayout()
        under.setSpacing(12)
        under.addWidget(self._original)
        under.addWidget(self._number)
        under.addLayout(self._state)
        under.addStretch(1)
        names.addLayout(under)
        head.addLayout(names, 1)
        self._top.addLayout(head, 1)
        for each in (self._new_note, self._new_case, self._edit):
            self._buttons.addWidget(each)
        self._top.addLayout(self._buttons)
        return self._top

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._edit.setText(_("Edit"))
        self._new_case.setText(_("New case"))
        self._new_note.setText(_("New note"))
        self._fill_in.setText(_("Fill in"))
        self._about.set_title(_("Key facts"))
        self._cases.set_title(_("Cases"))
        self._timeline.set_title(_("What happened"))
        self._talk.set_title(_("Comments"))
        self._box.retranslate()
        self.files.retranslate()
        self.arrange.retranslate()
        self.support.retranslate()
        self.joined.retranslate()
        self._clash.retranslate()

    def load(self) -> None:
        """Ask for the file again."""
        if self._presenter is not None and self._filing is not None:
            self._presenter.load()
            self._filing.load()

    def focus_first(self) -> None:
        """Begin at the edit button."""
        self._edit.setFocus()

    def show_file(self, shown: FileShown) -> None:
        """Show it."""
        self._shown = shown
        clear(self._face)
        self._face.addWidget(avatar(shown.title or shown.original))
        self._name.setText(shown.title or shown.original)
        set_text(self._original, shown.original if shown.original != shown.title else "")
        set_text(self._number, shown.number)
        clear(self._state)
        if shown.person.state is not SyncState.SENT:
            self._state.addWidget(pill(state_words(shown.person.state), STATE_TONES[shown.person.state]))
        self._clash.setVisible(bool(shown.person.conflicts))
        self._show_missing(shown.missing)
        _fill_in(self._facts, shown.facts)
        self.arrange.show_file(shown)
        self.joined.show_joined(shown.joined, may_part=shown.may_part)
        self.support.show_support(self.root, shown.support)
        self._cases.set_title(_("Cases"), len(shown.cases))
        self._events(self._cases, shown.cases, "case", _("No case yet. A case says what the person needs."))
        self._events(self._timeline, shown.timeline, "clock", _("Nothing has happened yet."))
        open_ones = sum(not remark.done for remark in shown.remarks)
        self._talk.set_title(_("Comments"), open_ones)
        self._remarks.show_remarks(shown.remarks)
        self._box.set_fields(shown.fields)
        tab_through(
            self._edit, self._new_case, self._new_note, self._clash, self._fill_in,
            self._cases, self.support, self.arrange, self._timeline, self._about, self.joined, self.files,
            self._talk,
        )  # fmt: skip

    def clear_comment(self) -> None:
        """The comment was kept."""
        self._box.clear()

    def _show_missing(self, missing: Sequence[str]) -> None:
        self._missing.setVisible(bool(missing))
        listed = shortened(missing)
        text = ngettext(
            "{count} thing is still missing for the report: {fields}",
            "{count} things are still missing for the report: {fields}",
            len(missing),
        )
        self._missing_words.setText(text.format(count=len(missing), fields=listed))

    def _events(self, card: Card, events: Sequence[Event], icon: str, nothing: str) -> None:
        clear(card.body)
        for each in events:
            shown = "" if each.state is SyncState.SENT else state_words(each.state)
            right = "  ·  ".join(filter(None, (each.who, each.when, shown)))
            row = RowButton(each.icon, each.title, each.text, right)
            row.clicked.connect(lambda _checked=False, event=each: self._open(event))
            card.body.addWidget(row)
        if not events:
            card.body.addWidget(Nothing(icon, nothing))

    def _open(self, event: Event) -> None:
        if event.state is SyncState.CONFLICT:
            self._navigator.open_conflict(event.id)
        elif event.kind == "comment":
            self._remarks.go_to(event.id)
        else:
            self._navigator.open_form(event.kind, event.id)

    def _comment(self, text: str, field: str) -> None:
        if self._presenter is not None:
            self._presenter.comment(text, name=field)

    def _answer(self, comment: str, text: str) -> None:
        if self._presenter is not None and self._shown is not None:
            self._presenter.comment(text, answered_to=comment)

    def _settle(self, comment: str, done: bool) -> None:
        if self._presenter is not None:
            self._presenter.settle(comment, done=done)


def _fill_in(grid: QGridLayout, facts: Sequence[Fact]) -> None:
    """Labels at the left, what is known at the right."""
    clear(grid)
    for line, fact in enumerate(facts):
        grid.addWidget(label(fact.label, "label"), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_said(fact), line, 1)


def _said(fact: Fact) -> QWidget:
    """What the field holds; what is hidden has a button that shows it."""
    words = label(fact.hidden or fact.text, wrap=True, selectable=True)
    if not fact.hidden:
        return words
    show = button("", "eye", "quiet")
    show.setCheckable(True)
    show.setAccessibleName(_("Show the whole number"))
    show.setToolTip(_("Show the whole number"))
    show.toggled.connect(lambda on: words.setText(fact.text if on else fact.hidden))
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    row.addWidget(words)
    row.addWidget(show)
    row.addStretch(1)
    return both
