"""Which text is most like which: a suggestion for a person to confirm, never a judgement.

Words are cut into overlapping pieces of letters, so that "analysing" is like "analysis" and Malay affixes do not hide a
root; pieces that many texts have weigh little (term frequency times inverse document frequency), and two texts
are as alike as their weights point the same way (cosine). Outcomes in two languages share few pieces: then it suggests
nothing, which is right.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

_WORD = re.compile(r"[^\W_]+")
_SHORTEST, _LONGEST = 3, 5
_LONGEST_TEXT = 2_000
# Below this, what two outcomes share is grammar, not content.
FAINT = 20


@dataclass(frozen=True, slots=True)
class Likeness:
    """The source text (by place) that is most like a target text, and how much: 0 to 100."""

    source: int
    percent: int


def likenesses(targets: Sequence[str], sources: Sequence[str]) -> tuple[Likeness | None, ...]:
    """Return for each target text the likest source, or None where nothing is like it. Ties: the earlier source."""
    pieces = [_pieces(text) for text in (*targets, *sources)]
    weights = [_weighed(counted, _rarity(pieces)) for counted in pieces]
    wanted, offered = weights[: len(targets)], weights[len(targets) :]
    return tuple(_likest(one, offered) for one in wanted)


def _likest(target: Mapping[str, float], sources: Sequence[Mapping[str, float]]) -> Likeness | None:
    shares = [(round(100 * _cosine(target, source)), -place) for place, source in enumerate(sources)]
    if not shares or max(shares)[0] < FAINT:
        return None
    percent, place = max(shares)
    return Likeness(-place, percent)


def _pieces(text: str) -> Counter[str]:
    """Return the pieces of the words, each word with its edges, without accents."""
    plain = unicodedata.normalize("NFKD", text[:_LONGEST_TEXT].casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    found: Counter[str] = Counter()
    for word in _WORD.findall(letters):
        edged = f" {word} "
        for size in range(_SHORTEST, _LONGEST + 1):
            found.update(edged[at : at + size] for at in range(len(edged) - size + 1))
    return found


def _rarity(texts: Sequence[Counter[str]]) -> dict[str, float]:
    seen = Counter(piece for text in texts for piece in text)
    return {piece: log((1 + len(texts)) / (1 + count)) + 1 for piece, count in seen.items()}


def _weighed(text: Counter[str], rarity: Mapping[str, float]) -> dict[str, float]:
    return {piece: (1 + log(count)) * rarity[piece] for piece, count in text.items()}


def _cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    shared = sum(weight * right[piece] for piece, weight in left.items() if piece in right)
    length = sqrt(sum(weight**2 for weight in left.values())) * sqrt(sum(weight**2 for weight in right.values()))
    return shared / length if length else 0.0
