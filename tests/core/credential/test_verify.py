"""A credential is judged: genuine, tampered with, out of time, withdrawn, or impossible to tell."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from testamur.core.credential import Outcome, SigningKey, Verdict, World, jwt
from testamur.core.credential.multibase import base64url_encode
from testamur.core.credential.status import StatusEntry

NOW = datetime(2026, 5, 3, 9, tzinfo=UTC)
ENTRY = StatusEntry("https://example.edu/status/1", 4711, "revocation")

Compose = Callable[..., dict[str, Any]]
Sign = Callable[[dict[str, Any]], bytes]
Judge = Callable[..., Any]
WithList = Callable[..., World]


def reasons(report: Any, outcome: Outcome) -> list[str]:
    return [check.because for check in report.checks if check.outcome is outcome]


def test_what_was_signed_is_valid_in_both_forms(unsigned: Compose, sign: Sign, judge: Judge, key: SigningKey) -> None:
    for data in (sign(unsigned()), jwt(unsigned(), key).encode()):
        report = judge(data)
        assert report.verdict is Verdict.VALID
        assert report


def test_an_enveloped_credential_is_read_like_the_jwt_inside(unsigned: Compose, judge: Judge, key: SigningKey) -> None:
    envelope = {
        "@context": "https://www.w3.org/ns/credentials/v2",
        "type": "EnvelopedVerifiableCredential",
        "id": f"data:application/vc+jwt,{jwt(unsigned(), key)}",
    }
    assert judge(orjson.dumps(envelope)).verdict is Verdict.VALID


def leaves(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(node, dict):
        for name, value in node.items():
            yield from leaves(value, (*path, name))
    elif isinstance(node, list):
        for position, value in enumerate(node):
            yield from leaves(value, (*path, position))
    else:
        yield path


def test_changing_any_value_of_a_signed_credential_is_noticed(unsigned: Compose, sign: Sign, judge: Judge) -> None:
    original = orjson.loads(sign(unsigned(valid_until=NOW + timedelta(days=900), email="niki@example.org")))
    survived = []
    for path in leaves(original):
        changed = copy.deepcopy(original)
        place = changed
        for step in path[:-1]:
            place = place[step]
        value = place[path[-1]]
        place[path[-1]] = (
            (not value) if isinstance(value, bool) else f"{value}1" if isinstance(value, str) else value + 1
        )
        if judge(orjson.dumps(changed)).verdict is Verdict.VALID:
            survived.append(path)
    # Both names of the credential's type are one IRI, and a type is read by its IRI; "…1" is an undefined term.
    assert survived == []


def test_leaving_out_any_member_of_a_signed_credential_is_noticed(unsigned: Compose, sign: Sign, judge: Judge) -> None:
    original = orjson.loads(sign(unsigned()))
    for name in original:
        changed = {key: value for key, value in original.items() if key != name}
        assert judge(orjson.dumps(changed)).verdict is not Verdict.VALID, name


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.integers(min_value=0), bit=st.integers(min_value=0, max_value=7))
def test_flipping_any_bit_of_the_bytes_never_leaves_a_different_valid_credential(
    unsigned: Compose, sign: Sign, judge: Judge, where: int, bit: int
) -> None:
    data = bytearray(sign(unsigned()))
    before = orjson.loads(data)
    data[where % len(data)] ^= 1 << bit
    report = judge(bytes(data))
    # A flipped bit may still spell the same document; then, and only then, it is still valid.
    assert report.verdict is not Verdict.VALID or report.credential == before


def test_the_day_decides_whether_it_holds(unsigned: Compose, sign: Sign, judge: Judge) -> None:
    data = sign(unsigned(valid_from=NOW, valid_until=NOW + timedelta(days=365)))
    for at, verdict, because in (
        (NOW - timedelta(days=1), Verdict.INVALID, ["not-yet-valid"]),
        (NOW - timedelta(seconds=30), Verdict.VALID, []),
        (NOW + timedelta(days=365), Verdict.VALID, []),
        (NOW + timedelta(days=366), Verdict.INVALID, ["expired"]),
    ):
        report = judge(data, at=at)
        assert (report.verdict, reasons(report, Outcome.FAILED)) == (verdict, because)


def test_a_key_of_somebody_else_is_no_key_of_the_issuer(unsigned: Compose, judge: Judge) -> None:
    stranger = SigningKey.from_seed(bytes(32))
    document = unsigned()
    header = {"alg": "EdDSA", "typ": "vc+jwt", "kid": stranger.verification_method}
    signing_input = ".".join(base64url_encode(orjson.dumps(part)) for part in (header, document))
    token = f"{signing_input}.{base64url_encode(stranger.sign(signing_input.encode()))}"
    report = judge(token.encode())
    assert reasons(report, Outcome.FAILED) == ["key-not-the-issuers"]


@pytest.mark.parametrize(
    ("header", "because", "verdict"),
    [
        ({"alg": "none"}, "not-signed", Verdict.INVALID),
        ({"alg": "RS256"}, "suite-not-supported", Verdict.INDETERMINATE),
        ({"alg": "ES256"}, "key-of-another-kind", Verdict.INVALID),
        ({"alg": "HS256"}, "wrong-algorithm", Verdict.INVALID),
        ({"alg": "EdDSA", "typ": "JOSE"}, "wrong-type", Verdict.INVALID),
        ({"alg": "EdDSA", "crit": ["b64"], "b64": False}, "critical-header", Verdict.INVALID),
    ],
)
def test_headers_that_are_not_taken_at_their_word(
    unsigned: Compose, judge: Judge, key: SigningKey, header: dict[str, Any], because: str, verdict: Verdict
) -> None:
    signing_input = ".".join(
        base64url_encode(orjson.dumps(part)) for part in ({"kid": key.verification_method} | header, unsigned())
    )
    token = f"{signing_input}.{base64url_encode(key.sign(signing_input.encode()))}"
    report = judge(token.encode())
    assert because in [check.because for check in report.checks]
    assert report.verdict is verdict


def test_the_status_list_decides_whether_it_still_stands(
    unsigned: Compose, sign: Sign, judge: Judge, world_with_list: WithList
) -> None:
    data = sign(unsigned(status=(ENTRY,)))
    assert judge(data, world=world_with_list()).verdict is Verdict.VALID
    withdrawn = judge(data, world=world_with_list(is_set=True))
    assert (withdrawn.verdict, reasons(withdrawn, Outcome.FAILED)) == (Verdict.INVALID, ["revoked"])


def test_a_status_list_that_is_gone_is_not_a_forgery(unsigned: Compose, sign: Sign, judge: Judge) -> None:
    report = judge(sign(unsigned(status=(ENTRY,))))
    assert (report.verdict, reasons(report, Outcome.UNKNOWN)) == (Verdict.INDETERMINATE, ["offline"])


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"signer": SigningKey.from_seed(bytes(32))}, "list-of-another-issuer"),
        ({"purpose": "suspension"}, "list-of-another-purpose"),
        ({"valid_from": NOW + timedelta(days=2)}, "list-not-trustworthy"),
    ],
)
def test_a_status_list_that_cannot_be_relied_on_leaves_the_question_open(
    unsigned: Compose, sign: Sign, judge: Judge, world_with_list: WithList, changes: dict[str, Any], because: str
) -> None:
    report = judge(sign(unsigned(status=(ENTRY,))), world=world_with_list(is_set=True, **changes))
    assert (report.verdict, reasons(report, Outcome.UNKNOWN)) == (Verdict.INDETERMINATE, [because])


def test_a_place_beyond_the_end_of_the_list_is_not_taken_for_good(
    unsigned: Compose, sign: Sign, judge: Judge, world_with_list: WithList
) -> None:
    entry = StatusEntry(ENTRY.list_id, 10_000_000, "revocation")
    report = judge(sign(unsigned(status=(entry,))), world=world_with_list())
    assert reasons(report, Outcome.UNKNOWN) == ["index-outside-list"]


NOT_CREDENTIALS = {
    "JSON that is something else": (b'{"name": "x"}', "not-a-credential"),
    "a list": (b"[]", "not-a-credential"),
    "a name that stands twice": (b'{"type": "VerifiableCredential", "type": "x"}', "repeated-name"),
    "deep nesting": (b'{"a":' * 100_000, "too-deep"),
    "deep lists": (b"[" * 100_000, "too-deep"),
    "brackets in a text": (b'{"a": "' + b"[" * 100 + b'"}', "not-a-credential"),
    "too large": (b"{" + b" " * 5_000_000 + b"}", "too-large"),
}


@pytest.mark.parametrize(("data", "because"), NOT_CREDENTIALS.values(), ids=NOT_CREDENTIALS)
def test_what_is_no_credential_gets_a_clear_answer(judge: Judge, data: bytes, because: str) -> None:
    report = judge(data)
    assert (report.verdict, report.checks[0].because) == (Verdict.INVALID, because)


NOTHING_TO_JUDGE = {
    "an empty file": (b"", "empty"),
    "spaces": (b"  \n ", "empty"),
    "words": (b"hello", "no-credential-inside"),
    "bytes": (b"\xff\xfe\x00", "no-credential-inside"),
    "a printout": (b"%PDF-1.7\n%\xe2\xe3", "no-credential-inside"),
    "an archive": (b"PK\x03\x04", "no-credential-inside"),
    "a photo": (b"\xff\xd8\xff\xe0", "no-credential-inside"),
    "half a letter": (b'{"\xff": 1}', "not-utf8"),
    "half a credential": (b'{"type": "VerifiableCredential"', "not-json"),
    "a number without end": (b'{"a": ' + b"1" * 10_000 + b"}", "not-json"),
    "not a number": (b'{"a": NaN}', "not-json"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00", "nothing-baked"),
}


@pytest.mark.parametrize(("data", "because"), NOTHING_TO_JUDGE.values(), ids=NOTHING_TO_JUDGE)
def test_what_holds_nothing_to_judge_accuses_nobody(judge: Judge, data: bytes, because: str) -> None:
    report = judge(data)
    assert (report.verdict, report.checks[0].because) == (Verdict.INDETERMINATE, because)


def test_a_token_with_something_unreadable_in_it_is_condemned(judge: Judge) -> None:
    report = judge(base64url_encode(b'{"alg": "ES256"').encode() + b".e30.AAAA")
    assert (report.verdict, report.checks[0].because) == (Verdict.INVALID, "not-json")


def test_a_list_of_withdrawn_credentials_is_not_a_credential_about_a_person(
    world_with_list: WithList, judge: Judge
) -> None:
    world = world_with_list()
    report = judge(world.statuses.fetch(ENTRY.list_id), world=world)
    assert (report.verdict, report.checks[0].facts) == (Verdict.INDETERMINATE, {"form": "status-list"})


def test_the_old_vc_claim_is_refused(judge: Judge) -> None:
    parts = (orjson.dumps({"alg": "EdDSA"}), orjson.dumps({"vc": {"type": ["VerifiableCredential"]}}), b"sig")
    assert judge(".".join(map(base64url_encode, parts)).encode()).checks[0].because == "old-vc-claim"


def test_a_kind_that_cannot_be_checked_yet_is_named_not_condemned(judge: Judge) -> None:
    report = judge(orjson.dumps({"type": "EuropeanDigitalCredential"}))
    assert (report.verdict, report.checks[0].facts) == (Verdict.INDETERMINATE, {"form": "european-digital-credential"})


def change(document: dict[str, Any], **members: Any) -> bytes:
    return orjson.dumps({**document, **members})


def test_strange_shapes_are_named(unsigned: Compose, sign: Sign, judge: Judge) -> None:
    signed = orjson.loads(sign(unsigned()))
    context = signed["@context"]
    proof = signed["proof"]
    for members, because, verdict in (
        ({"@context": "https://example.org/mine"}, "no-base-context", Verdict.INVALID),
        ({"@context": [*context, {"name": "https://example.org/other"}]}, "own-vocabulary", Verdict.INDETERMINATE),
        ({"@context": [*context, "https://example.org/mine"]}, "unknown-context", Verdict.INDETERMINATE),
        ({"issuer": 7}, "no-issuer", Verdict.INVALID),
        ({"credentialSubject": "me"}, "no-subject", Verdict.INVALID),
        ({"proof": []}, "not-signed", Verdict.INVALID),
        ({"proof": "yes"}, "malformed-proof", Verdict.INVALID),
        ({"proof": [proof] * 9}, "too-many-proofs", Verdict.INDETERMINATE),
        ({"proof": proof | {"cryptosuite": "bbs-2023"}}, "suite-not-supported", Verdict.INDETERMINATE),
        ({"proof": proof | {"proofPurpose": "authentication"}}, "wrong-purpose", Verdict.INVALID),
        ({"proof": proof | {"previousProof": "urn:x"}}, "previous-proof-missing", Verdict.INVALID),
        ({"proof": proof | {"expires": "2026-01-01T00:00:00Z"}}, "proof-expired", Verdict.INVALID),
        ({"proof": proof | {"created": "yesterday"}}, "bad-instant", Verdict.INVALID),
        ({"proof": proof | {"proofValue": "z0OIl"}}, "bad-base58", Verdict.INVALID),
        ({"validFrom": "2026-02-30T00:00:00Z"}, "bad-instant", Verdict.INVALID),
        ({"credentialStatus": {"type": "Other"}}, "status-not-supported", Verdict.INVALID),
        ({"nickname": "unsigned"}, "undefined-term", Verdict.INVALID),
    ):
        report = judge(change(signed, **members))
        found = [check.because for check in report.checks]
        assert (because in found, report.verdict) == (True, verdict), (members, found)


def test_a_statement_moved_within_the_document_is_noticed(unsigned: Compose, sign: Sign, judge: Judge) -> None:
    signed = orjson.loads(sign(unsigned(status=(ENTRY,))))
    status = signed.pop("credentialStatus")
    # The same statements about the same subject, told where no reader looks for them.
    signed["credentialSubject"]["achievement"]["related"] = [{"id": signed["id"], "credentialStatus": status}]
    assert judge(orjson.dumps(signed)).verdict is not Verdict.VALID


def test_what_points_elsewhere_is_mentioned_and_does_not_count(unsigned: Compose, sign: Sign, judge: Judge) -> None:
    evidence = [{"id": "https://example.org/e", "type": ["Evidence"], "name": "Report"}]
    report = judge(sign(unsigned() | {"evidence": evidence}))
    assert report.verdict is Verdict.VALID
    assert [notice.name for notice in report.notices] == ["evidence"]


def test_a_list_that_was_sound_a_moment_ago_is_still_held_against_the_time(
    unsigned: Compose, sign: Sign, judge: Judge, world_with_list: WithList
) -> None:
    data, world = sign(unsigned(status=(ENTRY,))), world_with_list()
    assert judge(data, world=world).verdict is Verdict.VALID
    assert judge(data, world=world).verdict is Verdict.VALID
    earlier = judge(data, world=world, at=NOW - timedelta(minutes=2))
    assert reasons(earlier, Outcome.UNKNOWN) == ["list-not-trustworthy"]
    withdrawn = world_with_list(is_set=True)
    assert judge(data, world=withdrawn).verdict is Verdict.INVALID
