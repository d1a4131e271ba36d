"""The house keeps its own laws."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from law import lints

ROOT = Path(__file__).parents[2]
FILES = lints.product_files()


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(lints.SOURCE.parent).with_suffix("").parts)


def complaints(found: dict[Path, list[str]]) -> list[str]:
    return [f"{path.relative_to(ROOT)}:{what}" for path, whats in found.items() for what in whats]


def test_imports_only_go_down() -> None:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def test_no_file_function_or_class_is_over_its_budget() -> None:
    found = {path: list(lints.oversized(path, path.read_text(encoding="utf-8"))) for path in FILES}
    assert complaints(found) == []


def test_functions_are_short_on_the_whole() -> None:
    lengths = [lints.length(node) for path in FILES for node in lints.functions(lints.parsed(path))]
    median, p90 = lints.spread(lengths)
    assert median <= lints.MEDIAN_FUNCTION
    assert p90 <= lints.P90_FUNCTION


def test_no_file_is_a_drawer_for_everything() -> None:
    assert complaints({path: list(lints.banned_name(path.relative_to(ROOT))) for path in FILES}) == []


def test_rooms_keep_their_models_and_facts_to_themselves() -> None:
    assert complaints({path: list(lints.private_imports(dotted(path), lints.parsed(path))) for path in FILES}) == []


def test_doors_do_not_go_past_permission() -> None:
    assert complaints({path: list(lints.steps_from_outside(dotted(path), lints.parsed(path))) for path in FILES}) == []


def test_rooms_know_no_http() -> None:
    rooms = [path for path in FILES if lints.SOURCE / "domain" in path.parents]
    assert rooms
    assert complaints({path: list(lints.http_imports(lints.parsed(path))) for path in rooms}) == []


def test_imports_stand_at_the_top() -> None:
    doors = lints.SOURCE / "interfaces"
    found = {
        path: list(lints.hidden_imports(path.read_text(encoding="utf-8"), is_door=doors in path.parents))
        for path in FILES
    }
    assert complaints(found) == []


def test_every_action_asks_first_and_leaves_a_trace_last() -> None:
    # The ledger's verbs are the trace itself.
    rooms = [room for room in (lints.SOURCE / "domain").iterdir() if room.is_dir() and room.name != "ledger"]
    found = {room: list(lints.careless_room(room)) for room in rooms}
    assert any((room / "actions.py").exists() for room in rooms)
    assert complaints(found) == []


def test_the_core_asks_nobody() -> None:
    core = [path for path in FILES if lints.SOURCE / "core" in path.parents]
    assert core
    assert complaints({path: list(lints.asking(lints.parsed(path))) for path in core}) == []


def test_every_room_has_the_same_anatomy() -> None:
    rooms = [path for path in (lints.SOURCE / "domain").iterdir() if (path / "__init__.py").exists()]
    for room in rooms:
        assert (room / "README.md").exists(), room
        assert len((room / "README.md").read_text(encoding="utf-8").splitlines()) <= 20, room
        for name in ("models", "actions", "queries"):
            assert (room / f"{name}.py").exists() or (room / name / "__init__.py").exists(), (room, name)


def test_every_enqueued_task_has_an_action() -> None:
    names = {name for path in FILES for name in lints.enqueued_names(lints.parsed(path))}
    tasks = (lints.SOURCE / "interfaces" / "jobs" / "tasks.py").read_text(encoding="utf-8")
    assert names
    assert {name for name in names if f'"{name}"' not in tasks} == set()


def test_every_term_of_the_glossary_is_used_and_every_avoided_one_is_not() -> None:
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    terms = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    source = "\n".join(path.read_text(encoding="utf-8") for path in FILES)
    assert len(terms) > 20
    assert [term for term in terms if not re.search(rf"\b{term}\b", source)] == []


@pytest.mark.parametrize("file", ["README.md", "docs/guide/commands.md"])
def test_the_help_in_the_documents_is_what_the_program_says(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    shown = re.findall(r"<!-- help: (testamur[^\n]*?) -->\n```\n(.*?)```", text, re.DOTALL)
    assert shown, f"{file} shows no help"
    said = helps([command for command, _ in shown])
    for command, written in shown:
        assert written == said[command], f"{file}: run .ci/help to write the help of '{command}' again"


def helps(commands: list[str]) -> dict[str, str]:
    """Ask for the help of each command, in one process of its own: what other tests invoke changes what it says."""
    program = [sys.executable, "-c", HELPS, json.dumps(commands)]
    run = subprocess.run(program, capture_output=True, text=True, check=True, env={"LANG": "C.UTF-8"})
    return json.loads(run.stdout)


# As wide as where the output is not a terminal.
HELPS = """
import json, sys
from click.testing import CliRunner
from testamur.interfaces.cli.main import cli
ask = lambda command: CliRunner().invoke(cli, [*command.split()[1:], "--help"], prog_name="testamur", terminal_width=78)
print(json.dumps({command: ask(command).output for command in json.loads(sys.argv[1])}))
"""
