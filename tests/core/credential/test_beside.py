"""What stands beside the claims: schemas, related files, terms, refreshing, endorsements."""

from __future__ import annotations

import base64
import copy
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from testamur.adapters.schemas import CompiledSchema
from testamur.core.credential import Outcome, Policy, Report, SigningKey, Verdict, World, data_integrity, jwt, verify
from testamur.core.credential.jose.sd_jwt import sd_jwt_vc
from testamur.core.credential.multibase import base58_encode, base64url_encode
from testamur.core.credential.schema import OPEN_BADGE_SCHEMA
from testamur.core.credential.world import NoResources, NoSchemas

NOW = datetime(2026, 5, 3, 9, tzinfo=UTC)
V2 = "https://www.w3.org/ns/credentials/v2"
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

Json = dict[str, Any]
Compose = Callable[..., Json]
Sign = Callable[[Json], bytes]


def ask(data: Any, world: World, **policy: Any) -> Report:
    return verify(data, world=world, at=NOW, policy=Policy(**policy))


def told(checks: Any) -> list[tuple[str, str]]:
    return [(check.because, check.outcome.value) for check in checks]


def of(name: str, report: Report) -> list[str]:
    return [check.because for check in report.checks if check.name == name]


# --- schemas ---


def schema(address: str = OPEN_BADGE_SCHEMA, kind: str = "JsonSchema") -> Json:
    return {"credentialSchema": [{"id": address, "type": kind}]}


def test_a_badge_that_promises_its_form_is_held_to_it(unsigned: Compose, sign: Sign, world: World) -> None:
    assert of("schema", ask(sign(unsigned() | schema()), world)) == ["keeps-its-schema"]
    older = unsigned() | schema(kind="1EdTechJsonSchemaValidator2019")
    older["@context"].append("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json")
    assert of("schema", ask(sign(older), world)) == ["keeps-its-schema"]
    broken = unsigned() | schema()
    del broken["credentialSubject"]["achievement"]["description"]
    report = ask(sign(broken), world)
    assert (report.verdict, of("schema", report)) == (Verdict.INVALID, ["breaks-its-schema"])
    assert report.checks[-1].facts["where"] == "/credentialSubject/achievement"
    assert ask(sign(broken), world, schema="not-asked").verdict is Verdict.VALID


def test_a_badge_that_promised_nothing_is_told_of_and_not_condemned(
    unsigned: Compose, sign: Sign, world: World
) -> None:
    assert told(ask(sign(unsigned()), world).notices) == []
    broken = unsigned()
    del broken["credentialSubject"]["achievement"]["description"]
    report = ask(sign(broken), world)
    assert (report.verdict, told(report.notices)) == (Verdict.VALID, [("breaks-its-schema", "failed")])
    assert ask(sign(broken), world, schema="required").verdict is Verdict.INVALID


def test_a_schema_that_is_not_at_hand_is_never_fetched(unsigned: Compose, sign: Sign, world: World) -> None:
    elsewhere = sign(unsigned() | schema("https://example.org/schema.json"))
    report = ask(elsewhere, world)
    assert (report.verdict, told(report.notices)) == (Verdict.VALID, [("schema-not-at-hand", "unknown")])
    assert ask(elsewhere, world, schema="required").verdict is Verdict.INDETERMINATE


def test_schemas_of_a_kind_that_is_not_known_and_far_too_many(unsigned: Compose, key: SigningKey, world: World) -> None:
    other = jwt(unsigned() | schema(kind="ShaclValidator"), key)
    assert told(ask(other, world).notices) == [("schema-not-supported", "unknown")]
    many = jwt(unsigned() | {"credentialSchema": schema()["credentialSchema"] * 9}, key)
    assert of("schema", ask(many, world)) == ["too-many-schemas"]


def test_who_demands_a_schema_gets_one(unsigned: Compose, key: SigningKey, world: World) -> None:
    plain = unsigned() | {"type": ["VerifiableCredential"]}
    report = ask(jwt(plain, key), world, schema="required")
    assert of("schema", report) == ["no-schema"]
    assert ask(jwt(unsigned(), key), world, schema="required").verdict is Verdict.VALID


def test_a_compiled_schema_asks_nobody_and_gives_up_on_endless_patterns() -> None:
    with pytest.raises(ValueError, match="not present"):
        CompiledSchema({"$ref": "https://example.org/schema.json"})
    assert CompiledSchema({"type": "object", "required": ["a"]}).fault({"a": 1}) is None


# --- related files ---


@dataclass(frozen=True)
class Files:
    found: bytes | None

    def read(self, url: str) -> bytes | None:
        return self.found if url == "https://example.org/file" else None


def sri(data: bytes, name: str = "sha256") -> str:
    return f"{name}-{base64.b64encode(hashlib.new(name, data).digest()).decode()}"


def multihash(data: bytes, code: int = 0x12) -> bytes:
    digest = hashlib.sha256(data).digest()
    return bytes([code, len(digest)]) + digest


