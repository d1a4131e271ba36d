"""From dropped files to holdings: read, checked on the spot, and forgotten. Every file gets an answer in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from testamur.core.credential import Report
from testamur.core.credential.achieved import achieved, is_refuted, lasting_verdict
from testamur.core.credential.reading import MAX_BYTES
from testamur.core.credential.report import Outcome, Verdict
from testamur.core.rules import Holding
from testamur.core.rules.earned import holding_of
from testamur.interfaces.words import _, ngettext
from testamur.interfaces.words.reasons import reasons
from testamur.interfaces.words.verdicts import headline, in_words, sentence

MOST_FILES = 60
# A stranger's issuer may not answer, file after file; somebody is waiting for the page.
MOST_SECONDS = 25.0
_MOST_PARTS = 100
TONES = {"confirmed": "valid", "unverified": "unknown", "ended": "invalid"}


@dataclass(frozen=True, slots=True)
class Given:
    """A file, or a pasted text: its name and its bytes; ``size`` in bytes also where they were not read."""

    name: str
    data: bytes
    size: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one file. ``tone``: valid, unknown or invalid; without ``holdings`` it is not on the map."""

    name: str
    tone: str
    said: str
    holdings: tuple[Holding, ...] = ()


def read(
    given: Sequence[Given],
    *,
    judge: Callable[[bytes], Report],
    known: Callable[[str], str],
    clock: Callable[[], float],
    house: str = "",
) -> Iterator[Reading]:
    """Yield what became of each file. ``known``: from an achievement's address to what policies call it.

    ``house``: the host of this server.
    """
    end = clock() + MOST_SECONDS
    for one in given[:MOST_FILES]:
        if one.size > MAX_BYTES:
            yield Reading(one.name, "unknown", reasons()["too-large"].format(limit=in_words(MAX_BYTES)))
        elif not one.data.strip():
            yield Reading(one.name, "unknown", _("The file is empty."))
        elif clock() > end:
            yield Reading(one.name, "unknown", _("It was not looked at: the others took too long. Give it once more."))
        else:
            yield _read(one.name, judge(one.data), known, house)
    if len(given) > MOST_FILES:
        left = given[MOST_FILES:]
        said = ngettext(
            "Up to {most} files are read at once. {count} was not looked at: {names}. Add it on this page.",
            "Up to {most} files are read at once. {count} were not looked at: {names}. Add them on this page.",
            len(left),
        )
        names = ", ".join(one.name for one in left)
        yield Reading("…", "unknown", said.format(most=MOST_FILES, count=len(left), names=names))


def _read(name: str, report: Report, known: Callable[[str], str], house: str) -> Reading:
    """Return what became of a file that was judged: one credential, or several in a wrapping."""
    reports = (*report.parts[:_MOST_PARTS], report)
    holdings = tuple(_holdings([one for one in reports if not is_refuted(one)], known))
    if not holdings and any(map(is_refuted, reports)):
        said = _("It does not check, so it counts for nothing and is not on the map.")
        return Reading(name, "invalid", f"{headline(report)} {said}")
    if not holdings:
        said = headline(report) if report.credential is None else _("It is a credential, but not of something learnt.")
        return Reading(name, "unknown", said)
    worst = max(holdings, key=lambda one: tuple(TONES).index(one.state))
    return Reading(name, TONES[worst.state], _uncertain(report) or headline(report, house=house), holdings)


def _uncertain(report: Report) -> str:
    """Return what holds, what cannot be told and what to do, where only the issuer's word on its status is missing."""
    telling = report.first(Outcome.UNKNOWN)
    is_signed = any(one.name == "signature" and one.outcome is Outcome.PASSED for one in report.checks)
    if report.verdict is not Verdict.INDETERMINATE or not is_signed or telling is None or telling.name != "status":
        return ""
    said = _(
        "The signature fits: nothing in it was changed. Whether it was withdrawn since cannot be told. {why} Ask its"
        " issuer whether it holds, or hand it in for recognition: then a person looks into it."
    )
    return said.format(why=sentence(telling))


def _holdings(reports: Sequence[Report], known: Callable[[str], str]) -> Iterator[Holding]:
    for report in reports:
        found = achieved(report.credential)
        if found is None:
            continue
        holding = holding_of(
            found, verdict=lasting_verdict(report).value, known={found.ref: known(found.ref)}, by_code=True
        )
        if holding.bodies and found.issuer_name:
            # The name comes last: that is what people read.
            others = tuple(body for body in holding.bodies if body != found.issuer_name)
            holding = replace(holding, bodies=(*others, found.issuer_name))
        yield holding
