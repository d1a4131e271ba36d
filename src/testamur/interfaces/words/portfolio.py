"""Skill profiles in words: refusals, what there is none of, how old evidence is, scales and families of skills."""

from __future__ import annotations

from collections.abc import Mapping

from testamur.core.skills.profile import Freshness, Proof, SkillLevel
from testamur.interfaces.words.translation import _


def what_is_taken(on: str) -> str:
    """Return what stands in which file of the archive with everything of a person."""
    return _(
        "Everything of yours in the rooms for skills and careers, as of {on}. skills.json and skills.csv: your skill "
        "profile. links.json: links to it. credentials: what universities signed. targets.json: what you aim at, with "
        "adverts, your decisions on them, and narratives. wishes.json: what recommendations go by. being-found.json: "
        "consents, who looked, what you were asked, whom you keep away and what you reported. answers.json: what you "
        "told of yourself of your own will. decisions.json: what a program suggested to you, and what you decided."
    ).format(on=on)


def portfolio_refusals() -> dict[str, str]:
    """Return code → sentence for what the portfolio room refuses."""
    return {
        "already-claimed": _("“{label}” is among your own words already. Change it there."),
        "too-many-claims": _("There is room for {most} skills in your own words. Take one back to add another."),
        "disputed-before": _("You have said before that this is wrong. What became of it stands with the skill."),
        "dispute-answered": _("This has its answer. Nothing was changed."),
    }


def nothing_shown() -> dict[str, str]:
    """Return what → sentence for what a portfolio does not have."""
    return {
        "own-skill": _("There is no such skill in your profile, or it is as you want it already."),
        "claim": _("There is no such claim of yours, or you took it back already."),
        "evidence-of-skill": _("Nothing that universities here have said of you shows this skill."),
        "dispute": _("There is no such objection, or it was taken back."),
        "profile-link": _("This link leads nowhere: its owner may have withdrawn it, or it has ended."),
    }


def unusable_words() -> dict[str, str]:
    """Return field → sentence for what cannot be said of a skill."""
    return {
        "claimed_skill": _("This is no skill of a framework that is here. Search for one and choose it from the list."),
        "used_on": _("{found} cannot be: choose a day up to today, and not before 1930."),
        "claimed_level": _("“{found}” is no level of that scale. Choose one from the list, or none."),
        "claim_note": _("That is too long; up to {longest} characters fit."),
        "dispute": _("Say what is wrong, in up to {longest} characters."),
        "dispute_answer": _("Say why, in up to {longest} characters. The learner reads it."),
    }


def freshness_words() -> Mapping[str, str]:
    """Return how old evidence is → words."""
    return {
        Freshness.FRESH: _("recent"),
        Freshness.AGEING: _("ageing"),
        Freshness.STALE: _("old"),
    }


def proof_words() -> Mapping[str, str]:
    """Return what stands behind evidence → words."""
    return {
        Proof.AWARD: _("awarded"),
        Proof.RECOGNITION: _("recognised"),
        Proof.CLAIM: _("your own word"),
    }


def level_words(level: SkillLevel) -> str:
    """Return a level with its scale, in words: one without the other says nothing."""
    from testamur.domain.portfolio.queries import scales  # noqa: PLC0415 - the words are loaded before Django is

    known = scales().by_id.get(level.scale)
    if level.scale in _FRAMEWORKS:
        return f"{level.scale.upper()} {level.value}"
    return f"{_level_name(level.value)} ({scale_words().get(level.scale, known.title if known else level.scale)})"


# Qualifications frameworks are called by their abbreviations in every language.
_FRAMEWORKS = ("eqf", "nfq", "aqf", "nzqcf", "mqf", "rqf", "scqf", "hkqf", "qf-ehea")


def scale_words() -> dict[str, str]:
    """Return scale → words."""
    return {
        "dreyfus": _("from novice to expert"),
        "cefr": _("languages, CEFR"),
        "digcomp": _("DigComp, 1 to 8"),
        "eqf": _("like the European Qualifications Framework, 1 to 8"),
    }


def _level_name(value: str) -> str:
    names = {
        "novice": _("novice"),
        "advanced beginner": _("advanced beginner"),
        "competent": _("competent"),
        "proficient": _("proficient"),
        "expert": _("expert"),
    }
    return names.get(value, value)


def level_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return scale in words → what can be chosen of it: value of the form, and words."""
    from testamur.domain.portfolio.queries import scales  # noqa: PLC0415 - as above

    named = scale_words()
    return [
        (named.get(one.id, one.title), [(f"{one.id}:{value}", _level_name(value)) for value in one.values])
        for one in scales().by_id.values()
    ]


def family_words() -> dict[str, str]:
    """Return family of skills → words; one that came later keeps the title of its file."""
    from testamur.domain.portfolio.queries import families  # noqa: PLC0415 - the words are loaded before Django is

    told = {one.id: one.title for one in families().families}
    return {
        **told,
        "general": _("All other skills"),
        "digital": _("Working with computers"),
        "emergency-care": _("First aid and resuscitation"),
        "health": _("Health care"),
        "law": _("Law and regulation"),
        "language": _("Languages"),
        "transversal": _("Transversal skills"),
        "craft": _("Working by hand and with machines"),
    }