@pytest.mark.parametrize(
    ("members", "because"),
    [
        ({"digestSRI": sri(b"data")}, "digest-fits"),
        ({"digestSRI": sri(b"data", "sha384")}, "digest-fits"),
        ({"digestSRI": [sri(b"data"), sri(b"data", "sha512")]}, "digest-fits"),
        ({"digestMultibase": "u" + base64url_encode(multihash(b"data"))}, "digest-fits"),
        ({"digestMultibase": "z" + base58_encode(multihash(b"data")), "digestSRI": sri(b"data")}, "digest-fits"),
        ({"digestSRI": sri(b"other")}, "digest-does-not-fit"),
        ({"digestSRI": [sri(b"data"), sri(b"other")]}, "digest-does-not-fit"),
        ({"digestSRI": "md5-AAAA"}, "bad-digest"),
        ({"digestSRI": "sha256-???"}, "bad-digest"),
        ({"digestMultibase": "u" + base64url_encode(multihash(b"data", 0x99))}, "bad-digest"),
        ({"digestMultibase": "uEg"}, "bad-digest"),
        ({"digestMultibase": "???"}, "bad-digest"),
    ],
)
def test_a_file_has_to_be_what_it_was(
    unsigned: Compose, key: SigningKey, world: World, members: Json, because: str
) -> None:
    related = {"relatedResource": [{"id": "https://example.org/file"} | members]}
    report = ask(jwt(unsigned() | related, key), replace(world, resources=Files(b"data")))
    assert of("relatedResource", report) == [because]
    assert (report.verdict is Verdict.VALID) == (because == "digest-fits")


def test_a_file_that_is_not_at_hand_is_mentioned(unsigned: Compose, key: SigningKey, world: World) -> None:
    one = {"id": "https://example.org/file", "digestSRI": sri(b"data")}
    report = ask(jwt(unsigned() | {"relatedResource": one}, key), replace(world, resources=Files(None)))
    assert (report.verdict, told(report.notices)) == (Verdict.VALID, [("not-looked-at", "unknown")])
    many = {"relatedResource": [one | {"id": f"https://example.org/{number}"} for number in range(33)]}
    assert told(ask(jwt(unsigned() | many, key), world).notices) == [("not-looked-at", "unknown")]


def test_the_base_context_is_at_hand_byte_for_byte(unsigned: Compose, sign: Sign, world: World) -> None:
    # The digest that the specification itself prints (its appendix B.1).
    digest = bytes.fromhex("59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734")
    related = {"id": V2, "type": "JsonLdContext", "digestSRI": f"sha256-{base64.b64encode(digest).decode()}"}
    document = unsigned() | {"relatedResource": [{key: related[key] for key in ("id", "digestSRI")}]}
    assert of("relatedResource", ask(sign(document), world)) == ["digest-fits"]


def test_a_world_may_have_neither_schemas_nor_files() -> None:
    assert (NoSchemas().get(OPEN_BADGE_SCHEMA), NoResources().read(V2)) == (None, None)


# --- terms and refreshing ---


def test_terms_and_where_to_refresh_are_shown(unsigned: Compose, key: SigningKey, world: World) -> None:
    document = unsigned() | {
        "termsOfUse": {"type": "TrustFrameworkPolicy", "id": "https://example.org/terms"},
        "refreshService": [{"type": "ManualRefresh", "id": "https://example.org/refresh"}],
    }
    report = ask(jwt(document, key), world)
    assert told(report.notices) == [("has-terms", "unknown"), ("can-be-refreshed", "unknown")]
    assert report.notices[1].facts["url"] == "https://example.org/refresh"


# --- endorsements ---


@pytest.fixture
def endorser() -> SigningKey:
    return SigningKey.from_seed(bytes(range(2, 34)))


@pytest.fixture
def endorse(endorser: SigningKey) -> Callable[..., Json]:
    def made(about: str, **members: Any) -> Json:
        return {
            "@context": [V2, BADGES],
            "id": "urn:uuid:01890000-0000-7000-8000-00000000000e",
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "issuer": {"id": endorser.controller, "type": ["Profile"], "name": "Association of Employers"},
            "name": "Endorsement",
            "validFrom": "2026-01-01T00:00:00Z",
            "credentialSubject": {"id": about, "type": ["EndorsementSubject"], "endorsementComment": "Well made."},
        } | members

    return made


def test_endorsements_of_credential_achievement_and_issuer_are_verified(
    unsigned: Compose, key: SigningKey, world: World, endorser: SigningKey, endorse: Callable[..., Json]
) -> None:
    document = unsigned()
    achievement = document["credentialSubject"]["achievement"]
    signed = data_integrity(endorse(document["id"]), endorser, created=NOW, canonicaliser=world.canonicaliser)
    document["endorsement"] = [signed]
    achievement["endorsementJwt"] = [jwt(endorse(achievement["id"]), endorser)]
    document["issuer"]["endorsementJwt"] = [jwt(endorse(document["issuer"]["id"]), endorser)]
    report = ask(jwt(document, key), world)
    assert report.verdict is Verdict.VALID
    assert [(notice.because, notice.facts["about"]) for notice in report.notices] == [
        ("endorsed", "credential"),
        ("endorsed", "issuer"),
        ("endorsed", "achievement"),
    ]
    assert {notice.facts["by"] for notice in report.notices} == {"Association of Employers"}
    assert [one.verdict for one in report.endorsements] == [Verdict.VALID] * 3


