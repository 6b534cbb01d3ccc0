"""One editor for each kind of field."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cicdesk.base.i18n import set_language
from cicdesk.gui.editors.base import Editor, EditorContext, Give, NoChooser, Remark
from cicdesk.gui.editors.code import CodeEditor
from cicdesk.gui.editors.codes import CodesEditor
from cicdesk.gui.editors.frame import FieldFrame
from cicdesk.gui.editors.items import ItemsEditor
from cicdesk.gui.editors.lines import LineEditor
from cicdesk.gui.editors.registry import editor_for
from cicdesk.gui.editors.secret import PeselEditor
from cicdesk.gui.editors.segments import FlagEditor, ShortCodeEditor
from cicdesk.presenters.choices import Choice, matching, plain_choice
from cicdesk.schema.fields import (
    KINDS,
    Code,
    Codes,
    Day,
    Field,
    Flag,
    Group,
    Items,
    Level,
    Pesel,
    Phone,
    Reference,
    References,
    Text,
    Time,
)
from cicdesk.schema.records import spec_of
from cicdesk.schema.values import Value
from tests.support.forms import example
from tests.support.typing_keys import bring_to_front, press, type_text

TODAY = dt.date(2026, 3, 10)
CONTEXT = EditorContext(lambda: TODAY, NoChooser(), editor_for)

_MORE: dict[type[Field], dict[str, Any]] = {
    Code: {"code_list": "countries"},
    Codes: {"code_list": "countries"},
    Reference: {"to": "user"},
    References: {"to": "user"},
    Group: {"fields": (Text(name="street", label="Street"),)},
    Items: {"fields": (Text(name="street", label="Street"),), "item_label": "Street"},
}


def declared(kind: type[Field], **more: object) -> Field:
    return kind(name="field", label="Xyz", **{**_MORE.get(kind, {}), **more})


class Shown:
    """An editor in a window, with what it told."""

    def __init__(self, qtbot: QtBot, field: Field, context: EditorContext = CONTEXT) -> None:
        self.editor: Editor = editor_for(field, context)
        self.frame = FieldFrame(self.editor)
        self.frame.resize(500, 200)
        qtbot.addWidget(self.frame)
        bring_to_front(self.frame)
        self.told: list[Value] = []
        self.settled = 0
        self.editor.changed.connect(lambda value, _part: self.told.append(value))
        self.editor.settled.connect(self._settle)
        self.editor.jump("")

    def _settle(self) -> None:
        self.settled += 1

    def type(self, text: str) -> "Shown":
        type_text(text)
        self.editor.commit()
        return self


Show = Callable[..., Shown]


@pytest.fixture
def shown(qtbot: QtBot) -> Show:
    return lambda field, context=CONTEXT: Shown(qtbot, field, context)


@pytest.mark.parametrize("kind", KINDS, ids=[kind.__name__ for kind in KINDS])
class TestEveryKind:
    def test_it_holds_what_it_was_given_and_says_nothing(self, shown: Show, kind: type[Field]) -> None:
        field = declared(kind)
        window = shown(field)
        value = example(field)
        window.editor.set_value(value)
        window.editor.commit()
        assert window.editor.value() == value
        assert window.told == []

    def test_it_can_be_emptied(self, shown: Show, kind: type[Field]) -> None:
        window = shown(declared(kind))
        window.editor.set_value(example(declared(kind)))
        window.editor.set_value(None)
        assert window.editor.value() is None

    def test_its_label_is_its_name(self, shown: Show, kind: type[Field]) -> None:
        window = shown(declared(kind))
        assert "Xyz" in window.editor.focus_target().accessibleName() or kind is Group
        assert window.frame.label.buddy() is window.editor.focus_target()

    def test_a_problem_is_said_and_goes_away(self, shown: Show, kind: type[Field]) -> None:
        window = shown(declared(kind))
        window.frame.show_remarks({"": Remark("Wrong.", "error")})
        assert window.editor.widget.property("problem") == "error"
        window.frame.show_remarks({})
        assert not window.editor.widget.property("problem")

    def test_read_only_tells_nothing(self, shown: Show, kind: type[Field]) -> None:
        window = shown(declared(kind))
        window.frame.set_read_only(True)
        window.editor.set_value(example(declared(kind)))
        window.frame.retranslate()
        assert window.told == []

    def test_a_refusal_stands_in_its_place(self, shown: Show, kind: type[Field]) -> None:
        window = shown(declared(kind, refusable=True))
        window.frame.set_value("REFUSED")
        assert window.editor.widget.isHidden()
        window.frame.set_value(None)
        assert not window.editor.widget.isHidden()


def test_enter_takes_the_first_reason_why_there_is_no_answer(shown: Show) -> None:
    window = shown(declared(Text, refusable=True))
    menu = window.frame.refusal_menu()
    assert menu.activeAction() is not None
    assert menu.activeAction() is menu.actions()[0]
    menu.deleteLater()


def test_a_kind_without_an_editor_is_found_at_once() -> None:
    class Odd(Field):
        pass

    with pytest.raises(LookupError):
        editor_for(Odd(name="odd", label="Odd"), CONTEXT)


@pytest.mark.parametrize(
    ("field", "typed", "value", "text"),
    [
        (declared(Day), "15.03.1988", "1988-03-15", "15.03.1988"),
        (declared(Day, partial=True), "1988", "1988", "1988"),
        (declared(Day), "1988-03-15", "1988-03-15", "15.03.1988"),
        (declared(Phone), "600100200", "+48600100200", None),
        (declared(Text), "  Żuk ", "Żuk", "Żuk"),
        (declared(Day), "31.2.1988", "31.2.1988", None),
    ],
)
def test_what_is_typed_is_read_when_it_is_left(
    shown: Show, field: Field, typed: str, value: Value, text: str | None
) -> None:
    window = shown(field).type(typed)
    assert window.told[-1] == window.editor.value() == value
    assert window.settled == 1
    assert isinstance(window.editor, LineEditor)
    assert text is None or window.editor.line.text() == text


@pytest.mark.parametrize(
    ("kind", "name", "example"),
    [
        ("person", "birth_date", "15.3.1988 or 1988"),
        ("person", "first_entry", "15.3.2023 or 2023"),
        ("dependant", "birth_date", "15.3.2021 or 2021"),
        ("dependant", "signed_on", "15.3.2025"),
        ("appointment", "day", "15.3.2026"),
        ("interpreter", "contract_until", "15.3.2027"),
        ("interpreter", "ended_on", "15.3.2026"),
        ("case", "opened_on", "today"),
    ],
)
def test_the_example_of_a_date_is_one_that_the_field_could_hold(
    shown: Show, kind: str, name: str, example: str
) -> None:
    set_language("en")
    editor = shown(spec_of(kind).by_name[name]).editor
    assert isinstance(editor, LineEditor)
    assert editor.line.placeholderText() == example


def test_a_pesel_is_hidden_unless_the_cursor_is_in_it(shown: Show) -> None:
    window = shown(declared(Pesel))
    editor = window.editor
    assert isinstance(editor, PeselEditor)
    editor.set_value("44051401359")
    assert editor.line.text() == "*******1359"
    editor.enter()
    assert editor.line.text() == "44051401359"
    editor.commit()
    assert editor.line.text() == "*******1359"
    assert editor.value() == "44051401359"


class TestCode:
    @pytest.mark.parametrize("typed", ["UA", "ukraina", "Україна", "украина"])
    def test_letters_find_it(self, shown: Show, typed: str) -> None:
        window = shown(declared(Code)).type(typed)
        assert window.told == ["UA"]
        assert isinstance(window.editor, CodeEditor)
        assert window.editor.line.text() == "Ukraina"

    def test_arrows_and_enter_choose(self, shown: Show) -> None:
        window = shown(declared(Code))
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Return)
        assert len(window.told) == 1

    def test_esc_puts_back_what_was_there(self, shown: Show) -> None:
        window = shown(declared(Code))
        window.editor.set_value("PL")
        type_text("ukr")
        press(Qt.Key.Key_Escape)
        window.editor.commit()
        assert window.editor.value() == "PL"
        assert window.told == []

    def test_emptying_the_line_empties_the_field(self, shown: Show) -> None:
        window = shown(declared(Code))
        window.editor.set_value("PL")
        assert isinstance(window.editor, CodeEditor)
        window.editor.line.selectAll()
        press(Qt.Key.Key_Delete)
        window.editor.commit()
        assert window.told == [None]

    def test_what_means_nothing_stays_for_the_check(self, shown: Show) -> None:
        assert shown(declared(Code)).type("qqq").told == ["qqq"]

    def test_only_what_belongs_to_the_other_field_is_offered(self, shown: Show) -> None:
        context = EditorContext(lambda: TODAY, NoChooser(), editor_for, sibling=lambda _name: "EMPLOYED")
        window = shown(declared(Code, code_list="labour_details", depends_on="labour_status"), context)
        assert isinstance(window.editor, CodeEditor)
        assert {c.code for c in window.editor._offered()} < {e.code for e in _entries("labour_details")}


def _entries(name: str) -> Sequence[Any]:
    from cicdesk.schema.codelists import code_list

    return code_list(name).entries


class TestCodes:
    def test_each_is_added_once(self, shown: Show) -> None:
        window = shown(declared(Codes)).type("UA").type("BY").type("UA")
        assert window.editor.value() == ["UA", "BY"]

    def test_delete_on_a_chip_takes_it_away(self, shown: Show) -> None:
        window = shown(declared(Codes))
        window.editor.set_value(["UA", "BY"])
        assert isinstance(window.editor, CodesEditor)
        window.editor.tab_stops()[0].setFocus()
        press(Qt.Key.Key_Delete)
        assert window.told == [["BY"]]

    def test_what_means_nothing_lies_there_for_the_check(self, shown: Show) -> None:
        window = shown(declared(Codes)).type("UA").type("qqq")
        assert window.editor.value() == ["UA", "qqq"]
        assert window.told[-1] == ["UA", "qqq"]


class TestAnswersSideBySide:
    def test_a_letter_or_a_digit_chooses(self, shown: Show) -> None:
        window = shown(declared(Flag))
        assert isinstance(window.editor, FlagEditor)
        type_text("n")
        type_text("t")
        press(Qt.Key.Key_Delete)
        assert window.told == [False, True, None]

    def test_arrows_walk(self, shown: Show) -> None:
        window = shown(declared(Code, code_list="sex"))
        assert isinstance(window.editor, ShortCodeEditor)
        press(Qt.Key.Key_Right)
        press(Qt.Key.Key_Right)
        press(Qt.Key.Key_Left)
        assert window.told == ["K", "M", "K"]


class TestItems:
    FIELD = declared(
        Items,
        fields=(Phone(name="number", label="Number", level=Level.REQUIRED), Flag(name="safe", label="Safe")),
    )

    def test_an_empty_card_is_no_item(self, shown: Show) -> None:
        window = shown(self.FIELD)
        press(Qt.Key.Key_Space)
        assert isinstance(window.editor, ItemsEditor)
        assert len(window.editor.cards) == 1
        assert window.editor.value() is None

    def test_parts_unknown_to_this_version_are_kept(self, shown: Show) -> None:
        window = shown(self.FIELD)
        item: Value = {"id": "a", "number": "+48600100200", "newer": "x"}
        window.editor.set_value([item])
        window.editor.jump("a/safe")
        type_text("t")
        assert window.told[-1] == [{"id": "a", "number": "+48600100200", "newer": "x", "safe": True}]

    def test_a_problem_stands_at_its_part(self, shown: Show) -> None:
        window = shown(self.FIELD)
        window.editor.set_value([{"id": "a", "number": "12"}])
        assert isinstance(window.editor, ItemsEditor)
        window.frame.show_remarks({"a/number": Remark("Odd.", "warning")})
        assert window.editor.cards["a"].form.frames["number"].editor.widget.property("problem") == "warning"

    def test_items_that_are_gone_leave(self, shown: Show) -> None:
        window = shown(self.FIELD)
        window.editor.set_value([{"id": "a", "number": "1"}, {"id": "b", "number": "2"}])
        window.editor.set_value([{"id": "b", "number": "2"}])
        assert isinstance(window.editor, ItemsEditor)
        assert list(window.editor.cards) == ["b"]


def test_the_hours_of_the_next_day_are_those_of_the_last_until_somebody_says_otherwise(shown: Show) -> None:
    hours = declared(
        Items,
        continues="day",
        fields=(Code(name="day", label="Day", code_list="weekdays"), Time(name="from", label="From")),
    )
    window = shown(hours)
    assert isinstance(window.editor, ItemsEditor)
    window.editor.set_value([{"id": "a", "day": "SAT", "from": "09:00"}])
    for _press in range(2):
        window.editor.add_item()
    days = window.editor.value()
    assert isinstance(days, list)
    assert [{**day, "id": ""} for day in days if isinstance(day, dict)] == [
        {"id": "", "day": "SAT", "from": "09:00"},
        {"id": "", "day": "SUN", "from": "09:00"},
    ], "after the last day an empty card follows"
    assert len(window.editor.cards) == 3
    assert window.told == [days]


class Staff:
    """Two people, and records that are found by typing."""

    def offered(self, to: str) -> Sequence[Choice] | None:
        return (
            (plain_choice("olha", "Olha Kowal"), plain_choice("taras", "Taras Bąk")) if to == "user" else None
        )

    def find(self, to: str, text: str, give: Give, file: str = "") -> None:
        give(matching([plain_choice("id-1", "Żuk Jewhen")], text))

    def title(self, to: str, value: str, give: Callable[[str], None]) -> None:
        give({"olha": "Olha Kowal", "id-1": "Żuk Jewhen"}.get(value, value))


@pytest.mark.parametrize(("to", "typed", "value"), [("user", "bak", "taras"), ("person", "zuk", "id-1")])
def test_a_reference_is_found_by_typing(shown: Show, to: str, typed: str, value: str) -> None:
    context = EditorContext(lambda: TODAY, Staff(), editor_for)
    assert shown(declared(Reference, to=to), context).type(typed).told == [value]


def test_a_reference_shows_its_title(shown: Show) -> None:
    window = shown(declared(Reference, to="user"), EditorContext(lambda: TODAY, Staff(), editor_for))
    window.editor.set_value("olha")
    target: QWidget = window.editor.focus_target()
    assert target.property("text") == "Olha Kowal"


def test_a_text_that_is_too_long_is_kept_and_not_cut_off_unseen(qtbot: QtBot) -> None:
    shown = Shown(qtbot, declared(Text, longest=200))
    assert isinstance(shown.editor, LineEditor)
    shown.editor.line.insert("Ж" * 10_000)
    shown.editor.line.textEdited.emit(shown.editor.line.text())
    shown.editor.commit()
    assert shown.told[-1] == "Ж" * 10_000
