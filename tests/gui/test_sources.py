"""The text of the program's own modules does not stay in memory, and a fault still shows its line."""

import subprocess
import sys

_BEGIN = "import linecache, sys; sys.argv = ['cicdesk', '--help']; from cicdesk.__main__ import main\n"
_HELP = "try: main()\nexcept SystemExit: pass\n"


def _told(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_nothing_read_of_the_program_is_kept_once_the_desktop_is_loaded() -> None:
    assert _told(_BEGIN + _HELP + "print('kept', len(linecache.cache))").splitlines()[-1] == "kept 0"


def test_a_fault_shows_the_line_it_happened_on() -> None:
    told = _told(_BEGIN + _HELP + "from cicdesk.base.paths import Home; Home.at(None)")
    assert "Error" in told.splitlines()[-1]
    assert "    folder.mkdir(" in told
