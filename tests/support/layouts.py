"""What Python still holds of the items that layouts place their content with."""

import gc

import shiboken6
from PySide6.QtWidgets import QLayout, QLayoutItem

from cicdesk.gui.parts.flow import FlowLayout


def items_held() -> list[QLayoutItem]:
    """Wrappers of items that Qt made and Qt deletes; those of a layout of ours are its own."""
    held = [
        each
        for each in shiboken6.getAllValidWrappers()
        if isinstance(each, QLayoutItem)
        and not isinstance(each, QLayout)
        and not shiboken6.createdByPython(each)
    ]
    if not held:
        return []
    ours = {id(item) for each in gc.get_objects() if isinstance(each, FlowLayout) for item in each._items}
    return [each for each in held if id(each) not in ours]
