"""Places in a definition in words: “Outcome 1: kind” where the file says ``outcomes[0].kind``."""

from __future__ import annotations

import re

from babel.core import Locale, UnknownLocaleError

from testamur.interfaces.words.translation import _, spoken

_STEP = re.compile(r"(?P<key>[^.\[\]]+)(?:\[(?P<at>[^\]]*)\])?")


def place_in_words(place: str, *, first: int = 0) -> str:
    """Return a place in a definition as people call it; a step without a word of its own stays as it is.

    Numbers in brackets begin at *first*, and are told from 1: those of findings and comments begin at 0.
    """
    steps = [(found["key"], found["at"]) for found in _STEP.finditer(place)]
    said: list[str] = []
    for number, (key, at) in enumerate(steps):
        before = steps[number - 1][0] if number else ""
        if number and before in _texts() and _language(key):
            said[-1] += f" ({_language(key)})"
        else:
            said.append(_step(key, at, first, is_inner=bool(number)))
    return ": ".join([said[0], ", ".join(said[1:])]) if said[1:] else "".join(said)


def _step(key: str, at: str | None, first: int, *, is_inner: bool) -> str:
    if at is None:
        words = {**wholes(), **parts()} if is_inner else {**parts(), **wholes()}
        return words.get(key, key.replace("_", " "))
    number = str(int(at) + 1 - first) if at.isascii() and at.isdigit() else at
    one = ones().get(key)
    return one.format(n=number) if one else f"{_step(key, None, first, is_inner=is_inner)} {number}"


def _language(tag: str) -> str:
    """Return the name of the language *tag*, empty where it is none."""
    try:
        return Locale.parse(tag, sep="-").get_display_name(spoken()) or ""
    except (UnknownLocaleError, ValueError):
        return ""


def _texts() -> tuple[str, ...]:
    """Return the keys whose texts are kept by language."""
    return (
        *("title", "description", "need_evidence", "no_level_because", "prerequisites", "further_information"),
        *("text", "note", "renewal"),
    )


def wholes() -> dict[str, str]:
    """Return key at the top of a definition → what it is called."""
    return {**_what(), **_how(), **_around()}


def _what() -> dict[str, str]:
    return {
        "testamur": _("Version of the format"),
        "language": _("Language of the file"),
        "id": _("Code"),
        "version": _("Version"),
        "title": _("Title"),
        "description": _("Description"),
        "awarding_body": _("Awarding body"),
        "awarding_bodies": _("Awarding body"),
        "issuer": _("Issuer"),
        "mandate": _("Mandate of the issuer"),
        "provider": _("Provider"),
        "needs": _("Needs"),
        "need_evidence": _("Evidence of the need"),
        "outcomes": _("Outcomes"),
        "assessments": _("Assessments"),
        "award_rule": _("Rule of award"),
        "activities": _("Activities"),
        "workload": _("Workload"),
    }


def _how() -> dict[str, str]:
    return {
        "level": _("Level"),
        "no_level_because": _("Why it has no level"),
        "cycle": _("Cycle"),
        "participation": _("Taking part"),
        "quality": _("Quality"),
        "prerequisites": _("What learners must bring"),
        "stackability": _("What it counts for"),
        "validity": _("How long it holds"),
        "schedule": _("Schedule"),
        "price": _("Price"),
        "language_of_instruction": _("Taught in"),
    }


def _around() -> dict[str, str]:
    return {
        "field_of_study": _("Field of study"),
        "tags": _("Words to find it by"),
        "licence": _("Licence"),
        "contributors": _("Makers"),
        "further_information": _("Anything else"),
        "url": _("Its page"),
        "image": _("Its picture"),
    }


def ones() -> dict[str, str]:
    """Return key of a list → one of its entries, with its number in braces."""
    return {
        "outcomes": _("Outcome {n}"),
        "criteria": _("criterion {n}"),
        "skills": _("skill {n}"),
        "assessments": _("Assessment {n}"),
        "activities": _("Activity {n}"),
        "awarding_body": _("Awarding body {n}"),
        "level": _("Level {n}"),
        "quality": _("Statement of quality {n}"),
        "contributors": _("Maker {n}"),
    }


def parts() -> dict[str, str]:
    """Return key inside something → what it is called there."""
    return {**_parts_of_learning(), **_parts_of_frames(), **_parts_of_people()}


def _parts_of_learning() -> dict[str, str]:
    return {
        "id": _("code"),
        "text": _("text"),
        "kind": _("kind"),
        "skills": _("skills"),
        "criteria": _("criteria"),
        "threshold": _("lowest passing result"),
        "title": _("title"),
        "type": _("kind"),
        "outcomes": _("outcomes"),
        "weight": _("weight"),
        "supervised": _("supervision"),
        "identity_checked": _("whether it is checked who takes it"),
        "description": _("description"),
        "hours": _("hours"),
        "mode": _("where it happens"),
        "credits": _("credits"),
        "contact_hours": _("hours with a teacher"),
    }


def _parts_of_frames() -> dict[str, str]:
    return {
        "framework": _("framework"),
        "value": _("level"),
        "basis": _("how the level came about"),
        "body": _("who answers for it"),
        "report": _("report"),
        "valid_until": _("holds until"),
        "amount": _("amount"),
        "currency": _("currency"),
        "note": _("note"),
        "weeks": _("weeks"),
        "hours_per_week": _("hours a week"),
        "pace": _("alone or with a group"),
        "live_sessions": _("live sessions"),
        "times": _("times of day"),
        "months": _("months"),
        "renewal": _("renewal"),
        "towards": _("towards"),
        "overall": _("lowest result overall"),
        "each_threshold": _("whether each must be passed"),
        "all_required": _("whether all are needed"),
    }


def _parts_of_people() -> dict[str, str]:
    return {
        "name": _("name"),
        "country": _("country"),
        "legal_name": _("name in law"),
        "region": _("region"),
        "url": _("web address"),
        "email": _("e-mail"),
        "identifiers": _("registered identifiers"),
        "uri": _("web address"),
        "code": _("code"),
        "version": _("version"),
        "roles": _("roles"),
        "organisation": _("organisation"),
        "orcid": _("ORCID iD"),
    }
