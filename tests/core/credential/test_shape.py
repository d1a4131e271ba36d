"""What keeps a document from being a credential or a presentation, named by its place."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from testamur.core.credential import CredentialError, Outcome
from testamur.core.credential.describe import describe
from testamur.core.credential.shape import check_shape, refuse_misshapen
from testamur.core.credential.standing import numeric_date

V1, V2 = "https://www.w3.org/2018/credentials/v1", "https://www.w3.org/ns/credentials/v2"

Json = dict[str, Any]
CREDENTIAL: Json = {
    "@context": [V2],
    "type": ["VerifiableCredential"],
    "issuer": {"id": "did:web:example.edu", "name": "Example University"},
    "credentialSubject": {"id": "did:example:niki"},
}
OLD = {**CREDENTIAL, "@context": [V1], "issuanceDate": "2020-01-01T00:00:00Z"}
PRESENTATION: Json = {"@context": [V2], "type": ["VerifiablePresentation"]}


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"@context": V2},
        {"name": [{"@value": "Name", "@language": "en"}, "Nom"]},
        {"validFrom": "2026-01-01T00:00:00Z", "validUntil": "2026-01-01T00:00:00Z"},
        {"credentialStatus": []},
        {"type": "VerifiableCredential"},
        {"relatedResource": [{"id": "https://example.org/a", "digestSRI": "sha256-x"}]},
    ],
)
def test_what_the_data_model_allows_is_well_formed(members: Json) -> None:
    check = check_shape(CREDENTIAL | members)
    assert (check.because, check.outcome) == ("well-formed", Outcome.PASSED)


@pytest.mark.parametrize(
    ("members", "code", "member"),
    [
        ({"@context": []}, "no-base-context", None),
        ({"@context": [V2, 7]}, "not-a-url", "@context"),
        ({"id": "_:b0"}, "not-a-url", "id"),
        ({"type": ["Other"]}, "without-type", "type"),
        ({"type": ["VerifiableCredential", ""]}, "without-type", "type"),
        ({"issuer": "me"}, "no-issuer", None),
        ({"credentialSubject": []}, "no-subject", None),
        ({"credentialSubject": {"id": "me"}}, "not-a-url", "credentialSubject.id"),
        ({"description": {"@value": 7}}, "misshapen", "description"),
        ({"name": {"@language": "en"}}, "misshapen", "name"),
        ({"evidence": "https://example.org"}, "misshapen", "evidence"),
        ({"credentialSchema": {"type": "JsonSchema"}}, "member-missing", "credentialSchema.id"),
        ({"relatedResource": {"id": "https://example.org/a"}}, "misshapen", "relatedResource"),
        ({"relatedResource": {"digestSRI": "x"}}, "member-missing", "relatedResource.id"),
        (
            {"relatedResource": [{"id": "https://example.org/a", "digestSRI": "x"}] * 2},
            "misshapen",
            "relatedResource",
        ),
        (
            {"validFrom": "2026-01-02T00:00:00Z", "validUntil": "2026-01-01T00:00:00Z"},
            "ends-before-it-begins",
            "validUntil",
        ),
        ({"proof": "yes"}, "malformed-proof", "proof"),
    ],
)
def test_what_it_does_not_is_named_with_its_place_and_section(members: Json, code: str, member: str | None) -> None:
    check = check_shape(CREDENTIAL | members)
    assert (check.outcome, check.because, check.facts.get("member")) == (Outcome.FAILED, code, member)
    assert check.spec.startswith("https://www.w3.org/TR/vc-data-model-2.0/#")


def test_the_older_model_asks_for_its_own_members() -> None:
    refuse_misshapen(OLD)
    with pytest.raises(CredentialError, match="member-missing"):
        refuse_misshapen({key: value for key, value in OLD.items() if key != "issuanceDate"})
    with pytest.raises(CredentialError, match="ends-before-it-begins"):
        refuse_misshapen(OLD | {"expirationDate": "2019-01-01T00:00:00Z"})


def test_a_presentation_holds_objects_and_tokens_only_in_the_older_model() -> None:
    old = PRESENTATION | {"@context": [V1], "verifiableCredential": ["ey.ey.ey", copy.deepcopy(OLD)]}
    refuse_misshapen(old, is_presentation=True)
    refuse_misshapen(PRESENTATION | {"holder": {"id": "did:example:niki"}}, is_presentation=True)
    for members, code in (
        ({"verifiableCredential": ["ey.ey.ey"]}, "misshapen"),
        ({"verifiableCredential": [{"type": "Other"}]}, "misshapen"),
        ({"holder": "niki"}, "not-a-url"),
        ({"type": ["VerifiableCredential"]}, "without-type"),
    ):
        with pytest.raises(CredentialError, match=code):
            refuse_misshapen(PRESENTATION | members, is_presentation=True)


def test_a_badge_is_read_for_people_however_its_parts_are_written() -> None:
    achievement = {
        "name": {"@value": "Data stewardship"},
        "criteria": {"narrative": "An exam."},
        "alignment": [
            {"targetName": "EQF 6", "targetType": "ext:EQFLevel"},
            {"targetName": "manage data", "targetUrl": "https://example.org/skill"},
        ],
        "resultDescription": [{"id": "urn:r", "name": "Examination", "resultType": "Percent"}],
    }
    subject = {
        "identifier": [{"identityType": "name", "identityHash": "Niki"}, {"identityType": "x", "hashed": True}],
        "achievement": achievement,
        "creditsEarned": 5,
        "result": [{"resultDescription": "urn:r", "value": "83"}, {"status": ""}],
    }
    claims = describe(CREDENTIAL | {"credentialSubject": [subject], "awardedDate": "2026-01-01T00:00:00Z"})
    assert (claims.title, claims.holder, claims.credits) == ("Data stewardship", "Niki", "5")
    assert (claims.levels, claims.skills) == (("EQF 6",), (("manage data", "https://example.org/skill"),))
    assert claims.results == (("Examination", "83 %"),)


def test_what_is_read_for_people_takes_nothing_for_granted() -> None:
    assert describe(None).title == ""
    assert describe({"credentialSubject": 7, "issuer": ["did:x:y"], "name": True}).issuer == ""
    assert describe(
        {"badge": "https://example.org/badge", "recipient": {"hashed": True, "identity": "sha"}}
    ) == describe({"badge": "https://example.org/badge"})


@pytest.mark.parametrize("value", [True, "soon", 10.0**20, [1]])
def test_a_numeric_date_is_a_number_within_reason(value: object) -> None:
    with pytest.raises(CredentialError, match="bad-instant"):
        numeric_date(value)
