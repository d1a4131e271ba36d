"""Needs of partners against what there is, makers to be recognised, and agreements that run out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from campus import NOW, example
from studio import Studio
from testamur.core.model.definition import parse
from testamur.core.model.microcredential import Skill
from testamur.domain.design import actions, queries
from testamur.domain.design.needs import Need, Offer, covered, gathered, mapped
from testamur.domain.design.partner_values import BriefView
from testamur.domain.institution.access import system

SKILL = Skill("Data governance", "https://example.org/skills/1")
BARE = parse(example())
COURSE = replace(BARE, outcomes=(replace(BARE.outcomes[0], skills=(SKILL,)), *BARE.outcomes[1:]))


def brief(organisation: str, *skills: tuple[str, str]) -> BriefView:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    return BriefView(uuid4(), None, organisation, None, None, "", "x", "", (("Steward", "", ""),), skills, at, ())


def test_a_skill_that_two_partners_name_is_one_need() -> None:
    found = gathered([brief("A", ("Carving", "")), brief("B", ("carving", "")), brief("A", ("Carving", ""))])
    assert [(one.kind, one.name, one.by) for one in found] == [
        ("occupation", "Steward", ("A", "B")),
        ("skill", "Carving", ("A", "B")),
    ]


def test_a_need_is_named_spoken_of_being_made_or_a_gap() -> None:
    words = " ".join(next(iter(COURSE.outcomes[0].text.values())).split()[:4])
    needs = [
        Need("skill", name, uri, ()) for name, uri in ((SKILL.name, ""), ("x", SKILL.uri), (words, ""), ("qqqq", ""))
    ]
    assert [covered(need, COURSE).how for need in needs] == ["named", "named", "mentioned", ""]
    out, draft = (Offer(uuid4(), "Stewardship", is_out, COURSE) for is_out in (True, False))
    assert [row.standing for row in mapped(needs, [draft, out]).rows] == ["covered", "covered", "mentioned", "gap"]
    assert [row.standing for row in mapped(needs, [draft]).rows] == ["making", "making", "making", "gap"]
    assert mapped(needs, [draft, out]).offers == (out, draft)
    assert mapped(needs[3:], [out]).offers == ()
    # What nothing covers was looked for in these languages only, and the page says so.
    assert mapped(needs[3:], [out]).languages == tuple(sorted(COURSE.title))


def test_an_agreement_that_runs_out_is_told_of_once(studio: Studio) -> None:
    design = studio.draft()
    today = NOW.date()
    actions.record_agreement(
        studio.lecturer,
        design=design,
        organisation="Harbour Analytics",
        covers=("cost",),
        terms="Shared.",
        valid_from=today,
        valid_until=today + timedelta(days=20),
        at=NOW,
    )
    machine = system(studio.campus.institution.id)
    for day in (0, 1):
        actions.watch(machine, at=NOW + timedelta(days=day))
    told = [one for one in queries.events(studio.lecturer, uuid=design) if one.kind == "agreement_ends"]
    assert [one.note for one in told] == ["Harbour Analytics"]
    assert [found for found, _one in queries.agreements_ending(studio.lecturer, on=today, days=60)] == [design]
    assert queries.agreements_ending(studio.lecturer, on=today, days=10) == []


def test_makers_of_what_is_published_stand_with_their_parts(studio: Studio) -> None:
    studio.draft()
    assert queries.makers(studio.lecturer) == []
    studio.published()
    found = {one.name: one.parts[0].roles for one in queries.makers(studio.lecturer)}
    assert found["Ekwueme"] == ("subject_expert",)
    assert len(found) == 2
