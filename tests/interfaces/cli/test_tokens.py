"""Tokens made at the machine's own terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

if TYPE_CHECKING:
    from campus import Campus

pytestmark = pytest.mark.django_db


def new(*arguments: str) -> Result:
    from testamur.interfaces.cli.main import cli

    return CliRunner().invoke(cli, ["tokens", "new", *arguments])


def test_a_token_from_the_terminal_opens_the_api(campus: Campus, anyone: Any) -> None:
    made = new("Registrar@north.example", "--at", campus.institution.code, "--scope", "confer", "--scope", "read-own")
    assert made.exit_code == 0, made.output
    told = type(anyone)(made.output.strip()).get("/me").json()
    assert (told["email"], told["permissions"]) == (
        "registrar@north.example",
        ["confer", "read-own", "read-public"],
    )


@pytest.mark.usefixtures("campus")
@pytest.mark.parametrize(
    "arguments",
    [
        ("nobody@north.example", "--at", "north"),
        ("registrar@north.example", "--at", "nowhere"),
        ("registrar@north.example", "--at", "north", "--scope", "rule-the-world"),
        ("registrar@north.example", "--at", "north", "--label", " "),
    ],
)
def test_what_cannot_be_is_said_and_ends_with_2(arguments: tuple[str, ...]) -> None:
    made = new(*arguments)
    assert made.exit_code == 2
    assert "tst_" not in made.output
    assert made.output.strip()
