"""The one judge of credentials.

It refuses to do three things: to raise because of a document or the network, to ask anything outside the `World` it was
handed, and to call something valid that it could not check.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache

import orjson

from testamur.core.credential.cose.sign1 import is_cose, is_cose_text
from testamur.core.credential.endorsement import judge_endorsements
from testamur.core.credential.envelope import Envelope, open_envelope
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.issuer import issuer_of
from testamur.core.credential.notices import notices_on
from testamur.core.credential.open_badges_2 import judge_badge
from testamur.core.credential.policy import Policy
from testamur.core.credential.ports import Json
from testamur.core.credential.presentation import judge_presentation
from testamur.core.credential.question import Question
from testamur.core.credential.reading import read_json
from testamur.core.credential.related import check_related
from testamur.core.credential.report import Check, Outcome, Report, Trust, failed, passed, unknown
from testamur.core.credential.schema import check_schema
from testamur.core.credential.shape import check_names, check_shape, check_vocabulary, is_url, types_of
from testamur.core.credential.signature import check_signatures, covers_spelling
from testamur.core.credential.standing import check_time
from testamur.core.credential.status.check import LIST_TYPE, check_status
from testamur.core.credential.status.token_check import check_token_status
from testamur.core.credential.trust import judge_issuer
from testamur.core.credential.world import World

VERIFY_SPEC = "https://www.w3.org/TR/vc-data-model-2.0/#verification"
SD_JWT_VC_SPEC = "https://datatracker.ietf.org/doc/draft-ietf-oauth-sd-jwt-vc/"

# A printout, a photo or half a text is no forgery; there is nothing in it that could be judged.
_NOTHING_TO_JUDGE = {"empty", "no-credential-inside", "nothing-baked", "unsupported-form"}
_UNREADABLE = {"not-json", "not-utf8"}
_STARTS_A_TOKEN = b"ey"
_AS_IT_COMES = Policy()
_PASSED = {Outcome.PASSED}
_AUTHENTIC = {"form", "shape", "issuer", "signature"}
# Open Badges 3.0 has two names for one type.
_BADGE = {"AchievementCredential", "OpenBadgeCredential"}


def verify(data: bytes | str | Json, *, world: World, at: datetime, policy: Policy = _AS_IT_COMES) -> Report:
    """Return the report on a credential, or a presentation of several, as it stands at *at* (with zone).

    The order is that of the specification (VC Data Model 2.0, section 7.1, then appendix A):

    1. Read it: size, depth, encoding, form. Where it is a presentation, see `judge_presentation`.
    2. Look at its shape: the data model that it claims to follow.
    3. Find the issuer's key, and see whether the signature fits.
    4. See whether *at* lies within its validity.
    5. Ask the issuer's status lists, each verified by steps 1 to 4 itself.
    6. Hold it against its schemas, and files that it refers to against their digests.
    7. Hold it against what the *policy* accepts.
    8. Tell what does not touch the answer: endorsements, notices, who knows the issuer.
    """
    question = Question(world, at, policy)
    try:  # 1
        envelope = open_envelope(_as_bytes(data))
    except CredentialError as error:
        make = unknown if error.code in _NOTHING_TO_JUDGE or _is_unreadable(data, error.code) else failed
        return Report((make("form", error.code, VERIFY_SPEC, **error.facts),))
    if envelope.form == "open-badges-2":
        return judge_badge(envelope.credential, question)
    if envelope.is_presentation:
        return judge_presentation(envelope, question, _judge)
    if LIST_TYPE in types_of(envelope.credential):
        return Report((unknown("form", "unsupported-form", VERIFY_SPEC, form="status-list"),), envelope.credential)
    return _judge(envelope, question)


def verify_many(
    items: Iterable[bytes | str | Json], *, world: World, at: datetime, policy: Policy = _AS_IT_COMES
) -> Iterator[Report]:
    """Yield the report on each of *items*, in their order, as they come; all see the world at the same moment."""
    for item in items:
        yield verify(item, world=world, at=at, policy=policy)


def _is_unreadable(data: bytes | str | Json, code: str) -> bool:
    """Return whether the text itself broke off the reading, and not something in it: a token's parts are judged."""
    if code not in _UNREADABLE or isinstance(data, dict):
        return False
    found = data.encode("utf-8", "replace") if isinstance(data, str) else data
    text = found.strip()
    if text.startswith(_STARTS_A_TOKEN) or is_cose(found) or is_cose_text(text):
        return False
    try:
        read_json(text)
    except CredentialError as error:
        return error.code in _UNREADABLE
    return False


def _as_bytes(data: bytes | str | Json) -> bytes:
    if isinstance(data, bytes):
        return data
    try:
        return data.encode() if isinstance(data, str) else orjson.dumps(data)
    except (UnicodeEncodeError, TypeError) as error:  # orjson's own error is a TypeError
        raise CredentialError("not-json", line=1, column=1, reason=str(error)[:100]) from error


