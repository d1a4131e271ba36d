"""Skills that are near in meaning to a few words, in any language the reader knows; and products by skill."""

from __future__ import annotations

from testamur.adapters.identity import detector
from testamur.core.skills.languages import likeliest
from testamur.core.skills.taxonomy import LEARNABLE
from testamur.domain.frameworks import queries as frameworks
from testamur.domain.frameworks.values import Entry
from testamur.domain.institution.access import Actor, NoInstitution
from testamur.domain.oversight.queries import is_on
from testamur.domain.oversight.values import Purpose
from testamur.domain.portfolio import queries
from testamur.interfaces.words import spoken
from testamur.packs.advert_signs import signs

_MOST = 6
# English words would have been found by their letters: what was not is read as by those who speak another language.
_ELSE = "es"


def near(actor: Actor, text: str) -> list[Entry]:
    """Return skills near in meaning, the nearest first; none where that is switched off or only spellings are read."""
    from testamur.adapters.encoders import at_hand  # noqa: PLC0415 - its libraries take a second to load

    try:
        home = queries.home(actor.me)
    except NoInstitution:
        return []
    of = frameworks.to_read_against(here=home)
    if of is None or not is_on(home, Purpose.SUGGEST_CLAIMS):
        return []
    otherwise = _ELSE if spoken() == "en" else spoken()
    ranker = at_hand.reader(frameworks.reading(of, likeliest(text, otherwise=otherwise))).ranker
    stripped = detector().strip(text).text
    # By spelling alone, words of another language only look like something.
    if ranker is None or ranker.meanings is None or not stripped.strip():
        return []
    least = ranker.calibration.abstain
    found = [one for one in ranker.rank(stripped, top=_MOST) if one.confidence < 0 or one.confidence >= least]
    uris = [one.concept.uri for one in found]
    entries = frameworks.by_uris(of, uris, languages=[spoken()])
    return [entries[uri] for uri in uris if uri in entries and entries[uri].kind in {kind.value for kind in LEARNABLE}]


def product(text: str) -> str:
    """Return what a framework may call working with a product that is named, or nothing."""
    sought = " ".join(text.casefold().split())
    told = (one.partition("=") for one in signs()["tools"])
    return next((label for name, _is, label in told if name == sought), "")
