"""Confer and sign 10,000 awards through a worker that is killed with SIGKILL twice: each must be signed exactly once.

    python benchmarks/jobs/kill_worker.py [--awards 10000]

Starts its own embedded PostgreSQL in a temporary folder, with the settings of production (nothing is relaxed).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))


def main() -> None:
    """Run it and print what was counted and how long it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--awards", type=int, default=10_000)
    many = parser.parse_args().awards
    home = Path(tempfile.mkdtemp(prefix="testamur-kill-"))
    home.chmod(0o755)
    os.environ |= {"TESTAMUR_HOME": str(home), "TESTAMUR_JOB_STALLED_SECONDS": "5", "DATABASE_URL": ""}
    from testamur.interfaces.cli.server import bring_up_to_date, prepare

    here, running = prepare()
    try:
        bring_up_to_date(here)
        _measure(many)
    finally:
        if running:
            running.stop()


def _measure(many: int) -> None:
    import campus as campuses
    from testamur.domain.awards import actions as awards
    from testamur.domain.institution.queries import audit_chain
    from testamur.domain.learning import actions as learning
    from testamur.domain.learning import queries as learners

    campus = campuses.found()
    registrar, offering = campus.actor("registrar"), campus.offer()
    lines = ["name,email,plan,dataset,defence", *(f"Person {n},p{n}@example.org,90,90,90" for n in range(many))]
    started = time.monotonic()
    learning.import_results(
        registrar, offering=offering, data="\n".join(lines).encode(), held_as_designed=True, at=campuses.NOW
    )
    _say("imported", many, started)
    enrolments = [one.uuid for one in learners.enrolments(registrar, offering=offering, limit=many)]
    started = time.monotonic()
    awards.confer_many(registrar, enrolments=enrolments, at=campuses.NOW)
    _say("asked for", many, started)
    started = time.monotonic()
    for share in (0.3, 0.7):
        worker = _worker()
        _wait(campus.institution.id, int(many * share))
        worker.kill()
        worker.wait()
        print(f"  killed at {_counts(campus.institution.id)[1]:,} signed credentials")
    worker = _worker()
    _wait(campus.institution.id, many)
    _say("signed in two formats, two kills included", many, started)
    worker.terminate()
    worker.wait()
    awarded, credentials, documents, places = _counts(campus.institution.id)
    print(f"standing awards {awarded:,}, credentials {credentials:,}, documents {documents:,}, places {places:,}")
    is_exact = (awarded, credentials, documents, places) == (many, many, 2 * many, many)
    print(
        "each signed exactly once:", is_exact, "- audit chain whole:", bool(audit_chain(campus.actor("administrator")))
    )
    if not is_exact:
        sys.exit(1)


def _worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "testamur.interfaces.jobs"])


def _wait(institution: int, signed: int) -> None:
    while _counts(institution)[1] < signed:
        time.sleep(0.1)


def _counts(institution: int) -> tuple[int, int, int, int]:
    from django.db import connection

    from testamur.adapters.postgres.scope import within

    with within(institution), connection.cursor() as cursor:
        cursor.execute(
            """SELECT (SELECT count(*) FROM awards_award WHERE ended_at IS NULL),
                      (SELECT count(*) FROM issuing_credential), (SELECT count(*) FROM issuing_document),
                      (SELECT count(DISTINCT (revocation_list_id, revocation_index)) FROM issuing_credential)"""
        )
        found: tuple[int, int, int, int] = cursor.fetchone()
        return found


def _say(what: str, many: int, started: float) -> None:
    seconds = time.monotonic() - started
    print(f"{many:,} {what} in {seconds:.1f} s ({many / seconds:,.0f}/s)")


if __name__ == "__main__":
    main()
