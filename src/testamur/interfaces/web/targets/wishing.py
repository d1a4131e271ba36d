"""Telling the house that nobody teaches what one aims at, from the page of what is missing; and the way back."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest

from testamur.core.skills.gap import State
from testamur.domain.careers.queries import GapView
from testamur.domain.demand import actions
from testamur.domain.demand.values import RoleSkill
from testamur.domain.institution.access import Actor
from testamur.interfaces.web import undo
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.words import _
from testamur.refusals import NotFound


def told(request: HttpRequest, actor: Actor, view: GapView) -> None:
    """Count the visitor among those who would learn a skill that nobody teaches, or no more. Raises `NotFound`."""
    form, now = Form(request.POST), datetime.now(UTC)
    verb, uri = form.choice("verb", ("wish", "wish-named", "back")), form.text("uri", 500)
    if uri not in {one.asked.uri for one in view.gap.having(State.UNTAUGHT)}:
        raise NotFound(what="skill", uri=uri)
    house, name = view.target.institution_id, view.names[uri]
    if verb == "back":
        actions.take_wish_back(actor, institution=house, uri=uri, at=now)
    elif verb:
        skill = RoleSkill(uri, name.label, name.framework, "")
        actions.wish_for_teaching(actor, institution=house, skill=skill, is_named=verb == "wish-named", at=now)
        said = _("It is counted that you would learn “{skill}”.").format(skill=name.label)
        undo.done(request, said, path=request.path, fields={"verb": "back", "uri": uri})
