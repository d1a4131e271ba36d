"""What a learner looks for is found and counted, and an empty answer says what stands in the way."""

from __future__ import annotations

from decimal import Decimal

import pytest

from campus import Campus, example
from testamur.domain.catalogue import queries
from testamur.domain.catalogue.values import Filters

EXAMPLES = ("ai-ethics", "data-stewardship", "first-aid", "language-teaching", "robot-welding", "teaching-online")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]


@pytest.fixture
def shelf(campus: Campus) -> Campus:
    """A campus with the six examples."""
    for name in EXAMPLES:
        campus.publish(example(name))
    return campus


def codes(**wanted: object) -> set[str]:
    return {line.code for line in queries.search(Filters(**wanted)).items}


@pytest.mark.parametrize(
    "wanted",
    [
        {"max_weeks": Decimal(10)},
        {"max_price_per_credit": Decimal(80)},
        {"stackability": "stackable"},
        {"with_live_sessions": True},
        {"without_live_sessions": True},
        {"language": "en"},
        {"mode": "online"},
    ],
)
def test_each_filter_keeps_what_fits_and_nothing_else(wanted: dict[str, object]) -> None:
    fits = {
        "max_weeks": lambda one: one.hours and one.hours_per_week and one.hours <= one.hours_per_week * 10,
        "max_price_per_credit": lambda one: (
            one.price_amount is not None and one.credit_value and one.price_amount <= 80 * one.credit_value
        ),
        "stackability": lambda one: one.stackability == "stackable",
        "with_live_sessions": lambda one: one.has_live_sessions is True,
        "without_live_sessions": lambda one: one.has_live_sessions is False,
        "language": lambda one: "en" in one.languages,
        "mode": lambda one: "online" in one.modes,
    }
    (name,) = wanted
    expected = {one.code for one in queries.search().items if fits[name](one)}
    assert codes(**wanted) == expected
    assert 0 < len(expected) < len(EXAMPLES)


def test_only_those_that_a_room_above_has_found() -> None:
    first, second, *_rest = queries.search().items
    assert codes(among=frozenset({first.uuid, second.uuid})) == {first.code, second.code}
    assert codes(among=frozenset()) == set()


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(text="teaching"),
        Filters(mode="online"),
        Filters(mode="online", language="en"),
        Filters(framework="EQF", level="6"),
        Filters(framework="EQF"),
        Filters(max_hours=Decimal(100), without_live_sessions=True),
    ],
)
def test_every_count_is_what_choosing_it_finds(filters: Filters) -> None:
    from dataclasses import replace

    counted = queries.facets(filters)
    assert counted.total == len(queries.search(filters, limit=100).items)
    for name in ("mode", "language", "pace", "stackability", "institution"):
        for value, many in counted.counts[name].items():
            assert len(queries.search(replace(filters, **{name: value}), limit=100).items) == many, (name, value)
    for value, many in counted.counts["level"].items():
        framework, _space, level = value.partition(" ")
        assert len(queries.search(replace(filters, framework=framework, level=level), limit=100).items) == many
    for value, many in counted.counts["live"].items():
        asked = replace(filters, without_live_sessions=value == "without", with_live_sessions=value == "with")
        assert len(queries.search(asked, limit=100).items) == many


def test_what_stands_in_the_way_is_named_with_how_many_would_fit_without_it() -> None:
    wanted = Filters(mode="onsite", max_hours=Decimal(1), language="ms", framework="EQF", level="1")
    assert queries.search(wanted).items == ()
    assert queries.relaxed(wanted) == ()
    told = queries.relaxed(Filters(text="stewardship", max_hours=Decimal(1)))
    assert {one.filter for one in told} == {"max_hours"}
    assert all(one.count for one in told)


def test_a_framework_and_its_level_are_taken_away_together() -> None:
    (told,) = queries.relaxed(Filters(framework="EQF", level="1"))
    assert (told.filter, told.count) == ("level", len(EXAMPLES))
