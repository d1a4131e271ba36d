"""Selective disclosure: any part of an Open Badge can be shown, nothing can be added, exchanged or hidden."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testamur.adapters.contexts import PinnedContexts
from testamur.adapters.world import outside
from testamur.core.credential import Canonicaliser, CredentialError, Kind, SigningKey, World, cbor
from testamur.core.credential import did as dids
from testamur.core.credential.integrity.check import check_proofs
from testamur.core.credential.integrity.selective import Secrets, base_proof, derive, sign, statements
from testamur.core.credential.integrity.selective.pointers import select
from testamur.core.credential.integrity.selective.sign import ENTROPY_BYTES
from testamur.core.credential.integrity.selective.values import DerivedProof, read_base, read_derived
from testamur.core.credential.integrity.sign import Use, data_integrity
from testamur.core.credential.multibase import base64url_decode, base64url_encode
from testamur.core.credential.report import Outcome

NOW = datetime(2026, 5, 3, 9, tzinfo=UTC)
DID = "did:web:example.edu"
KEY = SigningKey.from_seed((7).to_bytes(32, "big"), DID, kind=Kind.P256)
SECRETS = Secrets.from_entropy(bytes(range(ENTROPY_BYTES)))
OTHER_SECRETS = Secrets.from_entropy(bytes(range(1, ENTROPY_BYTES + 1)))

BADGE: dict[str, Any] = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
    "id": "urn:uuid:01890000-0000-7000-8000-000000000001",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "name": "Data stewardship",
    "issuer": {"id": DID, "type": "Profile", "name": "Example University"},
    "validFrom": "2026-05-01T00:00:00Z",
    "validUntil": "2031-05-01T00:00:00Z",
    "credentialStatus": {
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "4711",
        "statusListCredential": "https://example.edu/status/1",
    },
    "credentialSubject": {
        "type": "AchievementSubject",
        "identifier": [
            {"type": "IdentityObject", "identityHash": "Niki", "identityType": "name", "hashed": False},
            {
                "type": "IdentityObject",
                "identityHash": "n@example.edu",
                "identityType": "emailAddress",
                "hashed": False,
            },
        ],
        "achievement": {
            "id": "https://example.edu/a/1",
            "type": "Achievement",
            "name": "Data stewardship",
            "description": 'Says _:c14n0 and <urn:bnid:0> and a "quote".',
            "criteria": {"narrative": "Pass."},
            "resultDescription": [
                {
                    "id": "urn:uuid:01890000-0000-7000-8000-000000000002",
                    "type": "ResultDescription",
                    "name": "Grade",
                    "resultType": "LetterGrade",
                    "allowedValue": ["F", "E", "D", "C", "B", "A"],
                }
            ],
        },
        "result": [
            {"type": "Result", "value": "A", "resultDescription": "urn:uuid:01890000-0000-7000-8000-000000000002"},
            {"type": "Result", "value": "B", "resultDescription": "urn:uuid:01890000-0000-7000-8000-000000000002"},
        ],
    },
}
NAME = "/credentialSubject/identifier/0"


@pytest.fixture(scope="module")
def place() -> World:
    return outside(documents={DID: dids.document(DID, [KEY.public_key])})


Base = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def base(place: World) -> Base:
    def made(document: dict[str, Any] = BADGE, *mandatory: str, **how: Any) -> dict[str, Any]:
        facts: dict[str, Any] = {"created": NOW, "canonicaliser": place.canonicaliser, "mandatory": mandatory} | how
        return base_proof(document, facts.pop("signer", KEY), facts.pop("secrets", SECRETS), **facts)

    return made


def reasons(document: dict[str, Any], world: World) -> set[str]:
    return {check.because for check in check_proofs(document, world, NOW) if check.outcome is not Outcome.PASSED}


def showing(document: dict[str, Any], world: World, *pointers: str) -> dict[str, Any]:
    return derive(document, pointers, canonicaliser=world.canonicaliser)


def with_value(document: dict[str, Any], **members: Any) -> dict[str, Any]:
    """The document with members of its derived proof exchanged."""
    value = replace(read_derived(document["proof"]), **members)
    return document | {"proof": document["proof"] | {"proofValue": value.text}}


def test_an_open_badge_with_allowed_values_is_signed_and_shown_in_part(base: Base, place: World) -> None:
    signed = base()
    shown = showing(signed, place, NAME, "/credentialSubject/achievement/resultDescription")
    assert reasons(shown, place) == set()
    subject = shown["credentialSubject"]
    assert subject["identifier"] == BADGE["credentialSubject"]["identifier"][:1]
    assert subject["achievement"]["resultDescription"][0]["allowedValue"] == ["F", "E", "D", "C", "B", "A"]
    assert "result" not in subject
    assert "name" not in shown


def test_whatever_is_chosen_the_end_and_the_status_are_shown(base: Base, place: World) -> None:
    shown = showing(base(), place)
    assert reasons(shown, place) == set()
    assert set(shown) == set(BADGE) - {"name"} | {"proof"}
    assert shown["credentialSubject"] == {"type": "AchievementSubject"}
    for name in ("validUntil", "credentialStatus", "validFrom"):
        hidden = {member: value for member, value in shown.items() if member != name}
        assert reasons(hidden, place)


def test_everything_can_be_shown(base: Base, place: World) -> None:
    shown = showing(base(), place, "")
    assert {name: value for name, value in shown.items() if name != "proof"} == BADGE
    assert reasons(shown, place) == set()


def test_what_the_issuer_demands_is_always_shown(base: Base, place: World) -> None:
    signed = base(BADGE, "/credentialSubject/achievement/name", "/issuer")
    shown = showing(signed, place, "/name")
    assert shown["credentialSubject"]["achievement"]["name"] == "Data stewardship"
    assert read_base(signed["proof"]).mandatory == (
        "/credentialSubject/achievement/name",
        "/issuer",
        "/validFrom",
        "/validUntil",
        "/credentialStatus",
        "/credentialSubject/type",
    )


def test_each_of_several_subjects_is_shown_to_be_there(base: Base, place: World) -> None:
    subjects = [BADGE["credentialSubject"], {"id": "did:example:2"}, {"name": "x"}, "did:example:4"]
    shown = showing(base(BADGE | {"credentialSubject": subjects}), place)
    assert shown["credentialSubject"] == [{"type": "AchievementSubject"}, {"id": "did:example:2"}]
    assert reasons(shown, place) == set()


def leaves(value: Any, path: str = "") -> list[str]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [pointer for name, inner in members for pointer in leaves(inner, f"{path}/{name}")]
    return found or [path]


POINTERS = [pointer for pointer in leaves(BADGE) if "@context" not in pointer and "allowedValue" not in pointer]


@settings(max_examples=40, deadline=None)
@given(chosen=st.sets(st.sampled_from([*POINTERS, "/credentialSubject", "/credentialSubject/result/1"]), max_size=6))
def test_any_choice_can_be_shown_and_no_other_value_fits(place: World, base: Base, chosen: set[str]) -> None:
    shown = showing(base(), place, *sorted(chosen))
    assert reasons(shown, place) == set()
    for name in ("validUntil", "issuer"):
        assert reasons(shown | {name: "2099-01-01T00:00:00Z"}, place)


# --- pointers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pointer", "code"),
    [
        ("name", "bad-pointer"),
        ("/na~2me", "bad-pointer"),
        ("/" + "x" * 2_000, "bad-pointer"),
        ("/nickname", "nothing-there"),
        ("/credentialSubject/identifier/2", "nothing-there"),
        ("/credentialSubject/identifier/00", "nothing-there"),
        ("/credentialSubject/identifier/-", "nothing-there"),
        ("/credentialSubject/identifier/-1", "nothing-there"),
        ("/name/0", "nothing-there"),
        ("/proof", "nothing-there"),
        ("/credentialSubject/achievement/resultDescription/0/allowedValue/1", "pointer-splits-list"),
        ("/credentialSubject/achievement/resultDescription/0/allowedValue/0", "pointer-splits-list"),
    ],
)
def test_pointers_that_cannot_be_followed_are_refused(base: Base, place: World, pointer: str, code: str) -> None:
    with pytest.raises(CredentialError, match=code):
        base(BADGE, pointer)
    with pytest.raises(CredentialError, match=code):
        showing(base(), place, pointer)


def test_pointers_have_an_end(base: Base) -> None:
    with pytest.raises(CredentialError, match="bad-pointer"):
        base(BADGE, *[f"/name/{number}" for number in range(1_001)])


def test_what_pointers_select() -> None:
    document = {"a": {"b": 1, "c": [{"d": 2}, {"d": 3, "e": 4}]}, "x/y": {"~": 5}, "id": "urn:1", "m": None}
    for pointers, wanted in (
        ([], {"id": "urn:1"}),
        (["/a/c/1/d"], {"id": "urn:1", "a": {"c": [{"d": 3}]}}),
        (["/a/c/1/d", "/a/c/1"], {"id": "urn:1", "a": {"c": [{"d": 3, "e": 4}]}}),
        (["/a/c", "/a/c/1/d"], {"id": "urn:1", "a": {"c": [{"d": 2}, {"d": 3, "e": 4}]}}),
        (["/id"], {"id": "urn:1"}),
        (["/x~1y/~0"], {"id": "urn:1", "x/y": {"~": 5}}),
        (["/m"], {"id": "urn:1", "m": None}),
        ([""], document),
    ):
        assert select(document, pointers) == wanted


# --- what cannot be signed -------------------------------------------------------------------------------------------


def test_a_base_proof_is_made_by_the_issuer_alone_with_p_256(base: Base) -> None:
    for signer, code in (
        (SigningKey.from_seed((8).to_bytes(32, "big"), "did:web:other.edu", kind=Kind.P256), "not-the-issuer"),
        (SigningKey.from_seed(bytes(32), DID), "key-of-another-kind"),
        (SigningKey.from_seed((8).to_bytes(48, "big"), DID, kind=Kind.P384), "key-of-another-kind"),
    ):
        with pytest.raises(CredentialError, match=code):
            base(signer=signer)


def test_other_proofs_and_selective_ones_do_not_go_together(base: Base, place: World) -> None:
    key = SigningKey.from_seed((7).to_bytes(32, "big"), DID, kind=Kind.P256)
    other = data_integrity(BADGE, key, created=NOW, canonicaliser=place.canonicaliser)
    with pytest.raises(CredentialError, match="suite-not-supported"):
        base(other)
    with pytest.raises(CredentialError, match="suite-not-supported"):
        base(use=Use(previous=("urn:uuid:1",)))
    shown = showing(base(use=Use(id="urn:uuid:1")), place)
    proof = shown["proof"]
    both = shown | {"proof": [proof, proof | {"id": "urn:uuid:2", "previousProof": "urn:uuid:1"}]}
    assert reasons(both, place) == {"suite-not-supported"}


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"id": "_:me"}, "not-selectable"),
        ({"evidence": [{"id": "_:e", "type": "Evidence", "name": "x"}]}, "not-selectable"),
        ({"nickname": "x"}, "undefined-term"),
        ({"name": 2**70}, "unsafe-number"),
        ({"name": "\ud800"}, "lone-surrogate"),
    ],
)
def test_documents_whose_parts_cannot_be_told_apart_are_refused(base: Base, members: dict[str, Any], code: str) -> None:
    with pytest.raises(CredentialError, match=code):
        base(BADGE | members)


def test_texts_that_look_like_names_of_nodes_stay_texts(base: Base, place: World) -> None:
    text = 'Is _:c14n0, <urn:bnid:1> and "_:b0" .\n_:b1 a test'
    signed = base(BADGE | {"name": text, "description": "_:0"})
    shown = showing(signed, place, "/name", "/description")
    assert (shown["name"], reasons(shown, place)) == (text, set())


class OwnWords(PinnedContexts):
    """A store with one more vocabulary, which has maps of languages."""

    def get(self, url: str) -> dict[str, Any] | None:
        own = {"values": "urn:w:values", "titles": {"@id": "urn:w:titles", "@container": "@language"}}
        return {"@context": own} if url == "https://example.edu/words" else super().get(url)


OWN = Canonicaliser(OwnWords())


def own(**members: Any) -> dict[str, Any]:
    contexts = ["https://www.w3.org/ns/credentials/v2", "https://example.edu/words"]
    return {"@context": contexts, "id": "urn:1", "type": "VerifiableCredential", "issuer": DID} | members


def test_a_map_of_languages_is_not_taken_for_a_node(base: Base) -> None:
    with pytest.raises(CredentialError, match="not-selectable"):
        base(own(titles={"en": "Data", "ca": "Dades"}), canonicaliser=OWN)


def test_lists_beside_each_other_could_not_be_told_apart(base: Base) -> None:
    with pytest.raises(CredentialError, match="not-selectable"):
        base(own(values=[{"@list": ["a"]}, {"@list": ["b"]}]), canonicaliser=OWN)


def test_lists_in_lists_are_shown_whole(base: Base, place: World) -> None:
    world = replace(place, canonicaliser=OWN)
    signed = base(own(values={"@list": [{"@list": ["a", "b"]}, {"@list": []}, {"values": "c"}]}), canonicaliser=OWN)
    shown = showing(signed, world, "/values")
    assert reasons(shown, world) == set()
    assert showing(signed, world).keys() == {"@context", "id", "type", "issuer", "proof"}
    with pytest.raises(CredentialError, match="pointer-splits-list"):
        showing(signed, world, "/values/@list/0")


def test_a_credential_of_endless_statements_is_not_signed(
    base: Base, place: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = showing(base(), place)
    monkeypatch.setattr("testamur.core.credential.integrity.selective.statements.MAX_STATEMENTS", 20)
    with pytest.raises(CredentialError, match="too-many-statements"):
        base()
    monkeypatch.setattr("testamur.core.credential.integrity.selective.statements.MAX_STATEMENTS", 5)
    with pytest.raises(CredentialError, match="too-many-statements"):
        base()
    monkeypatch.setattr("testamur.core.credential.integrity.selective.check.MAX_STATEMENTS", 5)
    assert reasons(shown, place) == {"too-many-statements"}


def test_chance_comes_from_outside_and_in_full() -> None:
    assert SECRETS != OTHER_SECRETS
    for number in (0, ENTROPY_BYTES - 1, ENTROPY_BYTES + 1):
        with pytest.raises(CredentialError, match="bad-key"):
            Secrets.from_entropy(bytes(number))
    assert Secrets.from_entropy(bytes(ENTROPY_BYTES)).statement_key.kind is Kind.P256


# --- forgeries -------------------------------------------------------------------------------------------------------


def test_a_base_proof_shown_as_it_is_does_not_count(base: Base, place: World) -> None:
    assert reasons(base(), place) == {"base-proof-shown"}


def test_a_derived_proof_is_no_base_to_derive_from(base: Base, place: World) -> None:
    shown = showing(base(), place, NAME)
    for document in (shown, BADGE, base() | {"proof": [base()["proof"]] * 2}):
        with pytest.raises(CredentialError, match="not-a-base-proof"):
            showing(document, place)
    relabelled = base64url_decode(shown["proof"]["proofValue"][1:])
    with pytest.raises(CredentialError, match="not-a-base-proof"):
        read_base(shown["proof"])
    as_base = shown["proof"] | {"proofValue": "u" + base64url_encode(b"\xd9\x5d\x00" + relabelled[3:])}
    with pytest.raises(CredentialError, match="bad-proof-value"):
        showing(shown | {"proof": as_base}, place)
    value = base64url_decode(base()["proof"]["proofValue"][1:])
    as_derived = base()["proof"] | {"proofValue": "u" + base64url_encode(b"\xd9\x5d\x01" + value[3:])}
    assert reasons(base() | {"proof": as_derived}, place) == {"bad-proof-value"}


def test_a_statement_more_or_less_than_was_signed_is_noticed_before_it_is_shown(base: Base, place: World) -> None:
    signed = base()
    for changed in (
        signed | {"description": "More."},
        {name: value for name, value in signed.items() if name != "name"},
    ):
        with pytest.raises(CredentialError, match="base-proof-differs"):
            showing(changed, place)


@pytest.mark.parametrize("members", [{"name": "Medicine"}, {"validUntil": "2099-01-01T00:00:00Z"}, {"name": None}])
def test_a_changed_document_gives_nothing_that_counts(base: Base, place: World, members: dict[str, Any]) -> None:
    changed = {name: value for name, value in (base() | members).items() if value is not None}
    try:
        shown = showing(changed, place, "/name")
    except CredentialError as error:
        assert error.code in {"base-proof-differs", "nothing-there"}  # noqa: PT017 - either way it is noticed
    else:
        assert reasons(shown, place) == {"signature-does-not-fit"}


def test_statements_of_two_credentials_cannot_be_mixed(base: Base, place: World) -> None:
    good = BADGE | {"name": "Medicine"}
    mine, lent = showing(base(), place, "/name"), showing(base(good, secrets=OTHER_SECRETS), place, "/name")
    signatures = read_derived(lent["proof"]).signatures
    assert reasons(with_value(mine | {"name": "Medicine"}, signatures=signatures), place) == {"signature-does-not-fit"}
    assert reasons(mine | {"proof": lent["proof"]}, place) == {"signature-does-not-fit"}
    key = read_derived(lent["proof"]).public_key
    forged = with_value(mine | {"name": "Medicine"}, signatures=signatures, public_key=key)
    assert reasons(forged, place) == {"signature-does-not-fit"}


def test_two_results_cannot_be_made_one(base: Base, place: World) -> None:
    # The same label for two nodes would join what was said of each: a grade moves from one examination to the other.
    shown = showing(base(), place, "/credentialSubject/result")
    labels = dict(read_derived(shown["proof"]).labels)
    first, second, *_ = sorted(labels)
    assert reasons(with_value(shown, labels=labels | {first: labels[second]}), place) == {"bad-proof-value"}
    swapped = labels | {first: labels[second], second: labels[first]}
    assert reasons(with_value(shown, labels=swapped), place) == {"signature-does-not-fit"}
    more = labels | {99: bytes(32)}
    fewer = {number: label for number, label in labels.items() if number != first}
    for wrong in (more, fewer, {}):
        assert reasons(with_value(shown, labels=wrong), place) == {"bad-proof-value"}


def test_what_was_left_out_cannot_be_told_from_the_labels(base: Base, place: World) -> None:
    shown = showing(base(), place, "/credentialSubject/result/0")
    again = showing(base(secrets=OTHER_SECRETS), place, "/credentialSubject/result/0")
    assert set(read_derived(shown["proof"]).labels.values()).isdisjoint(read_derived(again["proof"]).labels.values())


def test_mandatory_statements_cannot_be_passed_off_as_others(base: Base, place: World) -> None:
    shown = showing(base(), place, "/name")
    value = read_derived(shown["proof"])
    for indexes in ((), value.mandatory[1:], (*value.mandatory[1:], 999), tuple(range(len(value.mandatory)))):
        assert reasons(with_value(shown, mandatory=indexes), place) == {"signature-does-not-fit"}
    assert reasons(with_value(shown, signatures=value.signatures[1:]), place) == {"signature-does-not-fit"}
    assert reasons(with_value(shown, signatures=value.signatures * 2), place) == {"signature-does-not-fit"}
    assert reasons(with_value(shown, signature=bytes(64)), place) == {"signature-does-not-fit"}


def test_a_key_of_another_kind_signs_no_statements(base: Base, place: World) -> None:
    shown = showing(base(), place, "/name")
    for key in (SigningKey.from_seed(bytes(32)), SigningKey.from_seed((7).to_bytes(48, "big"), kind=Kind.P384)):
        assert reasons(with_value(shown, public_key=key.public_key), place) == {"key-of-another-kind"}


def test_the_options_are_signed_too(base: Base, place: World) -> None:
    shown = showing(base(), place)
    for members in ({"created": "2026-05-03T09:00:01Z"}, {"expires": "2099-01-01T00:00:00Z"}, {"nonce": "x"}):
        assert reasons(shown | {"proof": shown["proof"] | members}, place) == {"signature-does-not-fit"}


def test_a_statement_added_to_what_is_shown_is_noticed(base: Base, place: World) -> None:
    shown = copy.deepcopy(showing(base(), place, NAME))
    shown["credentialSubject"]["achievement"] = BADGE["credentialSubject"]["achievement"]
    assert reasons(shown, place)


# --- proof values ----------------------------------------------------------------------------------------------------

GARBAGE = {
    "none": None,
    "a number": 7,
    "empty": "",
    "another base": "z" + "2" * 100,
    "only the base": "u",
    "padded": "u2V0B==",
    "another tag": "u" + base64url_encode(b"\xd9\x5d\x02\x85"),
    "no tag": "u" + base64url_encode(b"\x85"),
    "nothing after the tag": "u" + base64url_encode(b"\xd9\x5d\x01"),
    "too long": "u" + "A" * 2_000_000,
}
PARTS: list[Any] = [bytes(64), b"\x80\x24" + KEY.public_key.raw, [], {}, []]
BOMBS: dict[str, bytes] = {
    "a list of four billion": b"\x9a\xff\xff\xff\xff",
    "a list of endless bytes": b"\x9b" + b"\xff" * 8,
    "bytes of four billion": b"\x85\x5a\xff\xff\xff\xff",
    "a map of four billion": b"\x85\xba\xff\xff\xff\xff",
    "lists in lists": b"\x81" * 100_000,
    "without a length": b"\x9f\xff",
    "bytes without a length": b"\x5f\x41a\xff",
    "a tag": b"\xc2\x41\x01",
    "a negative number": b"\x20",
    "a fraction": b"\xf9\x3c\x00",
    "true": b"\xf5",
    "reserved": b"\x1c",
    "half a number": b"\x19\x01",
    "no text": b"\x62\xff\xff",
    "a map with texts": b"\xa1\x61a\x41b",
    "a map with numbers": b"\xa1\x01\x02",
    "a map with one key twice": b"\xa2\x01\x41a\x01\x41b",
    "a map of lists": b"\xa1\x01\x80",
    "more after the end": cbor.encode(PARTS) + b"\0",
    "four members": cbor.encode(PARTS[:4]),
    "six members": cbor.encode([*PARTS, 1]),
    "a number": cbor.encode(7),
    "a short signature": cbor.encode([bytes(63), *PARTS[1:]]),
    "a signature that is text": cbor.encode(["x", *PARTS[1:]]),
    "a key that is text": cbor.encode([PARTS[0], "x", *PARTS[2:]]),
    "a key without a point": cbor.encode([PARTS[0], b"\x80\x24\x02" + b"\xff" * 32, *PARTS[2:]]),
    "a key of nothing": cbor.encode([PARTS[0], b"", *PARTS[2:]]),
    "signatures that are none": cbor.encode([*PARTS[:2], [b"x"], *PARTS[3:]]),
    "signatures that are a number": cbor.encode([*PARTS[:2], 7, *PARTS[3:]]),
    "labels that are a list": cbor.encode([*PARTS[:3], [], []]),
    "short labels": cbor.encode([*PARTS[:3], {0: b"x"}, []]),
    "places that are bytes": cbor.encode([*PARTS[:4], [b"x"]]),
    "one place twice": cbor.encode([*PARTS[:4], [1, 1]]),
    "a place before the first": cbor.encode([*PARTS[:4], [-1]]),
    "a place that is true": cbor.encode([*PARTS[:4], [True]]),
    "a label for a text": cbor.encode([*PARTS[:3], {"a": bytes(32)}, []]),
    "two nodes of one label": cbor.encode([*PARTS[:3], {0: bytes(32), 1: bytes(32)}, []]),
}
CODES = {"bad-proof-value", "bad-base64url", "bad-key", "unsupported-key"}


@pytest.mark.parametrize("value", GARBAGE.values(), ids=GARBAGE)
def test_garbage_in_the_place_of_a_proof_value_is_named(base: Base, place: World, value: object) -> None:
    shown = showing(base(), place)
    assert reasons(shown | {"proof": shown["proof"] | {"proofValue": value}}, place) <= CODES


@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS)
def test_bombs_and_strange_shapes_are_refused_at_once(data: bytes) -> None:
    for tag, read in ((b"\xd9\x5d\x01", read_derived), (b"\xd9\x5d\x00", read_base)):
        with pytest.raises(CredentialError) as refused:
            read({"proofValue": "u" + base64url_encode(tag + data)})
        assert refused.value.code in CODES


def test_base_proofs_of_strange_shapes_are_refused() -> None:
    for hmac_key, pointers in ((b"short", []), (bytes(32), [7]), (bytes(32), {})):
        data = cbor.encode([bytes(64), PARTS[1], hmac_key, [], pointers])
        with pytest.raises(CredentialError, match="bad-proof-value"):
            read_base({"proofValue": "u" + base64url_encode(b"\xd9\x5d\x00" + data)})


def test_a_proof_value_holds_what_it_was_made_of(base: Base, place: World) -> None:
    shown = showing(base(), place, NAME)
    value = read_derived(shown["proof"])
    assert isinstance(value, DerivedProof)
    assert value.text == shown["proof"]["proofValue"]
    assert read_base(base()["proof"]).text == base()["proof"]["proofValue"]


def test_what_is_always_mandatory_can_be_read_in_one_place() -> None:
    assert "/credentialStatus" in sign.ALWAYS_MANDATORY
    assert statements.keyed_label("_:c14n0", bytes(32)) != statements.keyed_label("_:c14n1", bytes(32))
