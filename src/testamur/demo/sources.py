"""The definition files that the demo publishes: the six examples that everyone may try, and a dozen of its own."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from testamur.demo import cast

_HERE = files("testamur.demo")
# The wheel carries the examples beside this file; in a clone they are where people look for them.
_CLONE = Path(__file__).resolve().parents[3] / "examples"

# File → who publishes it. The order is that of their publication.
EXAMPLES = {
    "first-aid": cast.SELAT,
    "data-stewardship": cast.MARINA,
    "ai-ethics": cast.CAPE,
    "language-teaching": cast.PONENT,
    "robot-welding": cast.RHEINTAL,
    "teaching-online": cast.SHANNONSIDE,
}
OWN = {
    "rooftop-solar-maintenance": cast.SELAT,
    "energy-audit-small-buildings": cast.SELAT,
    "bahasa-isyarat-kaunter": cast.SELAT,
    "publicar-en-obert": cast.MARINA,
    "analisi-reproduible": cast.MARINA,
    "dades-per-a-tothom": cast.MARINA,
    "privacy-by-design": cast.CAPE,
    "algorithmic-audit": cast.CAPE,
    "responsible-technology-project": cast.CAPE,
    "flood-claims-assessment": cast.CAPE,
    "flood-volunteer-briefing": cast.CAPE,
    "assessing-online": cast.SHANNONSIDE,
    # What pathways lead to.
    "sijil-profesional-bangunan-lestari": cast.SELAT,
    "postgraduate-certificate-open-science": cast.MARINA,
    "graduate-certificate-responsible-technology": cast.CAPE,
    "teaching-and-assessing-online": cast.SHANNONSIDE,
}


def sources() -> list[tuple[str, str]]:
    """Return who publishes it and the text of the file, for every definition."""
    found = [(place, example(name)) for name, place in EXAMPLES.items()]
    own = [(place, (_HERE / "definitions" / f"{name}.yaml").read_text(encoding="utf-8")) for name, place in OWN.items()]
    return found + own


@cache
def example(name: str) -> str:
    """Return the text of one of `EXAMPLES`."""
    examples = _HERE / "examples"
    folder = examples if examples.is_dir() else _CLONE
    return (folder / name / "microcredential.yaml").read_text(encoding="utf-8")
