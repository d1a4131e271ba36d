"""The check page answers everything that is put into it."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from testamur.adapters.contexts import PinnedContexts
from testamur.adapters.world import outside
from testamur.core.credential import Canonicaliser, SigningKey, cose_sign1, data_integrity, jwt
from testamur.core.credential.jose.enveloped import envelop
from testamur.core.credential.jose.vp_jwt import presentation_jwt
from testamur.core.credential.trust import read_registry

pytestmark = pytest.mark.django_db

KEY = SigningKey.from_seed(b"t" * 32)
SIGNED_AT = datetime(2026, 1, 1, tzinfo=UTC)


def credential(**changes: object) -> dict[str, object]:
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "https://elsewhere.example/credentials/1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Knots <b>and</b> Splices",
        "issuer": {"id": KEY.controller, "type": ["Profile"], "name": "Harbour School"},
        "validFrom": "2025-05-03T00:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://elsewhere.example/a/1",
                "type": ["Achievement"],
                "name": "Knots <b>and</b> Splices",
                "description": "Ropes.",
                "criteria": {"narrative": "Tied twelve knots."},
            },
        },
    } | changes


def signed(**changes: object) -> str:
    document = data_integrity(
        credential(**changes), KEY, created=SIGNED_AT, canonicaliser=Canonicaliser(PinnedContexts())
    )
    return json.dumps(document)


def answer(client: Client, **given: object) -> str:
    return client.post("/check", given).content.decode()


def test_a_credential_of_a_stranger_is_judged_and_told(client: Client) -> None:
    page = answer(client, text=signed())
    assert "Nothing in it was changed since it was signed. Who signed it is not proved" in page
    assert "Harbour School" in page
    assert "3 May 2025" in page


def test_a_jwt_is_read_too(client: Client) -> None:
    assert "Nothing in it was changed since it was signed. Who signed it is not proved" in answer(
        client, text=jwt(credential(), KEY)
    )


def test_a_file_is_read_too(client: Client) -> None:
    file = SimpleUploadedFile("mine.json", signed().encode())
    assert "Nothing in it was changed since it was signed. Who signed it is not proved" in answer(client, file=file)


def test_markup_in_a_credential_is_shown_as_text(client: Client) -> None:
    page = answer(client, text=signed())
    assert "<b>and</b>" not in page
    assert "&lt;b&gt;and&lt;/b&gt;" in page


def test_one_changed_letter_is_enough(client: Client) -> None:
    page = answer(client, text=signed().replace("Splices", "Splicet"))
    assert "Do not rely on this" in page
    assert "something was changed" in page


def test_what_has_run_out_is_genuine_but_holds_no_longer(client: Client) -> None:
    page = answer(client, text=signed(validUntil="2025-12-31T00:00:00Z"))
    assert "The signature fits, but it no longer holds" in page


def test_a_status_list_that_cannot_be_asked_leaves_the_answer_open(client: Client) -> None:
    entry = {
        "id": "https://nowhere.invalid/list#1",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "1",
        "statusListCredential": "https://nowhere.invalid/list",
    }
    page = answer(client, text=signed(credentialStatus=entry))
    assert "We cannot tell" in page


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("   ", "Nothing was given"),
        ("hello", "There is no credential in it that could be checked (text)"),
        ("[" * 100_000, "nested deeper"),
        ('{"a": 1}', "not a credential"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", "no credential inside"),
        ("http://example.org/plain", "it does not begin with https://"),
        ("https://127.0.0.1/", "not a public one"),
        ('{"a": "\x00"}', "not a whole credential: it cannot be read beyond line 1, column 8"),
        ('{"type": [\n  "VerifiableCredential"', "not a whole credential: it cannot be read beyond line 2, column 25"),
    ],
)
def test_everything_else_is_answered_with_a_reason(client: Client, given: str, says: str) -> None:
    assert says in answer(client, text=given)


def test_half_a_text_is_not_condemned(client: Client) -> None:
    half = answer(client, text=signed()[:-40])
    assert "We cannot tell whether this holds. This is not a whole credential" in half
    assert "Do not rely on this" not in half
    assert "delimiter" not in half


def test_an_empty_file_is_answered_with_a_reason(client: Client) -> None:
    assert "There is nothing in it" in answer(client, file=SimpleUploadedFile("empty.json", b""))


def test_a_file_that_is_too_large_is_not_read(client: Client) -> None:
    page = answer(client, file=SimpleUploadedFile("big.json", b" " * (5 * 2**20)))
    assert "more than any credential needs" in page


def test_a_link_to_our_own_page_that_was_withdrawn_says_so(client: Client) -> None:
    assert "withdrawn it" in answer(client, link="http://testserver/c/abcdefghijklmnop")


def test_a_permanent_address_is_no_copy_and_says_where_to_get_one(client: Client) -> None:
    page = answer(client, link="http://testserver/credentials/01a201e4-e23d-7619-ac29-bce15427f78d")
    assert "This is a permanent address" in page
    assert "choose its file, or ask its holder for a link" in page


def test_a_link_in_the_address_is_filled_in_and_not_followed(client: Client) -> None:
    page = client.get("/check", {"link": "https://example.org/c/1"}).content.decode()
    assert 'value="https://example.org/c/1"' in page


def test_two_things_at_once_are_not_guessed_between(client: Client) -> None:
    file = SimpleUploadedFile("mine.json", signed().encode())
    page = client.post("/check", {"file": file, "text": "not <what> I meant", "link": "https://a.example/1"})
    assert page.status_code == 422
    said = page.content.decode()
    assert "You gave more than one" in said
    assert "not &lt;what&gt; I meant" in said
    assert "https://a.example/1" in said


def test_what_is_not_in_force_yet_is_not_said_to_have_lapsed(client: Client) -> None:
    page = answer(client, text=signed(validFrom="2999-01-01T00:00:00Z"))
    assert "The signature fits, but it does not hold yet." in page


@pytest.mark.parametrize(("language", "shown"), [("en", "83.5 %"), ("es", "83,5 %"), ("ca", "83,5 %")])
def test_marks_are_written_as_the_reader_writes_them(client: Client, language: str, shown: str) -> None:
    subject = credential()["credentialSubject"]
    address = "https://elsewhere.example/a/1#r"
    described = {"id": address, "type": ["ResultDescription"], "name": "Exam", "resultType": "Percent"}
    achieved = {"type": ["Result"], "resultDescription": address, "value": "83.5"}
    told = {
        **subject,
        "achievement": {**subject["achievement"], "resultDescription": [described]},
        "result": [achieved],
    }
    page = client.post("/check", {"text": signed(credentialSubject=told)}, headers={"Accept-Language": language})
    assert shown in page.content.decode()


def test_what_it_is_instead_of_a_credential_is_said_in_the_readers_language(client: Client) -> None:
    page = client.post("/check", {"text": "hello"}, headers={"Accept-Language": "es"}).content.decode()
    assert "(texto)" in page


def test_a_file_in_cose_and_its_text_are_judged(client: Client) -> None:
    data = cose_sign1(credential(), KEY)
    given = SimpleUploadedFile("credential.cose", data, "application/octet-stream")
    for form in ({"file": given}, {"text": b64encode(data).decode()}):
        page = client.post("/check", form).content.decode()
        assert "It is a credential in a signed envelope (COSE)." in page
        assert "The signature fits" in page
    broken = SimpleUploadedFile("credential.cose", data[:-1], "application/octet-stream")
    assert "Take the original file." in client.post("/check", {"file": broken}).content.decode()


def test_the_page_says_who_knows_the_issuer_and_what_is_inside_a_presentation(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {"says": "Ministry", "issuers": [{"id": KEY.controller, "name": "Harbour School"}]}
    world = outside(registries=(read_registry(found, name="file"),))
    monkeypatch.setattr("testamur.interfaces.web.check.WORLD", world)
    document = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [envelop(jwt(credential(), KEY), "vc+jwt")],
    }
    shown = presentation_jwt(document, KEY, at=datetime.now(UTC))
    page = client.post("/check", {"text": shown}).content.decode()
    assert "Ministry knows the issuer: Harbour School" in page
    assert "The credentials inside" in page
    assert "Ministry" in client.post("/check", {"text": jwt(credential(), KEY)}).content.decode()
