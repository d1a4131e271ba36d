"""What work asks for: adverts without contacts, skills that people accept, counts that are honest."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest

import campus as campuses
from campus import NOW
from harbour import Harbour, new_advert, skill
from testamur.adapters.postgres.scope import within
from testamur.domain.demand import actions, queries
from testamur.domain.demand.models import Advert
from testamur.domain.demand.values import Sought, Suggested
from testamur.domain.oversight.models import Decision
from testamur.refusals import Invalid, NotFound

BAKE, SELL = "https://example.org/bake", "https://example.org/sell"
ADVERT = """We look for a baker who can bake bread.
Call Maria Lopez at +34 600 123 456 or maria@example.org.
Apply: jobs@example.org"""


def suggested(uri: str, start: int, end: int) -> Suggested:
    return Suggested(uri, "bake", "ESCO", "1.2.0", "en", 1, 1.2, 0.6, "meaning", "minilm", {}, start, end)


def test_contacts_are_taken_out_before_an_advert_is_kept(harbour: Harbour) -> None:
    seen = queries.advert(harbour.partner, uuid=harbour.handed_in(ADVERT))
    assert seen.blanked >= 2
    assert "bake bread" in seen.text
    for told in ("Lopez", "600", "maria@", "Apply"):
        assert told not in seen.text


def test_the_same_words_from_the_same_hands_are_one_advert(harbour: Harbour) -> None:
    first = harbour.handed_in("Bake bread, early.")
    assert harbour.handed_in("BAKE bread early") == first
    assert len(queries.adverts(harbour.partner)) == 1


def test_a_suggestion_counts_once_somebody_has_accepted_it_and_the_decision_is_kept(harbour: Harbour) -> None:
    uuid = harbour.handed_in("Bake bread, early.")
    actions.keep_reading(harbour.studio.campus.system, advert=uuid, found=[suggested(BAKE, 0, 10)], sentences=1, at=NOW)
    assert queries.demand(harbour.partner).asked == ()
    [one] = queries.advert(harbour.partner, uuid=uuid).skills
    assert (one.words, one.after) == ("Bake bread", ", early.")
    assert actions.decide(harbour.partner, advert=uuid, skills=[one.uuid], verdict="accepted", at=NOW) == 1
    [asked] = queries.demand(harbour.designer).asked
    assert (asked.uri, asked.adverts, asked.organisations) == (BAKE, 1, ("Harbour Bakery",))
    with within(harbour.studio.campus.institution.id):
        assert Decision.objects.get().verdict == "accepted"
    actions.keep_reading(harbour.studio.campus.system, advert=uuid, found=[suggested(SELL, 0, 4)], sentences=1, at=NOW)
    verdicts = {one.uri: one.verdict for one in queries.advert(harbour.partner, uuid=uuid).skills}
    assert verdicts == {BAKE: "accepted", SELL: ""}


def test_an_advert_that_two_hand_in_counts_once_and_in_the_month_it_was_first_seen(harbour: Harbour) -> None:
    harbour.asking("Bake bread.", BAKE, seen=date(2026, 1, 20))
    harbour.asking("Sell bread.", BAKE, SELL, seen=date(2026, 2, 3))
    again = actions.hand_in(
        harbour.designer,
        organisation=None,
        advert=new_advert("Bake bread!", date(2026, 2, 9)),
        at=NOW,
    )
    actions.add_skill(harbour.designer, advert=again.uuid, skill=skill(BAKE), at=NOW)
    found = queries.demand(harbour.designer)
    assert (found.read, found.twice) == (2, 1)
    assert [(one.uri, one.adverts) for one in found.asked] == [(BAKE, 2), (SELL, 1)]
    assert [(one.on.month, one.adverts, one.read) for one in found.months[SELL]] == [(1, 0, 1), (2, 1, 1)]
    only_january = queries.demand(harbour.designer, sought=Sought(until=date(2026, 1, 31)))
    assert [one.uri for one in only_january.asked] == [BAKE]


def test_who_asks_for_a_skill_is_counted_over_all_houses_at_once(
    harbour: Harbour, django_assert_max_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    harbour.asking("Bake bread.", BAKE, seen=date(2026, 1, 20))
    harbour.asking("Bake more bread.", BAKE, seen=date(2026, 2, 3))
    south = campuses.found("south").actor("designer")
    for words in ("Bake bread!", "Bake at sea."):
        made = actions.hand_in(south, organisation=None, advert=new_advert(words, date(2026, 2, 9)), at=NOW)
        actions.add_skill(south, advert=made.uuid, skill=skill(BAKE), at=NOW)
    with within(), django_assert_max_num_queries(6):
        found = queries.asked_for(BAKE)
    assert (found.adverts, found.organisations, found.last) == (3, 2, date(2026, 2, 9))
    with within():
        queries.asked_for(BAKE)
        assert Advert.objects.count() == 0
    assert queries.asked_for(SELL).adverts == 0


def test_nobody_else_sees_an_organisations_adverts_and_the_house_sees_all(harbour: Harbour) -> None:
    uuid = harbour.handed_in("Bake bread.")
    stranger = harbour.studio.someone("Sam")
    assert queries.adverts(stranger) == []
    for refused in (
        lambda: queries.advert(stranger, uuid=uuid),
        lambda: actions.withdraw_advert(stranger, advert=uuid, at=NOW),
        lambda: actions.hand_in(
            stranger, organisation=harbour.organisation, advert=new_advert("x", NOW.date()), at=NOW
        ),
    ):
        with pytest.raises(NotFound):
            refused()
    assert queries.advert(harbour.designer, uuid=uuid).line.organisation == "Harbour Bakery"


def test_an_advert_that_was_taken_back_is_empty_and_counts_no_more(harbour: Harbour) -> None:
    uuid = harbour.asking("Bake bread.", BAKE)
    actions.withdraw_advert(harbour.partner, advert=uuid, at=NOW)
    assert queries.demand(harbour.designer).asked == ()
    with pytest.raises(NotFound):
        queries.advert(harbour.partner, uuid=uuid)


def test_a_table_is_taken_in_part_by_part_and_each_row_told(harbour: Harbour) -> None:
    data = (
        "Job title;Text;Date;Company;City\n"
        "Baker;Bake bread at five every day;2026-02-01;Harbour;Valletta\n"
        "Baker;bake  BREAD at five, every day!;2026-02-02;;\n"
        "Seller;Sell bread at the market all day;31.01.2026;;\n"
        ";Only a text;;;\n"
        "too;few;;;\n"
    )
    table = actions.take_table_in(
        harbour.partner, organisation=harbour.organisation, data=data.encode(), name="jobs.csv", at=NOW
    )
    actions.take_part(harbour.studio.campus.system, table=str(table), first=0, at=NOW)
    actions.take_part(harbour.studio.campus.system, table=str(table), first=0, at=NOW)
    seen = queries.table(harbour.partner, uuid=table)
    assert (seen.state, seen.total, seen.done) == ("done", 5, 5)
    told = [(one.outcome, one.because) for one in queries.table_rows(harbour.partner, uuid=table)]
    assert told == [("taken", ""), ("same", ""), ("refused", "date"), ("refused", "title"), ("refused", "text-short")]
    [line] = queries.adverts(harbour.partner)
    assert (line.employer, line.place, line.seen_on) == ("Harbour", "Valletta", date(2026, 2, 1))


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"title,text\n", b"\x00\x01\x02"])
def test_what_is_no_table_of_adverts_is_refused(harbour: Harbour, data: bytes) -> None:
    with pytest.raises(Invalid):
        actions.take_table_in(harbour.partner, organisation=harbour.organisation, data=data, name="x.csv", at=NOW)


def test_a_role_profile_has_versions_and_learners_see_the_one_that_is_published(harbour: Harbour) -> None:
    def write(*skills: object, role: object = None) -> object:
        return actions.write_role(
            harbour.partner, organisation=harbour.organisation, title="Baker", skills=skills, role=role, at=NOW
        )

    role = write(skill(BAKE, scale="dreyfus", level="competent"))
    assert queries.role_profiles() == []
    actions.publish_role(harbour.partner, role=role, is_public=True, at=NOW)
    write(skill(BAKE), skill(SELL, need="nice"), role=role)
    [seen] = queries.role_profiles()
    assert (seen.number, [one.level for one in seen.skills], seen.organisation) == (1, ["competent"], "Harbour Bakery")
    assert queries.role(harbour.partner, uuid=role).number == 2
    assert [one.roles for one in queries.demand(harbour.designer).asked] == [1, 1]
    assert queries.asked_for(BAKE).roles == (seen,)
    actions.publish_role(harbour.partner, role=role, is_public=False, at=NOW)
    with pytest.raises(NotFound):
        queries.role_profile(role)
    with pytest.raises(Invalid):
        write()
