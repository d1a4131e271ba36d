"""The server in earnest, on a database of somebody else's: it works as a plain role or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def run(command: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    told = {**os.environ, "TESTAMUR_HOME": str(home), **environment}
    program = [sys.executable, "-m", "testamur", command]
    return subprocess.run(program, env=told, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.django_db
def test_a_role_that_could_read_past_the_wall_is_refused(postgres: str, tmp_path: Path) -> None:
    owner = os.environ["TESTAMUR_OWNER_DATABASE_URL"]
    for command, role in (("migrate", owner), ("serve", owner), ("worker", owner), ("serve", postgres)):
        refused = run(command, tmp_path, DATABASE_URL=role)
        assert (refused.returncode, "would not keep institutions apart" in refused.stderr) == (2, True), command


@pytest.mark.django_db
def test_the_plain_role_is_migrated_for(tmp_path: Path) -> None:
    done = run("migrate", tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, "The database is up to date."), done.stderr
