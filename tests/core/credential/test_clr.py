"""Learner records: what carries a stack goes in and comes out, and what a record may not hold is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from testamur.core.credential import SigningKey, World, verify
from testamur.core.credential.achieved import achieved
from testamur.core.credential.clr import RecordFacts, is_record, learner_record, read_record
from testamur.core.credential.compose import Publisher
from testamur.core.credential.errors import CredentialError
from testamur.core.model.association import CHILD, PARENT, PART, PRECEDES, Association

Json = dict[str, Any]
NOW = datetime(2026, 5, 3, 9, tzinfo=UTC)
AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
FACTS = RecordFacts("urn:record", "Nursing, so far", AT, "did:example:anna", partial=False)
SCHOOL = Publisher("did:web:school.example", "Western School", "https://school.example", country="MY")


def badge(name: str, achievement: str = "") -> Json:
    return {
        "id": f"urn:{name}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": "did:web:school.example",
        "validFrom": "2026-05-03T09:00:00Z",
        "credentialSubject": {"achievement": {"id": achievement or f"urn:achievement:{name}", "name": name.title()}},
    }


def test_what_goes_in_comes_out() -> None:
    credentials = [badge("anatomy"), badge("first-aid"), badge("nurse-assistant")]
    told = [
        Association("urn:achievement:nurse-assistant", PARENT, "urn:achievement:anatomy"),
        Association("urn:achievement:first-aid", PRECEDES, "urn:achievement:nurse-assistant"),
    ]
    record = learner_record(FACTS, SCHOOL, credentials, told)
    assert is_record(record)
    found = read_record(record)
    assert (list(found.credentials), list(found.associations), found.unknown) == (credentials, told, ())


def test_a_record_in_the_words_of_the_standard() -> None:
    record = learner_record(FACTS, SCHOOL, [badge("a")], [Association("urn:a", PART, "urn:b")])
    assert record["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    assert record["type"] == ["VerifiableCredential", "ClrCredential"]
    assert (record["name"], record["partial"], record["validFrom"]) == (FACTS.name, False, "2026-06-01T09:00:00Z")
    assert record["credentialSubject"]["id"] == "did:example:anna"
    assert record["credentialSubject"]["association"] == [
        {"type": "Association", "associationType": "isPartOf", "sourceId": "urn:a", "targetId": "urn:b"}
    ]


def test_a_record_without_holder_and_associations_says_nothing_of_them() -> None:
    facts = RecordFacts("urn:record", "Some", AT)
    subject = learner_record(facts, SCHOOL, [badge("a")], [])["credentialSubject"]
    assert set(subject) == {"type", "verifiableCredential"}


@pytest.mark.parametrize(
    ("credentials", "told", "code"),
    [
        ([], [], "no-credentials"),
        ([badge("a")], [Association("urn:a", PARENT, "urn:b"), Association("urn:b", PARENT, "urn:a")],
         "association-knot"),
        ([badge("a")], [Association("urn:a", CHILD, "urn:a")], "association-knot"),
    ],
)  # fmt: skip
def test_a_record_that_would_say_nonsense_is_not_made(
    credentials: list[Json], told: list[Association], code: str
) -> None:
    with pytest.raises(CredentialError) as refused:
        learner_record(FACTS, SCHOOL, credentials, told)
    assert refused.value.code == code


Change = Callable[[Json], None]


def of_association(**change: str) -> Change:
    def changed(subject: Json) -> None:
        subject["association"][0] |= change

    return changed


def without_association(subject: Json) -> None:
    del subject["association"]


def with_another_name_inside(subject: Json) -> None:
    subject["verifiableCredential"][0]["credentialSubject"]["achievement"]["name"] = "Another"


def with_one_more_inside(subject: Json) -> None:
    subject["verifiableCredential"].append(badge("more"))


@pytest.fixture
def signed(key: SigningKey, sign: Callable[[Json], bytes], unsigned: Callable[..., Json]) -> bytes:
    mine = Publisher(key.controller, "Example University", "https://example.edu", country="ES")
    inner = [orjson.loads(sign(unsigned()))]
    facts = RecordFacts("urn:uuid:01890000-0000-7000-8000-000000000002", "So far", NOW, "did:example:anna")
    told = [Association("https://example.edu/degree", PARENT, "https://example.edu/mc/ds-1")]
    return sign(learner_record(facts, mine, inner, told))


def test_a_signed_record_holds_and_says_that_what_is_inside_was_not_checked(signed: bytes, world: World) -> None:
    report = verify(signed, world=world, at=NOW)
    assert report
    assert [check.because for check in report.notices] == ["credentials-inside"]
    (inside,) = read_record(orjson.loads(signed)).credentials
    assert verify(orjson.dumps(inside), world=world, at=NOW)


@pytest.mark.parametrize(
    "change",
    [
        of_association(associationType="isPartOf"),
        of_association(sourceId="https://example.edu/other"),
        of_association(targetId="https://example.edu/other"),
        without_association,
        with_another_name_inside,
        with_one_more_inside,
    ],
)
def test_a_changed_record_is_not_valid(signed: bytes, world: World, change: Change) -> None:
    record = orjson.loads(signed)
    change(record["credentialSubject"])
    assert not verify(orjson.dumps(record), world=world, at=NOW)


def of_school(**subject: object) -> Json:
    """A record as a high school issued it: one achievement id twice, and associations with what is not in it."""
    course = "urn:uuid:0f09ae53"
    return {
        "type": ["VerifiableCredential", "ClrCredential"],
        "credentialSubject": {
            "type": "ClrSubject",
            "association": [
                {"sourceId": "urn:programme", "targetId": course, "associationType": "isParentOf"},
                {"sourceId": "urn:gone", "targetId": "urn:programme", "associationType": "isPartOf"},
                {"sourceId": "urn:gone", "targetId": course, "associationType": "exemplar"},
            ],
            "verifiableCredential": [badge("one", course), badge("two", course), "eyJhbGciOiJFZERTQSJ9.e30.x", 7],
            **subject,
        },
    }


def test_a_record_of_a_school_is_read() -> None:
    found = read_record(of_school())
    assert [getattr(achieved(one), "ref", "") for one in found.credentials if isinstance(one, dict)] == [
        "urn:uuid:0f09ae53", "urn:uuid:0f09ae53",
    ]  # fmt: skip
    assert [one for one in found.credentials if isinstance(one, str)] == ["eyJhbGciOiJFZERTQSJ9.e30.x"]
    assert [one.kind for one in found.associations] == ["isParentOf", "isPartOf"]
    assert found.unknown == ("exemplar",)


def test_a_list_of_one_may_stand_without_its_brackets() -> None:
    one = {"sourceId": "a", "targetId": "b", "associationType": "precedes"}
    found = read_record(of_school(association=one, verifiableCredential=badge("a")))
    assert (len(found.credentials), found.associations) == (1, (Association("a", PRECEDES, "b"),))


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ({"type": ["VerifiableCredential", "OpenBadgeCredential"]}, "not-a-record"),
        ({"type": "ClrCredential", "credentialSubject": [{}, {}]}, "not-a-record"),
        (of_school(verifiableCredential=[{}] * 501), "too-many-credentials"),
        (of_school(association=[{}] * 5_001), "too-many-associations"),
        (of_school(association=[7]), "bad-association"),
        (of_school(association={"sourceId": "a", "associationType": "precedes"}), "bad-association"),
        (of_school(association={"sourceId": "", "targetId": "b", "associationType": "precedes"}), "bad-association"),
        (of_school(association={"sourceId": 1, "targetId": "b", "associationType": "precedes"}), "bad-association"),
        (of_school(association={"sourceId": "x" * 2_001, "targetId": "b", "associationType": "x"}), "bad-association"),
    ],
)
def test_what_is_no_record_is_refused(record: Json, code: str) -> None:
    with pytest.raises(CredentialError) as refused:
        read_record(record)
    assert refused.value.code == code
