#!/usr/bin/env python3
"""Fill the database of a running demo for `measure.py`: pathways of named micro-credentials, by the public action."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from testamur.interfaces.cli.server import prepare

SUBJECTS = ["Soil", "Water", "Bridges", "Nursing", "Payroll", "Robots", "Poetry", "Welding", "Statistics", "Tourism"]
KINDS = ["in Practice", "for Beginners", "at Scale", "across Borders", "and Ethics"]


def main(stars: int, each: int) -> None:
    """Publish pathways that name *stars* micro-credentials, *each* so many."""
    prepare()
    from testamur.domain.catalogue import actions
    from testamur.domain.institution.access import system
    from testamur.domain.institution.queries import institutions

    here = institutions()[0]
    for at in range(stars // each):
        actions.publish_pathway(system(here.id), source=source(at, each), at=datetime.now(UTC))


def source(at: int, each: int) -> str:
    """Return a pathway with two groups of courses and a capstone."""
    names = [f'"{SUBJECTS[n % 10]} {KINDS[(n // 10 + at) % 5]} {at}.{n}"' for n in range(each)]
    first, rest = names[: each // 2], names[each // 2 : -1]
    return (
        f'pathway crowd-{at} awards "Award of the crowd {at}" version 1\n'
        f"  require all({', '.join(first)})\n"
        f"  require {len(rest) // 2} of ({', '.join(rest)})\n"
        f"  capstone {names[-1]}\n"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
