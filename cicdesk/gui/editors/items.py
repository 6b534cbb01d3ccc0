"""The editor of repeating groups: a card for each item, a button that adds one."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from cicdesk.base.i18n import N_, _
from cicdesk.base.ids import new_item_id
from cicdesk.gui.editors.base import Editor, EditorContext, Remark, holds_cursor
from cicdesk.gui.editors.keys import ERASES
from cicdesk.gui.editors.parts import PartsForm
from cicdesk.gui.parts.parting import let_go
from cicdesk.gui.theme import set_icon
from cicdesk.schema.codelists import code_list
from cicdesk.schema.fields import Code, Items
from cicdesk.schema.values import Value, Values, is_blank

ADD = N_("Add: {what}")
REMOVE = N_("Remove this entry (Ctrl+Delete)")
_PADDING = 12
_GAP = 8
_ICON = 16


class ItemCard(QFrame):
    """One item."""

    dropped = Signal(str)
    """A person removed the item: its id."""

    def __init__(self, item: str, field: Items, context: EditorContext) -> None:
        super().__init__()
        self.item = item
        self.setProperty("role", "item")
        self.form = PartsForm(field.fields, context)
        self.remove = QToolButton()
        self.remove.setProperty("role", "quiet")
        self.remove.setProperty(ERASES, True)
        set_icon(self.remove, "close", "muted", _ICON)
        self.remove.clicked.connect(lambda: self.dropped.emit(self.item))
        row = QHBoxLayout(self)
        row.setContentsMargins(_PADDING, _PADDING, _GAP, _PADDING)
        row.setSpacing(_GAP)
        row.addWidget(self.form, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        self.retranslate()

    def value(self) -> dict[str, Value]:
        """The item with its id."""
        return {"id": self.item, **{n: v for n, v in self.form.values().items() if n != "id"}}

    def retranslate(self) -> None:
        """Its words."""
        self.remove.setToolTip(_(REMOVE))
        self.remove.setAccessibleName(_(REMOVE))
        self.form.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Delete removes the item in which the cursor is."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_Delete and not self.remove.isHidden():
            self.dropped.emit(self.item)
        else:
            super().keyPressEvent(event)


def next_of(field: Items, items: Sequence[Values]) -> dict[str, Value]:
    """What a new item begins with: the last one with the next code, where the declaration says so."""
    part = next((each for each in field.fields if each.name == field.continues), None)
    last = items[-1] if items else {}
    if not isinstance(part, Code):
        return {}
    codes = [entry.code for entry in code_list(part.code_list).entries]
    place = codes.index(str(last[part.name])) + 1 if last.get(part.name) in codes else len(codes)
    if place == len(codes):
        return {}
    return {**{name: value for name, value in last.items() if name != "id"}, part.name: codes[place]}


class ItemsEditor(Editor):
    """All items of a repeating group. An empty card is no item yet."""

    def __init__(self, field: Items, context: EditorContext) -> None:
        host = QWidget()
        super().__init__(field, context, host)
        self._items = field
        self.cards: dict[str, ItemCard] = {}
        self._read_only = False
        self._column = QVBoxLayout(host)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP)
        self.add = QPushButton()
        self.add.setProperty("role", "add")
        set_icon(self.add, "plus", "accent", _ICON)
        self.add.clicked.connect(self.add_item)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def value(self) -> Value:
        """The items that hold something; None for none."""
        filled = (card.value() for card in self.cards.values())
        return [item for item in filled if not is_blank(item)] or None

    def set_value(self, value: Value) -> None:
        """Show these items; an empty card in which the cursor stands stays."""
        items = (
            {str(i["id"]): i for i in value if isinstance(i, dict) and "id" in i}
            if isinstance(value, list)
            else {}
        )
        for item, card in tuple(self.cards.items()):
            if item not in items:
                if is_blank(card.value()) and holds_cursor(card):
                    continue
                self._drop(item)
        for item, values in items.items():
            card = self.cards.get(item) or self._card(item)
            card.form.set_values({name: part for name, part in values.items() if name != "id"})

    def _card(self, item: str) -> ItemCard:
        card = ItemCard(item, self._items, self.context)
        card.form.changed.connect(lambda _values, part: self.changed.emit(self.value(), f"{item}/{part}"))
        card.form.settled.connect(self.settled)
        card.dropped.connect(self._removed)
        card.form.set_read_only(self._read_only)
        card.remove.setVisible(not self._read_only)
        before = list(self.cards.values())[-1].remove if self.cards else None
        self.cards[item] = card
        self._column.insertWidget(self._column.count() - 1, card)
        self._order_tabs(before, card)
        return card

    def _order_tabs(self, before: QWidget | None, card: ItemCard) -> None:
        """New widgets are visited last; this brings them in front of the button that made them."""
        stops = [*([before] if before else []), *card.form.tab_stops(), card.remove, self.add]
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def add_item(self) -> None:
        """A new empty card, with the cursor in it."""
        if not self._read_only:
            following = next_of(self._items, [card.value() for card in self.cards.values()])
            card = self._card(new_item_id())
            card.form.set_values(following)
            card.show()
            card.form.jump("")
            if following:
                self.changed.emit(self.value(), "")
                self.settled.emit()

    def _removed(self, item: str) -> None:
        self._drop(item)
        self.add.setFocus()
        self.changed.emit(self.value(), "")
        self.settled.emit()

    def _drop(self, item: str) -> None:
        card = self.cards.pop(item)
        self._column.removeWidget(card)
        let_go(card)

    def commit(self) -> None:
        """Make values of what was typed."""
        for card in self.cards.values():
            card.form.commit()

    def set_read_only(self, read_only: bool) -> None:
        """Allow typing, adding and removing or not."""
        self._read_only = read_only
        self.add.setVisible(not read_only)
        for card in self.cards.values():
            card.form.set_read_only(read_only)
            card.remove.setVisible(not read_only)

    def show_remarks(self, remarks: Mapping[str, Remark]) -> Mapping[str, Remark]:
        """Each card shows its own."""
        rest = dict(remarks)
        for item, card in self.cards.items():
            own = {path: rest.pop(path) for path in remarks if path.partition("/")[0] == item}
            left = card.form.show_remarks({path.partition("/")[2]: remark for path, remark in own.items()})
            rest.update({f"{item}/{path}": remark for path, remark in left.items()})
        return rest

    def focus_target(self) -> QWidget:
        """The button that adds, or the first card."""
        first = next(iter(self.cards.values()), None)
        return first.form.tab_stops()[0] if first else self.add

    def name(self, words: str, help_text: str) -> None:
        """The button says what it adds."""
        self.add.setText(_(ADD).format(what=_(self._items.item_label)))
        self.add.setAccessibleName(f"{words}: {self.add.text()}")
        self.widget.setAccessibleName(words)

    def tab_stops(self) -> list[QWidget]:
        """All cards, then the button."""
        stops: list[QWidget] = []
        for card in self.cards.values():
            stops += [*card.form.tab_stops(), card.remove]
        return [*stops, self.add]

    def jump(self, path: str) -> None:
        """Into the item and part that the path names; else to the button that adds."""
        item, _slash, rest = path.partition("/")
        card = self.cards.get(item) or next(iter(self.cards.values()), None)
        if card is None:
            self.add.setFocus()
        else:
            card.form.jump(rest)

    def retranslate(self) -> None:
        """The words of the cards."""
        for card in self.cards.values():
            card.retranslate()

    def set_second_language(self, second: str) -> None:
        """The second line of every card's labels."""
        for card in self.cards.values():
            card.form.set_second_language(second)
