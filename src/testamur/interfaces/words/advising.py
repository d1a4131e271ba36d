"""Recommendations in words: motives, every reason, what each motive would need, fields of study, verbs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from babel.lists import format_list

from testamur.core.skills.recommending import Motive, Reason
from testamur.interfaces.words.translation import _, formats, ngettext

# Told of one reason; more would not be read.
_MOST_NAMES = 4
Namer = Callable[[str], str]


def motive_words() -> dict[Motive, str]:
    """Return motive → what a person says; the answers and their order are those of the survey (study S2)."""
    return {
        Motive.PLEASURE: _("For the pleasure of learning new things"),
        Motive.KEEP_UP: _("To keep up with my work"),
        Motive.IMPROVE: _("To improve my situation at work"),
        Motive.VISIBLE: _("To make my skills more visible to employers"),
        Motive.EXPLORE: _("To explore new fields"),
        Motive.CURIOSITY: _("For personal curiosity"),
        Motive.CHANGE_JOB: _("To change my job"),
        Motive.FIND_JOB: _("To find a job"),
        Motive.MEET: _("To meet new people"),
        Motive.LONG_TRAINING: _("To enter a longer programme"),
    }


def motive_use() -> dict[Motive, str]:
    """Return motive → what it lets count, so that nobody chooses blindly."""
    new = _("counts: what lies in fields that you hold nothing in, or next to what you know")
    asked = _("counts: skills of what you aim at, and skills that adverts here ask for")
    return {
        Motive.PLEASURE: new,
        Motive.KEEP_UP: _("counts: skills that age, and skills of the work that you do now"),
        Motive.IMPROVE: _("counts: skills of the work that you do now, and skills that adverts here ask for"),
        Motive.VISIBLE: _("counts: what would confirm your own words, and skills that adverts here ask for"),
        Motive.EXPLORE: _("counts: what lies in fields that you hold nothing in"),
        Motive.CURIOSITY: new,
        Motive.CHANGE_JOB: asked,
        Motive.FIND_JOB: _("counts: as for a change of job, and what would confirm your own words"),
        Motive.MEET: _("counts: what is learned together with others"),
        Motive.LONG_TRAINING: _("counts: what adds up to a larger award"),
    }


def reason_said(reason: Reason, skill: Namer, title: Namer, pathway: Namer) -> str:
    """Return a reason as a sentence; *skill*, *title* and *pathway* turn what its facts name into names."""
    facts = reason.facts
    if reason.code == "related":
        return _related(facts["skills"], skill)
    if reason.code == "asked-for":
        return _asked(facts["adverts"], skill)
    if reason.code == "sought":
        targets, uris = _all(facts["occupations"], str), _flat(facts["occupations"])
        return _("You aim at this: {targets}. It asks for {names}.").format(targets=targets, names=_all(uris, skill))
    plain: dict[str, tuple[str, str, Namer]] = {
        "follows": (_("It comes after what you hold: {names}."), "held", title),
        "completes": (_("It adds to what you have begun: {names}."), "figures", pathway),
        "counts-towards": (_("It counts towards a larger award: {names}."), "figures", pathway),
        "refreshes": (_("It shows again what ages: {names}."), "skills", skill),
        "confirms": (_("It would confirm what so far only you say: {names}."), "skills", skill),
        "in-occupation": (_("The work that you do now asks for it: {names}."), "skills", skill),
        "new-field": (_("It lies in a field that is new to you: {names}."), "fields", field_name),
        "with-others": (_("You would learn it together with others."), "", str),
    }
    sentence, fact, name = plain[reason.code]
    return sentence.format(names=_all(facts.get(fact, ()), name))


def why_motive(reason: Reason) -> str:
    """Return which of the person's own motives a reason speaks to; nothing where it speaks to none."""
    named = motive_words()
    told = [f"“{named[one]}”" for one in reason.motives]
    return _("You said: {motives}.").format(motives=_listed(told)) if told else ""


def field_name(code: str) -> str:
    """Return a broad field of study, by its two digits (ISCED-F 2013, UNESCO)."""
    return {
        "00": _("basic education and life skills"),
        "01": _("education"),
        "02": _("arts and humanities"),
        "03": _("social sciences, journalism and information"),
        "04": _("business, administration and law"),
        "05": _("natural sciences, mathematics and statistics"),
        "06": _("information and communication technologies"),
        "07": _("engineering, manufacturing and construction"),
        "08": _("agriculture, forestry, fisheries and veterinary"),
        "09": _("health and welfare"),
        "10": _("services"),
    }.get(code, code)


def advising_verbs() -> dict[str, str]:
    """Return verb → what was done, as one says it of somebody."""
    return {
        "careers.say_motives": _("said what recommendations may go by"),
        "careers.turn_advice": _("turned recommendations on or off for themselves"),
        "careers.not_for_me": _("declined a recommendation"),
        "careers.show_again": _("let something be recommended again"),
        "careers.edit_narrative": _("changed their careers narrative"),
        "careers.reset_narrative": _("set their careers narrative back"),
    }


def no_such_sentence() -> dict[str, str]:
    """Return what → sentence for what a narrative does not have."""
    return {
        "narrative-sentence": _("This sentence cannot be said any more: what it rested on has changed."),
    }


def unusable_sentences() -> dict[str, str]:
    """Return field → sentence for what cannot be kept of recommendations and narratives."""
    return {
        "sentence": _("Write one to {longest} characters, or leave the sentence out instead."),
        "motives": _("“{found}” is none of the motives that can be chosen: {allowed}."),
    }


def _related(skills: object, skill: Namer) -> str:
    """Return what is next to what: the new skill, and the one of theirs beside which it stands."""
    pairs = list(skills.items())[:_MOST_NAMES] if isinstance(skills, Mapping) else []
    told = [_("{new} (next to {own})").format(new=skill(new), own=skill(own)) for new, own in pairs]
    return _("Close to what you can do: {skills}.").format(skills=_listed(told))


def _asked(adverts: object, skill: Namer) -> str:
    found = adverts if isinstance(adverts, Mapping) else {}
    most = sorted(found.items(), key=lambda one: (-one[1], one[0]))[:_MOST_NAMES]
    told = [f"{skill(uri)} ({ngettext('{n} advert', '{n} adverts', number).format(n=number)})" for uri, number in most]
    return _("Employers ask for it here: {skills}.").format(skills=_listed(told))


def _flat(found: object) -> list[str]:
    lists = found.values() if isinstance(found, Mapping) else ()
    return list(dict.fromkeys(uri for uris in lists for uri in uris))


def _all(found: object, name: Namer) -> str:
    told = list(dict.fromkeys(name(str(one)) for one in found)) if isinstance(found, Iterable) else []
    more = len(told) - _MOST_NAMES
    shown = told[:_MOST_NAMES]
    return _listed([*shown, ngettext("{n} more", "{n} more", more).format(n=more)] if more > 0 else shown)


def _listed(told: list[str]) -> str:
    return format_list(told, locale=formats())
