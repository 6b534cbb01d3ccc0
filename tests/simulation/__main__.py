"""Long runs: `python -m tests.simulation --histories 500 --steps 120`; one history again: `--seed N`."""

import argparse
import sys
import time
import traceback
from collections import Counter

from tests.simulation.stage import stage
from tests.support import postgres


def main(arguments: list[str]) -> int:
    """The number of histories that failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--histories", type=int, default=100)
    parser.add_argument("--steps", type=int, default=80)
    parser.add_argument("--seed", type=int, default=1, help="the first one; each history has the next")
    options = parser.parse_args(arguments)
    failed: list[int] = []
    counts: Counter[str] = Counter()
    started = time.monotonic()
    with postgres.cluster() as cluster, cluster.fresh() as url, stage(url) as ours:
        for seed in range(options.seed, options.seed + options.histories):
            try:
                counts += ours.history(seed, options.steps).truth.counts
            except Exception as error:  # noqa: BLE001  whatever it is, it is this seed's verdict
                failed.append(seed)
                last = traceback.extract_tb(error.__traceback__)[-1]
                print(f"seed {seed}: {type(error).__name__} in {last.name}: {str(error)[:600]}", flush=True)
    print(f"{options.histories} histories of {options.steps} steps in {time.monotonic() - started:.0f} s")
    print(f"{len(failed)} failing: {failed}")
    for what, count in counts.most_common():
        print(f"{count:8} {what}")
    return len(failed)


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
