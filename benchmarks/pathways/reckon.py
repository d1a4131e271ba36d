"""Decide everyone on one pathway anew, by a worker that is killed with SIGKILL once: each must be decided once.

    python benchmarks/pathways/reckon.py [--learners 100000] [--awards 4]

Every learner holds some of six micro-credentials; the pathway has eight clauses (two groups, credits, a share, a
currency window, once per family). Starts its own embedded PostgreSQL in a temporary folder, with the settings of
production. The rows are filled in past the rooms, since enrolling so many people is not what is measured.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
POLICY = """testamur: policy-1
id: everyone
version: "1"
title: Everyone's certificate
awards: open-data-certificate
size: 20 ECTS
effective: {from: 2025-01-01}
clauses:
  - {id: core, rule: "require group core { credits >= 10 ECTS from {unit-0, unit-1, unit-2} }"}
  - {id: choice, rule: "require group choice { count >= 1 from {unit-2, unit-3, unit-4, unit-5} }"}
  - {id: first, rule: "require any(unit-0, unit-1)"}
  - {id: size, rule: "require credits >= 20 ECTS from any_micro"}
  - {id: outside, rule: "at_most 30% of award from source(credit_transfer)"}
  - {id: recent, rule: "currency P5Y at application"}
  - {id: family, rule: "once_per spec_family"}
  - {id: once, rule: "no_double_count with other_awards"}
"""


def main() -> None:
    """Run it and print what was counted and how long it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--learners", type=int, default=100_000)
    parser.add_argument("--awards", type=int, default=4)
    asked = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="testamur-reckon-"))
    home.chmod(0o755)
    os.environ |= {"TESTAMUR_HOME": str(home), "TESTAMUR_JOB_STALLED_SECONDS": "5", "DATABASE_URL": ""}
    from testamur.interfaces.cli.server import bring_up_to_date, prepare

    here, running = prepare()
    try:
        bring_up_to_date(here)
        _measure(asked.learners, asked.awards)
    finally:
        if running:
            running.stop()


def _measure(many: int, each: int) -> None:
    import campus as campuses
    from testamur.domain.awards import actions

    campus = campuses.found()
    started = time.monotonic()
    pathway = _fill(campus, many, each)
    _say("filled in", many, started)
    at = campuses.NOW + timedelta(days=30)
    started = time.monotonic()
    reckoning = actions.reckon_all(campus.actor("registrar"), pathway=pathway, at=at)
    _say("asked for", many, started)
    started = time.monotonic()
    worker = _worker()
    _wait(campus, reckoning, many // 4)
    worker.kill()
    worker.wait()
    print(f"  killed at {_done(campus, reckoning):,} decided")
    worker = _worker()
    _wait(campus, reckoning, many)
    _say("decided, one kill included", many, started)
    worker.terminate()
    worker.wait()
    print("states:", _states(campus))


def _fill(campus: object, many: int, each: int) -> UUID:
    import campus as campuses
    import pathways
    from testamur.adapters.postgres.scope import within
    from testamur.domain.awards.models import Award, Standing
    from testamur.domain.catalogue import actions as catalogue
    from testamur.domain.catalogue import queries
    from testamur.domain.institution.models import Person
    from testamur.domain.learning.models import Enrolment, Offering

    chance = random.Random(7)
    offerings = [campus.offer(campus.publish(pathways.definition(f"unit-{n}", f"Unit {n}"))) for n in range(6)]
    campus.publish(pathways.definition("open-data-certificate", "Certificate", 20))
    uuid = catalogue.publish_pathway(campus.actor("registrar"), source=POLICY, at=campuses.NOW)
    whole = queries.pathway(uuid, on=campuses.NOW.date())
    here = campus.institution.id
    people = Person.objects.bulk_create(
        [Person(email=f"p{n}@example.org", name=f"Person {n}") for n in range(many)], batch_size=5000
    )
    with within(here):
        rows = {row.uuid: row for row in Offering.objects.all()}
        known = [rows[offering] for offering in offerings]
        for first in range(0, many, 5000):
            part = people[first : first + 5000]
            takings = [
                Enrolment(institution_id=here, offering=one, person=person, enrolled_at=campuses.NOW)
                for person in part
                for one in chance.sample(known, each)
            ]
            Enrolment.objects.bulk_create(takings, batch_size=5000)
            Award.objects.bulk_create(
                [
                    Award(
                        institution_id=here,
                        person_id=one.person_id,
                        version_id=one.offering.version_id,
                        enrolment=one,
                        name="Somebody",
                        decision={
                            "format": 1,
                            "on": "2026-03-02",
                            "met": "met",
                            "because": "x",
                            "facts": {},
                            "parts": [],
                        },
                        results=[["plan", "80"], ["dataset", "80"], ["defence", "80"]],
                        awarded_at=campuses.NOW - timedelta(days=chance.randrange(900)),
                    )
                    for one in takings
                ],
                batch_size=5000,
            )
            Standing.objects.bulk_create(
                [
                    Standing(
                        institution_id=here,
                        person=person,
                        pathway_id=whole.listing.id,
                        version_id=whole.version.id,
                        followed_at=campuses.NOW,
                        bound_on=campuses.NOW.date() - timedelta(days=chance.randrange(400)),
                        bound_because="followed",
                        verdict="unknown",
                        decision={},
                        decided_at=campuses.NOW,
                        changed_at=campuses.NOW,
                    )
                    for person in part
                ],
                batch_size=5000,
            )
    return uuid


def _worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "testamur.interfaces.jobs"], env=dict(os.environ))


def _done(campus: object, reckoning: UUID) -> int:
    from testamur.domain.awards import queries

    return queries.reckoning(campus.actor("registrar"), uuid=reckoning).done


def _wait(campus: object, reckoning: UUID, wanted: int) -> None:
    while _done(campus, reckoning) < wanted:
        time.sleep(1)


def _states(campus: object) -> dict[str, int]:
    from testamur.domain.awards import queries

    return next(iter(queries.pathway_figures(campus.actor("registrar")).values()))


def _say(what: str, count: int, started: float) -> None:
    seconds = time.monotonic() - started
    print(f"{what}: {count:,} in {seconds:.1f} s ({count / seconds:,.0f} a second)", flush=True)


if __name__ == "__main__":
    main()
