"""Recommendations for somebody without a goal: by rules that are written down, from what they hold and say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from testamur.adapters.postgres.scope import within
from testamur.core.skills.recommending import About, Candidate, Motive, Recommendation, recommend
from testamur.domain.awards.queries import own_awards
from testamur.domain.careers.advice_values import AdviceView, Advised
from testamur.domain.careers.models import Advice, NotForMe, TargetSkill
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.catalogue.values import Advisable, PublishedPathway
from testamur.domain.demand.queries import asked_everywhere
from testamur.domain.frameworks.queries import hierarchy
from testamur.domain.institution.access import Actor, NoInstitution, Permission, require
from testamur.domain.learning.queries import own_enrolments
from testamur.domain.oversight.queries import is_on
from testamur.domain.oversight.values import Purpose
from testamur.domain.portfolio.queries import home, portfolio_of
from testamur.domain.portfolio.queries.profiles import names
from testamur.domain.portfolio.values import Portfolio, SkillName
from testamur.domain.recognition.queries import own_recognised

_MOST_PATHWAYS = 60
# More would be a catalogue again.
_MOST = 8


def advice(actor: Actor) -> AdviceView:
    """Return what the actor lets recommendations go by."""
    require(actor, Permission.READ_OWN)
    with within(person_id=actor.me):
        row = Advice.objects.filter(person_id=actor.me).select_related("work").first()
        gone = frozenset(NotForMe.objects.filter(person_id=actor.me).values_list("microcredential", flat=True))
    if row is None:
        return AdviceView(dismissed=gone)
    known = frozenset(Motive(one) for one in row.motives if one in tuple(Motive))
    return AdviceView(known, row.work.uuid if row.work else None, row.is_off, gone)


def advised(actor: Actor, *, on: date, languages: Sequence[str] = (), is_free: bool = False) -> Advised:
    """Return recommendations for the actor, each with its reasons. Nothing about a price counts, unless *is_free*."""
    said = advice(actor)
    try:
        is_on_here = is_on(home(actor.me), Purpose.RECOMMEND)
    except NoInstitution:
        return Advised(said)
    if said.is_off or not is_on_here:
        return Advised(said, is_off_here=not is_on_here)
    every = {str(one.listing.uuid): one for one in catalogue.advisable()}
    whole, held = portfolio_of(actor.me, on=on, languages=languages), _held(actor.me)
    paths = [catalogue.pathway(one.uuid, on=on) for one in catalogue.pathways(on=on, limit=_MOST_PATHWAYS)]
    about = _about(actor, said, whole, held, every, paths)
    hidden = {str(one) for one in said.dismissed} | _begun(actor.me)
    candidates = _candidates([one for key, one in every.items() if key not in hidden], paths, is_free=is_free)
    uris = {uri for one in candidates for uri in one.skills} | {one.uri for one in whole.profile.entries}
    found = recommend(candidates, about, hierarchy=hierarchy(uris), most=_MOST)
    return Advised(
        said,
        found,
        _names(found, whole, every, languages),
        {key: one.listing for key, one in every.items()},
        {str(one.listing.uuid): one.listing for one in paths},
        tuple(one.listing for key, one in every.items() if one.listing.uuid in said.dismissed),
        len(candidates),
        bool(whole.profile.entries or held),
    )


def _held(person_id: int) -> frozenset[str]:
    """Return what a person holds of the catalogue, awarded or recognised, by uuid."""
    versions = [one.version_id for one in own_awards(person_id) if one.ended_because not in ("withdrawn", "replaced")]
    known = catalogue.editions([*versions, *(one.version_id for one in own_recognised(person_id))])
    return frozenset(str(one.microcredential) for one in known.values())


def _begun(person_id: int) -> set[str]:
    """Return what a person is learning now, by uuid."""
    open_now = [one.version_id for one in own_enrolments(person_id) if one.withdrawn_at is None]
    return {str(one.microcredential) for one in catalogue.editions(open_now).values()}


def _about(
    actor: Actor,
    said: AdviceView,
    whole: Portfolio,
    held: frozenset[str],
    every: Mapping[str, Advisable],
    paths: Iterable[PublishedPathway],
) -> About:
    work, sought = _wanted(actor, said)
    figures = {
        str(path.listing.uuid): tuple(sorted({str(one.uuid) for one in path.named.values()} & held)) for path in paths
    }
    return About(
        whole.profile,
        held,
        frozenset(field for key in held if key in every for field in every[key].fields),
        said.motives,
        {key: ids for key, ids in figures.items() if ids},
        work,
        sought,
        asked_everywhere({uri for one in every.values() for uri in one.skills}),
    )


def _wanted(actor: Actor, said: AdviceView) -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    """Return the skills of the work that a person does now, and those of each other thing that they aim at."""
    with within(person_id=actor.me):
        lines = TargetSkill.objects.filter(person_id=actor.me, verdict="accepted").select_related("target")
        work: set[str] = set()
        sought: dict[str, set[str]] = {}
        for one in lines:
            (work if one.target.uuid == said.work else sought.setdefault(one.target.title, set())).add(one.uri)
    return frozenset(work), {title: frozenset(uris) for title, uris in sought.items()}


def _candidates(
    every: Iterable[Advisable], paths: Collection[PublishedPathway], *, is_free: bool
) -> tuple[Candidate, ...]:
    towards: dict[str, list[str]] = {}
    before: dict[str, list[str]] = {}
    for path in paths:
        named = [str(one.uuid) for one in path.named.values()]
        for key in named:
            towards.setdefault(key, []).append(str(path.listing.uuid))
        if path.listing.leads_to:
            before.setdefault(str(path.listing.leads_to.uuid), []).extend(named)
    return tuple(
        Candidate(
            key,
            one.skills,
            one.fields,
            tuple(dict.fromkeys(towards.get(key, ()))),
            tuple(dict.fromkeys(before.get(key, ()))),
            has_credential=True,
            is_with_others=one.is_with_others,
        )
        for one in every
        if (not is_free or one.listing.price_amount == 0) and (key := str(one.listing.uuid))
    )


def _names(
    found: Iterable[Recommendation], whole: Portfolio, every: Mapping[str, Advisable], languages: Sequence[str]
) -> dict[str, SkillName]:
    spoken_of = {uri for one in found for uri in every[one.candidate].skills}
    named = {uri: SkillName(uri, every_name) for uri, every_name in _called(found, every).items() if uri in spoken_of}
    return {**names(named, languages), **whole.names}


def _called(found: Iterable[Recommendation], every: Mapping[str, Advisable]) -> dict[str, str]:
    return {uri: name for one in found for uri, name in every[one.candidate].called.items()}
