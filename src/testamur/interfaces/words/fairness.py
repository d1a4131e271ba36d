"""Fairness in words: what is audited, what the figures say to somebody who has never read one, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from testamur.core.fairness import FEW, Row, Table
from testamur.interfaces.words.translation import _

# Such a difference comes by chance in one of twenty cases where nothing differs.
CHANCE = 0.05


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an audit looks at: its name, what happens to those who are selected, and of whom it is asked."""

    name: str
    happened: str
    who: str
    next: str


def outcomes() -> dict[str, Outcome]:
    """Return code → what can be audited."""
    return {
        "staying": Outcome(
            _("Staying in the course"),
            _("stayed in the course"),
            _("everybody who began a course, with the last one they began"),
            _("Ask those who left why, and look at hours, dates and what was offered to help."),
        ),
        "passing": Outcome(
            _("Passing"),
            _("met the rule of the award"),
            _("everybody of whom the award rule can tell whether it is met, with the last course they began"),
            _("Look at single assessments: which one parts the groups, and does it measure what the outcome says?"),
        ),
        "awarding": Outcome(
            _("Being awarded"),
            _("hold the award"),
            _("everybody who began a course, with the last one they began"),
            _("Look at those who met the rule and hold nothing: what did they wait for, and who decided?"),
        ),
        "recognition": Outcome(
            _("Recognition of earlier learning"),
            _("had something recognised"),
            _("everybody whose request was answered, with the last answer"),
            _("Read refusals of the group side by side with those of others: same reasons, same evidence asked for?"),
        ),
        "suggestions": Outcome(
            _("Suggestions about oneself"),
            _("took something that was suggested to them"),
            _("everybody who answered a suggestion of a skill of theirs, or of what to learn, once"),
            _("Suggestions that one group takes less are worse for it. Read what was refused, and why."),
        ),
        "searches": Outcome(
            _("Being asked by organisations"),
            _("were asked by an organisation that had found them"),
            _("everybody who lets themselves be found and was found, once"),
            _("Look at the order of searches, and at which organisations ask whom; who is found decides who is asked."),
        ),
        **_offered(),
    }


def _offered() -> dict[str, Outcome]:
    return {
        "recommended": Outcome(
            _("Being shown recommendations"),
            _("were shown a recommendation"),
            _("everybody who tells of themselves and looked at what they could learn next, once"),
            _("Look at what recommendations go by: skills, awards and motives that one group names less often."),
        ),
        "following": Outcome(
            _("Beginning after a recommendation"),
            _("began a course"),
            _(
                "everybody who tells of themselves and was shown a recommendation, once; any course that they began in"
                " the period counts, as what was recommended is not written down"
            ),
            _("Ask those who began nothing what stood in their way: the price, the hours, or what was recommended."),
        ),
        "places": Outcome(
            _("Finding a place"),
            _("found a place"),
            _("everybody who began a course, and everybody who tells of themselves and found every place taken, once"),
            _("Look at when and where places are announced, and who can be quick."),
        ),
        "suggested": Outcome(
            _("Being suggested skills of one's own"),
            _("were suggested a skill"),
            _("everybody who tells of themselves and had a text about themselves read, once"),
            _("Read what kind of texts find nothing: which languages, which work, which words for it?"),
        ),
    }


def tables_said(happened: str) -> dict[str, tuple[str, str]]:
    """Return kind of table → its heading, and what it counts; *happened*: to those who are selected."""
    return {
        "selection": (
            _("Of all who were counted"),
            _("How many in each group {happened}.").format(happened=happened),
        ),
        "opportunity": (
            _("Of those who met the rule"),
            _("The same, only of those who had earned it: how many of them {happened}.").format(happened=happened),
        ),
    }


def row_said(row: Row, found: Table, happened: str, group: str, highest: str) -> str:
    """Return what a row says, as one would say it aloud."""
    if row.rate is None or row.assessed is None:
        return _("{group}: too few people to tell of, or none.").format(group=group)
    said = _("Of 100 people in the group “{group}”, {n} {happened} ({selected} of {assessed} counted).").format(
        group=group,
        n=rate_said(row),
        happened=happened,
        selected=selected_said(row),
        assessed=row.assessed,
    )
    if row.ratio is None or not found.compared:
        return said
    if row.group == found.highest:
        return f"{said} {_('That is the highest of all groups.')}"
    compared = _("That is {ratio} times the rate of “{highest}”, the highest.")
    said = f"{said} {compared.format(ratio=ratio_said(row.ratio), highest=highest)}"
    return f"{said} {_chance_said(row, found)}".strip()


def _chance_said(row: Row, found: Table) -> str:
    if row.chance is not None and row.chance >= CHANCE:
        return _("A difference like this, or a larger one, can well be chance.")
    if row.is_small or (found.leader and found.leader.is_small):
        return _("It is unlikely to be chance alone, but so few people are counted that one or two more change it.")
    return _("It is unlikely to be chance alone.")


