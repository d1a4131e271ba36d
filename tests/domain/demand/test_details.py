"""What is told of an advert beside its words is checked and can be corrected, and what was left out of it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from campus import NOW
from harbour import TODAY, Harbour, new_advert
from testamur.adapters.postgres.scope import within
from testamur.domain.demand import actions, queries
from testamur.domain.demand.values import Details
from testamur.domain.ledger.models import Entry
from testamur.interfaces.jobs import advert_reading
from testamur.refusals import Invalid, NotFound

TEXT = "You bake bread at five every day."


def test_details_are_corrected_and_what_they_said_before_is_kept(harbour: Harbour) -> None:
    uuid = harbour.handed_in(TEXT, language="pt-BR", place="Valetta")
    told = Details("Baker", TODAY - timedelta(3), place="Valletta", language="en", address="https://example.org/jobs/7")
    assert actions.correct_advert(harbour.partner, advert=uuid, told=told, at=NOW) == (
        "seen_on",
        "place",
        "language",
        "address",
    )
    line = queries.advert(harbour.designer, uuid=uuid).line
    assert (line.place, line.language, line.address) == ("Valletta", "en", "https://example.org/jobs/7")
    with within(harbour.studio.campus.institution.id):
        entry = Entry.objects.filter(verb="demand.correct_advert").latest("id")
    assert entry.facts["changed"]["place"] == ["Valetta", "Valletta"]
    assert entry.facts["changed"]["language"] == ["pt", "en"]
    with pytest.raises(NotFound):
        actions.correct_advert(harbour.studio.someone("Sam"), advert=uuid, told=told, at=NOW)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("language", "klingon"),
        ("language", "English"),
        ("address", "javascript:alert(1)"),
        ("address", "https://user@example.org/"),
        ("title", " "),
        ("seen_on", TODAY + timedelta(1)),
    ],
)
def test_details_that_cannot_be_are_refused_when_they_come_in_and_when_they_are_corrected(
    harbour: Harbour, field: str, wrong: object
) -> None:
    uuid = harbour.handed_in(TEXT)
    advert = replace(new_advert("Sell bread at the market all day."), **{field: wrong})
    told = replace(Details("Baker", TODAY), **{field: wrong})
    for refused in (
        lambda: actions.hand_in(harbour.partner, organisation=harbour.organisation, advert=advert, at=NOW),
        lambda: actions.correct_advert(harbour.partner, advert=uuid, told=told, at=NOW),
    ):
        with pytest.raises(Invalid) as caught:
            refused()
        assert caught.value.facts["field"] == field
        assert field != "language" or "pt" in caught.value.facts["allowed"]


def test_what_was_left_out_is_told_until_the_advert_is_taken_back(harbour: Harbour) -> None:
    uuid = harbour.handed_in(TEXT)
    system = harbour.studio.campus.system
    actions.keep_reading(
        system, advert=uuid, found=[], sentences=1, silent=[(0, 8)], left_out=[(9, 14, "employer")], at=NOW
    )
    seen = queries.advert(harbour.partner, uuid=uuid)
    assert (seen.silent, seen.left_out) == (((0, 8),), ((9, 14, "employer"),))


def test_an_advert_is_first_read_against_the_framework_that_was_chosen_for_it(harbour: Harbour) -> None:
    advert = replace(new_advert(TEXT), framework="quay")
    uuid = actions.hand_in(harbour.partner, organisation=harbour.organisation, advert=advert, at=NOW).uuid
    table = b"title,text\nSeller,Sell bread at the market all day\n"
    made = actions.take_table_in(
        harbour.partner, organisation=harbour.organisation, data=table, name="x.csv", framework="quay", at=NOW
    )
    system = harbour.studio.campus.system
    actions.take_part(system, table=str(made), first=0, at=NOW)
    # Put off, for there is no framework yet, it remembers which.
    advert_reading.read(system, advert=str(uuid), at=NOW, framework="quay")
    with connection.cursor() as cursor:
        cursor.execute("SELECT args->>'framework' FROM procrastinate_jobs WHERE task_name = 'demand.read_advert'")
        assert cursor.fetchall() == [("quay",)] * 3
