"""`make bench`: measures everything once and prints each figure beside its floor."""

import argparse
import importlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from scripts.bench.figures import Figure, table
from scripts.bench.laptops import quiet_environment

_PARTS: dict[str, Callable[[argparse.Namespace], tuple[int, ...]]] = {
    "desktop": lambda chosen: (chosen.persons,),
    "search": lambda chosen: (chosen.persons,),
    "sync": lambda chosen: (chosen.synced,),
    "changes": lambda chosen: (chosen.synced,),
    "line": lambda _chosen: (),
    "arriving": lambda chosen: (2 * chosen.synced,),
    "devices": lambda _chosen: (),
    "crowd": lambda _chosen: (),
    "matching": lambda _chosen: (),
    "duplicates": lambda chosen: (2 * chosen.persons,),
    "export": lambda chosen: (chosen.persons // 2,),
    "indicators": lambda chosen: (2 * chosen.persons,),
}
"""Each is a module of this package; with what its `measure` is called."""
_USUAL = ("desktop", "search", "sync", "changes", "line", "arriving", "matching", "duplicates", "export")
"""The others take several minutes or all of the machine."""


def main() -> int:
    """Run the chosen parts; the figures go to the screen and into OUT/figures.json."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/bench"))
    parser.add_argument("--parts", nargs="*", default=_USUAL, choices=_PARTS, metavar="PART")
    parser.add_argument("--persons", type=int, default=100_000)
    parser.add_argument("--synced", type=int, default=10_000)
    chosen = parser.parse_args()
    quiet_environment()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    figures: list[Figure] = []
    for part in chosen.parts:
        figures += _part(part, chosen)
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "figures.json").write_text(
        json.dumps([f.as_json() for f in figures], indent=1, ensure_ascii=False), encoding="utf-8"
    )
    sys.stdout.write(table(figures))
    return 0 if all(f.reached for f in figures) else 1


def _part(part: str, chosen: argparse.Namespace) -> list[Figure]:
    # Only what is measured is loaded: the desktop's part times how long loading takes.
    measure = importlib.import_module(f"scripts.bench.{part}").measure
    return list(measure(*_PARTS[part](chosen)))


if __name__ == "__main__":
    raise SystemExit(main())
