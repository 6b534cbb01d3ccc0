"""The pages of docs/ that are written from the program itself, so that they cannot be wrong.

python -m scripts.manual            write them
python -m scripts.manual --check    fail if one of them is not what the program says
"""

import ast
import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from cicdesk.base.errors import CicdeskError, Who
from cicdesk.base.settings import Setting
from cicdesk.base.settings import registry as settings_registry
from cicdesk.domain.workflows.charts import WORKFLOWS, mermaid
from cicdesk.domain.workflows.engine import Actor, Transition, Workflow
from cicdesk.presenters.failures import FAILURES
from cicdesk.schema.codelists import code_list
from cicdesk.schema.fields import (
    Code,
    Codes,
    Field,
    Group,
    Items,
    Level,
    Moment,
    Reference,
    References,
    Search,
)
from cicdesk.schema.problems import WORDS as PROBLEMS
from cicdesk.schema.records import RecordSpec
from cicdesk.schema.records import registry as record_registry
from cicdesk.schema.rules import AnyOf, Given, Is, Not, OneOf, Rule
from cicdesk.wire.errors import Why, WireError
from scripts.funder_page import funder_file_page
from scripts.markdown import NOTE, listed, table

CHECKOUT = Path(__file__).resolve().parent.parent
ROOMS = ("base", "schema", "wire", "domain", "store", "reports", "services", "sync", "presenters")
"""The packages whose errors reach a person."""
WHO = {
    Who.PERSON: "the person at the keyboard",
    Who.SURROUNDINGS: "disk, network, keyring or clock; trying later may help",
    Who.US: "a fault of the program",
}
ENVIRONMENT = {
    "CICDESK_DATABASE_URL": "the server's PostgreSQL, where none is named on the command line; tests use it as well",
    "CICDESK_LEDGER": "a file outside the database that lists erased files, replayed after a restore",
    "CICDESK_COURIER_KEYS": "a file beside the database with the keys for packages carried on a stick, made on first use",
    "CICDESK_FILES": "where the server keeps the content of attached files: a folder, or `s3://bucket/prefix`",
    "CICDESK_LARGEST_FILE": "megabytes of one attached file at the most, up to 100 (25)",
    "CICDESK_S3_ENDPOINT": "the address of the S3-compatible store, where it is not Amazon's",
    "CICDESK_OLDEST_FORM": "the oldest number of the schema whose laptops may still read (`oldest_form`)",
    "CICDESK_OLDER_FORMS_UNTIL": "the last day, as 2027-03-15, on which older ones may (`older_forms_until`)",
    "CICDESK_RECOVERY_KEY": "the organisation's public recovery key, given to each laptop that enrols",
    "CICDESK_PASSPHRASE": "the passphrase for `cicdesk script`",
    "CICDESK_NO_KEYRING": "treats this computer as one without a keyring",
}
LEVELS = {Level.REQUIRED: "to save", Level.REPORTED: "to report", Level.OPTIONAL: ""}
SEARCHES = {
    Search.NO: "",
    Search.NAME: "found by any spelling",
    Search.NUMBER: "found by its end",
    Search.WORDS: "found by its words",
}


ACTORS = {
    Actor.STAFF: "whoever books",
    Actor.INTERPRETER: "the interpreter",
    Actor.CARER: "the carer",
    Actor.COORDINATOR: "the coordinator",
    Actor.SERVER: "the centre",
    Actor.TIME: "the clock",
}


def records_page() -> str:
    """Every record type with its fields."""
    parts = [
        "# Records\n",
        NOTE,
        (
            "What can be written down, field by field. *Needed* says for what a field is needed; nothing but\n"
            "*to save* ever stops a person from saving. *Sensitive* fields have a permission of their own and\n"
            "are on no list. *May be refused*: the answer may be that there is none.\n"
        ),
    ]
    parts += [_record(spec) for spec in record_registry().values()]
    return "\n".join(parts)


