"""The fields of a form as far as they are made: values in, what was typed out, problems below."""

from collections.abc import Mapping, Sequence

from cicdesk.base.i18n import language
from cicdesk.gui.editors.base import EditorContext, Remark
from cicdesk.gui.editors.frame import FieldFrame
from cicdesk.gui.editors.items import ItemsEditor
from cicdesk.gui.editors.parts import GroupEditor
from cicdesk.gui.form_notice import notice_of
from cicdesk.presenters.client_words import words as value_words
from cicdesk.presenters.form import RecordFormPresenter
from cicdesk.presenters.form_desk import Notice
from cicdesk.schema.fields import Field
from cicdesk.schema.problems import Problem, words
from cicdesk.schema.records import RecordSpec
from cicdesk.schema.values import Values

NO_REMARKS: Mapping[str, Remark] = {}


class FormFields:
    """All frames of a form by their fields' names."""

    def __init__(self, spec: RecordSpec, presenter: RecordFormPresenter, context: EditorContext) -> None:
        self.frames: dict[str, FieldFrame] = {}
        self._spec, self._presenter, self._context = spec, presenter, context
        self._remarks: dict[str, dict[str, Remark]] = {}
        self._problems: Sequence[Problem] = ()

    def make(self, field: Field) -> FieldFrame:
        """The frame of a field, filled with its value."""
        editor = self._context.make(field, self._context)
        frame = FieldFrame(editor, labelled=not self._is_section_itself(field))
        frame.set_value(self._presenter.values.get(field.name))
        frame.set_second_language(self._context.second())
        if field.locked or self._presenter.read_only:
            frame.set_read_only(True)
        editor.changed.connect(lambda value, part: self._changed(field.name, value, part))
        editor.settled.connect(lambda: self._presenter.settle(field.name))
        frame.refused.connect(self._presenter.refuse)
        self.frames[field.name] = frame
        return frame

    def _is_section_itself(self, field: Field) -> bool:
        """Whether the card's heading already says the label."""
        return any(s.name == field.section and s.label == field.label for s in self._spec.sections)

    def _changed(self, name: str, value: object, part: str) -> None:
        self.frames[name].show_notice(None)
        self._presenter.change(name, value, f"{name}/{part}" if part else name)  # type: ignore[arg-type]  # Qt's signals carry any object

    def focus_first(self) -> None:
        """The cursor goes into the first field that can be filled in."""
        for frame in self.frames.values():
            if not frame.field.locked and not frame.isHidden():
                frame.jump("")
                return

    def show_values(self, values: Values) -> None:
        """These fields hold this now."""
        for name, value in values.items():
            frame = self.frames.get(name)
            if frame is not None:
                frame.set_value(value)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Exactly these problems; those that are gone are cleared."""
        self._problems = problems
        found: dict[str, dict[str, Remark]] = {}
        for problem in problems:
            name, _slash, path = problem.field.partition("/")
            remark = Remark(words(problem, language()), problem.severity.value)
            found.setdefault(name, {}).setdefault(path, remark)
        for name in self._remarks.keys() | found.keys():
            frame = self.frames.get(name)
            if frame is not None and self._remarks.get(name) != found.get(name):
                frame.show_remarks(found.get(name, NO_REMARKS))
        self._remarks = {name: remarks for name, remarks in found.items() if name in self.frames}

    def show_problems_again(self) -> None:
        """The same problems, also below fields that were made meanwhile."""
        self.show_problems(self._problems)

    def show_notice(self, notice: Notice) -> None:
        """Name the other value under its field."""
        frame = self.frames.get(notice.field)
        if frame is not None:
            said = value_words(frame.field, notice.value, language())
            frame.show_notice(notice_of(said, lambda: self._take(notice)))

    def _take(self, notice: Notice) -> None:
        self.frames[notice.field].show_notice(None)
        self._presenter.change(notice.field, notice.value)
        self.frames[notice.field].set_value(notice.value)
        self._presenter.settle(notice.field)

    def set_second_language(self, second: str) -> None:
        """The second line under every label."""
        for frame in self.frames.values():
            frame.set_second_language(second)
            if isinstance(frame.editor, (GroupEditor, ItemsEditor)):
                frame.editor.set_second_language(second)

    def retranslate(self) -> None:
        """Problems in the interface's language; labels are their cards' part."""
        problems, self._remarks = self._problems, {name: {} for name in self._remarks}
        self.show_problems(problems)
