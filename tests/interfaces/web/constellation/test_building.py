"""What a sky shows of what was decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from skies import BANK, CHAIN, TODAY, goal, held, over
from testamur.core.model.quantity import CreditAmount
from testamur.core.rules import Holding, Verdict
from testamur.core.rules.decision import Gap
from testamur.interfaces.web.constellation import Figure, Offer, begun, focused, parts, sky, tags
from testamur.interfaces.words.constellation import line_said

OFFER = Offer("A3", "The third", by="North", credits="5 ECTS", hours=Decimal(125), level="EQF 6", url="/a3")


def test_what_is_held_and_asked_for_is_filled_and_joined() -> None:
    found = over(CHAIN, holdings=(held("A1"),))
    line = found.line("chain", "A1")
    assert found.stars["A1"].state == "held"
    assert line is not None
    assert line.counts


def test_what_is_asked_for_and_offered_is_available_and_what_nobody_offers_is_not() -> None:
    found = over(CHAIN, offers=(OFFER,))
    states = {star.title: star.state for star in found.stars.values()}
    assert states["The third"] == "available"
    assert states["A2"] == "wanted"


def test_what_is_in_the_catalogue_and_offered_by_nobody_at_the_moment_cannot_be_taken() -> None:
    found = over(CHAIN, offers=(replace(OFFER, is_open=False),))
    (star,) = [one for one in found.stars.values() if one.title == "The third"]
    line = found.line("chain", star.id)
    assert star.state == "resting"
    assert line is not None
    assert line_said(line, star) == "Is asked for. Nobody offers it at the moment."


def test_a_pool_has_a_star_for_what_is_still_open() -> None:
    found = over(BANK, holdings=(held("x"), held("y")))
    assert [star.title for star in found.stars.values() if star.state == "open"] == ["18 HKQF more"]


def test_the_figure_says_how_much_is_there() -> None:
    figure = over(BANK, holdings=(held("x"), held("y"))).figures[0]
    assert (figure.had, figure.needed, figure.share) == ("12", "30 HKQF", 0.4)


def test_items_are_counted_where_no_credits_are_asked_for() -> None:
    figure = over(CHAIN, holdings=(held("A1"),)).figures[0]
    assert (figure.had, figure.needed) == ("1", "4")


def test_a_cap_cuts_the_line_and_says_so() -> None:
    general = tuple(held(name, tags=("general",), days=day) for day, name in enumerate("abc", start=10))
    found = over(BANK, holdings=general)
    cut = [line for line in found.lines if line.is_cut]
    assert [line.because for line in cut] == ["cap"]
    assert "a limit is reached" in line_said(cut[0], found.stars[cut[0].star])


def test_what_is_too_old_is_cut_by_the_rule_on_currency() -> None:
    found = over(BANK, holdings=(held("old", days=6 * 366),))
    line = found.line("bank", "old")
    assert line is not None
    assert line.because == "currency"
    assert not line.counts


def test_renewals_are_one_star_with_a_count() -> None:
    several = tuple(held(f"aid{at}", family="aid", days=400 * at) for at in range(1, 4))
    found = over(BANK, holdings=several)
    assert [star.count for star in found.stars.values() if star.id == "aid"] == [3]


@pytest.mark.parametrize(
    ("state", "shape"),
    [
        ("confirmed", "held"),
        ("pending", "progress"),
        ("unverified", "unverified"),
        ("planned", "planned"),
        ("ended", "lapsed"),
    ],
)
def test_the_shape_says_the_state(state: str, shape: str) -> None:
    assert over(BANK, holdings=(held("x", state=state),)).stars["x"].state == shape


def test_a_credential_that_has_lapsed_is_dim() -> None:
    assert over(BANK, holdings=(held("x", valid_until=TODAY - timedelta(days=1)),)).stars["x"].state == "lapsed"


def test_what_is_not_certain_yet_does_not_count_yet() -> None:
    found = over(BANK, holdings=(held("x", state="unverified"),))
    line = found.line("bank", "x")
    assert line is not None
    assert not line.counts
    assert line_said(line, found.stars["x"]) == "Would count once it is verified."


def test_what_may_count_with_any_amount_is_open_and_no_amount_is_told() -> None:
    abroad = held("x", credits=CreditAmount(Decimal(1), "MQF"))
    found = over(BANK, holdings=(abroad,))
    line = found.line("bank", "x")
    assert line is not None
    assert (line.counts, line.amount) == (False, "")
    assert line_said(line, found.stars["x"]) == "It cannot be said yet how much of it counts."
    assert figure_adds_up(found.figures[0])


def figure_adds_up(figure: Figure) -> bool:
    """Whether what is there and what the open star asks for are what is needed."""
    needed, unit = figure.needed.split(" ")
    return f"{Decimal(needed) - Decimal(figure.had):f} {unit} more" in figure.missing or not any(
        one.endswith(" more") for one in figure.missing
    )


def test_the_publisher_names_what_a_policy_asks_for_whatever_a_credential_says() -> None:
    own = held("A3", title="Doctor of Everything")
    found = sky([goal(CHAIN, offers=(OFFER,)), goal(BANK, (own,))], (own,), on=TODAY)
    assert found.stars["A3"].title == "The third"


def test_what_nobody_names_has_the_title_of_its_credential() -> None:
    assert over(CHAIN, holdings=(held("elsewhere"),), offers=(OFFER,)).stars["elsewhere"].title == "Course elsewhere"


def test_figures_that_nothing_counts_for_are_named_and_not_drawn() -> None:
    found = begun(over(CHAIN, BANK, CHAIN.replace("pathway chain", "pathway other"), holdings=(held("x"),)))
    assert [one.id for one in found.figures] == ["bank"]
    assert [one.id for one in found.idle] == ["chain", "other"]
    assert {line.figure for line in found.lines} == {"bank"}
    assert all(found.stars[star] for figure in found.figures for limb in figure.limbs for star in limb.stars)


def test_the_chosen_figure_is_drawn_in_any_case() -> None:
    assert [one.id for one in begun(over(CHAIN, BANK, holdings=(held("x"),), focus="chain")).figures] == [
        "chain",
        "bank",
    ]


def test_where_nothing_counts_for_anything_every_figure_is_drawn() -> None:
    assert len(begun(over(CHAIN, BANK)).figures) == 2


def test_what_belongs_nowhere_stands_apart() -> None:
    assert over(CHAIN, holdings=(held("elsewhere"),)).loose == ("elsewhere",)


def test_the_missing_are_numbered_as_planned_and_then_as_the_policy_has_them() -> None:
    found = sky([goal(CHAIN, (held("A2"),), plan=("A9",))], (held("A2"),), on=TODAY)
    numbers = {found.stars[line.star].title: line.number for line in found.lines}
    assert numbers == {"A1": 2, "Course A2": 0, "A3": 3, "A9": 1}


def test_the_same_holding_under_another_publisher_s_name_is_the_same_star() -> None:
    own = held("north.A1")
    named = replace(own, ref="A1", family="A1")
    found = sky([goal(CHAIN, (named,), holdings=(named,))], (own,), on=TODAY)
    assert found.figures[0].limbs[0].stars[0] == "north.A1"


def test_the_same_name_in_two_policies_is_two_stars_while_nobody_offers_it() -> None:
    found = over(CHAIN, CHAIN.replace("pathway chain", "pathway other"))
    assert sum(1 for star in found.stars.values() if star.title == "A1") == 2


def test_a_policy_that_nobody_can_judge_is_shown_as_unknown() -> None:
    found = over("pathway odd awards Odd version 1\n  at_most 6 HKQF from any\n")
    assert found.figures[0].verdict is not Verdict.UNMET
    assert found.figures[0].limbs


def test_only_a_figure_that_is_there_can_be_in_focus() -> None:
    found = over(CHAIN)
    assert focused(found, "chain").chosen is found.figures[0]
    assert focused(found, "nothing").chosen is None


def test_ten_thousand_credentials_fit_because_most_are_only_counted() -> None:
    many = tuple(held(f"c{at}", days=at % 1_000) for at in range(3_000))
    found = sky([goal(CHAIN)], many, on=TODAY)
    assert len(found.loose) < 1_000
    assert found.beyond + len(found.loose) == 3_000


def test_parts_follow_groups_paths_and_pools() -> None:
    policy = goal(
        "pathway p awards P version 1\n"
        '  require all(X, group g { credits >= 6 HKQF from tag("t") }, any(Y, Z), not(N))\n'
        "  require count >= 1 from {L1} | {L2}\n"
    ).policy
    assert [(part.refs, part.is_open, part.group) for part in parts(policy)] == [
        (("X",), False, ""),
        ((), True, "g"),
        (("Y", "Z"), False, ""),
        (("L1", "L2"), False, ""),
    ]
    assert tags(policy) == ["t"]


def test_the_map_tells_a_missing_item_once_and_no_credits_that_it_brings() -> None:
    asked = """pathway twice awards Twice version 1
  require A1
  require all(A1, A2)
  require credits >= 10 HKQF from any
