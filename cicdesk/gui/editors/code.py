"""Editors of one code: type-ahead over a code list, and references to records and to people of the staff."""

from abc import abstractmethod
from collections.abc import Sequence

from cicdesk.base.i18n import language
from cicdesk.gui.editors.base import Editor, EditorContext
from cicdesk.gui.editors.pick import Give, PickEdit, among
from cicdesk.presenters.choices import Choice, choices, label_of, matching
from cicdesk.schema.fields import Code, Reference
from cicdesk.schema.values import Value


class PickEditor(Editor):
    """A type-ahead line that holds a code. What means nothing stays as typed, for the check to point out."""

    def __init__(self, field: Code | Reference, context: EditorContext) -> None:
        self.line = PickEdit(self._offer, context.second)
        super().__init__(field, context, self.line)
        self._value: Value = None
        self.line.picked.connect(self._picked)

    @abstractmethod
    def _offer(self, text: str, give: Give) -> None:
        """What can be picked for typed letters."""

    @abstractmethod
    def _show(self, value: str) -> None:
        """The words of this code in the line, now or when they are found."""

    def _picked(self, choice: Choice | None) -> None:
        self._tell(choice.code if choice else None)

    def _tell(self, value: Value) -> None:
        if value != self._value:
            self._value = value
            self.changed.emit(value, "")
        self.settled.emit()

    def value(self) -> Value:
        """The code; None for nothing."""
        return self._value

    def set_value(self, value: Value) -> None:
        """Show the words of this code."""
        self._value = value
        if isinstance(value, str) and value:
            self._show(value)
        else:
            self.line.show_words("")

    def commit(self) -> None:
        """Take what was typed if it means something."""
        unread = self.line.finish()
        if unread is not None:
            self._tell(unread)

    def set_read_only(self, read_only: bool) -> None:
        """Words that are only read can still be selected and copied."""
        self.line.setReadOnly(read_only)

    def retranslate(self) -> None:
        """The words of the code."""
        self.set_value(self._value)


class CodeEditor(PickEditor):
    """One code of a list: by code, by its words in any of the four languages, by alias."""

    def __init__(self, field: Code, context: EditorContext) -> None:
        super().__init__(field, context)
        self._list, self._parent, self._withheld = field.code_list, field.depends_on, field.centre_gives

    def _offered(self) -> Sequence[Choice]:
        parent = self.context.sibling(self._parent) if self._parent else ""
        offered = choices(
            self._list, language(), self.context.today(), parent if isinstance(parent, str) else ""
        )
        return [each for each in offered if each.code not in self._withheld] if self._withheld else offered

    def _offer(self, text: str, give: Give) -> None:
        among(self._offered)(text, give)

    def _show(self, value: str) -> None:
        self.line.show_words(label_of(self._list, value, language()))


class ReferenceEditor(PickEditor):
    """Another record, found by typing, or a person of the staff."""

    def __init__(self, field: Reference, context: EditorContext) -> None:
        super().__init__(field, context)
        self._to = field.to

    def _offer(self, text: str, give: Give) -> None:
        offer_references(self.context, self._to, text, give)

    def _show(self, value: str) -> None:
        self.line.show_words(value)

        def show(title: str) -> None:
            if self._value == value:
                self.line.show_words(title)

        self.context.chooser.title(self._to, value, show)


def offer_references(context: EditorContext, to: str, text: str, give: Give) -> None:
    """What a reference may point to, for typed letters; of things in a client's file, those of the same client."""
    offered = context.chooser.offered(to)
    if offered is not None:
        give(matching(offered, text))
    else:
        file = context.sibling("person")
        context.chooser.find(to, text, give, file if isinstance(file, str) else "")
