"""An advert to skills: what it names is found by its name, what it describes by meaning; the rest says why not.

A short text that is called exactly as a skill is comes before all that is only near in meaning. Where a fragment is no
sentence, no number is told of how often such a suggestion is right, for that was measured on sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from testamur.core.skills.advert_listed import beside
from testamur.core.skills.advert_parts import Part, Piece, Signs, items, parts
from testamur.core.skills.concepts import Concept, Framework
from testamur.core.skills.confidence import NOT_MEASURED
from testamur.core.skills.ranking import Ranked, Ranker, Reasons
from testamur.core.skills.sentences import Sentence
from testamur.core.skills.steering import Steering
from testamur.core.skills.suggesting import Place, Suggestion

_WORD = re.compile(r"[^\W_](?:[\w+#&'’-]|[./](?=\w))*")
_PART = re.compile(r"[^/]+")
_QUALIFIED = re.compile(r"\s*\([^()]*\)$")
# A label of more words is found by meaning; more concepts of one name are told apart by none.
_LONGEST_NAME, _MOST_NAMED = 5, 2
# What a name is worth; of an item, which is short, only what is very near counts.
_NAMED, _SURE_OF_ITEM = 50.0, 0.5
_MOST_ITEMS, _ITEM, _LIST = 100, 6, 3
# "Excel, full-time" is of terms, and asks for Excel nevertheless.
_WITH_NAMES = (Part.READ, Part.SHORT, Part.TERMS)


@dataclass(frozen=True, slots=True)
class Named:
    """The labels of a framework in small letters, each with the concepts that are called so, the preferred first."""

    concepts: dict[str, tuple[Concept, ...]]

    @classmethod
    def of(cls, framework: Framework, signs: Signs) -> Named:
        """Return the names of a framework; one with a remark in brackets is a name without it, too."""
        preferred: dict[str, dict[str, Concept]] = {}
        others: dict[str, dict[str, Concept]] = {}
        for one in framework.concepts:
            for label in (one.label, _QUALIFIED.sub("", one.label)):
                preferred.setdefault(label.casefold(), {})[one.uri] = one
            for label in one.alternatives:
                others.setdefault(label.casefold(), {})[one.uri] = one
        every = {label: tuple((preferred.get(label) or others[label]).values()) for label in preferred | others}
        for name, label in signs.tools:
            if label in preferred:
                every.setdefault(name, tuple(preferred[label].values()))
        return cls({label: found for label, found in every.items() if len(found) <= _MOST_NAMED})


@dataclass(frozen=True, slots=True)
class Offer:
    """A skill that an advert asks for. ``is_named``: the advert calls it so; ``is_nice``: it is only wished for."""

    suggestion: Suggestion
    is_named: bool
    is_nice: bool


@dataclass(frozen=True, slots=True)
class AdvertRead:
    """What an advert asks for, the likeliest first; ``silent`` was read in vain, ``left_out`` says why it was not."""

    offers: tuple[Offer, ...]
    silent: tuple[Sentence, ...]
    left_out: tuple[Piece, ...]
    total: int


@dataclass(frozen=True, slots=True)
class _Mention:
    worth: float
    ranked: Ranked
    place: Place
    is_named: bool
    is_nice: bool


def read_advert(
    ranker: Ranker,
    document: str,
    signs: Signs,
    *,
    top: int,
    of_sentence: int,
    steering: Steering | None = None,
    whole: bool = False,
) -> AdvertRead:
    """Read an advert: at most ``top`` skills, ``of_sentence`` by the meaning of each sentence.

    *whole*: what tells of the employer is read, too. Raises SkillsError as `sentences` does.
    """
    pieces, named = parts(document, signs, whole=whole), Named.of(ranker.framework, signs)
    refused = steering.unwanted if steering else frozenset()
    mentions: list[_Mention] = []
    left_out, silent = [], []
    spare = _MOST_ITEMS
    for number, piece in enumerate(pieces):
        found = []
        if piece.part in _WITH_NAMES:
            found = [one for one in _named(piece, number, named, signs) if one.ranked.concept.uri not in refused]
        if piece.part is Part.READ:
            some = [one for one in items(piece.sentence, signs) if signs.content(one.text) > 1][:spare]
            spare -= len(some)
            near = _near(ranker, piece, number, of_sentence, steering)
            near += [each for one in some for each in _near_item(ranker, one, piece, number, steering)]
            shouted = [one.span() for one in signs.slogans.finditer(piece.sentence.text)]
            near = [one for one in near if not _is_within(one, piece, shouted)]
            found += [one for one in near if not _is_part_of_a_name(one, found)]
        mentions += found
        if piece.part is Part.READ and not found:
            silent.append(piece.sentence)
        elif not found:
            left_out.append(piece)
    total = sum(one.part is Part.READ for one in pieces)
    return AdvertRead(_offers(mentions)[:top], tuple(silent), tuple(left_out), total)


def _offers(mentions: list[_Mention]) -> tuple[Offer, ...]:
    """Join what is said of each skill; it is a must where any sentence asks for it without "ideally"."""
    gathered: dict[str, list[_Mention]] = {}
    for one in mentions:
        gathered.setdefault(one.ranked.concept.uri, []).append(one)
    offers = []
    for said in gathered.values():
        order = sorted(said, key=lambda one: (not one.is_named, -one.worth, one.place.start))
        places = tuple(dict.fromkeys(one.place for one in order))
        best = order[0]
        offer = Offer(Suggestion(best.ranked, places), best.is_named, all(one.is_nice for one in said))
        offers.append((not best.is_named, -best.worth, best.ranked.concept.uri, offer))
    return tuple(one[-1] for one in sorted(offers, key=lambda one: one[:3]))


def _near(ranker: Ranker, piece: Piece, number: int, top: int, steering: Steering | None) -> list[_Mention]:
    least = ranker.calibration.abstain
    found = [one for one in ranker.rank(piece.sentence.text, top=top, steering=steering) if _sure(one, least)]
    if not piece.is_sentence:
        found = [replace(one, confidence=NOT_MEASURED) for one in found]
    return [_mention(one, piece.sentence, piece, number, later=at) for at, one in enumerate(found)]


def _near_item(
    ranker: Ranker, item: Sentence, piece: Piece, number: int, steering: Steering | None
) -> Iterator[_Mention]:
    if len(item.text.split()) > _ITEM:
        return
    for one in ranker.rank(item.text, top=1, steering=steering):
        if one.confidence >= max(ranker.calibration.abstain, _SURE_OF_ITEM):
            yield _mention(replace(one, confidence=NOT_MEASURED), item, piece, number, later=1)


def _is_part_of_a_name(near: _Mention, named: list[_Mention]) -> bool:
    """Whether what is near in meaning was only seen in a name of something else: power, in Power BI."""
    return any(
        one.is_named
        and one.place.start <= near.place.start
        and near.place.end <= one.place.end
        and one.ranked.concept.uri != near.ranked.concept.uri
        for one in named
    )


def _is_within(near: _Mention, piece: Piece, spans: list[tuple[int, int]]) -> bool:
    """Whether the larger part of what speaks of a skill is a slogan: "coffee drinker"."""
    start, end = (at - piece.sentence.start for at in (near.place.start, near.place.end))
    return any(2 * (min(end, last) - max(start, first)) > end - start for first, last in spans)


def _sure(one: Ranked, least: float) -> bool:
    return one.unsteered < 0 or one.unsteered >= least


def _mention(one: Ranked, said: Sentence, piece: Piece, number: int, *, later: int) -> _Mention:
    place = Place(number, said.start + one.start, said.start + one.end, said.text[one.start : one.end])
    # As in `suggest`: what a sentence says first comes before what it says also.
    return _Mention(one.score - 2.0 * later, one, place, is_named=False, is_nice=_is_nice(piece, place))


def _is_nice(piece: Piece, place: Place) -> bool:
    return piece.is_nice(place.start - piece.sentence.start, place.end - piece.sentence.start)


def _named(piece: Piece, number: int, named: Named, signs: Signs) -> list[_Mention]:
    """Return what a sentence calls by its name: an item that is a label, or a name within a sentence."""
    text = piece.sentence.text
    every_item = [(one.start - piece.sentence.start, one.text) for one in items(piece.sentence, signs)]
    found = {one for one in every_item if len(one[1]) > 1}
    is_list = len(found) >= _LIST and all(len(said.split()) <= _ITEM for _at, said in found)
    listed = {one for one in found if is_list or len(one[1].split()) > 1 or _looks_like_a_name(one[1], is_first=True)}
    every = sorted({*listed, (0, text.strip(" .:;!")), *_names_within(text)}, key=lambda one: (-len(one[1]), one[0]))
    told = list(_apart(every, named))
    told += beside(text, told, signs, lambda word: word.casefold() in named.concepts)
    mentions = []
    for at, said in told:
        start = piece.sentence.start + at
        for one in named.concepts[said.casefold()]:
            ranked = Ranked(one, _NAMED, at, at + len(said), NOT_MEASURED, Reasons(0.0, 0.0, 0.0, said), NOT_MEASURED)
            place = Place(number, start, start + len(said), said)
            mentions.append(_Mention(_NAMED, ranked, place, is_named=True, is_nice=_is_nice(piece, place)))
    return mentions


def _apart(every: list[tuple[int, str]], named: Named) -> Iterator[tuple[int, str]]:
    """Yield what is a name, none within another that came before."""
    taken = set[int]()
    for at, said in every:
        covered = set(range(at, at + len(said)))
        if named.concepts.get(said.casefold()) and not covered & taken:
            taken |= covered
            yield at, said


def _names_within(text: str) -> Iterator[tuple[int, str]]:
    """Yield words and rows of words that may be a name: of several words, or written as names of things are."""
    words = list(_WORD.finditer(text))
    for first, word in enumerate(words):
        for last in range(first, min(first + _LONGEST_NAME, len(words))):
            said = text[word.start() : words[last].end()]
            if last > first or (len(said) > 1 and _looks_like_a_name(said, is_first=first == 0)):
                yield word.start(), said
        for part in _PART.finditer(word[0]) if "/" in word[0] else ():
            if len(part[0]) > 1 and _looks_like_a_name(part[0], is_first=first + part.start() == 0):
                yield word.start() + part.start(), part[0]


def _looks_like_a_name(word: str, *, is_first: bool) -> bool:
    """Whether a word is written as a name: SQL, C++, Excel; at the beginning every word has a capital."""
    return (not word[1:].islower() and not word.islower()) or (word[0].isupper() and not is_first)