def _judge(envelope: Envelope, question: Question) -> Report:
    """Judge a credential, by itself or inside a presentation."""
    credential, policy = envelope.credential, question.policy
    checks = _check_authentic(envelope, question)
    if not _is_signed(checks) and checks[-1].name in {"form", "shape"}:
        return Report(tuple(checks), credential, envelope.form, tuple(notices_on(credential)))
    notices: list[Check] = []
    if policy.asks("time"):
        checks += check_time(envelope.claims, question.at, policy.leeway)  # 4
    if policy.asks("status") and policy.status != "not-asked":
        checks += _check_status(envelope, question)  # 5
    for asked, check in (("schema", check_schema), ("related", check_related)):  # 6
        if policy.asks(asked) and not (asked == "schema" and policy.schema == "not-asked"):
            made, told = check(credential, question)
            checks, notices = [*checks, *made], [*notices, *told]
    trust = _trust(envelope, question) if _is_signed(checks) else None
    checks += _check_accepted(envelope, question, trust)  # 7
    endorsed: list[Report] = []
    if policy.asks("endorsement"):  # 8
        told, endorsed = judge_endorsements(credential, question, _judge)
        notices += told
    notices += notices_on(credential)
    return Report(tuple(checks), credential, envelope.form, tuple(notices), trust, (), tuple(endorsed))


def _check_authentic(envelope: Envelope, question: Question) -> list[Check]:
    """Return the checks of steps 1 to 3: it can be read, it is a credential, and its issuer signed it."""
    credential = envelope.credential
    checks = [_opened(envelope.form), _check_shape(envelope)]  # 2
    if not covers_spelling(envelope):
        checks += check_names(credential)
        checks += check_vocabulary(credential) if question.policy.asks("vocabulary") else []
    if {check.outcome for check in checks} == _PASSED:
        checks += check_signatures(envelope, question)  # 3
    return checks


@cache
def _opened(form: str) -> Check:
    return passed("form", form, VERIFY_SPEC)


def _judge_list(envelope: Envelope, question: Question) -> Report:
    """Judge a status list: as a credential, but it has no status of its own, and its time is looked at each time."""
    return Report(tuple(_check_authentic(envelope, question)), envelope.credential)


def _is_signed(checks: list[Check]) -> bool:
    """Say whether a signature was looked at, and all that was looked at until then passed."""
    found = [check for check in checks if check.name in _AUTHENTIC]
    return found[-1].name == "signature" and {check.outcome for check in found} == _PASSED


def _check_shape(envelope: Envelope) -> Check:
    if envelope.form != "sd-jwt-vc":
        return check_shape(envelope.credential)
    if not is_url(_issuer(envelope)):  # its section 3.2.2
        return failed("shape", "no-issuer", SD_JWT_VC_SPEC)
    return passed("shape", "well-formed-claims", SD_JWT_VC_SPEC)


def _check_status(envelope: Envelope, question: Question) -> list[Check]:
    """Ask the lists of either standard; a token may have entries of both."""
    credential, issuer = envelope.credential, _issuer(envelope)
    claims = envelope.claims
    if envelope.token is not None and (envelope.form == "sd-jwt-vc" or "status" in claims):
        made = check_token_status(claims, issuer, question)
        return made + (check_status(credential, question, _judge_list) if "credentialStatus" in credential else [])
    return check_status(credential, question, _judge_list)


def _issuer(envelope: Envelope) -> str:
    issuer = envelope.credential.get("iss")
    return str(issuer) if envelope.form == "sd-jwt-vc" else issuer_of(envelope.credential)


def _check_accepted(envelope: Envelope, question: Question, trust: Trust | None) -> list[Check]:
    """Return what the policy asks for and the credential does not have; what it asks for and gets is no news."""
    policy, issuer, made = question.policy, _issuer(envelope), []
    if policy.issuers and issuer not in policy.issuers:
        made.append(failed("accepted", "issuer-not-accepted", issuer=issuer[:200]))
    lacking = _lacking(envelope.credential, policy) if policy.types else []
    if lacking:
        made.append(failed("accepted", "type-not-accepted", type=", ".join(lacking)[:200]))
    if policy.key_binding and envelope.form not in {"sd-jwt", "sd-jwt-vc"}:
        made.append(failed("holder", "not-bound"))
    if policy.is_trusted:
        made.append((trust or Trust("unknown", issuer)).as_check())
    return made


def _lacking(credential: Json, policy: Policy) -> list[str]:
    kinds = {*types_of(credential), str(credential.get("vct"))}
    kinds |= _BADGE if kinds & _BADGE else set()
    return [kind for kind in policy.types if kind not in kinds]


def _trust(envelope: Envelope, question: Question) -> Trust | None:
    registries = question.world.registries
    return judge_issuer(_issuer(envelope), registries, question.at) if registries else None
