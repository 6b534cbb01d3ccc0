"""What the funder's system says: its export beside our records, its answer to our file; and the layout in use."""

from collections.abc import Callable

from cicdesk.base.i18n import _, ngettext
from cicdesk.gui.pages.export_parts import FoundTable, buttons
from cicdesk.gui.parts.boxes import Card
from cicdesk.gui.parts.texts import button, label, set_text
from cicdesk.presenters.export_funder import BesideShown, FunderStart
from cicdesk.presenters.export_places import Place


class BesideCard(Card):
    """`go` is called with where a difference is put right."""

    def __init__(self, go: Callable[[Place | None], object]) -> None:
        super().__init__()
        self.compare, self.answer = button(""), button("")
        self.keep = button("", "check", "primary")
        self._why, self._notes = label("", "muted", wrap=True), label("", "muted", wrap=True)
        self.summary = label("", "strong", wrap=True, selectable=True)
        self.table = FoundTable()
        self._places: list[Place | None] = []
        self.table.chosen.connect(lambda row: go(self._places[row]))
        self.body.setSpacing(10)
        self.body.addWidget(self._why)
        self.body.addLayout(buttons(self.compare, self.answer))
        for each in (self.summary, self._notes, self.table):
            self.body.addWidget(each)
        self.body.addLayout(buttons(self.keep))
        self.show_beside(None)

    def retranslate(self) -> None:
        """Say the fixed words."""
        self.set_title(_("What the funder's system says"))
        self._why.setText(_("The system's export and its answer are read as they are. Nothing in the records changes, except that technical identifiers are kept where you say so."))  # fmt: skip
        self.compare.setText(_("Compare with its export…"))
        self.answer.setText(_("Read its answer…"))

    def show_beside(self, shown: BesideShown | None) -> None:
        """Show what was read; None: nothing was."""
        set_text(self.summary, shown.summary if shown else "")
        more = _("… and more: {count}").format(count=shown.more) if shown and shown.more else ""
        set_text(self._notes, "\n".join(filter(None, (*shown.notes, more))) if shown else "")
        self._places = list(shown.places) if shown else []
        self.table.setVisible(bool(shown and shown.rows))
        if shown and shown.rows:
            self.table.show_rows(_("What the funder's system says"), shown.heads, shown.rows)
        fresh = shown.fresh if shown else 0
        words = ngettext("Keep {count} technical identifier", "Keep {count} technical identifiers", fresh)
        self.keep.setText(words.format(count=fresh))
        self.keep.setVisible(fresh > 0)


class LayoutCard(Card):
    """Which layout the file has, and how another one is put in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.save, self.use = button("", "", "quiet"), button("", "", "quiet")
        self.shipped = button("", "", "quiet")
        self._words = label("", "muted", wrap=True)
        self.body.setSpacing(10)
        self.body.addWidget(self._words)
        self.body.addLayout(buttons(self.save, self.use, self.shipped))

    def retranslate(self) -> None:
        """Say the fixed words."""
        self.set_title(_("Layout of the file"))
        self.save.setText(_("Save the layout to change it…"))
        self.use.setText(_("Use another layout…"))
        self.shipped.setText(_("Back to the shipped layout"))

    def show_start(self, start: FunderStart) -> None:
        """Show which one is in use."""
        self._words.setText(start.layout)
        self.shipped.setVisible(start.own_layout)
