"""Browsers ask once for the style sheets that every page has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.template.loader import render_to_string

from testamur.interfaces.web.look import SHEETS

HREF = re.compile(r'<link rel="stylesheet" href="/static/([^"]+)">')


def linked() -> list[str]:
    return HREF.findall(render_to_string("testamur/base.html"))


def test_before_anything_is_collected_every_sheet_is_linked_in_order() -> None:
    assert linked() == list(SHEETS)


@pytest.mark.parametrize("times", [1, 2])
def test_collected_sheets_are_one_with_a_digest_and_in_order(
    settings: LazySettings, tmp_path: Path, times: int
) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "testamur.server.collected.CollectedFiles"},
    }
    for _ in range(times):
        call_command("collectstatic", interactive=False, verbosity=0)
    (name,) = linked()
    assert re.fullmatch(r"testamur/look/all\.[0-9a-f]{12}\.css", name)
    joined = (tmp_path / name).read_text(encoding="utf-8")
    places = [joined.index((tmp_path / sheet).read_text(encoding="utf-8")) for sheet in SHEETS]
    assert places == sorted(places)
