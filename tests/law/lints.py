"""The house's own lints: each takes a parsed file and yields what breaks the rule, as ``line: what``.

Each states why it exists. A rule that hurts is changed in the open, with a decision in docs/decisions/.
"""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "testamur"

Function = ast.FunctionDef | ast.AsyncFunctionDef


def product_files() -> list[Path]:
    """Every file of the product, but for Django's migrations, which are written by a program."""
    return [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.Module) -> list[Function]:
    return [node for node in ast.walk(tree) if isinstance(node, Function)]


def length(node: Function | ast.ClassDef) -> int:
    """Lines from the name to the end; decorators do not count against a function."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


# --- size: what no longer fits on a screen is no longer read as a whole -------------------------------------------

MAX_FILE, MAX_FUNCTION, MAX_CLASS = 400, 60, 150
MEDIAN_FUNCTION, P90_FUNCTION = 12, 30


def oversized(path: Path, text: str) -> Iterator[str]:
    lines = text.count("\n")
    if lines > MAX_FILE:
        yield f"{path.name} has {lines} lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, Function) and length(node) > MAX_FUNCTION:
            yield f"{node.lineno}: function {node.name} has {length(node)} lines"
        if isinstance(node, ast.ClassDef) and length(node) > MAX_CLASS:
            yield f"{node.lineno}: class {node.name} has {length(node)} lines"


def spread(lengths: list[int]) -> tuple[float, float]:
    """Median and 90th percentile."""
    return statistics.median(lengths), statistics.quantiles(lengths, n=10)[-1]


# --- names: a drawer for everything becomes everything's drawer ------------------------------------------------------

BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "services", "managers", "signals", "mixins"}


def banned_name(path: Path) -> Iterator[str]:
    for part in (*path.parts[:-1], path.stem):
        if part in BANNED_NAMES:
            yield f"{path}: the name '{part}' says nothing"


# --- rooms: what is stored, and how it becomes values, is the room's own business ------------------------------------

PRIVATE_FILES = {"models", "facts"}


def private_imports(module: str, tree: ast.Module) -> Iterator[str]:
    """Yield imports of another room's models or facts; *module* is the dotted name of the file."""
    own_room = module.split(".")[:3]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            is_private = parts[:2] == ["testamur", "domain"] and len(parts) > 3 and parts[3] in PRIVATE_FILES
            if is_private and parts[:3] != own_room:
                yield f"{node.lineno}: {module} reaches into {'.'.join(parts[:4])}"


# --- actions: permission first, trace last --------------------------------------------------------------------------


def calls(node: ast.stmt, *names: str) -> bool:
    """Say whether the statement is a plain call of one of *names*."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and ast.unparse(node.value.func) in names


def careless_actions(tree: ast.Module) -> Iterator[str]:
    """Yield public functions of an actions file that do not ask first, or leave no trace last.

    An action that changes nothing may return early; the way that changes something ends in the ledger.
    """
    for node in tree.body:
        if not isinstance(node, Function) or node.name.startswith("_"):
            continue
        arguments = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
        if arguments != ["actor"]:
            yield f"{node.lineno}: {node.name} must take the actor first and everything else by keyword"
        body = node.body[1:] if ast.get_docstring(node) else node.body
        if not body or not calls(body[0], "require"):
            yield f"{node.lineno}: {node.name} does not ask for permission in its first line"
        if not ends_in_the_ledger(body):
            yield f"{node.lineno}: {node.name} does not leave a trace in its last line"


def ends_in_the_ledger(body: list[ast.stmt]) -> bool:
    """Say whether the last thing done before returning is to leave a trace; a transaction's block counts as its end."""
    ends = body[:-1] if body and isinstance(body[-1], ast.Return) else body
    if ends and isinstance(ends[-1], ast.With):
        return ends_in_the_ledger(ends[-1].body)
    return bool(ends) and calls(ends[-1], "ledger.record", "record")


def careless_room(room: Path) -> Iterator[str]:
    """Yield the careless actions of a room: of ``actions.py``, or of what an ``actions`` package offers to others."""
    single, package = room / "actions.py", room / "actions"
    if single.exists():
        yield from careless_actions(parsed(single))
    elif package.exists():
        offered = set(offered_names(parsed(package / "__init__.py")))
        for path in sorted(package.glob("*.py")):
            tree = parsed(path)
            tree.body = [node for node in tree.body if isinstance(node, Function) and node.name in offered]
            yield from careless_actions(tree)


def offered_names(tree: ast.Module) -> list[str]:
    """Return what a package says that it offers, in its ``__all__``."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return list(ast.literal_eval(node.value))
    return []


# --- purity: the core asks nobody ------------------------------------------------------------------------------------

ASKING = {
    "open",
    "now",
    "today",
    "utcnow",
    "urlopen",
    "uuid1",
    "uuid4",
    "uuid7",
    "sleep",
    "random",
    "urandom",
    "getenv",
}


def asking(tree: ast.Module) -> Iterator[str]:
    """Yield calls by which a pure function would ask the disk, the clock, the network or chance."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            if name in ASKING:
                yield f"{node.lineno}: calls {ast.unparse(node.func)}"


# --- steps: what a room does inside another's action has no permission or trace of its own ----------------------------


def steps_from_outside(module: str, tree: ast.Module) -> Iterator[str]:
    """Yield imports of a room's steps from anywhere but the rooms; *module* is the dotted name of the file."""
    if module.startswith("testamur.domain."):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("testamur.domain."):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (f"{node.lineno}: {module} goes past permission" for name in names if ".steps" in name)


# --- rooms know no HTTP: what the university does is the same from a page, a job or a terminal -----------------------

HTTP = ("django.http", "django.shortcuts", "django.views", "django.urls", "django.template")


def http_imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        name = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [name]
        if any(found.startswith(HTTP) for found in names):
            yield f"{node.lineno}: imports {names[0]}"


# --- imports inside functions: how a cycle hides ------------------------------------------------------------------

# A command that starts the server can reach a room only after Django is ready. It says so on the line, and the import
# law sees the import all the same.
EXCUSE = "# noqa: PLC0415 - "


def hidden_imports(text: str, *, is_door: bool) -> Iterator[str]:
    """Yield imports inside functions; a door may have one that gives its reason."""
    lines = text.splitlines()
    for function in functions(ast.parse(text)):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom) and not (is_door and EXCUSE in lines[node.lineno - 1]):
                yield f"{node.lineno}: {function.name} imports inside itself"


# --- tasks: work is enqueued by name, so a wrong name must fail here and not at night -----------------------------


def enqueued_names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "enqueue":
            for keyword in node.keywords:
                if keyword.arg == "task":
                    yield ast.literal_eval(keyword.value)
