"""What the map of micro-credentials says: of a star, of a line, of a figure, and of the sky as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from babel.numbers import format_decimal

from testamur.core.model.quantity import CreditAmount
from testamur.core.rules import Finding, Verdict
from testamur.interfaces.words.translation import _, formats, ngettext

if TYPE_CHECKING:
    # Words know the nouns of the map; the map calls the words.
    from testamur.interfaces.web.constellation.values import Figure, Line, Sky, Star


def state_said(state: str) -> str:
    """Return what a star's shape means."""
    return {
        "held": _("held"),
        "progress": _("in progress"),
        "available": _("available"),
        "resting": _("not offered at the moment"),
        "wanted": _("asked for, offered elsewhere"),
        "open": _("still open"),
        "planned": _("planned"),
        "lapsed": _("no longer current"),
        "unverified": _("from elsewhere, not verified"),
    }.get(state, state)


def star_said(star: Star) -> str:
    """Return a star in a phrase: its title, its state, its credits."""
    parts = [state_said(star.state)]
    if star.credits:
        parts.append(star.credits)
    if star.count > 1:
        parts.append(
            ngettext("renewed {count} time", "renewed {count} times", star.count - 1).format(count=star.count - 1)
        )
    return f"{star.title}: {', '.join(parts)}"


def line_said(line: Line, star: Star) -> str:
    """Return how a star counts towards a figure, and what keeps it from counting."""
    if line.counts and line.is_cut:
        return _("Counts with {amount} only.").format(amount=_amount(line.amount)) + " " + cut_said(line)
    if line.counts:
        return _("Counts with {amount}.").format(amount=_amount(line.amount)) if line.amount else _("Counts.")
    if line.is_open and star.state in {"held", "planned"}:
        if line.amount:
            return _("At least {amount} of it count; how much more cannot be said yet.").format(
                amount=_amount(line.amount)
            )
        return _("It cannot be said yet how much of it counts.")
    if line.is_cut:
        return _("Does not count.") + " " + cut_said(line)
    if line.amount and star.state in {"progress", "unverified"}:
        later = {
            "progress": _("Would count with {amount} once it is awarded."),
            "unverified": _("Would count with {amount} once it is verified."),
        }
        return later[star.state].format(amount=_amount(line.amount))
    return {
        "held": _("Is not needed here."),
        "progress": _("Would count once it is awarded."),
        "unverified": _("Would count once it is verified."),
        "lapsed": _("Does not count any more."),
        "planned": _("Would count."),
        "available": _("Is asked for, and can be taken."),
        "resting": _("Is asked for. Nobody offers it at the moment."),
        "wanted": _("Is asked for. Nobody here offers it."),
        "open": _("Is still missing."),
    }.get(star.state, "")


def cut_said(line: Line) -> str:
    """Return why a line is cut."""
    return _cuts().get(line.because, _("The rules leave it out.")).format_map(_Dashes(line.facts))


def _cuts() -> dict[str, str]:
    return {
        "cap": _("More of this kind does not count: a limit is reached."),
        "overlap": _("It shares its content with another one, and shared content counts once."),
        "currency": _("It is too old for this, by the rule on currency."),
        "renewal": _("A later version or renewal of it counts instead."),
        "antirequisite": _("Another one counts in its place: of these, only one does."),
        "consumed": _("Another award has used it up."),
        "grade": _("Its grade is below what is asked."),
        "ended": _("It was withdrawn or suspended."),
        "refuted": _("It is not genuine, or was changed after it was issued."),
        "not-passed": _("It was not passed."),
        "awarded-later": _("It is dated later than today."),
        "same-record": _("The same record is there twice."),
        "demand": _("It is not good enough for what is asked."),
    }


def measure_said(facts: Mapping[str, str]) -> str:
    """Return how much of what a clause needs is there; empty where it has no numbers."""
    if "used" not in facts or "needed" not in facts:
        return ""
    unit = facts.get("unit", "") if facts.get("unit") != "items" else ""
    had, needed = _amount(facts["used"]), _amount(f"{facts['needed']} {unit}".strip())
    return _("{had} of {needed}").format(had=had, needed=needed)


def finding_measure(finding: Finding) -> str:
    """Return how much of what a finding needs is there; of several parts, how many are met."""
    said = measure_said(finding.facts)
    code = finding.because.partition("-")[0]
    if said or code not in {"all", "some"} or not finding.parts:
        return said
    needed = finding.facts.get("needed", "") if code == "some" else str(len(finding.parts))
    met = sum(1 for part in finding.parts if part.met is Verdict.MET)
    return _("{had} of {needed}").format(had=_amount(str(met)), needed=_amount(needed)) if needed else ""


def whole_said(size: CreditAmount | None, needed: str) -> str:
    """Return how the size of an award and the sum that its rules ask for go together, where these differ."""
    asked, _space, unit = needed.partition(" ")
    if size is None or unit != size.unit or Decimal(asked) >= size.value:
        return ""
    said = _("The award has {size}. The numbers here are those of the sum that its rules ask for, {needed}.")
    return said.format(size=_amount(f"{size.value.normalize():f} {size.unit}"), needed=_amount(needed))


def figure_short(figure: Figure) -> str:
    """Return how far a figure is, in the fewest words."""
    if figure.verdict is Verdict.MET:
        return _("met")
    if figure.had and figure.needed:
        return _("{had} of {needed}").format(had=_amount(figure.had), needed=_amount(figure.needed))
    return _("not decided") if figure.verdict is Verdict.UNKNOWN else ""


def figure_said(figure: Figure) -> str:
    """Return a figure in a sentence: its name, and whether it is met."""
    far = _("{had} of {needed}").format(had=_amount(figure.had), needed=_amount(figure.needed)) if figure.needed else ""
    verdict = verdict_said(figure.verdict)
    return f"{figure.name}: {verdict}" + (f" ({far})" if far else "")


def verdict_said(verdict: Verdict) -> str:
    """Return whether a figure is met, in words."""
    return {
        Verdict.MET: _("met"),
        Verdict.UNMET: _("not met yet"),
        Verdict.UNKNOWN: _("cannot be decided yet"),
    }[verdict]


def sky_said(sky: Sky) -> str:
    """Return what is on the map."""
    held = sum(1 for star in sky.stars.values() if star.state == "held")
    stars = ngettext("{count} star is a credential that is held", "{count} stars are credentials that are held", held)
    figures = ngettext(
        "{count} figure is what they can add up to", "{count} figures are what they can add up to", len(sky.figures)
    )
    return f"{stars.format(count=held)}; {figures.format(count=len(sky.figures))}. " + _(
        "The list beside the map says the same in words."
    )


def _amount(text: str) -> str:
    """Return an amount such as ``7.5 ECTS`` as the reader writes it."""
    number, space, unit = text.partition(" ")
    try:
        value = Decimal(number)
    except InvalidOperation:
        return text
    return f"{format_decimal(value, locale=formats())}{space}{unit}" if value.is_finite() else text


class _Dashes(dict[str, str]):
    """A fact that is missing shows as a dash, so that a sentence never fails."""

    def __missing__(self, key: str) -> str:
        return "–"
