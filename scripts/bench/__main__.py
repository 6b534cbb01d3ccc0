"""`make bench`: measures everything once and prints each figure beside its floor."""

import argparse
import json
import os
import sys
from pathlib import Path

from scripts.bench.figures import Figure, table
from scripts.bench.laptops import quiet_environment


def main() -> int:
    """Run the chosen parts; the figures go to the screen and into OUT/figures.json."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/bench"))
    parser.add_argument("--parts", nargs="*", default=["desktop", "search", "sync", "arriving"])
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
    if part == "sync":
        from scripts.bench.sync import measure

        return measure(chosen.synced)
    if part == "crowd":
        from scripts.bench.crowd import measure as measure_crowd

        return measure_crowd()
    if part == "arriving":
        from scripts.bench.arriving import measure as measure_arriving

        return measure_arriving(2 * chosen.synced)
    if part == "search":
        from scripts.bench.search import measure as measure_search

        return measure_search(chosen.persons)
    from scripts.bench.desktop import measure as measure_desktop

    return measure_desktop(chosen.persons)


if __name__ == "__main__":
    raise SystemExit(main())
