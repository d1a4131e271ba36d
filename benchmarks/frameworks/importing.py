"""How long it takes to bring in a framework of ESCO's size, to give it to the engine, and to search it.

    .venv/bin/python benchmarks/frameworks/importing.py [DOWNLOAD]

DOWNLOAD is ESCO's official archive or a folder of its files; without it, a framework of the same size is made up:
14,000 skills with seven labels each, 3,000 occupations, 124,000 relations. The embedded database is used, in a folder
of its own that is deleted afterwards.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from testamur.core.skills.taxonomy import Taxonomy

HOME = Path(tempfile.mkdtemp(prefix="testamur-frameworks-"))
os.environ["TESTAMUR_HOME"] = str(HOME)
SKILLS, OCCUPATIONS, LABELS, RELATIONS = 14_000, 3_000, 7, 124_000
WORDS = [f"{first}{last}" for first in "baceilmnoprstu" for last in ("ding", "ter", "ming", "sure", "tion", "ware")]


def made_up() -> Taxonomy:
    """Return a framework of ESCO's size."""
    from testamur.core.skills.taxonomy import Edition, Link, Node, NodeKind, Relation, Taxonomy, Wording

    chance = random.Random(7)

    def name() -> str:
        return " ".join(chance.choices(WORDS, k=4))

    def said() -> Wording:
        return Wording("en", name(), tuple(name() for _ in range(LABELS)), " ".join(name() for _ in range(8)))

    skills = [Node(f"urn:skill:{at}", NodeKind.SKILL, (said(),)) for at in range(SKILLS)]
    work = [Node(f"urn:work:{at}", NodeKind.OCCUPATION, (said(),)) for at in range(OCCUPATIONS)]
    links: dict[Link, None] = {}
    while len(links) < RELATIONS:
        one, other = chance.choice(work), chance.choice(skills)
        links[Link(one.uri, chance.choice([Relation.ESSENTIAL, Relation.OPTIONAL]), other.uri)] = None
    return Taxonomy(Edition("made-up", "Made up", "1"), (*skills, *work), tuple(links))


def main() -> None:
    """Measure, and print what was measured."""
    from testamur.adapters.framework_files import opened
    from testamur.core.exchange.frameworks.forms import read
    from testamur.core.exchange.frameworks.source import Asked
    from testamur.interfaces.cli.server import bring_up_to_date, prepare

    here, running = prepare()
    try:
        bring_up_to_date(here)
        from testamur.domain.frameworks import actions, queries
        from testamur.domain.institution import actions as institution
        from testamur.domain.institution.access import system

        now = datetime.now(UTC)
        place = institution.found(system(), code="north", name="North", country="IE", at=now)
        started = time.perf_counter()
        taxonomy = read(opened(Path(sys.argv[1])).files, Asked(version="1")).taxonomy if sys.argv[1:] else made_up()
        print(f"read: {time.perf_counter() - started:.1f} s")
        started = time.perf_counter()
        of = actions.bring_in(system(place.id), taxonomy=taxonomy, digest="0" * 64, at=now).framework
        labels = sum(1 + len(said.alternatives) for node in taxonomy.nodes for said in node.wordings)
        took = time.perf_counter() - started
        print(f"write: {took:.1f} s ({len(taxonomy.nodes)} nodes, {labels} labels, {len(taxonomy.links)} relations)")
        started = time.perf_counter()
        found = queries.skills(of)
        print(f"give to the engine: {1000 * (time.perf_counter() - started):.0f} ms ({len(found.concepts)} skills)")
        chance, times = random.Random(3), []
        for concept in chance.choices(found.concepts, k=200):
            text = " ".join(concept.label.split()[:2])
            started = time.perf_counter()
            assert queries.search(of, text=text).total
            times.append(1000 * (time.perf_counter() - started))
        print(f"search: median {statistics.median(times):.0f} ms, p95 {statistics.quantiles(times, n=20)[-1]:.0f} ms")
    finally:
        if running:
            running.stop()
        shutil.rmtree(HOME, ignore_errors=True)


if __name__ == "__main__":
    main()
