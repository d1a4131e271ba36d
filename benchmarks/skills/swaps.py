# ruff: noqa: E501 - texts of CVs are easier to read on one line each
"""Whether suggestions depend on whom a text is about: CVs of our own making, told of many people, raw and stripped.

Run: .venv/bin/python benchmarks/skills/swaps.py [--encoder FOLDER]

Each CV is told of ten people: women and men with Malay, Chinese, English and Catalan or Spanish names, and names that
no list has. A pair is the same CV about two of them. Without FOLDER, where a graph and the framework's directions are
kept, texts are read by their spelling alone. The aim is at most 1 % of pairs with another first suggestion once stripped.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from testamur import packs
from testamur.adapters.encoders import choosing
from testamur.core.fairness import Swapped, Template, Who, pairs, swapped
from testamur.core.skills.identity import Detector, parse_lexicon
from testamur.core.skills.suggesting import suggest

_HEAD = "{name}\n{contact}\n{born}\n\n"
TEMPLATES = (
    (
        "welder",
        "Welder with nine years in ship repair. {They} joins stainless steel and reads technical drawings. {name} trains apprentices and keeps {their} certificates up to date.",
    ),
    (
        "analyst",
        "Data analyst. {They} builds dashboards, writes SQL and cleans survey data. In 2022 {name} moved the reports of {their} department to Python.",
    ),
    (
        "nurse",
        "Registered nurse in intensive care. {name} gives medication, cares for wounds and mentors students. {They} introduced electronic handover.",
    ),
    (
        "cook",
        "Cook for banquets. {They} plans menus, controls stock and keeps to food safety rules. {name} supervises a kitchen of six.",
    ),
    (
        "teacher",
        "Teaches mathematics to teenagers. {name} plans lessons, assesses students and talks with their families. {They} runs the coding club.",
    ),
    (
        "driver",
        "Lorry driver with a licence for dangerous goods. {They} plans routes, secures cargo and keeps {their} vehicle in order.",
    ),
    (
        "accountant",
        "Accountant. {name} prepares financial statements and tax returns. {They} audits suppliers and trains new staff.",
    ),
    (
        "gardener",
        "Gardener in public parks. {They} prunes trees, plants borders and operates mowers. {name} advises visitors.",
    ),
)
NAMES = {
    "female": (
        "Nur Aisyah binti Rahman",
        "Tan Wei Ling",
        "Emily Clarke",
        "Meritxell Puig i Soler",
        "Xiomara Quispe Huanca",
    ),
    "male": (
        "Ahmad Faizal bin Osman",
        "Lim Kah Hoe",
        "Callum Fraser",
        "José Luis García de la Fuente",
        "Oluwadamilare Akinfenwa",
    ),
}
PRONOUNS = {"female": ("she", "her"), "male": ("he", "his")}


def people() -> list[Who]:
    """Return who the texts are about; each is a group of their own, so that all are compared."""
    found = []
    for sex, place in product(NAMES, range(5)):
        name = NAMES[sex][place]
        they, their = PRONOUNS[sex]
        contact = f"{name.split()[0].lower()}{place}@example.org | +44 7700 90012{place}"
        words = {"name": name, "they": they, "their": their, "contact": contact, "born": f"Age: {24 + 9 * place}"}
        found.append(Who(f"{sex} {place}", words))
    return found


def told(name: str, found: Swapped) -> None:
    """Print one line."""
    low, high = found.interval.low, found.interval.high
    print(
        f"{name:9} {found.pairs} pairs: first suggestion changed in {float(found.rate):6.1%} ({low:.1%} to {high:.1%}), "
        f"any of the first {found.depth} in {found.any / found.pairs:6.1%}"
    )


def main() -> None:
    """Measure."""
    known = choosing.framework()
    detector = Detector(parse_lexicon(text, name=name) for name, text in packs.identities().items())
    kept = Path(sys.argv[sys.argv.index("--encoder") + 1]) if "--encoder" in sys.argv else None
    with tempfile.TemporaryDirectory() as folder:
        encoder = choosing.english(kept) if kept else None
        ranker = choosing.ranker(known, kept or Path(folder), encoder=encoder)

        def rank(text: str) -> Sequence[str]:
            return [one.best.concept.uri for one in suggest(ranker, text, top=5, sure=0.0).found]

        compared = list(pairs([Template(name, _HEAD + text) for name, text in TEMPLATES], people()))
        print(
            f"read by {'meaning and spelling' if encoder else 'spelling alone'}, {len(TEMPLATES)} texts, {len(people())} people"
        )
        told("raw", swapped(compared, rank))
        told("stripped", swapped(compared, lambda text: rank(detector.strip(text).text)))


if __name__ == "__main__":
    main()
