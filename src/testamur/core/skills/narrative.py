"""A careers narrative as claims: what can be said of somebody against a target, each claim with what it rests on.

The core makes no sentences: a door says each claim in a person's language, and the person edits, drops and reorders.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from testamur.core.skills.concepts import SkillsError
from testamur.core.skills.gap.targets import Mention, Weight
from testamur.core.skills.gap.values import Answer, Gap, State
from testamur.core.skills.planning.values import Plan
from testamur.core.skills.profile.values import Evidence


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that can be said. Never without ``evidence`` of the person or a ``mention`` of the target.

    ``code``: ``counts``, ``shows``, ``shows-partly``, ``says``, ``lacks``, ``untaught`` or ``next``. ``id`` stays the
    same while what it rests on does.
    """

    id: str
    code: str
    skills: tuple[str, ...]
    facts: Mapping[str, object]
    evidence: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A claim in the person's own words. It keeps what it rests on, and is shown as theirs."""

    claim: str
    words: str


@dataclass(frozen=True, slots=True)
class Drop:
    """A claim that the person does not want."""

    claim: str


@dataclass(frozen=True, slots=True)
class Order:
    """The claims that come first, in this order; the others follow as they were."""

    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as it will be read: in the person's own words where there are some."""

    claim: Claim
    words: str = ""


Revision = Rewrite | Drop | Order
LONGEST = 2_000


def narrate(gap: Gap, plan: Plan | None = None) -> tuple[Claim, ...]:
    """Return what can be said, strongest first: what is shown, what is partly, what is open, and the next steps.

    Where nothing that is asked for can be shown, there is nothing to write: nobody applies with what is missing.
    """
    if not gap.having(State.HAVE, State.PARTLY):
        return ()
    return tuple(
        claim
        for claim in (*_counts(gap), *_shown(gap), *_partly(gap), *_open(gap), *_next(gap, plan))
        if claim.evidence or claim.mentions
    )


def told(claims: Sequence[Claim], revisions: Iterable[Revision]) -> tuple[Told, ...]:
    """Return claims after the person's revisions, in their order.

    Raises SkillsError ``unknown-claim`` or ``words-not-fit``; `applicable` leaves out what was revised and is gone.
    """
    found = {one.id: Told(one) for one in claims}
    for revision in revisions:
        match revision:
            case Rewrite(claim, words):
                if not words.strip() or len(words) > LONGEST:
                    raise SkillsError("words-not-fit", claim=claim, most=LONGEST)
                found[claim] = Told(_known(found, claim).claim, words.strip())
            case Drop(claim):
                del found[_known(found, claim).claim.id]
            case Order(first):
                ahead = {claim: _known(found, claim) for claim in first}
                found = {**ahead, **{name: one for name, one in found.items() if name not in ahead}}
    return tuple(found.values())


def applicable(claims: Sequence[Claim], revisions: Iterable[Revision]) -> tuple[Revision, ...]:
    """Return the revisions of what can still be said, as evidence comes and goes between two days."""
    left = {one.id for one in claims}
    found: list[Revision] = []
    for revision in revisions:
        if isinstance(revision, Order):
            found.append(Order(tuple(one for one in revision.claims if one in left)))
        elif revision.claim in left:
            found.append(revision)
            left -= {revision.claim} if isinstance(revision, Drop) else set()
    return tuple(found)


def _known(found: Mapping[str, Told], claim: str) -> Told:
    if claim not in found:
        raise SkillsError("unknown-claim", claim=claim)
    return found[claim]


def _evidence(answers: Iterable[Answer]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(shown.evidence.id for one in answers for shown in one.held))


def _mentions(answers: Iterable[Answer]) -> tuple[Mention, ...]:
    return tuple(dict.fromkeys(mention for one in answers for mention in one.asked.mentions))


def _counts(gap: Gap) -> Iterator[Claim]:
    answered = gap.having(State.HAVE, State.PARTLY)
    essential, optional = gap.counts(Weight.ESSENTIAL), gap.counts(Weight.OPTIONAL)
    facts = {"target": gap.target.title, "kind": gap.target.kind, "essential": essential, "optional": optional}
    skills = tuple(one.asked.uri for one in answered)
    yield Claim("counts", "counts", skills, facts, _evidence(answered), _mentions(gap.answers))


def _shown(gap: Gap) -> Iterator[Claim]:
    """Yield a claim for each piece of evidence, with all the skills that it is the best evidence of."""
    by_evidence: dict[str, tuple[Evidence, list[str]]] = {}
    for answer in gap.having(State.HAVE):
        evidence = answer.held[0].evidence
        by_evidence.setdefault(evidence.id, (evidence, []))[1].append(answer.asked.uri)
    for name, (evidence, skills) in sorted(by_evidence.items(), key=lambda one: (-len(one[1][1]), one[0])):
        facts = {"title": evidence.title, "issuer": evidence.issuer, "on": evidence.on, "proof": evidence.proof}
        yield Claim(f"shows:{name}", "shows", tuple(skills), facts, (name,))


def _partly(gap: Gap) -> Iterator[Claim]:
    for answer in gap.having(State.PARTLY):
        codes = [one.code for one in answer.because]
        code = "says" if codes[0] == "claimed-only" else "shows-partly"
        facts = {"because": tuple((one.code, dict(one.facts)) for one in answer.because)}
        uri = answer.asked.uri
        yield Claim(f"{code}:{uri}", code, (uri,), facts, _evidence([answer]), answer.asked.mentions)


def _open(gap: Gap) -> Iterator[Claim]:
    for code, state in (("lacks", State.MISSING), ("untaught", State.UNTAUGHT)):
        answers = gap.having(state, weight=Weight.ESSENTIAL)
        if answers:
            skills = tuple(one.asked.uri for one in answers)
            said = _mentions(answers) or (Mention(gap.target.title),)
            yield Claim(code, code, skills, {"target": gap.target.title}, (), said)


def _next(gap: Gap, plan: Plan | None) -> Iterator[Claim]:
    for step in plan.steps if plan is not None else ():
        facts = {"offering": step.offering, "starts_on": step.starts_on, "ends_on": step.ends_on}
        answers = [one for one in gap.answers if one.asked.uri in step.covers]
        said = _mentions(answers) or (Mention(gap.target.title),)
        yield Claim(f"next:{step.offering}", "next", step.covers, facts, (), said)
