"""Long runs: `python -m tests.simulation --histories 500 --steps 80`; one history again: `--from SEED`.

`--faults` plays histories with each mistake of tests/simulation/faults.py until the judge sees it.
"""

import argparse
import gc
import sys
import time
import traceback
from collections import Counter

from tests.simulation.faults import FAULTS, Fault
from tests.simulation.stage import STEPS, Stage, stage
from tests.support import postgres

_SAY_EVERY = 100
_TIDY_EVERY = 10


def main(arguments: list[str]) -> int:
    """How many seeds failed, or how many mistakes nobody saw."""
    options = _options(arguments)
    with postgres.cluster() as cluster, cluster.fresh() as url, stage(url) as ours:
        gc.freeze()
        gc.disable()
        if options.faults is None:
            return _histories(ours, options)
        named = [fault for fault in FAULTS if not options.faults or fault.__name__ in options.faults]
        return sum(not _seen(ours, fault, options) for fault in named)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--histories", type=int, default=100)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--from", dest="first", type=int, default=1, help="the first seed")
    parser.add_argument("--merging", action="store_true", help="coordinators join files")
    parser.add_argument("--faults", nargs="*", metavar="NAME", help="these mistakes, or all of them")
    return parser.parse_args(arguments)


def _histories(ours: Stage, options: argparse.Namespace) -> int:
    first, number, steps = options.first, options.histories, options.steps
    failed: list[int] = []
    counts: Counter[str] = Counter()
    started = time.monotonic()
    for done, seed in enumerate(range(first, first + number), 1):
        try:
            counts += ours.history(seed, steps, merging=options.merging).truth.counts
        except Exception as error:  # noqa: BLE001  whatever it is, it is this seed's verdict
            failed.append(seed)
            last = traceback.extract_tb(error.__traceback__)[-1]
            _say(f"seed {seed}: {type(error).__name__} in {last.name}: {str(error)[:600]}")
            _say(f"  again: make simulate FROM={seed} SEEDS=1 STEPS={steps}")
        if done % _TIDY_EVERY == 0:
            gc.collect()
        if done % _SAY_EVERY == 0:
            _say(f"{done} histories, {len(failed)} failing, {time.monotonic() - started:.0f} s")
    for what, count in counts.most_common():
        _say(f"{count:8} {what}")
    _say(f"seeds {first} to {first + number - 1}, {steps} steps each, in {time.monotonic() - started:.0f} s")
    _say(f"{len(failed)} failing: {failed}")
    return len(failed)


def _seen(ours: Stage, fault: Fault, options: argparse.Namespace) -> bool:
    """Whether the judge sees a mistake within so many histories."""
    for seed in range(options.first, options.first + options.histories):
        try:
            with fault():
                ours.history(seed, options.steps)
        except AssertionError as error:
            _say(f"{fault.__name__}: seen in seed {seed}: {str(error)[:160]}")
            return True
    _say(f"{fault.__name__}: NOT seen in {options.histories} histories")
    return False


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
