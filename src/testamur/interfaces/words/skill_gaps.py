"""What is missing for a target, in words: every state, and every reason why an answer is not a whole one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from babel.dates import format_date

from testamur.core.skills.gap import Because, Gap, State, Weight
from testamur.core.skills.profile import SkillLevel
from testamur.interfaces.words.portfolio import family_words, level_words, scale_words
from testamur.interfaces.words.translation import _, formats, ngettext

# Turns the address of a skill into what it is called.
Namer = Callable[[str], str]


def state_words() -> dict[State, str]:
    """Return how each answer is called."""
    return {
        State.HAVE: _("you have it"),
        State.PARTLY: _("partly"),
        State.MISSING: _("missing"),
        State.UNTAUGHT: _("not taught anywhere here"),
    }


def state_headings() -> dict[State, str]:
    """Return what stands above the skills of each state."""
    return {
        State.HAVE: _("What you have"),
        State.PARTLY: _("What you have in part"),
        State.MISSING: _("What is missing, and is taught"),
        State.UNTAUGHT: _("What is missing, and nobody here teaches"),
    }


def gap_in_a_sentence(gap: Gap) -> str:
    """Return the answer of the whole page: counts, and no figure that sums a person up."""
    must = gap.counts(Weight.ESSENTIAL)
    total = sum(must.values())
    if not gap.answers:
        return _("No skill is accepted for this target yet, so there is nothing to compare.")
    if not total:
        return _("Nothing of it is a must. What would be nice is told below.")
    if must[State.HAVE] == total:
        return _("You can show everything that is a must.")
    open_parts = [
        ngettext("{n} in part", "{n} in part", must[State.PARTLY]).format(n=must[State.PARTLY]),
        ngettext("{n} is missing", "{n} are missing", must[State.MISSING]).format(n=must[State.MISSING]),
        ngettext("{n} is taught nowhere here", "{n} are taught nowhere here", must[State.UNTAUGHT]).format(
            n=must[State.UNTAUGHT]
        ),
    ]
    counts = (must[State.PARTLY], must[State.MISSING], must[State.UNTAUGHT])
    told = ", ".join(part for part, count in zip(open_parts, counts, strict=True) if count)
    said = ngettext(
        "Of {total} skill that is a must, you can show {have}: {rest}.",
        "Of {total} skills that are a must, you can show {have}: {rest}.",
        total,
    )
    return said.format(total=total, have=must[State.HAVE], rest=told)


def because_said(because: Because, name: Namer) -> str:
    """Return why an answer is not a whole one, and what would make it one."""
    facts = because.facts
    match because.code:
        case "stale":
            return _stale(facts)
        case "level-lower":
            has, asked = (_level(facts, key) for key in ("has", "asked"))
            return _("What you can show is lower than what is asked: {has}, where it asks for {asked}.").format(
                has=has, asked=asked
            )
        case "level-unknown":
            return _("Your evidence names no level; it asks for {asked}.").format(asked=_levels(facts["asked"]))
        case "other-scale":
            said = _("Your level, {has}, stands on another scale than {asked}. The two are not compared.")
            return said.format(has=_levels(facts["has"]), asked=_scales(facts["asked"]))
        case "narrower":
            return _("You can show a part of it: {skill}.").format(skill=name(str(facts["uri"])))
        case "broader":
            return _("You can show something wider: {skill}. Whether this is in it, nothing says.").format(
                skill=name(str(facts["uri"]))
            )
        case code:
            return _plain().get(code, code)


def _plain() -> dict[str, str]:
    return {
        "claimed-only": _("So far it rests on your own word. An award or a recognition would verify it."),
        "disputed": _("There is evidence, but you have objected to it, so it does not count."),
    }


def _stale(facts: Mapping[str, object]) -> str:
    said = _(
        "The last evidence is of {last}. Skills of this family ({family}) are half gone after {months} months, so"
        " since {stale} it needs to be refreshed."
    ).format(
        last=_day(facts["last_on"]),
        stale=_day(facts["stale_on"]),
        months=facts["months"],
        family=family_words().get(str(facts["family"]), str(facts["family"])),
    )
    return f"{said} {_('That half-life is an assumption.')}" if facts.get("is_assumed") else said


def _day(value: object) -> str:
    return str(format_date(value, "long", locale=formats())) if isinstance(value, date) else str(value)


def _level(facts: Mapping[str, object], key: str) -> str:
    return level_words(SkillLevel(str(facts["scale"]), str(facts[key])))


def _levels(pairs: object) -> str:
    found = pairs if isinstance(pairs, tuple) else ()
    return " / ".join(level_words(SkillLevel(scale, value)) for scale, value in found)


def _scales(ids: object) -> str:
    named = scale_words()
    return " / ".join(named.get(one, one.upper()) for one in (ids if isinstance(ids, tuple) else ()))
