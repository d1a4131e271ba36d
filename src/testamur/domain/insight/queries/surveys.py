"""Whether people are asked, and what one has answered oneself. Nobody reads the answer of somebody else."""

from __future__ import annotations

from django.db.models import Count

from testamur.adapters.postgres.scope import scoped
from testamur.core.fairness import Questions
from testamur.domain.insight import facts
from testamur.domain.insight.models import Answer, Survey
from testamur.domain.insight.values import OwnAnswers, SurveyView
from testamur.domain.institution.access import Actor, Permission, require


def all_questions() -> Questions:
    """Return every question that may be asked, with its answers and what it is for."""
    return facts.questions()


@scoped
def survey(actor: Actor) -> SurveyView | None:
    """Return what people are asked here now, with how many have answered; None where nobody is."""
    require(actor, Permission.AUDIT_FAIRNESS)
    found = Survey.objects.filter(institution_id=actor.here, ended_at__isnull=True).first()
    return facts.survey(found, _answered()) if found else None


@scoped
def surveys(actor: Actor) -> list[SurveyView]:
    """Return every basis that was recorded here, the newest first."""
    require(actor, Permission.AUDIT_FAIRNESS)
    return [facts.survey(one, {}) for one in Survey.objects.filter(institution_id=actor.here).order_by("-pk")]


@scoped
def own_answers(actor: Actor) -> OwnAnswers:
    """Return what one is asked here, and has answered."""
    require(actor, Permission.READ_OWN)
    asked = Survey.objects.filter(institution_id=actor.here, ended_at__isnull=True).first()
    known = {next(facts.pseudonyms(actor.here, one, [actor.me])): one for one in facts.questions().names}
    rows = Answer.objects.filter(institution_id=actor.here, whose__in=known).values_list("whose", "choice")
    answers = {known[whose]: choice for whose, choice in rows}
    return OwnAnswers(actor.here, facts.survey(asked, {}) if asked else None, answers)


def _answered() -> dict[str, int]:
    rows = Answer.objects.values_list("question").annotate(count=Count("pk"))
    return dict(rows.order_by())
