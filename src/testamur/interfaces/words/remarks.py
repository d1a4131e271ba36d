"""What is remarked of a ruling before it is taken, in sentences; and precedents by their number and day."""

from __future__ import annotations

from collections.abc import Mapping

from babel.dates import format_date

from testamur.domain.recognition.remarks import Followed, Remark
from testamur.interfaces.words.translation import _, formats


def remarked(remark: Remark, names: Mapping[str, str]) -> str:
    """Return a remark in a sentence; *names*: outcome → its text."""
    outcomes = "; ".join(names.get(one, one) for one in remark.outcomes)
    code = "nothing-to-compare" if remark.code == "not-compared" and not remark.outcomes else remark.code
    precedent = by_number(remark.precedent) if remark.precedent else ""
    facts = {"outcomes": outcomes, "found": remark.found, "asked": remark.asked, "precedent": precedent}
    return _sentences()[code].format(**facts)


def by_number(one: Followed) -> str:
    """Return a precedent as people name it."""
    day = format_date(one.on, "long", locale=formats())
    return _("precedent {number} of {day}").format(number=one.number, day=day)


def decided_likewise(one: Followed) -> str:
    """Return what a timeline says of a decision that followed a precedent."""
    return _("It was decided. It follows {precedent}.").format(precedent=by_number(one))


def taken_over(one: Followed) -> str:
    """Return what stands in the place of a judgement that nobody made in a case, as a precedent was followed."""
    return _("Taken from {precedent}").format(precedent=by_number(one))


def _sentences() -> dict[str, str]:
    return {
        "nothing-to-compare": _("It states no outcomes, so nothing was compared. Write down why it fits."),
        "not-compared": _("Nobody has compared this yet: {outcomes}. Compare it, or write down why it fits."),
        "few-credits": _(
            "The credentials that were handed in are worth {found} of {asked}. Write down why that is enough."
        ),
        "not-covered": _("The comparison says that this is not covered, and it is about to be recognised: {outcomes}."),
        "covered-in-part": _(
            "The comparison says that this is covered in part, and it is about to be recognised whole: {outcomes}."
        ),
        "against-precedent": _(
            "This is not what {precedent} says, which fits this case. If you mean it, the reasons should say what is"
            " different here."
        ),
    }
