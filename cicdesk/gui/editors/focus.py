"""Follows the cursor through a form: fields that it leaves make values of what was typed in them."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from cicdesk.gui.editors.frame import FieldFrame


class FocusWatch(QObject):
    """Watches one form."""

    moved = Signal(object)
    """The cursor came into this FieldFrame (the outermost, for parts of a group), or into none of them."""

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self._form = form
        self._inside: list[FieldFrame] = []
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._changed)

    def _changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        now = self._frames_around(new)
        if now == self._inside:
            return
        before, self._inside = self._inside, now
        for frame in before:
            if frame not in now:
                frame.editor.commit()
        for frame in reversed(now):
            if frame not in before:
                frame.editor.enter()
        self.moved.emit(now[-1] if now else None)

    def _frames_around(self, widget: QWidget | None) -> list[FieldFrame]:
        """The fields in which a widget lies, the innermost first."""
        frames: list[FieldFrame] = []
        while widget is not None and widget is not self._form:
            if isinstance(widget, FieldFrame):
                frames.append(widget)
            widget = widget.parentWidget()
        return frames if widget is self._form else []

    def commit(self) -> None:
        """Make a value of what is being typed, without the cursor leaving."""
        for frame in self._inside:
            frame.editor.commit()

    @property
    def outermost(self) -> FieldFrame | None:
        """The field of the form in which the cursor is."""
        return self._inside[-1] if self._inside else None

    @property
    def current(self) -> FieldFrame | None:
        """The innermost field in which the cursor is."""
        return self._inside[0] if self._inside else None
