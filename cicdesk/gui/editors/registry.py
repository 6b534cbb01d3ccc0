"""Which editor a kind of field has. A new kind is one line here."""

from functools import singledispatch

from cicdesk.gui.editors.base import Editor, EditorContext
from cicdesk.gui.editors.code import CodeEditor, ReferenceEditor
from cicdesk.gui.editors.codes import CodesEditor, ReferencesEditor
from cicdesk.gui.editors.items import ItemsEditor
from cicdesk.gui.editors.lines import LineEditor, NumberEditor
from cicdesk.gui.editors.paragraph import ParagraphEditor
from cicdesk.gui.editors.parts import GroupEditor
from cicdesk.gui.editors.secret import PeselEditor, PinEditor
from cicdesk.gui.editors.segments import FlagEditor, ShortCodeEditor, lies_open
from cicdesk.schema.fields import (
    Code,
    Codes,
    Day,
    Email,
    Field,
    Flag,
    Group,
    Items,
    Moment,
    Money,
    Number,
    Pesel,
    Phone,
    Pin,
    Reference,
    References,
    Text,
    Time,
)


def _text(field: Text, context: EditorContext) -> Editor:
    return ParagraphEditor(field, context) if field.lines > 1 else LineEditor(field, context)


def _code(field: Code, context: EditorContext) -> Editor:
    short = not field.depends_on and lies_open(field.code_list)
    return ShortCodeEditor(field, context) if short else CodeEditor(field, context)


@singledispatch
def editor_for(field: Field, context: EditorContext) -> Editor:  # noqa: ARG001  those registered use it
    """A new editor for a field; LookupError for a kind that has none."""
    raise LookupError(f"no editor for {type(field).__name__}")


editor_for.register(Text, _text)
editor_for.register(Number, NumberEditor)
editor_for.register(Money, LineEditor)
editor_for.register(Day, LineEditor)
editor_for.register(Moment, LineEditor)
editor_for.register(Time, LineEditor)
editor_for.register(Phone, LineEditor)
editor_for.register(Email, LineEditor)
editor_for.register(Pesel, PeselEditor)
editor_for.register(Pin, PinEditor)
editor_for.register(Code, _code)
editor_for.register(Codes, CodesEditor)
editor_for.register(Flag, FlagEditor)
editor_for.register(Reference, ReferenceEditor)
editor_for.register(References, ReferencesEditor)
editor_for.register(Group, GroupEditor)
editor_for.register(Items, ItemsEditor)
