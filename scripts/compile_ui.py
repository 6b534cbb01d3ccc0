"""Compile the Qt Designer frames of ui/ into cicdesk/gui/forms, or with --check tell what has drifted."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = '"""Made by scripts/compile_ui.py from ui/{name}; edit the frame in Qt Designer, not this file."""\n'


def compiled(frame: Path) -> str:
    """The Python of one frame, typed and using the catalogue of the whole program."""
    tool = Path(sys.executable).with_name("pyside6-uic")
    made = subprocess.run(  # noqa: S603  a tool of our own environment on our own file
        [tool, "--tr", "_", str(frame)], capture_output=True, text=True, check=True
    ).stdout
    root = ET.parse(frame).getroot().find("widget")  # noqa: S314  our own file
    kind = "QWidget" if root is None else root.get("class", "QWidget")
    name = "Form" if root is None else root.get("name", "Form")
    body = made[made.index("from PySide6.QtCore") :].replace(", None)", ")")
    body = re.sub(
        rf"def (setupUi|retranslateUi)\(self, {name}\):", rf"def \1(self, {name}: {kind}) -> None:", body
    )
    body = body.replace(f"class Ui_{name}(object):", f"\nclass Ui_{name}:")
    body = re.sub(r"from (PySide6\.\w+) import \(([^)]*)\)", lambda found: _used(found, body), body)
    lines = "\n".join(line.rstrip() for line in body.splitlines()).rstrip() + "\n"
    return HEAD.format(name=frame.name) + "\n" + "from cicdesk.base.i18n import _\n\n" + lines


def _used(found: re.Match[str], body: str) -> str:
    """An import of only those names that the module uses: each one more costs time at the start."""
    names = [name.strip() for name in found[2].split(",")]
    used = [name for name in names if len(re.findall(rf"\b{name}\b", body)) > 1]
    return f"from {found[1]} import {', '.join(used)}" if used else ""


def main() -> int:
    """Write every module, or with --check only name those that differ; 1 if some do."""
    drifted = []
    for frame in sorted((ROOT / "ui").glob("*.ui")):
        target = ROOT / "cicdesk" / "gui" / "forms" / f"ui_{frame.stem}.py"
        text = compiled(frame)
        if target.exists() and target.read_text(encoding="utf-8") == text:
            continue
        drifted.append(target.name)
        if "--check" not in sys.argv:
            target.write_text(text, encoding="utf-8")
    sys.stdout.write("".join(f"{name}\n" for name in drifted))
    return int("--check" in sys.argv and bool(drifted))


if __name__ == "__main__":
    raise SystemExit(main())
