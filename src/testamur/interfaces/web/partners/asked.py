"""What adverts and role profiles ask for and nobody teaches here, as needs that a brief can take in."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.urls import reverse

from testamur.domain.demand import queries
from testamur.domain.demand.values import Balance
from testamur.domain.design.partner_values import AskedNeed, BriefView
from testamur.domain.institution.access import Actor
from testamur.interfaces.words import _, ngettext, spoken

# More at once is not a brief any more.
_MOST = 12


def untaught(actor: Actor, brief: BriefView) -> list[Balance]:
    """Return what is asked for most and taught nowhere here, without what the brief names already."""
    known = {one.casefold() for pair in brief.skills for one in pair if one}
    found = queries.balance(actor, languages=[spoken()])
    gaps = [one for one in found if one.asking and not one.taught]
    return [one for one in gaps if not {one.uri.casefold(), one.label.casefold()} & known][:_MOST]


def asked_needs(actor: Actor, code: str, chosen: Collection[str]) -> list[AskedNeed]:
    """Return the chosen skills with their counts and where those stand."""
    found = queries.balance(actor, languages=[spoken()])
    address = f"{settings.BASE_URL}{reverse('web:taught', args=(code,))}"
    return [_need(one, address) for one in found if one.uri in chosen and one.asking and not one.taught]


def _need(one: Balance, address: str) -> AskedNeed:
    adverts = one.asked.adverts if one.asked else 0
    figure, unit = adverts, ngettext("advert", "adverts", adverts)
    if one.asked and not adverts:
        figure, unit = one.asked.roles, ngettext("role profile", "role profiles", one.asked.roles)
    if one.asked and not figure:
        figure, unit = (
            one.asked.learners,
            ngettext("learner who would learn it", "learners who would learn it", one.asked.learners),
        )
    return AskedNeed(
        name=one.label[:200],
        uri=one.uri if one.uri.startswith(("https://", "http://")) else "",
        figure=figure,
        title=_("Asked for, and not taught here: {skill}").format(skill=one.label)[:250],
        unit=unit,
        source=_("Adverts and role profiles handed in here, with skills that people accepted"),
        address=address,
    )
