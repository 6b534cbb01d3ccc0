"""The keys of a form beside those of every window."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from cicdesk.gui.editors.focus import FocusWatch
from cicdesk.schema.records import RecordSpec

_DIGITS = "1234567890"


def add_key(form: QWidget, keys: str, done: Callable[[], object]) -> None:
    """A key that works while the cursor is anywhere in the form."""
    shortcut = QShortcut(QKeySequence(keys), form)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(done)


def add_section_keys(form: QWidget, spec: RecordSpec, go: Callable[[str], None]) -> None:
    """Alt and a digit for each of the first ten sections."""
    for digit, section in zip(_DIGITS, spec.sections, strict=False):
        add_key(form, f"Alt+{digit}", partial(go, section.name))


class RefusalKey(QObject):
    """Ctrl+R: why there is no answer in the field where the cursor is."""

    def __init__(self, form: QWidget, watch: FocusWatch) -> None:
        super().__init__(form)
        self._watch = watch
        add_key(form, "Ctrl+R", self._ask)

    def _ask(self) -> None:
        frame = self._watch.current
        if frame is not None and frame.field.refusable:
            frame.ask_refusal()


def next_missing(spec: RecordSpec, missing: tuple[str, ...], watch: FocusWatch) -> str:
    """The next field, from the cursor on, that is missing to be reportable; empty if none is."""
    names = list(spec.by_name)
    frame = watch.outermost
    here = names.index(frame.field.name) if frame is not None else -1
    after = (name for name in missing if names.index(name) > here)
    return next(after, missing[0] if missing else "")
