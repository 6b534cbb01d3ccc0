"""The funder's file: check it, put right what is wrong, write it, and see what the funder's system says of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from cicdesk.gui.navigation import Navigator
from cicdesk.gui.pages.export_beside_card import BesideCard, LayoutCard
from cicdesk.gui.pages.export_file_card import FileCard
from cicdesk.gui.pages.export_parts import ExportPanel
from cicdesk.gui.parts.boxes import scrolled
from cicdesk.gui.parts.choosing import ask_files, ask_new_file
from cicdesk.presenters.export_funder import Asked, BesideShown, FunderPresenter, FunderShown, FunderStart
from cicdesk.presenters.export_places import Place


class FunderPanel(ExportPanel):
    """Three cards: the file, what the funder's system says, the layout."""

    def __init__(self, navigator: Navigator, failed: Callable[[BaseException], object]) -> None:
        super().__init__(failed)
        self._navigator = navigator
        self.file = FileCard(self._go, self._check, self._write)
        self.beside = BesideCard(self._go)
        self.layouts = LayoutCard()
        self._lay_out()
        self.retranslate()

    def use(self, presenter: FunderPresenter) -> None:
        """The thinking of this panel."""
        self._presenter = presenter
        self.stop.clicked.connect(presenter.stop)
        beside, layouts = self.beside, self.layouts
        beside.keep.clicked.connect(presenter.keep_ids)
        layouts.shipped.clicked.connect(presenter.go_back_to_shipped)
        layouts.save.clicked.connect(
            lambda: ask_new_file(self, layouts.save.text(), "sm_efs.toml", presenter.save_layout)
        )
        for made, chosen in (
            (layouts.use, presenter.use_layout),
            (beside.compare, lambda path: presenter.compare(path, self.file.asked())),
            (beside.answer, lambda path: presenter.read_answer(path, self.file.asked())),
        ):
            made.clicked.connect(
                lambda _checked=False, words=made.text, chosen=chosen: self._ask(words(), chosen)
            )

    def makers(self) -> list[QWidget]:
        """Everything that starts something."""
        return [
            self.file.check, self.file.write, self.beside.compare, self.beside.answer, self.beside.keep,
            self.layouts.use, self.layouts.shipped,
        ]  # fmt: skip

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(16)
        for card in (self.file, self.beside, self.layouts):
            column.addWidget(card)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self.busy_box)
        outer.addWidget(scrolled(inside), 1)

    def retranslate(self) -> None:
        """Say the fixed words."""
        super().retranslate()
        for card in (self.file, self.beside, self.layouts):
            card.retranslate()

    def load(self) -> None:
        """Ask for what can be chosen."""
        self._presenter.load()

    def focus_first(self) -> None:
        """Begin with the project."""
        self.file.project.setFocus()

    def show_start(self, start: FunderStart) -> None:
        """Show what can be chosen."""
        self.file.show_start(start)
        self.layouts.show_start(start)

    def show_check(self, shown: FunderShown | None) -> None:
        """Show what came of the check."""
        self.file.show_check(shown)

    def show_beside(self, shown: BesideShown | None) -> None:
        """Show what the funder's system says."""
        self.beside.show_beside(shown)

    def _check(self, asked: Asked) -> None:
        self._presenter.check(asked)

    def _write(self, path: Path) -> None:
        self._presenter.write(path)

    def _ask(self, title: str, chosen: Callable[[Path], object]) -> None:
        made = ask_files(self, title, QFileDialog.FileMode.ExistingFile)
        made.fileSelected.connect(lambda name: chosen(Path(name)))
        made.open()

    def _go(self, place: Place | None) -> None:
        """Open the field; services stand in the person's file."""
        if place is None:
            return
        if place.field:
            self._navigator.open_form(place.kind, place.record, field=place.field)
        else:
            self._navigator.open_record(place.kind, place.record, place.record)
