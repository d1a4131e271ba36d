"""What a policy says of a person: its findings, and why something that is held does not count, in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from testamur.core.rules import Finding
from testamur.core.rules.checking import Remark
from testamur.core.rules.decision import LeftOut
from testamur.domain.catalogue.values import Flaw
from testamur.interfaces.words.policy_problems import remark_sentence
from testamur.interfaces.words.translation import _

_VERDICT = re.compile(r"-(met|unmet|unknown)$")


class _Facts(dict[str, str]):
    """A fact that is missing shows as a dash, so that a sentence never fails."""

    def __missing__(self, key: str) -> str:
        return "–"


def finding_said(finding: Finding, name: Callable[[str], str]) -> str:
    """Return what one finding is about, in a phrase; *name* turns a reference into a title."""
    facts, code = _Facts(finding.facts), _VERDICT.sub("", finding.because)
    if code in {"item", "capstone"}:
        return name(facts["ref"])
    if code == "outcome":
        return _("the learning outcome {outcome}").format(outcome=facts["outcome"])
    return _findings().get(code, code).format_map(_named(facts, name))


def left_out_said(left: LeftOut, *, is_met: bool = True) -> str:
    """Return why something, or a part of it, does not count; *is_met*: whether what counts is enough."""
    if left.because == "not-needed" and not is_met:
        return _("It is not used in the best selection so far.")
    return _reasons().get(left.because, _("The rules leave it out.")).format_map(_Facts(left.facts))


def flaw_said(flaw: Flaw) -> str:
    """Return what can be said against a policy before it is published."""
    own = {
        "owner-unknown": _("The owner “{owner}” is no institution here. Write the code of one, or take it out."),
        "owner-not-us": _("You publish it, but are not among its owners. Add “{owner}”."),
    }
    if flaw.code in own:
        return own[flaw.code].format_map(_Facts(flaw.facts))
    return remark_sentence(Remark(flaw.code, flaw.clause, flaw.facts, flaw.is_fatal))


def _named(facts: Mapping[str, str], name: Callable[[str], str]) -> _Facts:
    told = _Facts(facts)
    for one in ("first", "second"):
        if one in told:
            told[one] = name(told[one])
    return told


def _findings() -> dict[str, str]:
    return {
        "policy": _("everything that it asks"),
        "all": _("all of these"),
        "any": _("one of these"),
        "some": _("{needed} of these {of}"),
        "credits": _("credits"),
        "count": _("micro-credentials"),
        "group": _("the part “{group}”"),
        "gate": _("to begin with"),
        "path": _("the way “{path}”"),
        "not": _("not held"),
        "coverage": _("{needed} of {of} learning outcomes"),
        "limit": _("no more than may count"),
        "share": _("the least that must be of this kind"),
        "residency": _("earned here"),
        "antirequisite": _("only one of them counts"),
        "once-per": _("each counts once"),
        "overlap": _("{first} and {second} share content"),
        "whole-items": _("counted whole"),
        "average": _("the mean grade"),
        "minimum-grade": _("graded well enough"),
        "currency": _("recent enough"),
        "demand": _("as is asked of each"),
        "no-double-count": _("not used for another award"),
        "overridden": _("A registrar lets this be met: {reason} ({person})"),
        "held": _("looked at as it is"),
        "policy-not-proved": _("The search ended before everything was tried: it may still be met."),
        "policy-asks-nothing": _("The policy only limits what counts and asks for nothing, so nobody can meet it."),
        "policy-cannot-be-judged": _("The policy contradicts itself, so nobody can be judged by it: {why}"),
        "too-many-holdings": _("More than {most} items are held: too many to be judged at once."),
    }


def _reasons() -> dict[str, str]:
    return {
        "not-needed": _("It is not needed: what counts is enough without it."),
        "not-asked": _("Nothing here asks for it."),
        "cap": _("More of this kind does not count: a limit is reached."),
        "overlap": _("It shares its content with another one, and shared content counts once."),
        "currency": _("It is too old for this, by the rule on currency."),
        "renewal": _("A later version or renewal of it counts instead."),
        "antirequisite": _("Another one counts in its place: of these, only one does."),
        "consumed": _("Another award has used it up."),
        "no-double-count": _("Another award has used it up."),
        "grade": _("Its grade is below what is asked."),
        "grade-unknown": _("Its grade is not known here, or not on the same scale."),
        "level": _("Its level is not the one that is asked."),
        "age": _("It is too old for this."),
        "conduct": _("It was not assessed as is asked, or nobody recorded how."),
        "source": _("It came about in another way than is asked."),
        "outcome-marks": _("Not every outcome was reached with the marks that are asked."),
        "content": _("Its content is too different from what it would stand for."),
        "quality": _("Its quality was not verified when it was completed."),
        "demand": _("It is not what is asked of each."),
        "ended": _("It was withdrawn or suspended."),
        "refuted": _("It is not genuine, or was changed after it was issued."),
        "expired": _("It is no longer valid."),
        "not-passed": _("It was not passed."),
        "awarded-later": _("It was awarded after the day of this decision."),
        "same-record": _("It is here twice; it counts once."),
        "pending": _("It is not awarded yet, and would count then."),
        "unverified": _("It comes from elsewhere and is not checked yet; it would count once it is."),
        "whole-items": _("It counts whole or not at all, and whole it is too much."),
    }
