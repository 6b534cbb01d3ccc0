"""Every house rule finds its bad example, lets its good one pass, and holds in the whole project."""

import pytest

from tests.house_rules.rules import RULES, Rule
from tests.house_rules.trees import Module, modules

by_name = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name.replace(" ", "_"))


@by_name
def test_it_finds_its_bad_example(rule: Rule) -> None:
    assert rule.holds_in(rule.path)
    assert list(rule.findings(Module.of(rule.path, rule.bad)))


@by_name
def test_it_lets_its_good_example_pass(rule: Rule) -> None:
    assert list(rule.findings(Module.of(rule.path, rule.good))) == []


@by_name
def test_it_holds(rule: Rule) -> None:
    found = [
        f"{module.path}:{line}: {words}"
        for module in modules()
        if rule.holds_in(module.path)
        for line, words in rule.findings(module)
    ]
    assert not found, "\n" + "\n".join(found)


def test_no_module_is_named_for_nothing() -> None:
    vague = {"utils", "util", "helpers", "misc", "common"}
    assert [m.path for m in modules() if vague & set(m.path.removesuffix(".py").split("/"))] == []