def test_an_endorsement_embedded_as_json_may_comment_on_what_is_described_around_it(
    unsigned: Compose, key: SigningKey, world: World, endorser: SigningKey, endorse: Callable[..., Json]
) -> None:
    document = unsigned()
    achievement = document["credentialSubject"]["achievement"]
    for number, node in enumerate((document, achievement, document["issuer"])):
        made = endorse(node["id"], id=f"urn:uuid:01890000-0000-7000-8000-00000000010{number}")
        node["endorsement"] = [data_integrity(made, endorser, created=NOW, canonicaliser=world.canonicaliser)]
    data = data_integrity(document, key, created=NOW, canonicaliser=world.canonicaliser)
    report = ask(data, world)
    assert report.verdict is Verdict.VALID
    assert {notice.because for notice in report.notices} == {"endorsed"}
    assert [one.verdict for one in report.endorsements] == [Verdict.VALID] * 3


def test_nothing_but_a_comment_can_be_moved_into_an_endorsement(
    unsigned: Compose, sign: Sign, world: World, endorser: SigningKey, endorse: Callable[..., Json]
) -> None:
    document = unsigned()
    signed = data_integrity(endorse(document["id"]), endorser, created=NOW, canonicaliser=world.canonicaliser)
    data = orjson.loads(sign(document | {"endorsement": [signed]}))
    assert ask(data, world).verdict is Verdict.VALID
    for member in ("validFrom", "issuer", "name", "awardedDate"):
        moved = copy.deepcopy(data)
        moved["endorsement"][0]["credentialSubject"][member] = moved.pop(member)
        assert ask(moved, world).verdict is not Verdict.VALID, member
    subject = copy.deepcopy(data)
    subject["endorsement"][0]["credentialSubject"]["type"].append("OpenBadgeCredential")
    assert "described-twice" in {check.because for check in ask(subject, world).checks}


def test_an_endorsement_that_does_not_hold_never_touches_the_credential(
    unsigned: Compose, key: SigningKey, world: World, endorser: SigningKey, endorse: Callable[..., Json]
) -> None:
    document = unsigned()
    name = document["id"]
    own = {"@context": [V2, BADGES, {"x": "https://example.org/x"}]}
    doubtful = data_integrity(endorse(name, **own), endorser, created=NOW, canonicaliser=world.canonicaliser)
    for given, because in (
        (jwt(endorse("urn:uuid:another"), endorser), "endorsement-of-another"),
        (jwt(endorse(name, validUntil="2026-02-01T00:00:00Z"), endorser), "endorsement-does-not-hold"),
        (jwt(endorse(name, type=["VerifiableCredential"]), endorser), "endorsement-does-not-hold"),
        ("ey", "endorsement-does-not-hold"),
        (doubtful, "endorsement-cannot-tell"),
    ):
        member = "endorsementJwt" if isinstance(given, str) else "endorsement"
        report = ask(jwt(document | {member: [given]}, key), world)
        assert (report.verdict, [notice.because for notice in report.notices]) == (Verdict.VALID, [because])


def test_endorsements_of_endorsements_are_not_followed_and_many_not_worked_through(
    unsigned: Compose, key: SigningKey, world: World, endorser: SigningKey, endorse: Callable[..., Json]
) -> None:
    document = unsigned()
    inner = jwt(endorse(document["id"], endorsementJwt=["ey"]), endorser)
    report = ask(jwt(document | {"endorsementJwt": [inner] * 20}, key), world)
    assert len(report.endorsements) == 16
    assert report.endorsements[0].notices == ()
    assert (report.notices[-1].because, report.notices[-1].outcome) == ("too-many-endorsements", Outcome.UNKNOWN)


def test_whom_a_verifier_accepts_as_issuer_does_not_bind_endorsers(
    unsigned: Compose, key: SigningKey, world: World, endorser: SigningKey, endorse: Callable[..., Json]
) -> None:
    document = unsigned()
    data = jwt(document | {"endorsementJwt": [jwt(endorse(document["id"]), endorser)]}, key)
    report = ask(data, world, issuers=frozenset({key.controller}), leeway=timedelta(minutes=2))
    assert (report.verdict, report.notices[0].because) == (Verdict.VALID, "endorsed")


def test_subjects_and_issuers_without_objects_have_no_endorsements(
    unsigned: Compose, key: SigningKey, world: World
) -> None:
    document = unsigned() | {"issuer": key.controller}
    document["credentialSubject"] = [document["credentialSubject"]]
    assert ask(jwt(document, key), world).endorsements == ()
    claims = {"vct": "https://example.org/card", "iss": key.controller, "credentialSubject": "somebody"}
    assert ask(sd_jwt_vc(claims, key, disclosable=[], salts=iter(())), world).verdict is Verdict.VALID