def _record(spec: RecordSpec) -> str:
    lines = [f"## {spec.label} (`{spec.kind}`)\n"]
    if spec.regional:
        lines.append("A register: each entry travels to every office of its `region`.\n")
    if spec.root_field:
        without = "; without one it is a file of its own, held by its `office`" if spec.root_optional else ""
        lines.append(f"Lies in the file named by `{spec.root_field}`{without}.\n")
    if spec.needs_one_of:
        groups = "; ".join(" or ".join(f"`{name}`" for name in group) for group in spec.needs_one_of)
        lines.append(f"Needs at least one of: {groups}.\n")
    for section in spec.sections:
        fields = spec.in_section(section.name)
        if not fields:
            continue
        lines.append(f"### {section.label}\n")
        if section.shown_when:
            lines.append(f"Asked for when {rule_words(section.shown_when)}.\n")
        rows = [row for each in fields for row in _field_rows(each)]
        lines.append(table(("field", "name", "kind", "needed", "notes"), rows))
    return "\n".join(lines)


def _field_rows(field: Field, prefix: str = "") -> Iterator[tuple[str, ...]]:
    name = prefix + field.name
    yield field.label, f"`{name}`", _kind(field), LEVELS[field.level], _notes(field)
    if isinstance(field, (Group, Items)):
        for part in field.fields:
            yield from _field_rows(part, f"{name}.")


def _kind(field: Field) -> str:
    if isinstance(field, (Code, Codes)):
        many = "codes" if isinstance(field, Codes) else "code"
        return f"{many} of `{field.code_list}`"
    if isinstance(field, (Reference, References)):
        many = "references" if isinstance(field, References) else "reference"
        return f"{many} to `{field.to}`"
    return field.kind


def _notes(field: Field) -> str:
    notes = [
        "sensitive" if field.sensitive else "",
        "may be refused" if field.refusable else "",
        "filled by the program" if field.derived else "",
        "written by the centre alone" if field.by_server else "",
        _worked_out(field) or ("set by actions" if field.read_only else ""),
        f"the centre alone writes {listed(field.centre_gives)}"
        if isinstance(field, Code) and field.centre_gives
        else "",
        "on the list" if field.listed else "",
        SEARCHES[field.search],
        f"asked for when {rule_words(field.shown_when)}" if field.shown_when else "",
        field.help,
    ]
    return "; ".join(each for each in notes if each)


def _worked_out(field: Field) -> str:
    """From what the program works the field out; empty if somebody types it."""
    if isinstance(field, Moment) and field.wall:
        return f"worked out from {listed(field.wall)}"
    return f"gathered from `{'.'.join(field.gathers)}`" if isinstance(field, Codes) and field.gathers else ""


def rule_words(rule: Rule) -> str:
    """A rule in words."""
    match rule:
        case Is(field, value):
            return f"`{field}` is {'yes' if value is True else 'no' if value is False else value}"
        case OneOf(field, values):
            return f"`{field}` is one of {', '.join(values)}"
        case Given(field):
            return f"`{field}` is filled in"
        case Not(inner):
            return f"not ({rule_words(inner)})"
        case AnyOf(rules):
            return " or ".join(rule_words(each) for each in rules)


def settings_page() -> str:
    """Every setting."""
    rows = [_setting(name, each) for name, each in settings_registry().items()]
    return "\n".join(
        (
            "# Settings\n",
            NOTE,
            (
                "Kept in `settings.json` of the profile, which may be edited by hand while the program is not\n"
                "running; a value that is not permitted means the default. Nothing secret is a setting.\n"
            ),
            table(("name", "words", "default", "permitted", "meaning"), rows),
            "## The server\n",
            "Fields of `Settings` in `cicdesk/server/settings.py`.\n",
            table(("name", "default", "meaning"), list(_server_settings())),
            "## Environment\n",
            table(("variable", "meaning"), [(f"`{name}`", words) for name, words in ENVIRONMENT.items()]),
        )
    )


def _server_settings() -> Iterator[tuple[str, ...]]:
    """The server's settings, with the words that stand under them in the module."""
    module = ast.parse((CHECKOUT / "cicdesk/server/settings.py").read_text(encoding="utf-8"))
    owner = next(each for each in module.body if isinstance(each, ast.ClassDef) and each.name == "Settings")
    for field, after in pairwise([*owner.body, ast.Pass()]):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            default = ast.unparse(field.value) if field.value else "must be given"
            said = after.value if isinstance(after, ast.Expr) else None
            words = str(said.value) if isinstance(said, ast.Constant) else ""
            yield f"`{field.target.id}`", default, words


