"""The picture and the list beside it say the same, and neither trusts what a title contains."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from skies import BANK, CHAIN, held, over
from testamur.interfaces.web.constellation import Offer, Sky, charted, drawn, emblem
from testamur.interfaces.web.constellation.filters import Filters, asked, choices, out
from testamur.interfaces.web.constellation.twin import listed
from testamur.interfaces.words.constellation import star_said

NASTY = "<script>alert(\"x\")</script> & 'co'"
OFFERS = (
    Offer("A1", "Long and dear", hours=Decimal(200), price=Decimal(900), currency="EUR", modes=("online",)),
    Offer("A2", "Short and cheap", hours=Decimal(20), price=Decimal(90), currency="EUR", languages=("ms", "en")),
    Offer("A3", "Says nothing"),
)


@pytest.fixture
def sky() -> Sky:
    general = tuple(held(name, tags=("general",), days=day) for day, name in enumerate("abc", start=10))
    others = (
        held("A1"),
        held("n", state="unverified", title=NASTY),
        held("old", days=3_000),
        held("odd", is_micro=False),
    )
    return over(BANK, CHAIN, holdings=(*general, *others), offers=OFFERS[1:], focus="bank")


def test_the_picture_can_be_read_as_xml_with_a_title_and_a_description(sky: Sky) -> None:
    root = ET.fromstring(drawn(sky, charted(sky)))  # noqa: S314 - our own
    assert [child.tag for child in root][:2] == ["title", "desc"]
    assert "style=" not in drawn(sky, charted(sky))


def test_what_a_title_contains_stays_text(sky: Sky) -> None:
    assert "<script>" not in drawn(sky, charted(sky))


def test_every_star_of_the_picture_has_its_line_in_the_list_and_the_other_way_round(sky: Sky) -> None:
    chart = charted(sky)
    picture = drawn(sky, chart)
    told = listed(sky, chart)
    rows = [row for section in told.sections for row in section.rows] + list(told.loose)
    homes = {row.key for row in rows if row.is_home}
    assert homes == set(re.findall(r'href="#row-(\d+)"', picture))
    assert {row.key for row in rows} == set(re.findall(r'id="st-(\d+)"', picture))


def test_the_list_says_of_each_star_what_the_picture_says(sky: Sky) -> None:
    chart = charted(sky)
    root = ET.fromstring(drawn(sky, chart))  # noqa: S314 - our own
    named = {link.get("data-s"): link.findtext("title") for link in root.iter("a") if link.get("data-s")}
    rows = {row.key: row for section in listed(sky, chart).sections for row in section.rows if row.is_home}
    for at, placed in enumerate(chart.stars):
        assert named[str(at)] == star_said(placed.star)
        row = rows.get(str(at))
        if row:
            assert row.title in named[str(at)]
            assert row.state_word in named[str(at)]


def test_the_list_counts_what_the_picture_joins(sky: Sky) -> None:
    chart = charted(sky)
    said = [row.said for section in listed(sky, chart).sections for row in section.rows]
    counted = sum(1 for one in said if one.startswith("Counts"))
    assert counted == sum(1 for line in sky.lines if line.counts)
    assert counted == len(re.findall(r'class="ln on', drawn(sky, chart)))


def test_a_line_that_a_rule_cuts_is_broken_in_the_picture(sky: Sky) -> None:
    cuts = sum(1 for line in sky.lines if line.is_cut)
    assert cuts == 2
    assert drawn(sky, charted(sky)).count('class="tick"') == cuts


def test_the_missing_of_the_chosen_figure_are_numbered_in_both(sky: Sky) -> None:
    chart = charted(sky)
    section = next(one for one in listed(sky, chart).sections if one.id == "chain")
    numbers = [row.number for row in section.rows if row.number]
    assert numbers == [1, 2, 3]
    assert re.findall(r'data-f="1" aria-hidden="true">(<text[^>]*>\d</text>)+', drawn(sky, chart))


def test_one_figure_is_in_focus_and_the_others_recede(sky: Sky) -> None:
    picture = drawn(sky, charted(sky))
    assert picture.count('class="fig chosen"') == 1
    assert 'data-chosen="0"' in picture
    assert picture.count('aria-current="true"') == 1


@pytest.mark.parametrize(
    ("wanted", "left_out"),
    [
        ({}, set()),
        ({"hours": "100"}, {"A1"}),
        ({"price": "100", "currency": "EUR"}, {"A1"}),
        ({"price": "100", "currency": "USD"}, set()),
        ({"mode": "on_site"}, {"A1"}),
        ({"language": "ca"}, {"A2"}),
        ({"hours": "soon"}, set()),
    ],
)
def test_filters_leave_out_what_says_that_it_does_not_fit(wanted: dict[str, str], left_out: set[str]) -> None:
    sky = over(CHAIN, offers=OFFERS)
    assert out(sky, asked(wanted)) == left_out


def test_filters_never_leave_out_what_is_held() -> None:
    assert out(over(CHAIN, holdings=(held("A1"),), offers=OFFERS), Filters(hours=Decimal(1))) == {"A2"}


def test_what_there_is_to_choose_from_follows_from_the_offers() -> None:
    found = choices(over(CHAIN, offers=OFFERS))
    assert (found.modes, found.languages, found.currencies) == (("online",), ("en", "ms"), ("EUR",))


def test_the_emblem_leads_to_the_map(sky: Sky) -> None:
    picture = emblem(sky, label=NASTY, addresses={figure.id: f"/map?goal={figure.id}&x" for figure in sky.figures})
    root = ET.fromstring(picture)  # noqa: S314 - our own
    assert [link.get("href") for link in root.iter("a")] == ["/map?goal=bank&x", "/map?goal=chain&x"]
