"""Settings are read once, checked, and documented."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from testamur.adapters.environment import SETTINGS, BadSetting, read, secret_key

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("TESTAMUR_PORT", "0"),
        ("TESTAMUR_PORT", "eighty"),
        ("TESTAMUR_DEBUG", "yes"),
        ("TESTAMUR_LOG_FORMAT", "xml"),
        ("DATABASE_URL", "mysql://localhost/x"),
        ("TESTAMUR_BASE_URL", "credentials.example.edu"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name: str, found: str) -> None:
    with pytest.raises(BadSetting) as refused:
        read({name: found})
    assert refused.value.facts["name"] == name


def test_without_settings_everything_has_a_default(tmp_path: Path) -> None:
    here = read({"TESTAMUR_HOME": str(tmp_path)})
    assert (here.database_url, here.port, here.base_url) == ("", 8000, "http://localhost:8000")
    assert not here.is_https


def test_the_secret_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "new" / "secret.key"
    first = secret_key(file)
    assert len(first) > 60
    assert secret_key(file) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_every_setting_is_documented_and_every_documented_one_is_a_setting() -> None:
    page = (ROOT / "docs" / "operations" / "settings.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| (.*) \|$", page, re.MULTILINE))
    assert rows == {one.name: f"{f'`{one.default}`' if one.default else ''} | {one.says}" for one in SETTINGS}


def test_nothing_else_reads_environment_variables() -> None:
    allowed = {"adapters/environment.py", "server/wsgi.py", "interfaces/cli", "interfaces/jobs/worker.py"}
    source = ROOT / "src" / "testamur"
    readers = [
        str(file.relative_to(source))
        for file in source.rglob("*.py")
        if re.search(r"os\.(environ|getenv)", file.read_text(encoding="utf-8"))
    ]
    assert [name for name in readers if not any(name.startswith(prefix) for prefix in allowed)] == []
