"""What a Token Status List says of a token (draft-ietf-oauth-status-list, section 8.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.issuer import find_key
from testamur.core.credential.jose.jws import check_header, open_jws
from testamur.core.credential.jose.names import named_key
from testamur.core.credential.ports import Json, Unreachable
from testamur.core.credential.question import Question
from testamur.core.credential.report import Check, failed, passed, unknown
from testamur.core.credential.standing import numeric_date
from testamur.core.credential.status.token_list import SUSPENDED, VALID, WITHDRAWN, TokenStatusList

LISTS_SPEC = "https://datatracker.ietf.org/doc/draft-ietf-oauth-status-list/"
LIST_TYPE = "statuslist+jwt"
_FARTHEST = 2**40


@dataclass(frozen=True, slots=True)
class _Known:
    """A list whose signature was found good, unpacked, and its claims."""

    claims: Json
    issuer: str
    statuses: TokenStatusList


def check_token_status(claims: Json, issuer: str, question: Question) -> list[Check]:
    """Return the check of the member ``status`` of *claims*, which *issuer* signed; none where there is none."""
    status = claims.get("status")
    if status is None:
        return [failed("status", "no-status", LISTS_SPEC)] if question.policy.status == "required" else []
    reference = status.get("status_list") if isinstance(status, dict) else None
    if not isinstance(reference, dict):
        return [unknown("status", "status-not-supported", LISTS_SPEC, type=str(status)[:60])]
    address, index = reference.get("uri"), reference.get("idx")
    about = {"list": str(address)[:200], "purpose": "revocation"}
    if not isinstance(index, int) or isinstance(index, bool) or not 0 <= index < _FARTHEST:
        return [failed("status", "bad-index", LISTS_SPEC, **about, index=str(index)[:40])]
    try:
        known = _list_at(str(address), issuer, question)
        _check_list(known, str(address), issuer, question)
        return [_said(known.statuses.get(index), about)]
    except Unreachable as reason:
        return [unknown("status", reason.code, LISTS_SPEC, **{**about, **reason.facts})]
    except CredentialError as error:
        return [unknown("status", error.code, LISTS_SPEC, **{**about, **error.facts})]


def _said(value: int, about: dict[str, str]) -> Check:
    """Return what *value* means (section 7.1)."""
    if value == VALID:
        return passed("status", "not-revoked", LISTS_SPEC, **about)
    if value == WITHDRAWN:
        return failed("status", "revoked", LISTS_SPEC, **about)
    if value == SUSPENDED:
        return failed("status", "suspended", LISTS_SPEC, **{**about, "purpose": "suspension"})
    return unknown("status", "status-of-its-own", LISTS_SPEC, **about, value=value)


def _list_at(address: str, issuer: str, question: Question) -> _Known:
    data = question.world.statuses.fetch(address)
    memory, name = question.world.memory, f"{issuer} {address}"
    recalled: _Known | None = memory.recall(name, data, question.at)
    if recalled is not None:
        return recalled
    known = _open_list(data, issuer, question)
    memory.keep(name, data, question.at, known, size=len(known.statuses.packed))
    return known


def _open_list(data: bytes, issuer: str, question: Question) -> _Known:
    """Return the list in *data*, signed by *issuer*. Raises `CredentialError`."""
    world, at = question.world, question.at
    try:
        jws = open_jws(data.strip().decode("ascii", "replace"))
        check_header(jws.header, {LIST_TYPE})
        claims = jws.claims()
        name = named_key(jws.header, issuer, world, "assertionMethod")
    except CredentialError as error:
        raise CredentialError("list-not-trustworthy", cause=error.code) from error
    key = find_key(name, issuer, world, at)
    if key.public_key is None:
        raise CredentialError("list-not-trustworthy", cause=key.checks[0].because)
    if not jws.is_signed_by(key.public_key):
        raise CredentialError("list-not-trustworthy", cause="signature-does-not-fit")
    packed = claims.get("status_list")
    if not isinstance(packed, dict):
        raise CredentialError("list-not-trustworthy", cause="not-a-list")
    return _Known(claims, issuer, TokenStatusList.decode(packed.get("bits"), packed.get("lst")))


def _check_list(known: _Known, address: str, issuer: str, question: Question) -> None:
    """Refuse a list of another, for another address, or of another time (section 8.3, steps 3 and 4)."""
    claims = known.claims
    if claims.get("iss", issuer) != issuer:
        raise CredentialError("list-of-another-issuer", issuer=str(claims["iss"])[:200])
    if claims.get("sub") != address:
        raise CredentialError("list-of-another-address", found=str(claims.get("sub"))[:200])
    leeway: timedelta = question.policy.leeway
    if numeric_date(claims.get("iat")) > question.at + leeway:
        raise CredentialError("list-not-trustworthy", cause="not-yet-valid")
    if "exp" in claims and numeric_date(claims["exp"]) < question.at - leeway:
        raise CredentialError("list-not-trustworthy", cause="expired")
