"""In which languages the names of a framework are, told to whoever looks for one in another."""

from __future__ import annotations

from testamur.domain.frameworks.values import FrameworkView
from testamur.interfaces.words.translation import LANGUAGES, _, spoken


def only_in(*frameworks: FrameworkView) -> str:
    """Return that names are in other languages than the reader's; empty where some are in theirs."""
    languages = sorted({one for of in frameworks for one in of.languages})
    here = spoken().partition("-")[0]
    if not languages or any(one.partition("-")[0] == here for one in languages):
        return ""
    named = ", ".join(LANGUAGES.get(one, one) for one in languages)
    return _(
        "The names of skills here are in these languages only: {languages}. Look for a word of one of them."
    ).format(languages=named)
