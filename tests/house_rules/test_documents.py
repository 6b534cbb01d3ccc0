"""The manual names everything that the program can say, hold or be set to, and every error has words."""

import re
from pathlib import Path

import pytest

from cicdesk.base.errors import CicdeskError
from cicdesk.base.settings import registry as settings_registry
from cicdesk.presenters.failures import FAILURES
from cicdesk.schema.records import registry as record_registry
from cicdesk.script import VERBS
from cicdesk.wire.errors import Why, WireError
from scripts import manual
from tests.house_rules.trees import Module, modules

ROOT = Path(__file__).resolve().parent.parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *DOCS.rglob("*.md")))


@pytest.mark.parametrize("page", manual.PAGES)
def test_generated_pages_are_what_the_program_says(page: str) -> None:
    assert (DOCS / page).read_text(encoding="utf-8") == manual.PAGES[page]()


def test_every_error_has_words_and_a_place_in_the_manual() -> None:
    page = (DOCS / "errors.md").read_text(encoding="utf-8")
    codes = manual.error_codes()
    assert [code for code in codes if code not in FAILURES] == []
    assert [code for code in codes if f"`{code}`" not in page] == []
    assert [each for each in WireError if str(each.value) not in page] == []
    assert [each for each in Why if f"`{each.value}`" not in page] == []


def test_no_two_errors_share_a_code() -> None:
    manual.error_codes()
    owners: dict[str, set[str]] = {}
    for each in CicdeskError.family():
        if "code" in vars(each):
            owners.setdefault(each.code, set()).add(each.__qualname__)
    # The family's own root and its faults are one code on purpose.
    owners.pop("fault", None)
    assert {code: names for code, names in owners.items() if len(names) > 1} == {}


def test_every_record_type_and_setting_is_in_the_manual() -> None:
    records = (DOCS / "records.md").read_text(encoding="utf-8")
    settings = (DOCS / "settings.md").read_text(encoding="utf-8")
    assert [kind for kind in record_registry() if f"(`{kind}`)" not in records] == []
    assert [name for name in settings_registry() if f"`{name}`" not in settings] == []


def test_every_verb_of_the_script_is_on_its_page() -> None:
    page = (DOCS / "script.md").read_text(encoding="utf-8")
    assert [verb for verb in VERBS if f'{{"do":"{verb}"' not in page] == []


def test_every_variable_of_the_environment_is_in_the_manual() -> None:
    read = {name for module in modules() for name in re.findall(r"CICDESK_[A-Z0-9_]+", _program_text(module))}
    assert read - manual.ENVIRONMENT.keys() == set()


def _program_text(module: Module) -> str:
    return module.text if module.path.startswith("cicdesk/") else ""


def test_decisions_are_numbered_without_gaps() -> None:
    names = sorted(path.name for path in (DOCS / "decisions").glob("*.md"))
    assert all(re.fullmatch(r"\d{3}-[a-z0-9-]+\.md", name) for name in names)
    assert [int(name[:3]) for name in names] == list(range(1, len(names) + 1))


@pytest.mark.parametrize("page", PAGES)
def test_links_between_pages_lead_somewhere(page: str) -> None:
    path = ROOT / page
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    missing = [each for each in targets if "://" not in each and not (path.parent / each).exists()]
    assert missing == []
