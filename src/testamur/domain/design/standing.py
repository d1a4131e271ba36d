"""How far a definition out of a file is: complete, to be completed, or with a value that nobody could read."""

from __future__ import annotations

from functools import cache

from testamur.core import quality
from testamur.core.exchange import Imported
from testamur.domain.catalogue import guidelines

WHOLE, LACKING, UNREAD = "whole", "lacking", "unread"
# What a row becomes when a draft begins with it.
DRAFTS = (WHOLE, LACKING, UNREAD)
# A value stood in the file for something that we know, and could not be kept.
VALUES_UNREAD = frozenset({"dropped", "credits-without-unit"})
# Something stood in the file that we do not know, or only a part of it was kept.
_PASSED_OVER = frozenset({"unread-column", "unread-term", "more-unread", "unread-field", "not-taken", "cut"})


def standing(one: Imported) -> str:
    """Return ``whole`` only where no required element is missing and nothing was left unread."""
    told = {notice.code for notice in one.notices}
    if told & VALUES_UNREAD:
        return UNREAD
    return LACKING if one.definition is None or told & _PASSED_OVER or missing(one) else WHOLE


def missing(one: Imported) -> tuple[str, ...]:
    """Return the keys of the mandatory European elements that a definition which can be read does not carry yet."""
    if one.definition is None:
        return ()
    report = quality.check(one.definition, _required())
    return tuple(finding.key for finding in report.findings if finding.rule.element)


@cache
def _required() -> tuple[quality.Pack, ...]:
    return tuple(pack for pack in guidelines.in_use() if any(rule.element for rule in pack.rules))
