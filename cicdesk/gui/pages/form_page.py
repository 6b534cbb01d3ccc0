"""A record form as a page of the main window, with its name and a way back."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from cicdesk.base.i18n import _
from cicdesk.gui.actions import Command, have_done
from cicdesk.gui.booking_strip import BookingStrip
from cicdesk.gui.parts.asking import answer, message_box, way_out
from cicdesk.gui.parts.boxes import Page
from cicdesk.gui.parts.rows import Elided
from cicdesk.gui.parts.texts import button
from cicdesk.gui.record_form import RecordForm
from cicdesk.gui.windows.notices import Notice
from cicdesk.presenters.case_file import name_of
from cicdesk.presenters.form_desk import FormStart
from cicdesk.presenters.words import moment_words, title_words
from cicdesk.schema.snapshot import Changes, Snapshot


class FormPage(Page):
    """Several can be open at once; each keeps its own draft."""

    discarded = Signal()
    """The person does not want what was typed; the draft is forgotten."""

    def __init__(
        self,
        form: RecordForm,
        start: FormStart,
        back: Callable[[], None],
        now: dt.datetime,
        strip: BookingStrip | None = None,
    ) -> None:
        """`strip`: what can be arranged for the record; it stands above the fields."""
        super().__init__()
        self.strip = strip
        self.form = form
        self.start = start
        self._back = button("", "back", "quiet")
        self._back.clicked.connect(back)
        self._title = Elided("", "title")
        self._owner = Elided("", "small")
        self._owner.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 8, 24, 16)
        outer.setSpacing(8)
        head, names = QHBoxLayout(), QVBoxLayout()
        outer.addLayout(head)
        head.setSpacing(8)
        head.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(names, 1)
        self._print = button("", "printer", "quiet")
        self._print.clicked.connect(lambda: have_done(Command.PAPERS, self))
        self._print.setVisible(start.record is not None and _has_papers(start.spec.kind))
        head.addWidget(self._print, 0, Qt.AlignmentFlag.AlignTop)
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._owner)
        if start.draft is not None:
            outer.addWidget(self._banner(moment_words(start.draft.saved_at, now)))
        if strip is not None:
            form.body.column.insertWidget(0, strip)  # it scrolls along and takes no room from the fields
        outer.addWidget(form, 1)
        self.retranslate()

    def _banner(self, when: str) -> Notice:
        """Says calmly that this was begun before, and when."""
        banner = Notice("info", _("Draft of {time}").format(time=when), _("Everything typed then is here."))
        banner.offer(_("Throw it away"), self._ask_discard, closes=False)
        return banner

    def _ask_discard(self) -> None:
        box = message_box(
            self, "question", _("Throw this draft away?"), _("What was typed and not saved is gone then.")
        )
        away = answer(box, _("Throw it away"), "danger")
        way_out(box, _("Keep it"))
        away.clicked.connect(self._discard)
        box.open()

    def _discard(self) -> None:
        self.form.presenter.discard()
        self.discarded.emit()

    def retranslate(self) -> None:
        """Say the fixed words."""
        self._back.setText(_("Back"))
        self._print.setText(_("Print…"))
        if self.strip is not None:
            self.strip.retranslate()
        spec, record = self.start.spec, self.start.record
        name = _name(record) if record else ""
        kind = _(spec.label) if record else _(spec.new_label)
        self._title.say(_("{kind}: {name}").format(kind=kind, name=name) if name else kind)

    def apply(self, changes: Changes) -> None:
        """Something was written or came from the centre; what is being typed stays."""
        self.form.presenter.apply(changes)
        if self.strip is not None:
            self.strip.apply(changes)

    @property
    def owner(self) -> str:
        """The person whose file the record belongs to or will belong to; empty where it is no part of one."""
        field = self.start.spec.root_field
        held = self.start.record or self.start.draft
        return str({**self.start.values, **(held.values if held else {})}.get(field) or "") if field else ""

    def show_owner(self, words: str) -> None:
        """Say whose file it is, so that nothing is written into the wrong one."""
        self._owner.say(words)
        self._owner.show()

    def focus_first(self) -> None:
        """The form puts the cursor itself."""


def _has_papers(kind: str) -> bool:
    from cicdesk.reports.papers.catalogue import papers_about  # noqa: PLC0415  not before the first form is open

    return bool(papers_about(kind))


def _name(record: Snapshot) -> str:
    """What the record is called above its form."""
    return name_of(record) or title_words(record.kind, record.title) or record.number
