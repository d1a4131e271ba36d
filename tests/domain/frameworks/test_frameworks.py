from __future__ import annotations

from dataclasses import replace

import pytest

from campus import NOW
from taxonomies import HARBOUR, IN_SPANISH, NEXT, uri
from testamur.core.skills.taxonomy import NodeKind, Taxonomy
from testamur.domain.frameworks import actions, queries
from testamur.domain.frameworks.values import Brought, FrameworkView
from testamur.domain.institution import actions as institution
from testamur.domain.institution.access import Actor, anonymous, system
from testamur.refusals import NotAllowed, NotFound

pytestmark = pytest.mark.django_db


def founded(code: str) -> Actor:
    place = institution.found(system(), code=code, name=code.title(), country="IE", at=NOW)
    return system(place.id)


@pytest.fixture
def here(db: None) -> Actor:
    del db
    return founded("north")


def bring(actor: Actor, taxonomy: Taxonomy = HARBOUR, digest: str = "", **settings: bool) -> Brought:
    return actions.bring_in(actor, taxonomy=taxonomy, digest=digest or str(hash(taxonomy)), at=NOW, **settings)


@pytest.fixture
def harbour(here: Actor) -> FrameworkView:
    return bring(here).framework


def test_what_was_brought_in_is_there_for_everybody(harbour: FrameworkView) -> None:
    assert (harbour.code, harbour.version, harbour.languages) == ("harbour", "1.0", ("en",))
    assert harbour.counts["skill"] == 2
    assert harbour.has_relations
    assert queries.framework("harbour") == harbour
    assert queries.version_of(harbour.uuid) == harbour


def test_the_same_files_again_change_nothing(here: Actor) -> None:
    first, again = bring(here, digest="a" * 64), bring(here, digest="a" * 64)
    assert (first.is_new, first.has_changed, again.is_new, again.has_changed) == (True, True, False, False)


def test_another_language_joins_the_version(here: Actor, harbour: FrameworkView) -> None:
    with_spanish = bring(here, IN_SPANISH).framework
    assert with_spanish.languages == ("en", "es")
    found = queries.search(with_spanish, text="anudar", languages=["es"])
    assert [one.label for one in found.items] == ["hacer nudos"]
    assert queries.concept_at(with_spanish, uri("knots")).labels == (("es", "hacer nudos"),)
    assert queries.skills(with_spanish, "es").concepts[0].label == "hacer nudos"
    assert harbour.counts == with_spanish.counts


def test_a_wording_that_was_mended_takes_the_place_of_the_old_one(here: Actor) -> None:
    bring(here)
    mended = Taxonomy(HARBOUR.edition, NEXT.nodes[:1])
    again = bring(here, mended).framework
    assert queries.concept_at(again, uri("knots")).entry.label == "tie knots and hitches"
    assert queries.concept_at(again, uri("tides")).entry.label == "tides"


def test_what_later_files_know_better_is_taken_over(here: Actor) -> None:
    bare = Taxonomy(HARBOUR.edition, tuple(replace(one, kind=NodeKind.SKILL, tags=()) for one in HARBOUR.nodes))
    assert bring(here, bare).framework.counts == {"skill": 6}
    whole = bring(here).framework
    assert whole.counts["knowledge"] == 1
    knots = queries.concept_at(whole, uri("knots"))
    assert (knots.entry.tags, len(knots.needed_by["essential"])) == (("rope",), 1)


def test_the_newest_version_is_the_one_that_is_meant(here: Actor, harbour: FrameworkView) -> None:
    bring(here, NEXT)
    assert queries.framework("harbour").version == "1.10"
    assert queries.framework("harbour", "1.0") == harbour
    assert queries.concept_at(harbour, uri("knots")).versions == ("1.10",)


def test_what_an_institution_keeps_to_itself_is_not_seen_by_others(here: Actor) -> None:
    own = bring(here, is_shared=False).framework
    other = founded("elsewhere")
    assert queries.frameworks() == []
    assert queries.frameworks(here=other.institution_id) == []
    assert queries.frameworks(here=here.institution_id) == [own]
    with pytest.raises(NotFound):
        queries.framework("harbour", here=other.institution_id)


