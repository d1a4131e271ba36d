"""What is published stays as it was, and is found by people who cannot spell it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import DatabaseError

from campus import ELSEWHERE, NOW, Campus, example, found
from testamur.adapters.postgres.scope import within
from testamur.domain.catalogue import actions, queries
from testamur.domain.catalogue.models import MicroCredentialVersion
from testamur.domain.catalogue.values import Filters
from testamur.refusals import Invalid, NotAllowed, NotFound

EXAMPLES = ("ai-ethics", "data-stewardship", "first-aid", "language-teaching", "robot-welding", "teaching-online")


@pytest.fixture
def shelf(campus: Campus) -> Campus:
    """A campus with the six examples."""
    for name in EXAMPLES:
        campus.publish(example(name))
    return campus


def codes(**wanted: object) -> set[str]:
    return {line.code for line in queries.search(Filters(**wanted)).items}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("data stewardship", "data-stewardship"),
        ("stewrdship", "data-stewardship"),
        ("welding", "robotic-welding-cell"),
        ("first aid", "workplace-first-aid"),
        ("avaluacio", "avaluacio-oral-llengues"),
        ("AVALUACIÓ", "avaluacio-oral-llengues"),
    ],
)
@pytest.mark.usefixtures("shelf")
def test_search_forgives_accents_case_and_slips(text: str, code: str) -> None:
    assert code in codes(text=text)


@pytest.mark.usefixtures("shelf")
def test_a_short_word_with_a_slip_finds_the_word_before_its_look_alikes() -> None:
    assert queries.search(Filters(text="dta")).items[0].code == "data-stewardship"


@pytest.mark.parametrize("text", ["xyzzy", "' OR 1=1 --", "%", "a & b | !c", "\x00", "<script>", "-"])
@pytest.mark.usefixtures("shelf")
def test_search_takes_any_text(text: str) -> None:
    assert len(codes(text=text)) <= len(EXAMPLES)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"max_hours": Decimal(40)}, {"ai-ethics-professionals", "workplace-first-aid"}),
        ({"framework": "EQF", "level": "7"}, {"avaluacio-oral-llengues", "designing-online-learning"}),
        ({"framework": "MQF"}, {"workplace-first-aid"}),
        ({"credit_unit": "MQF"}, {"workplace-first-aid"}),
    ],
)
@pytest.mark.usefixtures("shelf")
def test_filters_narrow(wanted: dict[str, object], expected: set[str]) -> None:
    assert codes(**wanted) == expected


@pytest.mark.usefixtures("shelf")
def test_pages_follow_one_another_without_gap_or_repetition() -> None:
    seen, after = [], ""
    while True:
        page = queries.search(after=after, limit=2)
        seen += [line.code for line in page.items]
        after = page.after
        if not after:
            break
    assert len(seen) == len(set(seen)) == len(EXAMPLES)


@pytest.mark.usefixtures("shelf")
def test_a_cursor_that_is_not_ours_is_refused() -> None:
    with pytest.raises(Invalid):
        queries.search(after="1; DROP TABLE x")


def test_publishing_the_same_text_twice_is_one_publication(campus: Campus) -> None:
    assert campus.publish() == campus.publish()
    assert len(queries.published(campus.publish()).versions) == 1


def test_another_text_under_the_same_version_is_refused(campus: Campus) -> None:
    campus.publish()
    with pytest.raises(actions.VersionTaken):
        campus.publish(example().replace('version: "1.0"', 'version: "1.0" # other'))


def test_a_new_version_becomes_the_current_one_and_the_old_one_stays(campus: Campus) -> None:
    uuid = campus.publish()
    assert campus.publish(example().replace('version: "1.0"', 'version: "1.1"')) == uuid
    current = queries.published(uuid)
    assert (current.definition.version, len(current.versions)) == ("1.1", 2)
    old = queries.published(uuid, version="1.0")
    assert old.definition.version == "1.0"
    assert queries.by_version(old.version.uuid).source == example()


def test_a_version_is_written_once(campus: Campus) -> None:
    campus.publish()
    with pytest.raises(DatabaseError, match="written once"), within(campus.institution.id):
        MicroCredentialVersion.objects.update(source="")


def test_an_unreadable_definition_names_every_problem(campus: Campus) -> None:
    with pytest.raises(actions.Unreadable) as refused:
        campus.publish("title: [unclosed")
    assert refused.value.facts["problems"]


def test_what_is_retired_leaves_the_search_and_keeps_its_page(campus: Campus) -> None:
    uuid = campus.publish()
    actions.retire(campus.actor("designer"), microcredential=uuid, at=NOW)
    assert codes() == set()
    assert queries.published(uuid).listing.retired_at == NOW
    actions.bring_back(campus.actor("designer"), microcredential=uuid, at=NOW)
    assert codes() == {"data-stewardship"}


def test_two_institutions_may_use_the_same_code(campus: Campus) -> None:
    other = found("south")
    assert campus.publish() != other.publish()
    assert codes(institution="south") == {"data-stewardship"}
    assert len(queries.search().items) == 2


def test_nobody_retires_what_another_institution_published(campus: Campus) -> None:
    uuid = campus.publish()
    with pytest.raises(NotFound):
        actions.retire(found("south").actor("designer"), microcredential=uuid, at=NOW)


@pytest.mark.parametrize("role", ["learner", "instructor", "designer"])
def test_only_who_may_do_without_a_review_publishes_by_themselves(campus: Campus, role: str) -> None:
    with pytest.raises(NotAllowed):
        actions.publish(campus.actor(role), source=example(), because=ELSEWHERE, at=NOW)


def test_without_a_review_a_reason_is_asked_for_and_kept(campus: Campus) -> None:
    registrar = campus.actor("registrar")
    with pytest.raises(actions.NotReviewed):
        actions.publish(registrar, source=example(), because="  ", at=NOW)
    with pytest.raises(Invalid):
        actions.publish(registrar, source=example(), because="x" * 501, at=NOW)
    uuid = actions.publish(registrar, source=example(), because=f" {ELSEWHERE}\n", at=NOW)
    assert queries.published(uuid).version.unreviewed_because == ELSEWHERE
    assert actions.publish(registrar, source=example(), at=NOW) == uuid


@pytest.mark.usefixtures("shelf")
def test_the_shelf_holds_one_s_own_by_code_with_what_the_guidelines_say(campus: Campus) -> None:
    found("south").publish(example("first-aid").replace("id: workplace-first-aid", "id: elsewhere"))
    partner = campus.actor("learner")
    first = queries.shelf(partner, on=NOW.date(), limit=2)
    rest = queries.shelf(partner, on=NOW.date(), after=first[-1].listing.code)
    shelved = [one.listing.code for one in (*first, *rest)]
    assert shelved == sorted(shelved)
    assert len(shelved) == len(EXAMPLES)
    assert all(one.report for one in (*first, *rest))


@pytest.mark.parametrize("text", ["WELDING", "avaluacio", "robotic-weld"])
@pytest.mark.usefixtures("shelf")
def test_the_shelf_is_searched_by_title_and_code_without_accents(campus: Campus, text: str) -> None:
    assert len(queries.shelf(campus.actor("designer"), on=NOW.date(), text=text)) == 1


@pytest.mark.parametrize(
    ("old", "new", "outcome"),
    [
        ("id: data-stewardship", "id: another-one", "first"),
        ('version: "1.0"', 'version: "1.1"', "next"),
        ("hours: 125", "hours: 125", "same"),
        ("weeks: 10", "weeks: 11", "taken"),
    ],
)
def test_publishing_can_be_rehearsed(campus: Campus, old: str, new: str, outcome: str) -> None:
    campus.publish()
    told = queries.rehearsal(campus.actor("designer"), source=example().replace(old, new, 1), on=NOW.date())
    assert told.outcome == outcome
    assert bool(told.before) == (outcome != "first")
    assert len(queries.search().items) == 1


def test_a_text_that_cannot_be_read_cannot_be_rehearsed_either(campus: Campus) -> None:
    with pytest.raises(actions.Unreadable):
        queries.rehearsal(campus.actor("designer"), source="testamur: 1", on=NOW.date())
    with pytest.raises(NotAllowed):
        queries.rehearsal(campus.actor("learner"), source=example(), on=NOW.date())
