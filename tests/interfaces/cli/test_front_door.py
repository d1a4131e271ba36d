"""The front door: help for who has no command, and the nearest one for who mistyped it."""

from __future__ import annotations

import subprocess
import sys

from click.testing import CliRunner

from testamur.interfaces.cli.main import cli


def test_without_a_command_there_is_help_and_a_first_step() -> None:
    result = CliRunner().invoke(cli, [])
    assert result.exit_code == 0
    assert "./testamur demo" in result.stdout


def test_a_slip_is_answered_with_the_command_that_was_meant() -> None:
    near, far = (CliRunner().invoke(cli, [name]) for name in ("isue", "xyzzy"))
    assert (near.exit_code, "Did you mean 'issue'?" in near.stderr) == (2, True)
    assert (far.exit_code, "Did you mean" in far.stderr) == (2, False)


def test_a_command_that_needs_no_server_does_not_load_django() -> None:
    script = (
        "import sys; from testamur.interfaces.cli.main import cli; cli(['verify', '--help'], standalone_mode=False)"
    )
    check = f"{script}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], capture_output=True, check=False).returncode == 0
