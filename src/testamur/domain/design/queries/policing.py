"""The policies of a house, for everyone."""

from __future__ import annotations

from testamur.adapters.postgres.scope import within
from testamur.domain.design.models import HousePolicy
from testamur.domain.design.scale_values import HousePolicyView
from testamur.refusals import NotFound


def house_policies(institution_id: int) -> dict[str, HousePolicyView]:
    """Return name → the policy that was put into force last. Public."""
    with within(institution_id):
        found = HousePolicy.objects.order_by("name", "-number").distinct("name")
        return {one.name: _view(one) for one in found}


def house_policy(institution_id: int, *, name: str, number: int | None = None) -> list[HousePolicyView]:
    """Return a policy in the version *number*, else the newest, and then all others, newest first. Public.

    Raises `NotFound`.
    """
    with within(institution_id):
        found = [_view(one) for one in HousePolicy.objects.filter(name=name).order_by("-number")]
    wanted = [one for one in found if number is None or one.number == number][:1]
    if not wanted:
        raise NotFound(what="house-policy", name=name)
    return [*wanted, *(one for one in found if one.number != wanted[0].number)]


def _view(row: HousePolicy) -> HousePolicyView:
    return HousePolicyView(row.uuid, row.name, row.number, row.title, row.source, row.text, row.holds_from, row.at)
