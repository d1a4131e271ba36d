"""From a refusal to what a problem document says: a sentence, facts, and errors with their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from testamur.core.assessment.intake import IntakeError
from testamur.core.model.definition import Problem
from testamur.core.quality import Finding
from testamur.core.rules import Decision
from testamur.domain.awards.actions import NotEligible
from testamur.domain.catalogue.actions import NotReady, PolicyNotReady, PolicyUnreadable, Unreadable
from testamur.domain.catalogue.values import Flaw
from testamur.domain.institution.access import Permission
from testamur.domain.learning.actions.importing import UnreadableGradebook
from testamur.interfaces.words import _
from testamur.interfaces.words.decisions import reasons
from testamur.interfaces.words.definitions import finding_sentence, problem_sentence
from testamur.interfaces.words.gradebooks import whole_file
from testamur.interfaces.words.policies import flaw_said
from testamur.interfaces.words.reasons import reasons as reasons_outside
from testamur.interfaces.words.refusals import told
from testamur.refusals import Invalid, NotAllowed, Refusal

_LONGEST = 300


class LinkUnreadable(Invalid):
    """Nothing that can be judged lies at the link. ``facts``: field, found, reason (a code of the fetcher)."""

    code = "link-unreadable"


@dataclass(frozen=True, slots=True)
class Explained:
    """A sentence, facts for machines, and one entry for each thing that is wrong."""

    detail: str
    facts: Mapping[str, object] = field(default_factory=dict)
    errors: tuple[Mapping[str, Any], ...] = ()


def explain(refusal: Refusal) -> Explained:
    """Return what there is to say about *refusal*."""
    if isinstance(refusal, Unreadable | PolicyUnreadable):
        problems = tuple(_problem(one) for one in _all(refusal, "problems", Problem))
        more = refusal.facts.get("more", 0)
        return Explained(told(refusal), {"count": len(problems), "more": more}, problems)
    if isinstance(refusal, NotReady | PolicyNotReady):
        findings = (
            *(_finding(one) for one in _all(refusal, "findings", Finding)),
            *(_flaw(one) for one in _all(refusal, "faults", Flaw)),
        )
        return Explained(told(refusal), {"count": len(findings)}, findings)
    if isinstance(refusal, UnreadableGradebook):
        return _gradebook(refusal)
    if isinstance(refusal, NotEligible):
        decision = Decision.from_json(refusal.facts["decision"])
        return Explained(" ".join((told(refusal), *reasons(decision))), _plain_facts(refusal))
    if isinstance(refusal, LinkUnreadable):
        return _link(refusal)
    facts = _plain_facts(refusal)
    if isinstance(refusal, NotAllowed) and facts.get("permission") in set(Permission):
        said = _("A token also needs “{permission}” among its scopes.").format(permission=facts["permission"])
        return Explained(f"{told(refusal)} {said}", facts)
    if isinstance(refusal, Invalid) and "field" in facts:
        entry = {"field": str(facts["field"]), "code": refusal.code, "detail": told(refusal)}
        return Explained(told(refusal), facts, (entry,))
    return Explained(told(refusal), facts)


def plain(value: object) -> object:
    """Return *value* as JSON has it: numbers, texts, lists and objects; what is something else, as text."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value)[:_LONGEST]


def _plain_facts(refusal: Refusal) -> dict[str, object]:
    return {name: plain(fact) for name, fact in refusal.facts.items()}


def _all(refusal: Refusal, name: str, kind: type[Any]) -> list[Any]:
    listed = refusal.facts.get(name)
    return [one for one in listed if isinstance(one, kind)] if isinstance(listed, tuple) else []


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "field": problem.key,
        "code": problem.code,
        "detail": problem_sentence(problem),
        "line": problem.line,
        "column": problem.column,
        "suggestion": problem.suggestion,
    }


def _flaw(flaw: Flaw) -> dict[str, object]:
    return {"field": flaw.clause, "code": flaw.code, "detail": flaw_said(flaw)}


def _finding(finding: Finding) -> dict[str, object]:
    place = finding.place
    return {
        "field": finding.key,
        "code": finding.code,
        "detail": finding_sentence(finding),
        "line": place.line if place else None,
        "column": place.column if place else None,
        "why": finding.rule.why,
        "fix": finding.rule.fix,
        "source": finding.rule.source,
    }


def _gradebook(refusal: Refusal) -> Explained:
    facts = {name: fact if isinstance(fact, int) else str(fact) for name, fact in refusal.facts.items()}
    reason = str(facts.pop("reason"))
    entry = {"field": "file", "code": reason, "detail": whole_file(IntakeError(reason, **facts), door="api")}
    return Explained(str(entry["detail"]), {"reason": reason, **_plain_facts(refusal)}, (entry,))


def _link(refusal: LinkUnreadable) -> Explained:
    facts = _plain_facts(refusal)
    sentences = {**reasons_outside(), "withdrawn": _("This link leads nowhere: its owner may have withdrawn it.")}
    reason = str(refusal.facts["reason"])
    said = sentences.get(reason, reason).format_map(defaultdict(lambda: "–", {n: str(f) for n, f in facts.items()}))
    entry = {"field": str(facts["field"]), "code": reason, "detail": said}
    return Explained(said, facts, (entry,))
