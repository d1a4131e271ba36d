"""The audit log and the work in the background, in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

import campus as campuses
import testamur
from testamur.domain.institution import queries as institution
from testamur.domain.ledger import actions as ledger
from testamur.interfaces.jobs.tasks import TASKS
from testamur.interfaces.web.office.verbs import verb_names
from testamur.interfaces.web.office.work import task_names
from testamur.refusals import NotAllowed

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]


def deeds(page: str) -> list[str]:
    return re.findall(r"<summary><span><strong>(.*?)</strong>", page)


def test_every_deed_that_the_rooms_leave_in_the_log_has_words() -> None:
    rooms = Path(testamur.__file__).parent / "domain"
    written = {verb for path in rooms.rglob("*.py") for verb in re.findall(r'verb="(\w+\.[^"]+)"', path.read_text())}
    assert written
    assert written - set(verb_names()) == set()


def test_every_task_has_words() -> None:
    counted = {"issuing.sign", "awards.confer_chunk"}
    assert set(TASKS) - counted == set(task_names())


def test_the_log_is_in_words_with_the_code_in_the_details(as_role: Enter, campus: campuses.Campus) -> None:
    office, code = as_role("administrator"), campus.institution.code
    office.post(f"/office/{code}/people/{campus.people['learner'].uuid}", {"grant": "reviewer"})
    page = office.get(f"/office/{code}/audit").content.decode()
    assert deeds(page)[0] == "Gave a role"
    assert "<bdi>Learner of north</bdi>" in page
    assert "(Reviewer)" in page
    assert "institution.grant" in page.split("<dl", 1)[1]


def test_the_log_is_narrowed_by_person_deed_and_day(as_role: Enter, campus: campuses.Campus) -> None:
    campus.offer()
    office, path = as_role("administrator"), f"/office/{campus.institution.code}/audit"
    who = campus.people["registrar"].uuid
    assert set(deeds(office.get(f"{path}?who={who}").content.decode())) == {
        "Opened an offering",
        "Published a micro-credential without a review here",
    }
    assert set(deeds(office.get(f"{path}?who=system").content.decode())) == {
        "Made somebody known",
        "Founded the institution",
    }
    assert deeds(office.get(f"{path}?verb=learning.offer").content.decode()) == ["Opened an offering"]
    assert len(deeds(office.get(f"{path}?day=2026-03-02").content.decode())) > 3
    assert "Nothing of that kind was done" in office.get(f"{path}?day=2026-03-03").content.decode()
    assert "Write the day as" in office.get(f"{path}?day=yesterday").content.decode()


def failed(campus: campuses.Campus, error: Exception) -> int:
    """Let a job fail as the worker would."""
    ledger.enqueue(campus.system, task="issuing.sign", awards=["a", "b"])
    job = institution.jobs(campus.system)[0].id
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [job])
    ledger.note_trouble(campus.system, job=job, error=error, at=datetime.now(UTC))
    return job


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (NotAllowed(permission="sign"), "signing credentials"),
        (OSError("/home/zoe/secret"), "Look whether its disk is full"),
        (ValueError("Zoë was here"), "The program made a mistake (ValueError)"),
    ],
)
def test_a_failed_job_says_why_and_tells_nothing_of_people(
    as_role: Enter, campus: campuses.Campus, error: Exception, says: str
) -> None:
    failed(campus, error)
    page = as_role("administrator").get(f"/office/{campus.institution.code}/jobs").content.decode()
    assert "Sign 2 credentials" in page
    assert says in page
    assert "1 has failed" in page
    assert "zoe" not in page
    assert "Zoë was here" not in page


def test_another_institution_s_causes_are_not_seen(campus: campuses.Campus) -> None:
    job = failed(campus, ValueError())
    other = campuses.found("south")
    assert institution.job_causes(other.actor("administrator"), [job]) == {}
    assert list(institution.job_causes(campus.actor("administrator"), [job])) == [job]
    ledger.forget_trouble(campus.system, job=job)
    assert institution.job_causes(campus.actor("administrator"), [job]) == {}