def _setting(name: str, setting: Setting[bool] | Setting[int] | Setting[str]) -> tuple[str, ...]:
    if setting.choices:
        permitted = ", ".join(
            f"`{choice}`" if choice != "" else "empty" for choice, _words in setting.choices
        )
    elif setting.most:
        permitted = f"{setting.least} to {setting.most}"
    else:
        permitted = {bool: "true, false", int: "a whole number", str: "a text"}[type(setting.default)]
    default = {True: "true", False: "false", "": "empty"}.get(setting.default, str(setting.default))
    meaning = setting.help if setting.shown else "kept by the program itself"
    return f"`{name}`", setting.label, default, permitted, meaning


def errors_page() -> str:
    """Every error with the words that people see."""
    rows = [(f"`{code}`", who, *FAILURES.get(code, ("", ""))) for code, who in sorted(error_codes().items())]
    refused = [(str(each.value), each.name.lower().replace("_", " ")) for each in WireError]
    aside = [(f"`{each.value}`",) for each in Why]
    return "\n".join(
        (
            "# Errors\n",
            NOTE,
            "A code never changes its meaning. The words are shown in the language of the interface.\n",
            table(("code", "who can act", "what is said", "what to do"), rows),
            "## What can be wrong with a field\n",
            table(("code", "what is said"), [(f"`{code}`", said) for code, said in sorted(PROBLEMS.items())]),
            "## Requests refused by the server\n",
            table(("number", "meaning"), refused),
            "## Edits set aside by the server\n",
            "They are kept whole and shown to a coordinator.\n",
            table(("code",), aside),
        )
    )


def error_codes() -> dict[str, str]:
    """Every error of the desktop, and who can act on it; reads every module that may declare one."""
    for room in ROOMS:
        package = importlib.import_module(f"cicdesk.{room}")
        for module in pkgutil.walk_packages(package.__path__, f"cicdesk.{room}."):
            if ".migrations." not in module.name:
                importlib.import_module(module.name)
    rooms = tuple(f"cicdesk.{room}." for room in ROOMS)
    return {each.code: WHO[each.who] for each in CicdeskError.family() if each.__module__.startswith(rooms)}


def workflows_page() -> str:
    """Every workflow: its states, its steps, and a drawing."""
    parts = [
        "# Workflows\n",
        NOTE,
        (
            "What may become of a record, and who takes each step. *The centre* is the server, which alone sees\n"
            "every booking; *the clock* is nobody. A step marked *new time* is what a change of date or time is;\n"
            "where a state has none, date and time stand.\n"
        ),
    ]
    parts += [_workflow(each) for each in WORKFLOWS]
    return "\n".join(parts)


def _workflow(chart: Workflow[Any]) -> str:
    words = code_list(chart.code_list)
    states = [
        (
            f"`{state}`",
            words.label(state, "en"),
            words.label(state, "pl"),
            "final" if state in chart.final else "",
        )
        for state in chart.states
    ]
    return "\n".join(
        (
            f"## `{chart.name}`\n",
            table(("state", "English", "Polish", ""), states),
            table(("step", "from", "to", "who", "notes"), [_step(each) for each in chart.transitions]),
            f"```mermaid\n{mermaid(chart)}\n```\n",
        )
    )


def _step(step: Transition[Any]) -> tuple[str, ...]:
    who = ", ".join(words for actor, words in ACTORS.items() if actor in step.by)
    notes = ("reason needed" if step.reason else "", "new time" if step.new_time else "")
    return (
        f"`{step.action}`", f"`{step.source}`", f"`{step.target}`", who, "; ".join(n for n in notes if n),
    )  # fmt: skip


PAGES: dict[str, Callable[[], str]] = {
    "records.md": records_page,
    "settings.md": settings_page,
    "errors.md": errors_page,
    "workflows.md": workflows_page,
    "funder-file.md": funder_file_page,
}


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` name those that differ."""
    drifted = 0
    for name, write in PAGES.items():
        path = CHECKOUT / "docs" / name
        text = write()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        if "--check" in arguments:
            print(f"docs/{name} is not what the program says (make docs)", file=sys.stderr)
            drifted = 1
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"docs/{name}")
    return drifted


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
