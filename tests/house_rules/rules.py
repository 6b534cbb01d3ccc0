"""The house rules that no ready-made linter knows. Each has a bad and a good example to prove it on."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.house_rules.trees import Module, dotted, last_name

Finding = tuple[int, str]
"""A line and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: where it holds, how it is checked, and an example of each side."""

    name: str
    holds_in: Callable[[str], bool]
    findings: Callable[[Module], Iterator[Finding]]
    path: str
    """Where its examples would lie."""
    bad: str
    good: str


def inside(*folders: str, but: tuple[str, ...] = ()) -> Callable[[str], bool]:
    """Holds for paths that begin so, except those."""
    return lambda path: path.startswith(folders) and not path.startswith(but or ("\0",))


_SHOWING = frozenset(
    {
        "QLabel",
        "QPushButton",
        "QToolButton",
        "QCheckBox",
        "QRadioButton",
        "QGroupBox",
        "QAction",
        "addAction",
        "addTab",
        "addMenu",
        "setText",
        "setWindowTitle",
        "setToolTip",
        "setStatusTip",
        "setPlaceholderText",
        "setAccessibleName",
        "setAccessibleDescription",
        "setInformativeText",
        "setDetailedText",
        "setTitle",
        "setLabelText",
        "setHeaderLabels",
        "setTabText",
        "setPrefix",
        "setSuffix",
    }
)


def literal_texts(module: Module) -> Iterator[Finding]:
    """A text that people see and that no catalogue knows."""
    for call in module.calls():
        if last_name(call.func) in _SHOWING:
            for argument in call.args:
                if text := _words_of(argument):
                    yield call.lineno, f"{text!r} is not marked for translation"


def _words_of(node: ast.expr) -> str:
    """The literal words of a text or of the fixed parts of an f-string; the name of the program is none."""
    if isinstance(node, ast.JoinedStr):
        node = ast.Constant("".join(str(v.value) for v in node.values if isinstance(v, ast.Constant)))
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        text = node.value
        return text if re.search(r"[^\W\d_]{2}", text) and text.strip() != "cicdesk" else ""
    return ""


_TRANSLATING = {"_": 0, "N_": 0, "ngettext": 0, "text_in": 1}


def built_before_translation(module: Module) -> Iterator[Finding]:
    """A text that is put together before it is looked up, so that no catalogue can have it."""
    for call in module.calls():
        first = _TRANSLATING.get(dotted(call.func))
        if first is None:
            continue
        for argument in call.args[first : first + 2]:
            if isinstance(argument, ast.JoinedStr | ast.BinOp) or (
                isinstance(argument, ast.Call) and last_name(argument.func) == "format"
            ):
                yield call.lineno, "translate the whole sentence first, then fill it in"


_CLOCKS = re.compile(r"(^|\.)(datetime|date)\.(now|utcnow|today)$|^time\.time(_ns)?$")


def own_clock(module: Module) -> Iterator[Finding]:
    """Asking the computer for the time instead of the clock that was handed in."""
    for call in module.calls():
        if _CLOCKS.search(dotted(call.func)):
            yield call.lineno, "ask a Clock (cicdesk/base/clock.py)"


def broad_excepts(module: Module) -> Iterator[Finding]:
    """Catching everything and going on, without a reason beside it."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler) and _is_broad(node.type):
            raises = any(isinstance(inner, ast.Raise) for each in node.body for inner in ast.walk(each))
            if not raises and not _has_reason(module.line(node.lineno), "BLE001"):
                yield node.lineno, "name the errors, or say why all of them"


def _is_broad(caught: ast.expr | None) -> bool:
    if isinstance(caught, ast.Tuple):
        return any(_is_broad(each) for each in caught.elts)
    return caught is None or dotted(caught) in {"Exception", "BaseException"}


_ITEMS = frozenset({"itemAt", "itemAtPosition"})


def items_of_layouts(module: Module) -> Iterator[Finding]:
    """Asking a layout of Qt's for its items, which Python then keeps beyond their end (decision 007)."""
    for call in module.calls():
        if last_name(call.func) in _ITEMS:
            yield call.lineno, "ask inside() of cicdesk/gui/parts/boxes.py for the widgets"


