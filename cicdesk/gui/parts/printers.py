"""The printers of this computer, and asking which of them to use."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from cicdesk.gui.parts.parting import let_go

Chosen = Callable[[object], object]


def has_printer() -> bool:
    """Whether there is one. May take a while where printers are looked for in a network."""
    from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415  only where somebody prints

    return bool(QPrinterInfo.availablePrinterNames())


def ask_printer(parent: QWidget, chosen: Chosen) -> None:
    """Let the person choose a printer, and how many copies. A printer that writes a file is not offered."""
    from PySide6.QtPrintSupport import (  # noqa: PLC0415  only where somebody prints
        QAbstractPrintDialog,
        QPrintDialog,
        QPrinter,
    )

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
    dialog.accepted.connect(lambda: chosen(printer))
    dialog.finished.connect(lambda _done: let_go(dialog))
    QDialog.open(dialog)  # its own wants the name of a slot
