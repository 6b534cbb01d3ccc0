"""Makes this checkout importable in its virtual environment and puts the two commands beside Python."""

import os
import stat
import sys
import sysconfig
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
COMMANDS = {"cicdesk": "cicdesk", "cicdesk-server": "cicdesk.server.cli"}
"""The command and the module it runs."""


def main() -> None:
    """Write a path file and the commands; repeating it changes nothing."""
    site = Path(sysconfig.get_path("purelib"))
    (site / "cicdesk-checkout.pth").write_text(f"{CHECKOUT}\n", encoding="utf-8")
    folder = Path(sys.executable).parent
    for name, module in COMMANDS.items():
        _write_command(folder, name, module)


def _write_command(folder: Path, name: str, module: str) -> None:
    if os.name == "nt":
        script = f'@"%~dp0python.exe" -m {module} %*\r\n'
        (folder / f"{name}.cmd").write_text(script, encoding="utf-8", newline="")
        return
    path = folder / name
    script = f'#!/bin/sh\nexec "{folder / "python"}" -m {module} "$@"\n'
    path.write_text(script, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


if __name__ == "__main__":
    main()