_MODULE, _FUNCTION, _METHODS, _PARAMETERS = 400, 40, 20, 6


def sizes(module: Module) -> Iterator[Finding]:
    """What has grown past its limit."""
    if (lines := module.text.count("\n")) > _MODULE:
        yield 1, f"{lines} lines in a module; {_MODULE} at most"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _function_size(node)
        elif isinstance(node, ast.ClassDef):
            methods = [each for each in node.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]
            if len(methods) > _METHODS:
                yield node.lineno, f"{len(methods)} methods in {node.name}; {_METHODS} at most"


def _function_size(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Finding]:
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    if lines > _FUNCTION:
        yield node.lineno, f"{lines} lines in {node.name}; {_FUNCTION} at most"
    given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    if node.name == "__init__" and len(given) - 1 > _PARAMETERS:
        yield node.lineno, f"{len(given) - 1} parameters of a constructor; {_PARAMETERS} at most"


def commits(module: Module) -> Iterator[Finding]:
    """Ending a transaction outside the store, where nobody can see what else is in it."""
    for call in module.calls():
        if isinstance(call.func, ast.Attribute) and call.func.attr == "commit" and not call.args:
            yield call.lineno, "transactions begin and end in the store"


def short_signals(module: Module) -> Iterator[Finding]:
    """Qt's int has 32 bits; a number of a record or a size has more."""
    for call in module.calls():
        if last_name(call.func) == "Signal" and any(dotted(each) == "int" for each in call.args):
            yield call.lineno, 'Signal(int) has 32 bits: send an object, or "qlonglong"'


_WAITING = frozenset({"qtbot.wait", "time.sleep", "QTest.qWait", "sleep"})


def fixed_waits(module: Module) -> Iterator[Finding]:
    """Waiting for a time instead of for what is awaited."""
    for call in module.calls():
        if dotted(call.func) in _WAITING:
            yield call.lineno, "wait for a signal or a condition"


def unexplained_single_shots(module: Module) -> Iterator[Finding]:
    """A delay that does not say which event it lets pass."""
    for call in module.calls():
        if last_name(call.func) == "singleShot":
            above = module.line(call.lineno - 1) if call.lineno > 1 else ""
            if "#" not in module.line(call.lineno) and not above.strip().startswith("#"):
                yield call.lineno, "say which event this lets pass first"


_MARK = re.compile(
    r"#\s*((?:ruff:\s*)?noqa\b(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?|type:\s*ignore(?:\[[\w, -]+\])?|fmt:\s*off|pragma:[\w ]+)(.*)$"
)
_WORD = re.compile(r"[^\W\d_]{3}")


def unexplained_marks(module: Module) -> Iterator[Finding]:
    """A check switched off without a code or without the reason."""
    for number, line in enumerate(module.text.splitlines(), 1):
        if (found := _MARK.search(line)) and not _has_reason(line, found.group(1)):
            yield number, "name the check and the reason"


def _has_reason(line: str, mark: str) -> bool:
    """Whether a line that switches a check off names it and says why, before or after the mark."""
    found = _MARK.search(line)
    if not found or mark not in found.group(1):
        return False
    bare = re.fullmatch(r"(ruff:\s*)?noqa|type:\s*ignore", found.group(1))
    _code, _sign, comment = line[: found.start()].partition("  # ")
    return not bare and bool(_WORD.search(found.group(2)) or _WORD.search(comment))


_LEFT_OUT = re.compile(r"(^|\.)(skip|skipif|skipIf|skipUnless|xfail|importorskip|SkipTest)$")


