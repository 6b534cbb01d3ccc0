"""Each import contract, broken on purpose in a toy tree, is seen to be broken."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house_rules.trees import ROOT

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]

ROOMS = """
    desktop script demo gui.pages presenters.form services.records services.arranging.ical sync.engine sync.transport store.keys
    store.tables store.migrations reports.papers reports.tables domain.names wire.messages schema.records schema.case base.ids
    server.cli server.app server.routes server.services server.storage server.migrations
    """.split()  # noqa: SIM905  a list of names reads better in lines

BREAKS = {
    "desktop-layers": ("domain.names", "import cicdesk.store.keys"),
    "server-layers": ("server.storage", "import cicdesk.server.routes"),
    "qt-only-in-gui": ("presenters.form", "import PySide6.QtCore"),
    "orm-stays-in-store": ("services.records", "import sqlalchemy"),
    "tables-stay-in-store": ("services.records", "import cicdesk.store.tables"),
    "windows-talk-to-presenters": ("gui.pages", "import cicdesk.services.records"),
    "http-in-one-module": ("sync.engine", "import requests"),
    "keyring-in-one-module": ("services.records", "import keyring"),
    "icalendar-in-one-module": ("services.records", "import icalendar"),
    "templates-in-reports": ("services.records", "import jinja2"),
    "spreadsheets-in-tables": ("services.records", "import xlsxwriter"),
    "litestar-in-server": ("sync.engine", "import litestar"),
    "server-without-desktop": ("server.services", "import cicdesk.store.keys"),
    "desktop-without-server": ("sync.engine", "import cicdesk.server.app"),
    "no-cycles": ("domain.names", "import cicdesk.presenters.form"),
}
NEEDED_FOR = {
    # Half of the cycle; the other half is the break.
    "no-cycles": ("presenters.form", "import cicdesk.domain.names"),
}
LATE = "def registry():\n    from cicdesk.schema import case\n"


def write(root: Path, module: str, text: str) -> None:
    """Write a module of the toy tree, and the packages above it."""
    *packages, name = ("cicdesk", *module.split("."))
    folder = root
    for package in packages:
        folder /= package
        folder.mkdir(exist_ok=True)
        (folder / "__init__.py").touch()
    path = folder / f"{name}.py"
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A toy cicdesk that keeps every contract."""
    for module in ROOMS:
        write(tmp_path, module, "")
    write(tmp_path, "schema.case", "import cicdesk.schema.records\n")
    write(tmp_path, "schema.records", LATE)
    for module, library in (
        ("gui.pages", "PySide6.QtCore"),
        ("store.keys", "keyring, sqlalchemy, alembic, sqlcipher3"),
        ("sync.transport", "requests"),
        ("reports.papers", "jinja2"),
        ("reports.tables", "xlsxwriter, msoffcrypto"),
        ("services.arranging.ical", "icalendar"),
        ("server.storage", "psycopg"),
        ("server.app", "litestar, uvicorn"),
    ):
        write(tmp_path, module, f"import {library}\n")
    return tmp_path


def kept(tree: Path, contract: str) -> bool:
    """Whether the toy tree keeps that contract of the project's own settings."""
    lint = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [lint, "--config", ROOT / "pyproject.toml", "--contract", contract, "--no-cache"],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "KEPT" in run.stdout or "BROKEN" in run.stdout, run.stdout + run.stderr
    return run.returncode == 0


def test_every_contract_is_tried() -> None:
    assert set(BREAKS) == {each["id"] for each in SETTINGS["contracts"]}


@pytest.mark.slow
@pytest.mark.parametrize("contract", BREAKS)
def test_a_break_is_seen(contract: str, tree: Path) -> None:
    assert kept(tree, contract)
    if contract in NEEDED_FOR:
        write(tree, *NEEDED_FOR[contract])
    module, line = BREAKS[contract]
    write(tree, module, f"{line}\n")
    assert not kept(tree, contract)
