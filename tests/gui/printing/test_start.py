"""Papers cost nothing before the first one is wanted."""

import subprocess
import sys

ASK = """
import sys, cicdesk.gui.shell, cicdesk.services.session
late = ("jinja2", "cicdesk.reports", "cicdesk.gui.printing", "PySide6.QtPrintSupport")
print([name for name in sys.modules if name.startswith(late)])
"""


def test_the_main_window_is_there_without_anything_for_papers() -> None:
    run = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
