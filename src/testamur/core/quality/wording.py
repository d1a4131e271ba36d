"""Checks of how a definition is written: words, sentences, verbs, languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from testamur.core.model.microcredential import MicroCredential
from testamur.core.quality.hits import Hit, Parameters
from testamur.core.quality.parts import Text, texts

_SENTENCE_ENDS = re.compile(r"[.!?:;]+(?:\s+|$)")
# Only these must be in every language: what the catalogue and the credential show first.
_SHOWN_FIRST = ("title", "description", "outcomes[")


def title_without(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find titles that contain one of ``words``, a list by language; hyphens count as nothing (*under-graduate*)."""
    banned = parameters.words("words")
    for language, title in definition.title.items():
        plain = title.replace("-", "").replace("‑", "")
        for match in _pattern(banned.get(_main(language), ())).finditer(plain):
            yield Hit("title", {"found": match[0], "language": language})


def wording(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find expressions of ``words``, by language with what to write instead, in all texts."""
    tables = {language: (table, _pattern(tuple(table))) for language, table in _tables(parameters).items()}
    for entry in texts(definition):
        known = tables.get(_main(entry.language))
        if known:
            yield from _worded(entry, *known)


def _worded(entry: Text, table: Mapping[str, str], pattern: re.Pattern[str]) -> Iterator[Hit]:
    for match in pattern.finditer(entry.text):
        found = " ".join(match[0].split())
        # Capitals are more than two: a dotted İ is found for an i, but is not one.
        better = table.get(found.casefold(), "")
        if not better:
            continue
        if found[0].isupper():
            better = better[:1].upper() + better[1:]
        yield Hit(entry.key, {"found": found, "better": better, "language": entry.language})


def _tables(parameters: Parameters) -> dict[str, dict[str, str]]:
    tables = parameters.table("words")
    return {
        str(language): {str(found).casefold(): str(better) for found, better in table.items()}
        for language, table in tables.items()
        if isinstance(table, dict)
    }


def sentences_within(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find texts with a sentence of more than ``words`` words; one finding a text."""
    allowed = parameters.number("words")
    for entry in texts(definition):
        longest = max(len(sentence.split()) for sentence in _SENTENCE_ENDS.split(entry.text))
        if longest > allowed:
            yield Hit(entry.key, {"value": str(longest), "allowed": str(allowed), "language": entry.language})


def outcomes_begin_with(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find outcomes that do not begin with one of ``verbs``, a list by language; other languages are passed over."""
    verbs = {language: frozenset(listed) for language, listed in parameters.words("verbs").items()}
    for number, outcome in enumerate(definition.outcomes):
        for language, text in outcome.text.items():
            known, verb = verbs.get(_main(language)), _first_word(text)
            if known is not None and verb not in known:
                yield Hit(f"outcomes[{number}].text", {"outcome": outcome.id, "verb": verb, "language": language})


def languages_complete(definition: MicroCredential, _parameters: Parameters) -> Iterator[Hit]:
    """Find titles, descriptions and outcomes that lack a language in which the title or the description is written."""
    shown = [entry for entry in texts(definition) if entry.key.startswith(_SHOWN_FIRST)]
    wanted = list(dict.fromkeys(entry.language for entry in shown if not entry.key.startswith("outcomes")))
    written: dict[str, set[str]] = {}
    for entry in shown:
        if "criteria" not in entry.key:
            written.setdefault(entry.key, set()).add(entry.language)
    for key, languages in written.items():
        lacking = [language for language in wanted if language not in languages]
        if lacking:
            yield Hit(key, {"language": ", ".join(lacking)})


def in_one_language(definition: MicroCredential, _parameters: Parameters) -> Iterator[Hit]:
    """Find that a definition is written in more languages than one."""
    languages = list(dict.fromkeys(entry.language for entry in texts(definition)))
    if len(languages) > 1:
        yield Hit("title", {"language": ", ".join(languages[1:])})


def _main(language: str) -> str:
    return language.partition("-")[0]


def _first_word(text: str) -> str:
    return next(iter(text.replace(",", " ").split()), "").casefold()


@lru_cache(maxsize=256)
def _pattern(expressions: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for whole expressions, the longest first, through line breaks; nothing where none is given."""
    ordered = sorted(expressions, key=len, reverse=True)
    spelled = "|".join(r"\s+".join(map(re.escape, expression.split())) for expression in ordered)
    return re.compile(rf"(?<!\w)(?:{spelled})(?!\w)", re.IGNORECASE) if spelled else re.compile(r"(?!)")
