"""docs/sync-cases.md names every case, and every test it names exists."""

import ast
import re
from functools import cache

import pytest

from tests.house_rules.trees import ROOT, modules

FAMILIES = {
    "S": 13,
    "C": 6,
    "K": 12,
    "P": 7,
    "D": 8,
    "V": 7,
    "T": 3,
    "F": 4,
    "U": 5,
    "L": 2,
    "X": 3,
    "B": 2,
    "R": 3,
}
"""How many cases there are of each."""
LATER = "*still to come*"
ROWS = dict(
    re.findall(
        r"^\| ([A-Z]-\d\d) \| .+ \| (.+) \|$",
        (ROOT / "docs" / "sync-cases.md").read_text("utf-8"),
        re.MULTILINE,
    )
)


@cache
def _written() -> frozenset[tuple[str, str]]:
    """Path and name of every test."""
    return frozenset(
        (module.path, node.name)
        for module in modules()
        if module.path.startswith("tests/")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef)
    )


def test_every_case_is_there_in_its_order() -> None:
    ids = [f"{family}-{number:02}" for family, most in FAMILIES.items() for number in range(1, most + 1)]
    assert sorted(ROWS) == sorted(ids)


@pytest.mark.parametrize("case", ROWS)
def test_every_proof_it_names_is_there(case: str) -> None:
    tests = re.findall(r"`(tests/[^`]+\.py)::(test_\w+)`", ROWS[case])
    measured = re.findall(r"`(scripts/[^`]+\.py)`", ROWS[case])
    assert tests or measured or LATER in ROWS[case]
    assert len(tests) == ROWS[case].count("`tests/")
    assert [each for each in tests if each not in _written()] == []
    assert [each for each in measured if not (ROOT / each).is_file()] == []
