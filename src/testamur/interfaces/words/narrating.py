"""A narrative in words: a sentence for each kind of claim, as its person would say it of themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from babel.dates import format_date
from babel.lists import format_list

from testamur.core.skills.gap import State
from testamur.core.skills.narrative import Claim
from testamur.core.skills.profile import Proof, SkillLevel
from testamur.interfaces.words.portfolio import level_words
from testamur.interfaces.words.translation import _, formats, ngettext

Namer = Callable[[str], str]


def claim_said(claim: Claim, skill: Namer, course: Namer) -> str:
    """Return a claim as a sentence; *skill* and *course* turn addresses and identifiers into names."""
    facts, names = claim.facts, _listed([f"“{skill(one)}”" for one in claim.skills])
    match claim.code:
        case "counts":
            return _counts(facts)
        case "shows":
            return _shows(facts, names)
        case "shows-partly":
            return _partly(facts, names, skill)
        case "says":
            return _("In my own words, which nobody has confirmed, I can also do this: {skills}.").format(skills=names)
        case "lacks":
            return _("What I cannot show yet, and can learn here: {skills}.").format(skills=names)
        case "untaught":
            return _("What I cannot show yet, and what nothing here teaches: {skills}.").format(skills=names)
        case _:
            return _next(facts, names, course)


def claim_kinds() -> dict[str, str]:
    """Return code of a claim → what kind of sentence it is, for whoever edits it."""
    return {
        "counts": _("In all"),
        "shows": _("What I can show"),
        "shows-partly": _("What I can show in part"),
        "says": _("In my own words"),
        "lacks": _("What is missing"),
        "untaught": _("What is missing"),
        "next": _("What comes next"),
    }


def _counts(facts: Mapping[str, object]) -> str:
    essential, optional = (_numbers(facts.get(key)) for key in ("essential", "optional"))
    must, have, partly = sum(essential.values()), essential.get(State.HAVE, 0), essential.get(State.PARTLY, 0)
    target, nice = facts["target"], optional.get(State.HAVE, 0)
    if must and have == must:
        said = ngettext(
            "For “{target}” I can show the one skill that is a must.",
            "For “{target}” I can show all {n} skills that are a must.",
            must,
        )
        return said.format(target=target, n=must)
    if have:
        told = _("For “{target}” {n} skills are a must; I can show {have} of them")
        more = ngettext("{n} more in part", "{n} more in part", partly).format(n=partly)
        return told.format(target=target, n=must, have=have) + (f", {more}." if partly else ".")
    if nice:
        said = ngettext(
            "For “{target}” I can show {n} skill that is asked for.",
            "For “{target}” I can show {n} skills that are asked for.",
            nice,
        )
        return said.format(target=target, n=nice)
    partly = partly or optional.get(State.PARTLY, 0)
    said = ngettext(
        "For “{target}” I can show {n} skill in part.", "For “{target}” I can show {n} skills in part.", partly
    )
    return said.format(target=target, n=partly)


def _shows(facts: Mapping[str, object], names: str) -> str:
    told = {"title": facts["title"], "issuer": facts["issuer"], "on": _day(facts["on"]), "skills": names}
    if facts.get("proof") == Proof.RECOGNITION:
        said = _("{issuer} recognised, as “{title}”, that I can do this (learnt by {on}): {skills}.")
        return said.format(**told)
    return _("{issuer} awarded me “{title}” on {on}, which attests: {skills}.").format(**told)


def _partly(facts: Mapping[str, object], names: str, skill: Namer) -> str:
    because = facts.get("because")
    reasons = [_reason(code, told, skill) for code, told in (because if isinstance(because, tuple) else ())]
    kept = [one for one in reasons if one]
    said = _("In part I can show {skills}").format(skills=names)
    return f"{said}: {'; '.join(kept)}." if kept else f"{said}."


def _reason(code: str, facts: Mapping[str, object], skill: Namer) -> str:
    match code:
        case "narrower":
            return _("my evidence is of a part of it, “{skill}”").format(skill=skill(str(facts["uri"])))
        case "broader":
            return _("my evidence is of something wider, “{skill}”").format(skill=skill(str(facts["uri"])))
        case "stale":
            return _("my last evidence is of {on}, and is due to be refreshed").format(on=_day(facts["last_on"]))
        case "level-lower":
            has, asked = (_level(facts, key) for key in ("has", "asked"))
            return _("I have shown it at {has}, where {asked} is asked").format(has=has, asked=asked)
        case "level-unknown":
            return _("my evidence names no level")
        case "other-scale":
            return _("my level stands on another scale than the one that is asked")
        case "claimed-only":
            return _("so far this is my own word")
        case _:
            return ""


def _next(facts: Mapping[str, object], names: str, course: Namer) -> str:
    title, starts, ends = course(str(facts["offering"])), facts.get("starts_on"), facts.get("ends_on")
    if isinstance(starts, date) and isinstance(ends, date) and ends > starts:
        said = _("A next step would be “{title}”, from {starts} to {ends}, for {skills}.")
        return said.format(title=title, starts=_day(starts), ends=_day(ends), skills=names)
    return _("A next step would be “{title}”, for {skills}.").format(title=title, skills=names)


def _numbers(found: object) -> dict[State, int]:
    return {State(key): int(value) for key, value in found.items()} if isinstance(found, Mapping) else {}


def _level(facts: Mapping[str, object], key: str) -> str:
    return level_words(SkillLevel(str(facts["scale"]), str(facts[key])))


def _day(value: object) -> str:
    return str(format_date(value, "long", locale=formats())) if isinstance(value, date) else str(value)


def _listed(told: list[str]) -> str:
    return format_list(told, locale=formats())
