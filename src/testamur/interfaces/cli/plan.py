"""``testamur plan``: the cheapest, fastest or lightest way to finish, with what is offered."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from testamur.adapters.fetch import Fetcher
from testamur.adapters.world import outside
from testamur.core.model.definition import DefinitionError
from testamur.core.model.definition.json_tree import MAX_BYTES
from testamur.core.model.quantity import plain
from testamur.core.rules import Offer, Plan, Plans, Policy, RulesError, Totals, plan
from testamur.core.rules.language import Brought
from testamur.core.rules.language.offers import parse_offers
from testamur.core.rules.offer import AIMS
from testamur.interfaces.cli.credential_files import printable
from testamur.interfaces.cli.rules_input import brought, content, day, knowledge, named_policy, tell_problems
from testamur.interfaces.cli.speech import CANNOT_START, json_line, refusals_in_words
from testamur.interfaces.cli.wishes import said_wishes
from testamur.interfaces.words import _
from testamur.interfaces.words.clauses import clause_said
from testamur.interfaces.words.missing import missing_said
from testamur.interfaces.words.plans import left_out_of_plan, total_said, without_said
from testamur.interfaces.words.things import brought_lookup

NOT_WITH_THESE = 1


@click.command("plan")
@click.argument("policy")
@click.argument("holdings")
@click.argument("offers", nargs=-1, required=True)
@click.option("--aim", type=click.Choice(AIMS), default=AIMS[0], show_default=True, help="What the plan makes small.")
@click.option("--hours-a-week", type=float, metavar="HOURS", help="Hours that there are in a week.")
@click.option("--budget", metavar="PRICE", help="What it may cost at most, such as '500 EUR'.")
@click.option("--language", "languages", multiple=True, metavar="TAG", help="Language; may be given again.")
@click.option("--mode", "modes", multiple=True, help="Where it happens, such as online; may be given again.")
@click.option("--avoid", multiple=True, metavar="OFFER", help="Do without this offer; may be given again.")
@click.option("--on", metavar="DATE", help="Plan from this day; the default is the file's, or today.")
@click.option("--by", metavar="DATE", help="Be done by this day.")
@click.option("--alternatives", type=click.IntRange(0, 10), default=2, show_default=True, help="Other good plans.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@refusals_in_words
def plan_(policy: str, holdings: str, offers: tuple[str, ...], **wished: Any) -> None:  # noqa: ANN401 - the options
    """Find the best way to meet a policy with what is offered.

    POLICY is a policy file, or the name of one that comes with the program. HOLDINGS is what somebody holds: a holdings
    file, a credential, or a folder of credentials. OFFERS are offers files (JSON).

    Exit code: 0 there is a way, 1 not with these offers, 2 something cannot be read.
    """
    try:
        read = named_policy(policy).reading.policy
        held = brought([holdings], outside(Fetcher()))
        offered = [one for name in offers for one in parse_offers(content(Path(name), MAX_BYTES), name=name)]
    except DefinitionError as error:
        tell_problems(error)
        sys.exit(CANNOT_START)
    on = day(wished["on"], "--on") or held.on or datetime.now(UTC).date()
    try:
        found = plan(
            read,
            held.holdings,
            offered,
            on=on,
            wishes=replace(said_wishes(wished), avoid=wished["avoid"], alternatives=wished["alternatives"]),
            knowledge=knowledge(),
            anchors=held.anchors,
            overrides=held.overrides,
        )
    except RulesError as error:
        click.echo(_("No plan can be made: {why}.").format(why=error), err=True)
        sys.exit(CANNOT_START)
    if wished["as_json"]:
        json_line(_as_json(found))
    else:
        for line in _Told(read, held, {one.id: one for one in offered}).lines(found):
            click.echo(line)
    sys.exit(0 if found.plans and not found.plans[0].gaps else NOT_WITH_THESE)


@dataclass(frozen=True, slots=True)
class _Told:
    """Plans in words, with everything called by its title."""

    policy: Policy
    held: Brought
    offers: dict[str, Offer]

    def name(self, ref: str) -> str:
        titles = {one.ref: one.title for one in self.policy.titles}
        titles |= {one.ref: one.title for one in self.held.holdings if one.title}
        titles |= {one.earns.ref: one.earns.title for one in self.offers.values() if one.earns.title}
        titles |= {one.id: one.title for one in self.held.holdings if one.title}
        titles |= {one.id: one.earns.title for one in self.offers.values() if one.earns.title}
        return printable(titles.get(ref, ref))

    def lines(self, found: Plans) -> Iterator[str]:
        for number, one in enumerate(found.plans):
            if number:
                yield ""
                yield _("Another way:")
            yield from self._plan(one)
        if found.left_out:
            yield ""
            yield _("Left out:")
            yield from (f"  {self.name(left.holding)}: {left_out_of_plan(left)}" for left in found.left_out)

    def _plan(self, one: Plan) -> Iterator[str]:
        currency = next((offer.currency for step in one.steps if (offer := self.offers[step.offer]).currency), "")
        if not one.steps and not one.gaps:
            yield _("Nothing more is needed.")
        elif one.steps:
            yield click.style(total_said(one.totals, currency), bold=True)
        said = {clause.id: printable(clause_said(clause, self.name)) for clause in self.policy.clauses}
        for number, step in enumerate(one.steps, start=1):
            days = " – ".join(day_.isoformat() for day_ in (step.starts_on, step.ends_on) if day_)
            yield f"  {number}. {self.name(step.offer)}" + (f" ({days})" if days else "")
            yield from (f"       {said[clause]}" for clause in step.clauses if clause in said)
            if step.without is not None:
                yield f"       {without_said(one.totals, step.without, currency)}"
        if one.assumes:
            yield "  " + _("If this counts: {items}").format(items=", ".join(map(self.name, one.assumes)))
        if one.gaps:
            look = brought_lookup(self.name, self.held.holdings, (offer.earns for offer in self.offers.values()))
            yield "  " + _("Still missing: {gaps}").format(gaps=" + ".join(missing_said(one.gaps, look, said)))
        if not one.is_proved:
            yield "  " + _("The search ended at its limit: a better way may be possible.")


def _as_json(found: Plans) -> dict[str, object]:
    return {
        "plans": [
            {
                "steps": [
                    {
                        "offer": step.offer,
                        "starts_on": step.starts_on,
                        "ends_on": step.ends_on,
                        "clauses": step.clauses,
                        "without": _totals(step.without) if step.without else None,
                    }
                    for step in one.steps
                ],
                "totals": _totals(one.totals),
                "gaps": [{"kind": gap.kind, "clause": gap.clause, "facts": dict(gap.facts)} for gap in one.gaps],
                "assumes": one.assumes,
                "is_proved": one.is_proved,
            }
            for one in found.plans
        ],
        "left_out": [{"offer": left.holding, "because": left.because} for left in found.left_out],
    }


def _totals(totals: Totals) -> dict[str, object]:
    return {
        "price": plain(totals.price),
        "hours": plain(totals.hours),
        "ends_on": totals.ends_on,
        "offers": totals.offers,
        "unknown_prices": totals.unknown_prices,
        "unknown_hours": totals.unknown_hours,
    }
