"""What the server writes down when it breaks: where, and nothing that people entrusted to it."""

from __future__ import annotations

import subprocess
import sys

import pytest

SCRIPT = """
import logging
from testamur.server.logs import configure
configure({form!r})
def break_(passphrase):
    raise RuntimeError("broken")
secret = "correct" + " horse"
try:
    break_(secret)
except RuntimeError:
    logging.getLogger("testamur").exception("it broke")
"""


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_traceback_shows_where_and_no_values(form: str) -> None:
    run = subprocess.run([sys.executable, "-c", SCRIPT.format(form=form)], capture_output=True, text=True, check=True)
    assert "it broke" in run.stderr
    assert "break_" in run.stderr
    assert "correct horse" not in run.stderr
