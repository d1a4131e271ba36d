"""How long a search for people takes, and the page of its result, when so many people consented to be found.

    python benchmarks/people/search.py [--people 1000] [--rounds 5]

Everybody holds an award that shows the skill that is asked for, and chose it: the worst case. Starts its own embedded
PostgreSQL in a temporary folder, with the settings of production. People, awards and consents are filled in past the
rooms, since enrolling so many people is not what is measured.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
SKILL = "http://data.europa.eu/esco/skill/d1cdcc2c-d5ae-4f1e-9a1f-2a0e5a1b0001"


def main() -> None:
    """Run it and print the medians."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="testamur-people-"))
    home.chmod(0o755)
    os.environ |= {"TESTAMUR_HOME": str(home), "DATABASE_URL": ""}
    from testamur.interfaces.cli.server import bring_up_to_date, prepare

    here, running = prepare()
    try:
        bring_up_to_date(here)
        _measure(asked.people, asked.rounds)
    finally:
        if running:
            running.stop()


def _measure(many: int, rounds: int) -> None:
    import campus as campuses
    from testamur.core.skills.seeking import Asked, Question
    from testamur.domain.careers import actions, queries

    campus = campuses.found()
    _fill(campus, many)
    employer, organisation = _employer(campus)
    question = Question((Asked(SKILL),))

    def search() -> UUID:
        return actions.search_people(
            employer, organisation=organisation, purpose="jobs", question=question, labels={}, at=campuses.NOW
        )

    first, made = _timed(search)
    searches = [_timed(search)[0] for _round in range(rounds)]
    looks = [
        _timed(lambda: queries.people_found(employer, search=made, at=campuses.NOW))[0] for _round in range(rounds)
    ]
    shown = queries.people_found(employer, search=made, at=campuses.NOW).total
    print(
        f"{many:,} people, {shown} shown: first search {first:.2f} s, search {statistics.median(searches):.2f} s, "
        f"result {statistics.median(looks):.2f} s"
    )


def _timed(work: Callable[[], UUID]) -> tuple[float, UUID]:
    started = time.perf_counter()
    found = work()
    return time.perf_counter() - started, found


def _employer(campus: object) -> tuple[object, UUID]:
    import campus as campuses
    from testamur.domain.careers import actions
    from testamur.domain.design import actions as design
    from testamur.domain.institution import actions as institution
    from testamur.domain.institution.queries import actor_for

    organisation, secret = design.invite_organisation(
        campus.actor("designer"), organisation="Archive", expires_at=campuses.NOW + timedelta(days=9), at=campuses.NOW
    )
    person = institution.invite(
        campus.system, email="ana@archive.example", name="Ana", roles=["learner"], at=campuses.NOW
    )
    employer = actor_for(person=person.id, institution=campus.institution.id)
    design.join(employer, secret=secret, at=campuses.NOW)
    actions.open_search(campus.actor("registrar"), organisation=organisation, because="We know it", at=campuses.NOW)
    return employer, organisation


def _fill(campus: object, many: int) -> None:
    import campus as campuses
    from testamur.adapters.postgres.scope import within
    from testamur.domain.awards.models import Award
    from testamur.domain.careers.models import SearchConsent
    from testamur.domain.institution.models import Person
    from testamur.domain.learning.models import Enrolment, Offering

    source = campuses.example().replace(
        "{name: data management planning, framework: institutional, code: DS-01}",
        f"{{name: data management planning, framework: ESCO, uri: '{SKILL}', version: 1.2.0}}",
    )
    offering = campus.offer(campus.publish(source))
    people = Person.objects.bulk_create(
        [Person(email=f"p{n}@example.org", name=f"Person {n}") for n in range(many)], batch_size=5000
    )
    here = campus.institution.id
    with within(here):
        row = Offering.objects.get(uuid=offering)
        takings = Enrolment.objects.bulk_create(
            Enrolment(institution_id=here, offering=row, person=one, enrolled_at=campuses.NOW) for one in people
        )
        Award.objects.bulk_create(
            Award(
                institution_id=here,
                person_id=one.person_id,
                version_id=row.version_id,
                enrolment=one,
                name="Somebody",
                decision={"format": 1, "on": "2026-03-02", "met": "met", "because": "x", "facts": {}, "parts": []},
                results=[["plan", "80"], ["dataset", "80"], ["defence", "80"]],
                awarded_at=campuses.NOW - timedelta(days=place % 900),
            )
            for place, one in enumerate(takings)
        )
        SearchConsent.objects.bulk_create(
            SearchConsent(
                institution_id=here,
                person=one,
                purpose="jobs",
                text="I let myself be found.",
                text_version="2026-11",
                age=16,
                skills=[SKILL],
                region=("North", "South", "East", "West")[place % 4],
                languages=["en", "ms"][: 1 + place % 2],
                given_at=campuses.NOW,
                expires_at=campuses.NOW + timedelta(days=180),
            )
            for place, one in enumerate(people)
        )


if __name__ == "__main__":
    main()