"""
    offers = tuple(Offer(ref, f"Course {ref}", credits="5 HKQF") for ref in ("A1", "A2"))
    found = over(asked, offers=offers)
    assert found.figures[0].missing == ("Course A1", "Course A2")
    assert not [star for star in found.stars.values() if star.state == "open"]


OPEN_SCIENCE = """pathway science awards Science version 1
  require A1
  require 2 of (A1, A2, A3)
  require credits >= 10 ECTS from any_micro
"""
UNITS = tuple(Offer(ref, f"Unit {ref}", credits="5 ECTS", is_open=ref != "A2") for ref in ("A1", "A2", "A3"))


def ects(name: str, credits_: int = 5, unit: str = "ECTS", **more: object) -> Holding:
    return held(name, credits=CreditAmount(Decimal(credits_), unit), **more)


def test_nobody_is_told_to_settle_what_is_not_needed_where_one_more_unit_finishes() -> None:
    figure = over(OPEN_SCIENCE, holdings=(ects("A1"), ects("aid", 1, "MQF")), offers=UNITS).figures[0]
    assert figure.missing == ("Unit A3",)


def test_the_numbers_of_the_stars_are_those_of_what_is_missing_and_no_others() -> None:
    found = over(OPEN_SCIENCE, offers=UNITS)
    numbers = {line.number: found.stars[line.star].title for line in found.lines if line.number}
    assert found.figures[0].missing == ("Unit A1", "Unit A3")
    assert numbers == {1: "Unit A1", 2: "Unit A3"}


def test_what_is_missing_follows_the_plan_where_one_is_shown() -> None:
    left = (Gap("item", "", {"ref": "A1"}),)
    found = sky([goal(OPEN_SCIENCE, plan=("extra", "A2"), left=left)], offers=UNITS, on=TODAY)
    numbers = {line.number: found.stars[line.star].title for line in found.lines if line.number}
    assert found.figures[0].missing == ("extra", "Unit A2", "Unit A1")
    assert numbers == {1: "extra", 2: "Unit A2", 3: "Unit A1"}


def test_what_comes_after_others_is_missing_last_wherever_the_rules_say_it() -> None:
    late = "pathway late awards Late version 1\n  capstone A9 after all(A1, A2)\n  require all(A1, A2)\n"
    assert over(late).figures[0].missing == ("A1", "A2", "A9")


def test_a_clause_that_asks_for_several_says_how_many_of_them_are_there() -> None:
    rules = ("all(A1, A2, A3)", "2 of (A1, A2, A3)")
    clauses = "".join(f"  - {{id: c{at}, rule: 'require {rule}'}}\n" for at, rule in enumerate(rules))
    text = f"testamur: policy-1\nid: few\ntitle: Few\nawards: few\nversion: '1'\nclauses:\n{clauses}"
    asks = over(text, holdings=(held("A1"),)).figures[0].asks
    assert [one.measure for one in asks] == ["1 of 3", "1 of 2"]


def test_figures_with_nearly_the_same_name_say_whose_they_are() -> None:
    first, second = CHAIN, CHAIN.replace("pathway chain", "pathway other")
    goals = [
        replace(goal(one), policy=replace(goal(one).policy, title="Certificate in Open Science"), by=by)
        for one, by in ((first, "North"), (second, "South"))
    ]
    names = [figure.name for figure in sky([*goals, goal(BANK)], on=TODAY).figures]
    assert names[:2] == ["Certificate in Open Science (North)", "Certificate in Open Science (South)"]
    assert names[2] == over(BANK).figures[0].name
