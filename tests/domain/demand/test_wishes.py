"""What learners would learn and nobody teaches is counted beside what work asks for, by name where they wish it."""

from __future__ import annotations

from campus import NOW
from harbour import Harbour, skill
from testamur.adapters.postgres.scope import within
from testamur.domain.demand import actions, queries
from testamur.domain.demand.values import Sought
from testamur.domain.design import queries as designs
from testamur.domain.ledger.models import Entry

DIVE = "https://example.org/dive"


def test_a_wish_is_counted_once_shows_a_name_to_the_house_alone_and_can_be_taken_back(harbour: Harbour) -> None:
    campus = harbour.studio.campus
    house = campus.institution.id
    one, other = harbour.studio.someone("Ada"), harbour.studio.someone("Ben")
    for actor, is_named in ((one, False), (one, True), (other, False)):
        actions.wish_for_teaching(actor, institution=house, skill=skill(DIVE), is_named=is_named, at=NOW)
    harbour.asking("Bake bread.", "https://example.org/bake")
    assert [(each.uri, each.adverts, each.learners, each.named) for each in queries.demand(harbour.designer).asked] == [
        ("https://example.org/bake", 1, 0, ()),
        (DIVE, 0, 2, ("Ada",)),
    ]
    assert [(each.learners, each.named) for each in queries.demand(harbour.partner).asked][1:] == [(2, ())]
    assert [each.uri for each in queries.demand(harbour.designer, sought=Sought(place="Quay")).asked] == []
    assert next(each.asking for each in queries.balance(harbour.designer) if each.uri == DIVE) == 2
    assert [
        row.need.learners for row in designs.road_map(harbour.designer, on=NOW.date()).rows if row.need.uri == DIVE
    ] == [2]
    assert queries.own_wishes(one, institution=house) == {DIVE: True}
    actions.take_wish_back(one, institution=house, uri=DIVE, at=NOW)
    assert queries.own_wishes(one, institution=house) == {}
    assert [each.learners for each in queries.demand(harbour.designer).asked] == [0, 1]
    with within(house):
        told = Entry.objects.filter(verb="demand.wish_for_teaching").values_list("subject", "facts")
        assert all(DIVE not in str(each) for each in told)