def test_what_one_institution_shares_no_other_brings_in_again(harbour: FrameworkView) -> None:
    other = founded("elsewhere")
    with pytest.raises(actions.BroughtByAnother):
        bring(other)
    assert bring(other, is_shared=False).framework.uuid != harbour.uuid


def test_only_who_runs_the_place_brings_in_frameworks(here: Actor) -> None:
    with pytest.raises(NotAllowed):
        bring(anonymous(here.institution_id))


def test_an_import_that_fails_half_way_leaves_nothing(here: Actor) -> None:
    def fails(what: str, _done: int, _total: int) -> None:
        if what == "relations":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.bring_in(here, taxonomy=HARBOUR, digest="a" * 64, at=NOW, progress=fails)
    assert queries.frameworks() == []


def test_a_slip_of_the_pen_still_finds(harbour: FrameworkView) -> None:
    for text in ("knots", "knot", "knotz", "Stevedor", "tide", "rises"):
        assert queries.search(harbour, text=text).total == 1, text
    assert queries.search(harbour, text="knots").items[0].label == "tie knots"
    assert queries.search(harbour, text="?!").items == ()


def test_a_search_is_narrowed_by_kind_and_by_what_it_is_filed_under(harbour: FrameworkView) -> None:
    assert [one.label for one in queries.search(harbour, kinds=[NodeKind.OCCUPATION]).items] == ["docker"]
    assert [one.label for one in queries.search(harbour, tag="rope").items] == ["splice ropes", "tie knots"]


def test_a_long_list_goes_on_where_it_ended(harbour: FrameworkView) -> None:
    first = queries.search(harbour, limit=4)
    rest = queries.search(harbour, limit=4, after=first.next or 0)
    assert (first.total, len(first.items), len(rest.items), rest.next) == (6, 4, 2, None)


def test_a_concept_shows_all_that_is_around_it(harbour: FrameworkView) -> None:
    knots = queries.concept_at(harbour, uri("knots"))
    assert [[one.label for one in way] for way in knots.ways_up] == [["work on the quay"]]
    assert [one.label for one in knots.narrower] == ["splice ropes"]
    assert [one.label for one in knots.needed_by["essential"]] == ["docker"]
    docker = queries.concept(harbour, queries.concept_at(harbour, uri("docker")).entry.key)
    assert {name: [one.label for one in found] for name, found in docker.needs.items()} == {
        "essential": ["tie knots"],
        "optional": ["tides"],
    }
    assert [(one.match, one.uri, one.entry) for one in docker.elsewhere] == [
        ("close", "https://elsewhere.example/stevedore", None)
    ]


def test_hierarchies_begin_with_what_has_nothing_above_it(harbour: FrameworkView) -> None:
    assert [one.label for one in queries.tops(harbour)] == ["trades of the harbour", "work on the quay"]


def test_the_engine_reads_skills_alone_in_one_language(harbour: FrameworkView) -> None:
    found = queries.skills(harbour)
    assert [one.label for one in found.concepts] == ["tie knots", "splice ropes", "tides"]
    assert (found.name, found.version, found.language) == ("Harbour skills", "1.0", "en")
    with pytest.raises(NotFound):
        queries.skills(harbour, "fr")


def test_only_addresses_that_the_version_has_are_given(harbour: FrameworkView) -> None:
    assert list(queries.by_uris(harbour, [uri("knots"), uri("nothing")])) == [uri("knots")]


def test_what_changed_between_versions_is_told(here: Actor, harbour: FrameworkView) -> None:
    newer = bring(here, NEXT).framework
    found = queries.changed(harbour, newer)
    assert [one.concept.uri for one in found.gone] == [uri("splice")]
    assert found.gone[0].successors[0].concept.uri == uri("join")


def test_a_whole_version_comes_out_as_it_went_in(harbour: FrameworkView) -> None:
    out = queries.whole(harbour)
    assert sorted(out.nodes, key=lambda one: one.uri) == sorted(HARBOUR.nodes, key=lambda one: one.uri)
    assert (set(out.links), out.equivalences, out.edition) == (
        set(HARBOUR.links),
        HARBOUR.equivalences,
        HARBOUR.edition,
    )