def left_out(module: Module) -> Iterator[Finding]:
    """A test that does not run everywhere, without the one place that says what the machine lacks."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and _LEFT_OUT.search(dotted(node)):
            yield node.lineno, "ask tests/support/needs.py, and say what the machine lacks"


_NARRATION = re.compile(
    r"#.*\b(TODO|FIXME|XXX|HACK)\b|\bas requested\b|\bper the (brief|review|request)\b"
    r"|\b(issue|ticket|pull request) #?\d|\bquick fix\b"
)


def narration(module: Module) -> Iterator[Finding]:
    """Words about how the text came to be; a reader needs what it is and why."""
    for number, line in enumerate(module.text.splitlines(), 1):
        if found := _NARRATION.search(line):
            yield number, f"{found.group()!r}: finish it, or say what it is"


_EVERYWHERE = inside("cicdesk/", "scripts/", "tests/", but=("tests/house_rules/",))
_PROGRAM = inside("cicdesk/")

RULES: tuple[Rule, ...] = (
    Rule(
        "no literal text in a widget",
        inside("cicdesk/gui/", "cicdesk/desktop.py"),
        literal_texts,
        "cicdesk/gui/example.py",
        'button = QPushButton("Save")',
        'button = QPushButton(_("Save"))\nbutton.setText("+")\nbutton.setObjectName("save")',
    ),
    Rule(
        "whole sentences are translated",
        _PROGRAM,
        built_before_translation,
        "cicdesk/presenters/example.py",
        'title = _(f"{count} people")',
        'title = _("{count} people").format(count=count)',
    ),
    Rule(
        "one clock",
        inside("cicdesk/", but=("cicdesk/base/",)),
        own_clock,
        "cicdesk/services/example.py",
        "import datetime as dt\nnow = dt.datetime.now(dt.UTC)",
        "now = clock.now()",
    ),
    Rule(
        "no broad except",
        _EVERYWHERE,
        broad_excepts,
        "cicdesk/sync/example.py",
        "try:\n    run()\nexcept Exception:\n    pass",
        "try:\n    run()\nexcept Exception:\n    undo()\n    raise",
    ),
    Rule(
        "layouts are not asked for their items",
        inside("cicdesk/gui/", but=("cicdesk/gui/binding.py",)),
        items_of_layouts,
        "cicdesk/gui/example.py",
        "shown = [layout.itemAt(at).widget() for at in range(layout.count())]",
        "shown = inside(layout)",
    ),
    Rule(
        "sizes",
        inside("cicdesk/", "scripts/"),
        sizes,
        "cicdesk/domain/example.py",
        "def long():\n" + "    work()\n" * 41,
        "def short():\n" + "    work()\n" * 20,
    ),
    Rule(
        "transactions end in the store",
        # A window cannot reach a transaction; what it commits is an editor's text.
        inside("cicdesk/", but=("cicdesk/store/", "cicdesk/server/storage/", "cicdesk/gui/")),
        commits,
        "cicdesk/services/example.py",
        "session.commit()",
        "with store.begin() as unit:\n    unit.write(record)",
    ),
    Rule(
        "signals carry large numbers",
        _PROGRAM,
        short_signals,
        "cicdesk/gui/example.py",
        "moved = Signal(int)",
        'moved = Signal("qlonglong")\nchanged = Signal(object)',
    ),
    Rule(
        "tests wait for what they need",
        inside("tests/"),
        fixed_waits,
        "tests/gui/example.py",
        "qtbot.wait(500)",
        "qtbot.waitUntil(lambda: window.isVisible())",
    ),
    Rule(
        "delays say what they wait for",
        _PROGRAM,
        unexplained_single_shots,
        "cicdesk/gui/example.py",
        "QTimer.singleShot(0, self.refresh)",
        "# After the layout has its size.\nQTimer.singleShot(0, self.refresh)",
    ),
    Rule(
        "tests are left out in one place",
        inside("tests/", but=("tests/support/needs.py", "tests/house_rules/")),
        left_out,
        "tests/store/example.py",
        '@pytest.mark.skipif(os.name != "posix", reason="forks")\ndef test_it() -> None: ...',
        '@needs_posix("fork")\ndef test_it() -> None: ...',
    ),
    Rule(
        "switched-off checks have reasons",
        _EVERYWHERE,
        unexplained_marks,
        "cicdesk/base/example.py",
        "import heavy  # noqa: PLC0415",
        "import heavy  # noqa: PLC0415  slow to import and rarely needed",
    ),
    Rule(
        "texts say what is, not how it came",
        _EVERYWHERE,
        narration,
        "cicdesk/base/example.py",
        "# Sorted, as requested.",
        "# Sorted, because people look for a name.",
    ),
)
