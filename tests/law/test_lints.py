"""The lints themselves, each on a piece of code that breaks it and on one that keeps it."""

from __future__ import annotations

import ast
import textwrap
from pathlib import Path

from law import lints


def tree(code: str) -> ast.Module:
    return ast.parse(textwrap.dedent(code))


KEPT = """
    def confer(actor, *, at):
        \"\"\"Give it.\"\"\"
        require(actor, Permission.CONFER)
        if already:
            return None
        ledger.record(actor, verb="awards.confer", subject="x", at=at)
        return row
"""


def test_an_action_asks_first_and_leaves_a_trace_last() -> None:
    assert list(lints.careless_actions(tree(KEPT))) == []
    for broken, complaint in (
        (KEPT.replace("require(actor, Permission.CONFER)", "pass"), "permission"),
        (KEPT.replace("ledger.record", "print"), "trace"),
        (KEPT.replace("actor, *, at", "at, *, actor"), "actor first"),
        (KEPT.replace("actor, *, at", "actor, at"), "actor first"),
    ):
        assert complaint in " ".join(lints.careless_actions(tree(broken)))


def test_a_room_keeps_its_models_and_facts_to_itself() -> None:
    code = tree("from testamur.domain.awards.models import Award\nfrom testamur.domain.ledger import facts, actions")
    assert len(list(lints.private_imports("testamur.domain.learning.actions", code))) == 2
    assert len(list(lints.private_imports("testamur.interfaces.web.awards", code))) == 2
    assert len(list(lints.private_imports("testamur.domain.awards.queries", code))) == 1


def test_what_is_too_long_is_named() -> None:
    long = "def f():\n" + "    x = 1\n" * 60 + "class C:\n" + "    x = 1\n" * 150
    assert len(list(lints.oversized(Path("x.py"), long))) == 2
    assert len(list(lints.oversized(Path("x.py"), "x = 1\n" * 401))) == 1


def test_drawers_for_everything_are_named() -> None:
    assert list(lints.banned_name(Path("awards/helpers.py")))
    assert list(lints.banned_name(Path("common/award.py")))
    assert not list(lints.banned_name(Path("awards/actions.py")))


def test_a_pure_function_that_asks_is_named() -> None:
    assert len(list(lints.asking(tree("def f():\n    return datetime.now(UTC), open('x'), uuid.uuid4()")))) == 3


def test_an_import_inside_a_function_is_named_unless_a_door_gives_its_reason() -> None:
    code = "def f():\n    from x import y"
    excused = f"{code}  {lints.EXCUSE}Django is ready only now"
    assert list(lints.hidden_imports(code, is_door=True))
    assert list(lints.hidden_imports(excused, is_door=False))
    assert not list(lints.hidden_imports(excused, is_door=True))


def test_a_trace_at_the_end_of_a_transaction_is_a_trace() -> None:
    code = "def found(actor, *, at):\n    require(actor)\n    with within():\n        {}\n    return row"
    assert list(lints.careless_actions(tree(code.format("ledger.record(actor)")))) == []
    assert list(lints.careless_actions(tree(code.format("pass"))))


def test_a_door_that_goes_past_permission_is_named() -> None:
    for code in ("from testamur.domain.awards.steps import end", "from testamur.domain.awards import actions, steps"):
        assert list(lints.steps_from_outside("testamur.interfaces.web.desk", tree(code)))
        assert not list(lints.steps_from_outside("testamur.domain.issuing.actions", tree(code)))


def test_a_room_that_knows_http_is_named() -> None:
    for code in ("from django.http import HttpRequest", "import django.shortcuts"):
        assert list(lints.http_imports(tree(code)))
    assert not list(lints.http_imports(tree("from django.db import models")))


def test_names_of_tasks_are_found() -> None:
    assert list(lints.enqueued_names(tree("ledger.enqueue(actor, task='issuing.sign', award=1)"))) == ["issuing.sign"]
