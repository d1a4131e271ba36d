"""What can be read of careers: of targets only by their person."""

from testamur.domain.careers.queries.advising import advice, advised
from testamur.domain.careers.queries.at_once import aimed_at, gap_at_once, plan_at_once
from testamur.domain.careers.queries.being_found import (
    blocked,
    looks,
    open_requests,
    own_places,
    own_purposes,
    own_reports,
    own_search_consents,
    request_got,
    requests_got,
    showable_skills,
)
from testamur.domain.careers.queries.counting import found_between
from testamur.domain.careers.queries.framework_uses import framework_uses
from testamur.domain.careers.queries.gaps import GapView, gap, skill_names
from testamur.domain.careers.queries.narrating import Narrative, narrative, own_narrations
from testamur.domain.careers.queries.overseeing import search_totals, unsent_search_mail
from testamur.domain.careers.queries.plans import ANY_WISH, SCOPES, Planned, Question, plan
from testamur.domain.careers.queries.seeking import may_search, people_found, request_made, requests_made, searches
from testamur.domain.careers.queries.targets import target, target_to_read, targets

__all__ = [
    "ANY_WISH",
    "SCOPES",
    "GapView",
    "Narrative",
    "Planned",
    "Question",
    "advice",
    "advised",
    "aimed_at",
    "blocked",
    "found_between",
    "framework_uses",
    "gap",
    "gap_at_once",
    "looks",
    "may_search",
    "narrative",
    "open_requests",
    "own_narrations",
    "own_places",
    "own_purposes",
    "own_reports",
    "own_search_consents",
    "people_found",
    "plan",
    "plan_at_once",
    "request_got",
    "request_made",
    "requests_got",
    "requests_made",
    "search_totals",
    "searches",
    "showable_skills",
    "skill_names",
    "target",
    "target_to_read",
    "targets",
    "unsent_search_mail",
]
