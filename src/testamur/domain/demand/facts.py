"""This room's rows as values."""

from __future__ import annotations

from dataclasses import replace

from testamur.domain.demand.models import Advert, AdvertRow, AdvertSkill, AdvertTable, RoleProfile, RoleVersion
from testamur.domain.demand.values import (
    AdvertLine,
    AdvertSkillView,
    AdvertView,
    RoleSkill,
    RoleView,
    RowView,
    TableView,
)

# So many characters around the words that speak for a skill.
_AROUND = 70
# From and until where; a third part says why nothing was read there.
_PLACE = 2


def line(row: Advert, counts: dict[str, int]) -> AdvertLine:
    """Return an advert as a line; *counts*: verdict → skills."""
    return AdvertLine(
        uuid=row.uuid,
        title=row.title,
        organisation=str(row.organisation) if row.organisation else "",
        organisation_uuid=row.organisation.uuid if row.organisation else None,
        employer=row.employer,
        place=row.place,
        occupation=row.occupation,
        occupation_uri=row.occupation_uri,
        language=row.language,
        seen_on=row.seen_on,
        state=row.state,
        because=row.because,
        accepted=counts.get("accepted", 0),
        open=counts.get("", 0),
        refused=counts.get("refused", 0),
        address=row.address,
    )


def advert(row: Advert, counts: dict[str, int], *, is_elsewhere: bool) -> AdvertView:
    """Return an advert with its text and skills."""
    skills = row.skills.order_by("rank", "pk")
    return AdvertView(
        line=line(row, counts),
        text=row.text,
        form=row.form,
        name=row.name,
        blanked=row.blanked,
        total=row.total,
        handed_in_at=row.handed_in_at,
        is_elsewhere=is_elsewhere,
        skills=tuple(skill(one, row.text) for one in skills),
        silent=tuple((one[0], one[1]) for one in row.silent if len(one) == _PLACE),
        left_out=tuple((one[0], one[1], one[2]) for one in row.silent if len(one) > _PLACE),
    )


def skill(row: AdvertSkill, text: str) -> AdvertSkillView:
    """Return a skill with the words that speak for it, and a little around them."""
    before, after = text[max(row.start - _AROUND, 0) : row.start], text[row.end : row.end + _AROUND]
    return AdvertSkillView(
        uuid=row.uuid,
        uri=row.uri,
        label=row.label,
        framework=row.framework,
        version=row.version,
        verdict=row.verdict,
        confidence=row.confidence,
        lane=row.lane,
        model=row.model,
        words=text[row.start : row.end],
        before=("…" if row.start > _AROUND else "") + before.rpartition("\n")[2],
        after=after.partition("\n")[0] + ("…" if "\n" not in after and row.end + _AROUND < len(text) else ""),
        is_added=row.rank == 0,
        start=row.start,
        decided_by=row.decided_by_id,
    )


def table(row: AdvertTable, counts: dict[str, int]) -> TableView:
    """Return a table with what became of its rows so far."""
    return TableView(
        uuid=row.uuid,
        name=row.name,
        organisation=str(row.organisation) if row.organisation else "",
        organisation_uuid=row.organisation.uuid if row.organisation else None,
        state=row.state,
        total=row.total,
        done=row.done,
        counts=counts,
    )


def table_row(row: AdvertRow) -> RowView:
    """Return what became of a row."""
    is_here = row.advert is not None and row.advert.withdrawn_at is None
    return RowView(row.number, row.title, row.outcome, row.because, row.advert.uuid if row.advert and is_here else None)


def role(row: RoleProfile, version: RoleVersion) -> RoleView:
    """Return a version of a role profile."""
    return RoleView(
        uuid=row.uuid,
        institution=row.institution_id,
        organisation=row.organisation_name,
        # To the public the organisation is a name: its row is walled in.
        organisation_uuid=None,
        number=version.number,
        title=version.title,
        text=version.text,
        occupation=version.occupation,
        occupation_uri=version.occupation_uri,
        skills=tuple(RoleSkill(**one) for one in version.skills),
        made_at=version.made_at,
        published=row.published,
        retired_at=row.retired_at,
    )


def with_organisation(seen: RoleView, row: RoleProfile) -> RoleView:
    """Return a role profile with the organisation whose it is, for those who may see that."""
    return replace(seen, organisation_uuid=row.organisation.uuid if row.organisation else None)
