"""Badges of others → what a definition can take over: an Achievement of Open Badges 3.0, a BadgeClass of 2.0.

A credential or an assertion that holds one is opened; the person in it is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from testamur.core.exchange.badges_writing import CARRIED
from testamur.core.exchange.cursor import Cursor, unread
from testamur.core.exchange.gathered import Gathered, in_language
from testamur.core.exchange.tree import Tree
from testamur.core.model.definition.scalars import is_language_tag
from testamur.core.model.level import FRAMEWORKS
from testamur.core.rules.exchange import ExchangeError

_OUTCOME, _LEVEL_TYPES = "ext:LearningOutcome", ("ext:EQFLevel", "ext:FrameworkLevel")
_EQF = re.compile(r"https?://data\.europa\.eu/(?:snb/eqf/|esco/eqf/?)([1-8])$")
_IGNORED = frozenset({"@context", "id", "@id", "type", "@type", "achievementType", "@language", "proof"})
_IDENTIFIER = re.compile(r"[^A-Za-z0-9._-]+")
_MOST = 200


def read_badges(document: Any, language: str) -> list[Gathered]:  # noqa: ANN401 - JSON
    """Return the achievements of a document: one, or a list of them. Raises `ExchangeError` ``no-achievement``."""
    top = Cursor(document)
    heads = (
        [Cursor(one, f"/{number}", top.seen) for number, one in enumerate(document)]
        if isinstance(document, list)
        else [top]
    )
    found = [_achievement(one, language) for head in heads for one in _opened(head)]
    if not found:
        raise ExchangeError("no-achievement")
    return found


def _opened(head: Cursor) -> Iterator[Cursor]:
    """Yield the achievement, out of the credential or assertion around it."""
    kinds = head.kinds()
    if "Achievement" in kinds or "BadgeClass" in kinds:
        yield head
        return
    for subject in head.each("credentialSubject"):
        yield from subject.each("achievement")
    badge = head.get("badge")
    if badge is not None and isinstance(badge.value, dict):
        yield badge


def _achievement(head: Cursor, language: str) -> Gathered:
    told = Gathered(place=head.place or "/", address=head.text("id"))
    tag = head.text("inLanguage") or head.text("@language")
    spoken = tag if is_language_tag(tag) else language
    told.put("title", in_language(head.words("name"), spoken), f"{head.place}/name")
    told.put("description", in_language(head.words("description"), spoken), f"{head.place}/description")
    told.put("id", _identifier(head.text("humanCode")), f"{head.place}/humanCode")
    told.put("version", _identifier(head.text("version")), f"{head.place}/version")
    told.put("field_of_study", head.text("fieldOfStudy"), f"{head.place}/fieldOfStudy")
    tags = [one.text() for name in ("tag", "tags") for one in head.each(name)]
    told.put("tags", [one for one in tags if one], f"{head.place}/tag")
    image = head.text("image", "id") or head.text("image")
    told.put("image", image if image.startswith(("http://", "https://")) else "", f"{head.place}/image")
    _body(head, told)
    _alignments(head, told, spoken)
    _results(head, told, spoken)
    _credits(head, told)
    _criteria(head, told)
    inside = head.get(CARRIED)
    if inside is not None and isinstance(inside.value, str):
        told.carried = inside.value
        inside.done()
    unread(head, told, _IGNORED)
    return told


def _identifier(text: str) -> str:
    return _IDENTIFIER.sub("-", text)[:64].strip("._-")


def _body(head: Cursor, told: Gathered) -> None:
    """Take over who answers for it; the country is only there in 3.0, and not always."""
    who = head.get("creator") or head.get("issuer")
    if who is None or not isinstance(who.value, dict) or not who.text("name"):
        return
    body = {
        "name": who.text("name"),
        "country": who.text("address", "addressCountryCode"),
        "legal_name": who.text("officialName"),
        "url": who.text("url"),
        "email": who.text("email"),
    }
    told.put("awarding_body", [{name: text for name, text in body.items() if text}], who.place)


def _alignments(head: Cursor, told: Gathered, language: str) -> None:
    """Take over outcomes with their skills, and levels. What is aligned and not of ours is an outcome by its name."""
    outcomes: list[Tree] = []
    levels: list[Tree] = []
    aligned = head.each("alignment")
    ours = any(one.text("targetType") == _OUTCOME or "#outcome-" in one.text("targetUrl") for one in aligned)
    for one in [*head.each("alignment"), *head.each("alignments")][:_MOST]:
        kind, address, name = one.text("targetType"), one.text("targetUrl"), one.text("targetName")
        european = _EQF.match(address)
        if european or kind in _LEVEL_TYPES or "#level-" in address:
            levels += _level(one, european[1] if european else "", told)
        elif kind == _OUTCOME or "#outcome-" in address:
            named = _identifier(address.rpartition("#outcome-")[2]) if "#outcome-" in address else ""
            outcomes.append(_outcome(named or f"LO{len(outcomes) + 1}", name, language))
        elif ours and outcomes:
            outcomes[-1].setdefault("skills", []).append(_skill(one))
        else:
            outcomes.append(_outcome(f"LO{len(outcomes) + 1}", name, language) | {"skills": [_skill(one)]})
            told.tell("skill-as-outcome", one.place, name=name)
    told.put("outcomes", [one for one in outcomes if one["text"]], f"{head.place}/alignment")
    told.put("level", levels, f"{head.place}/alignment")


def _outcome(name: str, text: str, language: str) -> Tree:
    return {"id": name, "text": {language: text} if text else {}}


def _skill(one: Cursor) -> Tree:
    found = {
        "name": one.text("targetName"),
        "uri": one.text("targetUrl"),
        "framework": one.text("targetFramework"),
        "code": one.text("targetCode"),
    }
    one.text("targetType")
    return {name: text for name, text in found.items() if text}


def _level(one: Cursor, european: str, told: Gathered) -> list[Tree]:
    framework = "EQF" if european else one.text("targetFramework")
    value = european or one.text("targetCode")
    one.done()
    if framework not in (*FRAMEWORKS, "QF-EHEA"):
        told.tell("not-taken", one.place, what=one.text("targetName"))
        return []
    return [{"framework": framework, "value": value}]


def _results(head: Cursor, told: Gathered, language: str) -> None:
    """Take over how results are described: what is assessed, and the lowest that passes."""
    found: list[Tree] = []
    for number, one in enumerate(head.each("resultDescription")[:_MOST], 1):
        kind, needed = one.text("resultType"), one.text("requiredValue")
        name = one.text("name")
        named = _identifier(one.text("id").rpartition("#result-")[2]) if "#result-" in one.text("id") else ""
        is_percent = kind == "Percent"
        if is_percent:
            one.text("valueMin"), one.text("valueMax")
        if named == "overall":
            told.put("award_rule", {"overall": needed} if needed else {}, one.place)
            continue
        assessed: Tree = {"id": named or f"R{number}", "title": {language: name}}
        if is_percent and needed:
            assessed["threshold"] = needed
        found.append(assessed)
    if found:
        told.tell("assessment-type-unknown", f"{head.place}/resultDescription", assessments=len(found))
    told.put("assessments", found, f"{head.place}/resultDescription")


def _credits(head: Cursor, told: Gathered) -> None:
    """Tell a number of credits without a unit: that is no amount, and none is guessed (domain.md 3.8, C1)."""
    found = head.text("creditsAvailable")
    if found and not head.text(CARRIED):
        told.tell("credits-without-unit", f"{head.place}/creditsAvailable", value=found)


def _criteria(head: Cursor, told: Gathered) -> None:
    """Keep the narrative of criteria, which is prose for people, where a definition keeps anything else."""
    where = head.get("criteria")
    if where is None:
        return
    address = where.text("id") if isinstance(where.value, dict) else where.text()
    if address.startswith("http") and address != told.address:
        told.put("url", address, where.place)
    narrative = where.text("narrative") if isinstance(where.value, dict) else ""
    if narrative and not head.text(CARRIED):
        spoken = next(iter(told.tree.get("title", {})), "en")
        told.put("further_information", {spoken: narrative}, f"{where.place}/narrative")
        told.tell("kept-as-words", f"{where.place}/narrative", key="further_information")
