"""How long the demo's world takes to build, on a fresh embedded PostgreSQL: `python benchmarks/demo/build.py`."""

from __future__ import annotations

import os
import resource
import tempfile
import time
from datetime import UTC, datetime

os.environ["TESTAMUR_HOME"] = tempfile.mkdtemp(prefix="testamur-benchmark-demo-")
os.environ["TESTAMUR_DEMO"] = "1"
os.environ.pop("DATABASE_URL", None)

from testamur.interfaces.cli.server import bring_up_to_date, prepare


def main() -> None:
    """Print the seconds of starting, migrating and building, and the size of what was built."""
    begun = time.monotonic()
    here, running = prepare()
    started = time.monotonic()
    bring_up_to_date(here)
    migrated, before = time.monotonic(), time.process_time()
    try:
        from testamur.demo.world import build

        world = build(at=datetime.now(UTC), base_url=here.base_url)
        built, worked = time.monotonic(), time.process_time() - before
        print(f"start PostgreSQL {started - begun:6.2f} s")
        print(f"migrate          {migrated - started:6.2f} s")
        print(f"build the world  {built - migrated:6.2f} s, of which {worked:.2f} s of this process's own work")
        print(f"people to be     {len(world.people):4}")
        for table, count in _counts().items():
            print(f"{table:28} {count:6}")
        print(f"peak memory      {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB")
    finally:
        if running:
            running.stop()


def _counts() -> dict[str, int]:
    from testamur.domain.awards.queries import awards
    from testamur.domain.institution import queries
    from testamur.domain.institution.access import system
    from testamur.domain.issuing.queries import credentials

    counts = {"awards": 0, "jobs waiting": 0}
    for place in queries.institutions():
        actor = system(place.id)
        counts["awards"] += len(awards(actor, limit=10_000))
        counts["jobs waiting"] += queries.job_counts(actor).get("todo", 0)
        for held in credentials(actor, at=datetime.now(UTC), limit=10_000):
            counts[held.state] = counts.get(held.state, 0) + 1
    return counts


if __name__ == "__main__":
    main()