def flags(row: Row, found: Table) -> list[str]:
    """Return what stands beside a row, in a word or two."""
    is_compared = row in found.compared
    is_on_few = is_compared and found.leader is not None and found.leader.is_small
    marks = {
        _("the highest"): row.group == found.highest and bool(found.compared),
        _("under 0.8: look here"): row.is_under_four_fifths,
        _("few people"): row.is_small and row.is_shown,
        _("the highest is of few people"): is_on_few,
        _("tells nearly of single people: published roughly"): row.tells_of_few,
    }
    return [said for said, holds in marks.items() if holds]


def selected_said(row: Row) -> str:
    """Return how many were selected; roughly, where the exact number would tell of single people."""
    if row.about == "few":
        return _("fewer than {few}").format(few=FEW)
    if row.about == "nearly-all":
        return _("all but fewer than {few}").format(few=FEW)
    return _("about {n}").format(n=row.selected) if row.about else str(row.selected)


def rate_said(row: Row) -> str:
    """Return how many of a hundred; whole, where it is worked out from a rough number."""
    if row.rate is None:
        return ""
    return _("about {n}").format(n=f"{float(row.rate * 100):.0f}") if row.about else in_hundred(row.rate)


def in_hundred(rate: Fraction) -> str:
    """Return how many of a hundred, whole where it is."""
    return f"{float(rate * 100):.1f}".removesuffix(".0")


def ratio_said(ratio: Fraction) -> str:
    """Return a ratio with two decimals; one just below 0.8 is never rounded up to it."""
    said = f"{float(ratio):.2f}"
    return f"{float(ratio):.4f}" if said == "0.80" and ratio < Fraction(4, 5) else said


def no_verdict() -> str:
    """Return what every report says of itself."""
    return _(
        "A ratio under 0.8 is a reason to look, not a verdict. It comes from one country's law on employment and is"
        " used here as a line to look behind; small groups fall below it by chance, and large ones can differ above it."
    )


def left_out_said(cell: int) -> str:
    """Return why questions are left out of an audit; their names follow."""
    return _("Left out, as together with an earlier audit they would tell of fewer than {cell} people:").format(
        cell=cell
    )


def bases() -> dict[str, tuple[str, str]]:
    """Return basis → its name, and what it means for whoever is asked."""
    return {
        "consent": (
            _("Consent of whoever answers"),
            _("The institution asks with your consent. You can take it back at any time by erasing your answers."),
        ),
        "public-task": (
            _("A public task"),
            _("The institution asks because treating people alike is its public task. You can object and erase."),
        ),
        "legal-duty": (
            _("A legal duty to report"),
            _("The institution asks because a law has it report on this. Your answer stays voluntary."),
        ),
    }


def fairness_refusals() -> dict[str, str]:
    """Return code → sentence with named facts in braces."""
    return {
        "not-asked": _("Nobody is asked about themselves here now. What you answered before can still be erased."),
        "no-survey": _(
            "Nobody was ever asked here about themselves, so there are no groups to compare. An administrator can begin"
            " under Office, “Voluntary answers”."
        ),
        "audits-overlap": _(
            "These months cross those of an earlier audit, {since} to {until}: together the two could tell of a few"
            " people. Choose the same months, months within them or around them, or none of them."
        ),
    }


def nothing_audited() -> dict[str, str]:
    """Return kind of thing → the sentence that it is not there."""
    return {
        "survey": _("Nobody is asked about themselves here now."),
        "fairness-audit": _("There is no such audit here, or it is not shown to everybody."),
    }


def unusable_audits() -> dict[str, str]:
    """Return field → what is wrong with what was given."""
    return {
        "period": _("{found} cannot be audited: choose whole months, three or more, so that no figure tells of a few."),
        "questions": _("Choose what may be asked: one question or more."),
        "basis": _("Choose on which basis people may be asked."),
        "assessment_reference": _("Say where the assessment is kept: a file number or a title, in one line."),
        "assessed_on": _("The impact assessment cannot be dated {found}: that is still to come."),
        "cell": _("Groups smaller than {least} are never shown. Choose a number from {least} to {most}."),
    }


def fairness_verbs() -> dict[str, str]:
    """Return verb → what was done, as one says it of somebody."""
    return {
        "insight.begin_survey": _("recorded the basis on which people may be asked about themselves"),
        "insight.end_survey": _("ended that people are asked about themselves"),
        "insight.answer": _("kept voluntary answers; whose is not written down"),
        "insight.erase": _("erased voluntary answers; whose is not written down"),
        "insight.ask": _("asked for an audit of fairness"),
        "insight.count": _("counted an audit of fairness"),
        "insight.publish": _("published an audit of fairness"),
        "insight.withdraw": _("took an audit of fairness back from the public"),
        "insight.take": _("downloaded an audit of fairness"),
        "insight.note_offer": _("noted whether somebody was offered what they asked for; whose is not written down"),
    }
