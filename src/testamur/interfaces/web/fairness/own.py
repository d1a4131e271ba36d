"""What somebody tells of themselves: only if they wish, changed and erased at any time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from testamur.core.fairness import UNSAID, Question
from testamur.domain.insight import actions, queries
from testamur.domain.insight.values import OwnAnswers
from testamur.domain.institution import queries as institution
from testamur.domain.institution.values import InstitutionView
from testamur.domain.learning import queries as learning
from testamur.domain.recognition import queries as recognition
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.visitor import actor_at, signed_in
from testamur.interfaces.words import _
from testamur.interfaces.words.fairness import bases


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the page shows it, with the answers to choose from and the one that was given."""

    one: Question
    given: str

    @property
    def is_unsaid(self) -> bool:
        """Whether they prefer not to say."""
        return self.given == UNSAID


@dataclass(frozen=True, slots=True)
class Place:
    """An institution that asks, or that still keeps answers. ``basis``: its name, and what it means."""

    institution: InstitutionView
    own: OwnAnswers
    questions: tuple[Asked, ...]
    basis: tuple[str, str]


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """Show what one is asked at each institution where one learns, and what one has answered."""
    person = signed_in(request).person_id or 0
    found = [_place(person, one) for one in institution.directory(_where(person)).values()]
    context = {"places": [one for one in found if one.own.survey or one.own.answers], "section": "mine"}
    return render(request, "testamur/fairness/own.html", context)


@require_POST
def keep(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the answers, or erase them all."""
    actor, _here = actor_at(request, code)
    form, now = Form(request.POST), datetime.now(UTC)
    if form.choice("verb", ("keep", "erase")) == "erase":
        actions.erase(actor, at=now)
        messages.success(request, _("All your answers here are erased."))
    else:
        asked = queries.own_answers(actor).survey
        given = {one: form.text(one, 64) for one in (asked.questions if asked else ())}
        actions.answer(actor, answers=given, at=now)
        messages.success(request, _("Your answers are kept. You can change or erase them here at any time."))
    return redirect("web:my-answers")


def _place(person: int, place: InstitutionView) -> Place:
    own = queries.own_answers(institution.actor_for(person=person, institution=place.id))
    asked = [one for one in queries.all_questions() if own.survey and one.id in own.survey.questions]
    questions = tuple(Asked(one, own.answers.get(one.id, "")) for one in asked)
    return Place(place, own, questions, bases()[own.survey.basis] if own.survey else ("", ""))


def _where(person: int) -> set[int]:
    """Return the institutions where somebody learns, or asks for recognition."""
    learns = {one.institution.id for one in institution.own_roles(person) if one.name == "learner"}
    takes = {one.institution_id for one in learning.own_enrolments(person)}
    return learns | takes | {one.institution_id for one in recognition.own_requests(person)}
