"""Deliberately flawed definitions: exactly what is wrong is found, where it is, and nothing else."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from testamur import packs
from testamur.core import quality
from testamur.core.model import definition

ROOT = Path(__file__).parents[3]
FLAWED: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("flawed.yaml").read_text(encoding="utf-8"))
DAY = date(2026, 6, 1)


@cache
def guidelines() -> tuple[quality.Pack, ...]:
    return tuple(quality.parse_pack(text) for text in packs.guidelines().values())


def flawed(flaw: dict[str, Any]) -> str:
    text = (ROOT / "examples" / flaw["example"] / "microcredential.yaml").read_text(encoding="utf-8")
    for found, written in flaw["replace"]:
        assert found in text
        text = text.replace(found, written, 1)
    return text


def held_against(flaw: dict[str, Any], text: str, made: definition.Reading) -> tuple[quality.Pack, ...]:
    if "guidelines" in flaw:
        return quality.select(guidelines(), flaw["guidelines"])
    claimed = text.partition("# guidelines: ")[2].partition("\n")[0].split(", ")
    return (*quality.applying(made.definition, guidelines(), DAY), *quality.select(guidelines(), claimed))


@pytest.mark.parametrize("flaw", FLAWED, ids=lambda flaw: flaw["flaw"])
def test_exactly_what_is_wrong_is_found(flaw: dict[str, Any]) -> None:
    text = flawed(flaw)
    made = definition.read(text)
    chosen = held_against(flaw, text, made)
    report = quality.check(made.definition, chosen, on=DAY, places=made.places, chosen=True)
    assert [f"{finding.code} {finding.key}" for finding in report.findings] == flaw["expect"]
    for finding in report.findings:
        assert finding.place is not None
        # What is in the file is pointed at; what is missing, at the section that should hold it, or at the top.
        top = finding.key.partition(".")[0].partition("[")[0]
        assert (finding.place == (1, 1)) == (f"\n{top}:" not in text)


def test_there_are_more_than_forty_and_no_two_are_called_the_same() -> None:
    assert len({flaw["flaw"] for flaw in FLAWED}) == len(FLAWED) > 40
