"""What the status lists say of a credential, with every doubt told and none taken for a yes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from testamur.core.credential.envelope import Envelope, open_envelope
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.issuer import issuer_of
from testamur.core.credential.ports import Json, Unreachable
from testamur.core.credential.question import Judge, Question
from testamur.core.credential.report import Check, Outcome, failed, passed, unknown
from testamur.core.credential.shape import is_plainly_spelled, items, types_of
from testamur.core.credential.standing import check_time
from testamur.core.credential.status.bitstring import StatusList
from testamur.core.credential.status.messages import message_of

STATUS_SPEC = "https://www.w3.org/TR/vc-bitstring-status-list/#validate-algorithm"
ENTRY_TYPE, LIST_TYPE = "BitstringStatusListEntry", "BitstringStatusListCredential"

_MAX_ENTRIES = 8
# A message or refresh bit tells something; it does not take the credential away (section 2.2).
_WITHDRAWING = {"revocation": "revoked", "suspension": "suspended"}


@dataclass(frozen=True, slots=True)
class _Known:
    """A list whose shape and signature were found good, unpacked."""

    credential: Json
    bits: StatusList


def check_status(credential: Json, question: Question, judge: Judge) -> list[Check]:
    """Return one check for each entry of ``credentialStatus``; *judge* judges a list's own shape and signature."""
    entries = items(credential.get("credentialStatus", []))
    if len(entries) > _MAX_ENTRIES:
        return [unknown("status", "too-many-statuses", STATUS_SPEC, count=len(entries), limit=_MAX_ENTRIES)]
    if not entries and question.policy.status == "required":
        return [failed("status", "no-status", STATUS_SPEC)]
    return [_check_entry(entry, credential, question, judge) for entry in entries]


def _check_entry(entry: object, credential: Json, question: Question, judge: Judge) -> Check:
    """Validate one entry (section 3.2). Step 1: it is an entry, and says where its list is."""
    if not isinstance(entry, dict) or ENTRY_TYPE not in types_of(entry):
        kind = str(entry.get("type") if isinstance(entry, dict) else entry)[:60]
        return unknown("status", "status-not-supported", STATUS_SPEC, type=kind)
    if not is_plainly_spelled(entry):
        return failed("status", "respelled", STATUS_SPEC, member="credentialStatus")
    address, purpose = str(entry.get("statusListCredential", "")), str(entry.get("statusPurpose", ""))[:60]
    about = {"list": address[:200], "purpose": purpose}
    try:
        known = _list_at(address, question, judge)  # 2
        _check_list(known.credential, address, issuer_of(credential), question)
        return _read(entry, known, about)  # 3–12
    except Unreachable as reason:
        return unknown("status", reason.code, STATUS_SPEC, **{**about, **reason.facts})
    except CredentialError as error:
        make = failed if error.code == "bad-index" else unknown
        return make("status", error.code, STATUS_SPEC, **{**about, **error.facts})


def _list_at(address: str, question: Question, judge: Judge) -> _Known:
    """Return the list at *address* (steps 2, 4 and 6). Raises `Unreachable`, `CredentialError`."""
    data = question.world.statuses.fetch(address)
    memory = question.world.memory
    recalled: _Known | None = memory.recall(address, data, question.at)
    if recalled is not None:
        return recalled
    known = _open_list(data, lambda envelope: _refuse_doubtful(envelope, question, judge))
    memory.keep(address, data, question.at, known, size=len(known.bits.bits))
    return known


def _open_list(data: bytes, refuse: Callable[[Envelope], None]) -> _Known:
    try:
        envelope = open_envelope(data)
    except CredentialError as error:
        raise CredentialError("list-not-trustworthy", cause=error.code) from error
    listed = envelope.credential
    if LIST_TYPE not in types_of(listed):
        raise CredentialError("list-not-trustworthy", cause="not-a-list")
    refuse(envelope)
    subject = listed.get("credentialSubject")
    if not isinstance(subject, dict) or not is_plainly_spelled(subject):
        raise CredentialError("list-not-trustworthy", cause="not-a-list")
    return _Known(listed, StatusList.decode(str(subject.get("encodedList", ""))))


def _refuse_doubtful(envelope: Envelope, question: Question, judge: Judge) -> None:
    report = judge(envelope, question)
    if not report:
        cause = report.first(Outcome.FAILED) or report.first(Outcome.UNKNOWN)
        raise CredentialError("list-not-trustworthy", cause=cause.because if cause else "no-checks")


def _check_list(listed: Json, address: str, issuer: str, question: Question) -> None:
    """Refuse a list that is another's, was put in another's place, or has run out: however good, it is not this one."""
    time = check_time(listed, question.at, question.policy.leeway)[0]
    if time.outcome is not Outcome.PASSED:
        raise CredentialError("list-not-trustworthy", cause=time.because)
    if issuer_of(listed) != issuer:
        raise CredentialError("list-of-another-issuer", issuer=issuer_of(listed)[:200])
    if listed.get("id", address) != address:
        raise CredentialError("list-of-another-address", found=str(listed["id"])[:200])


def _read(entry: Mapping[str, Any], known: _Known, about: dict[str, str]) -> Check:
    purpose = about["purpose"]
    if purpose not in items(known.credential["credentialSubject"].get("statusPurpose")):  # 3
        raise CredentialError("list-of-another-purpose")
    size = _size(entry)
    value = known.bits.value(_index(entry), size)  # 5, 7, 8
    if purpose == "message":  # 12
        return passed("status", "status-message", STATUS_SPEC, **about, message=message_of(entry, value, size))
    if purpose == "refresh":
        return passed("status", "refresh-offered" if value else "not-withdrawing", STATUS_SPEC, **about)
    if value and purpose in _WITHDRAWING:  # 11
        return failed("status", _WITHDRAWING[purpose], STATUS_SPEC, **about)
    return passed("status", f"not-{_WITHDRAWING.get(purpose, 'withdrawing')}", STATUS_SPEC, **about)


def _size(entry: Mapping[str, Any]) -> int:
    size = entry.get("statusSize", 1)
    if isinstance(size, bool) or not isinstance(size, int):
        raise CredentialError("bad-status-size", size=str(size)[:20])
    return size


def _index(entry: Mapping[str, Any]) -> int:
    """Return the index; the specification writes it as a text of digits (section 2.1)."""
    found = str(entry.get("statusListIndex"))
    if not found.isascii() or not found.isdigit() or len(found) > len(str(2**64)):
        raise CredentialError("bad-index", index=found[:40])
    return int(found)
