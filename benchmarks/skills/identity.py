"""How well it is found whom a text is about: labelled CVs of our own, tuned on and held back, in four languages.

Run: .venv/bin/python benchmarks/skills/identity.py [--show]

Recall: the share of labelled places of which every letter is blank. Precision: the share of blank letters that are
labelled. What is not labelled and blank is a skill that may be lost; ``--show`` prints both kinds of mistake.
"""

from __future__ import annotations

import re
import sys
from collections import Counter

import yaml

from testamur import packs
from testamur.core.skills.identity import Detector, parse_lexicon

_MARK = re.compile(r"\[\[(\w+)\|((?:(?!\]\]).)*)\]\]")


def unmarked(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    """Return a text without its marks, and the marked places."""
    text, places, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        places.append((match[1], len(text), len(text) + len(match[2])))
        text += match[2]
        at = match.end()
    return text + marked[at:], places


def main() -> None:
    """Measure."""
    detector = Detector(parse_lexicon(text, name=name) for name, text in packs.identities().items())
    found: Counter[tuple[str, str]] = Counter()
    wanted: Counter[tuple[str, str]] = Counter()
    blank: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for language, source in packs.identity_cases().items():
        for case in yaml.safe_load(source)["cases"]:
            text, places = unmarked(case["text"])
            stripped = detector.strip(text).text
            split = f"{case['split']} {language}"
            labelled = {at for _, start, end in places for at in range(start, end)}
            blanks = {at for at, letter in enumerate(text) if letter.isalnum() and stripped[at] != letter}
            blank[split] += len(blanks)
            right[split] += len(blanks & labelled)
            for kind, start, end in places:
                is_blank = not any(letter.isalnum() for letter in stripped[start:end])
                wanted[case["split"], kind] += 1
                found[case["split"], kind] += is_blank
                wanted[split, "all"] += 1
                found[split, "all"] += is_blank
                if "--show" in sys.argv and not is_blank:
                    print(f"  missed in {case['id']}: {kind} {text[start:end]!r} -> {stripped[start:end].strip()!r}")
            if "--show" in sys.argv and blanks - labelled:
                print(f"  too much in {case['id']}: {''.join(text[at] for at in sorted(blanks - labelled))!r}")
    for split in sorted(blank):
        number, precision = wanted[split, "all"], right[split] / blank[split]
        print(f"{split:16} recall {found[split, 'all'] / number:6.1%} of {number:3}   precision {precision:6.1%}")
    for split, kind in sorted(wanted):
        if kind != "all":
            print(f"{split:10} {kind:9} {found[split, kind]:3} of {wanted[split, kind]:3}")


if __name__ == "__main__":
    main()
