"""What the reading of texts against skills says: what cannot be read, by what was read, how sure it is."""

from __future__ import annotations

from collections import defaultdict

from testamur.core.skills.concepts import SkillsError
from testamur.core.skills.ranking import Lane
from testamur.interfaces.words.translation import _


def skills_error(error: SkillsError) -> str:
    """Return what keeps a text or a framework from being used, and what to do."""
    said = {
        "text-too-long": _("The text has {length} characters; {most} can be read at once. Cut it into parts."),
        "text-not-text": _("This is no text: at character {at} there is a zero byte. Save it as text (UTF-8) first."),
        "framework-is-empty": _("{name} {version} holds no skills."),
        "framework-unknown": _(
            "There is no framework {name} here. Name 'esco' for the installed one, the files of a framework, or the "
            "code of one of this server (testamur frameworks list)."
        ),
        "framework-not-installed": _(
            "No framework is installed. It comes with the package {package} (requirements-data.lock); or name the "
            "files of a download: --framework FILE."
        ),
    }.get(error.code, error.code)
    return said.format_map(defaultdict(lambda: "–", error.facts))


def lane_said(lane: Lane, *, by_spelling: bool = True) -> str:
    """Return by what a text was compared; across languages spelling takes no part (*by_spelling*)."""
    if lane is Lane.MEANING and not by_spelling:
        return _("read by meaning alone, across languages")
    if lane is Lane.MEANING:
        return _("read by meaning and spelling")
    if lane is Lane.FAST:
        return _("read the fast way, word by word, which finds somewhat fewer")
    return _("read by spelling alone, which finds fewer")


def surely_said(confidence: float) -> str:
    """Return how often such a suggestion is right."""
    if confidence < 0:
        return _("not measured")
    return _("right in {percent} of 100").format(percent=round(100 * confidence))
