"""Presentations: who shows what, to whom, and whether each credential inside holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from testamur.core.credential import Outcome, Policy, Report, SigningKey, Verdict, World, data_integrity, jwt, verify
from testamur.core.credential.integrity.sign import Use
from testamur.core.credential.jose.enveloped import envelop
from testamur.core.credential.jose.vp_jwt import presentation_jwt, presentation_sd_jwt

NOW = datetime(2026, 5, 3, 9, tzinfo=UTC)
V2 = "https://www.w3.org/ns/credentials/v2"
ASKED = Policy(nonce="n-0815", domain="https://verifier.example")

Json = dict[str, Any]
Compose = Callable[..., Json]
Sign = Callable[[Json], bytes]
Show = Callable[..., Json]
Ask = Callable[..., Report]


@pytest.fixture
def holder() -> SigningKey:
    return SigningKey.from_seed(bytes(range(1, 33)))


@pytest.fixture
def credential(unsigned: Compose, sign: Sign, holder: SigningKey) -> Json:
    document = unsigned()
    document["credentialSubject"]["id"] = holder.controller
    signed: Json = orjson.loads(sign(document))
    return signed


def presentation(holder: SigningKey, *inside: Any) -> Json:
    return {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "holder": holder.controller,
        "verifiableCredential": list(inside),
    }


@pytest.fixture
def show(holder: SigningKey, world: World) -> Show:
    """Return a function that signs a presentation; keywords change what the proof is for."""

    def shown(document: Json, signer: SigningKey = holder, **changes: Any) -> Json:
        use = replace(Use("authentication", "https://verifier.example", "n-0815"), **changes)
        return data_integrity(document, signer, created=NOW, canonicaliser=world.canonicaliser, use=use)

    return shown


@pytest.fixture
def ask(world: World) -> Ask:
    def asked(document: Any, policy: Policy = ASKED, at: datetime = NOW) -> Report:
        return verify(document, world=world, at=at, policy=policy)

    return asked


def reasons(report: Report, outcome: Outcome = Outcome.FAILED) -> list[str]:
    return [check.because for check in report.checks if check.outcome is outcome]


def test_what_the_holder_signed_for_the_asker_is_valid(
    show: Show, ask: Ask, holder: SigningKey, credential: Json
) -> None:
    report = ask(show(presentation(holder, credential)))
    assert report.verdict is Verdict.VALID
    assert [part.verdict for part in report.parts] == [Verdict.VALID]
    assert report.credential == credential
    assert [notice.because for notice in report.notices] == ["about-the-holder"]


def test_enveloped_credentials_and_a_token_around_them_are_judged_alike(
    ask: Ask, holder: SigningKey, unsigned: Compose, key: SigningKey
) -> None:
    inside = envelop(jwt(unsigned(), key), "vc+jwt")
    token = presentation_jwt(
        presentation(holder, inside), holder, at=NOW, audience="https://verifier.example", nonce="n-0815"
    )
    for pasted in (token, envelop(token, "vp+jwt", is_presentation=True), f"data:application/vp+jwt,{token}"):
        report = ask(pasted)
        assert (report.verdict, report.form, len(report.parts)) == (Verdict.VALID, "vp-jwt", 1)
    assert reasons(ask(token, at=NOW + timedelta(minutes=20))) == ["expired"]
    shown = presentation_sd_jwt(presentation(holder, inside), holder, disclosable=[], salts=iter(()))
    assert (ask(shown, Policy()).verdict, ask(shown).form) == (Verdict.VALID, "vp-sd-jwt")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"challenge": "of yesterday"}, "wrong-challenge"),
        ({"domain": "https://elsewhere.example"}, "wrong-domain"),
        ({"purpose": "assertionMethod"}, "wrong-purpose"),
        ({"expires": NOW - timedelta(days=1)}, "proof-expired"),
    ],
)
def test_what_was_signed_for_somebody_else_or_something_else_is_not(
    show: Show, ask: Ask, holder: SigningKey, credential: Json, changes: Json, code: str
) -> None:
    report = ask(show(presentation(holder, credential), **changes))
    assert reasons(report) == [code]
    assert [notice.because for notice in report.notices] == ["not-about-the-holder"]


def test_a_stranger_cannot_show_it_in_the_holders_name(
    show: Show, ask: Ask, holder: SigningKey, credential: Json
) -> None:
    stranger = SigningKey.from_seed(bytes(32))
    document = show(presentation(stranger, credential), stranger)
    assert reasons(ask({**document, "holder": holder.controller})) == ["key-not-the-holders"]


def test_a_holder_need_not_be_named_and_need_not_be_the_subject(
    show: Show, ask: Ask, unsigned: Compose, sign: Sign, holder: SigningKey
) -> None:
    document = presentation(holder, orjson.loads(sign(unsigned())))
    del document["holder"]
    report = ask(show(document))
    assert report.verdict is Verdict.VALID
    assert [notice.because for notice in report.notices] == ["not-about-the-holder"]


def test_where_binding_is_asked_for_the_holder_has_to_be_the_subject(
    show: Show, ask: Ask, unsigned: Compose, sign: Sign, holder: SigningKey, credential: Json
) -> None:
    bound = replace(ASKED, key_binding=True)
    assert ask(show(presentation(holder, credential)), bound).verdict is Verdict.VALID
    report = ask(show(presentation(holder, orjson.loads(sign(unsigned())))), bound)
    assert (report.verdict, reasons(report, Outcome.UNKNOWN)) == (Verdict.INDETERMINATE, ["not-about-the-holder"])
    assert reasons(ask(credential, bound)) == ["not-bound"]


def test_every_credential_inside_has_to_hold(
    show: Show, ask: Ask, holder: SigningKey, credential: Json, unsigned: Compose, key: SigningKey
) -> None:
    forged = {**credential, "validFrom": "2026-01-01T00:00:00Z"}
    report = ask(show(presentation(holder, envelop(jwt(unsigned(), key), "vc+jwt"), forged)))
    assert [part.verdict for part in report.parts] == [Verdict.VALID, Verdict.INVALID]
    assert reasons(report) == ["credential-does-not-hold"]
    doubtful = {**credential, "@context": [*credential["@context"], {"x": "https://example.org/x"}]}
    assert reasons(ask(show(presentation(holder, doubtful))), Outcome.UNKNOWN) == ["credential-cannot-tell"]


def test_one_that_nobody_signed_proves_nothing_of_who_shows_it(ask: Ask, holder: SigningKey, credential: Json) -> None:
    document = presentation(holder, credential)
    report = ask(document, Policy())
    assert (report.verdict, reasons(report, Outcome.UNKNOWN)) == (Verdict.INDETERMINATE, ["presentation-not-signed"])
    for policy in (
        Policy(nonce="n"),
        Policy(domain="https://v.example"),
        Policy(audience="v"),
        Policy(key_binding=True),
    ):
        assert "presentation-not-signed" in reasons(ask(document, policy))


def test_an_empty_one_says_who_is_there_and_no_more(show: Show, ask: Ask, holder: SigningKey) -> None:
    document = presentation(holder)
    del document["verifiableCredential"]
    report = ask(show(document))
    assert (report.verdict, report.credential) == (Verdict.VALID, None)
    assert [notice.because for notice in report.notices] == ["nothing-presented"]


def test_what_is_no_credential_is_none_inside_a_presentation_either(ask: Ask, holder: SigningKey) -> None:
    nested = presentation(holder) | {"type": ["VerifiablePresentation", "VerifiableCredential"]}
    token_of_nothing = envelop("ey.ey.ey", "vc+jwt")
    for inside, code in ((nested, "not-a-credential"), (token_of_nothing, "bad-base64url")):
        report = ask(presentation(holder, inside))
        assert [check.because for check in report.parts[0].checks] == [code]


def test_a_presentation_of_ten_thousand_is_not_worked_through(ask: Ask, holder: SigningKey) -> None:
    report = ask(presentation(holder, *[{"type": "VerifiableCredential"}] * 10_000))
    assert reasons(report, Outcome.UNKNOWN) == ["too-many-credentials"]
    assert report.parts == ()


def test_a_presentation_of_the_wrong_shape_goes_no_further(ask: Ask, holder: SigningKey) -> None:
    report = ask(presentation(holder) | {"holder": "me"})
    assert (report.verdict, reasons(report)) == (Verdict.INVALID, ["not-a-url"])


def said_of_oneself(holder: SigningKey, **changes: Any) -> Json:
    said = {"@context": [V2], "type": ["VerifiableCredential"], "issuer": holder.controller}
    return {**said, "credentialSubject": {"id": holder.controller, "name": "Niki"}, **changes}


def test_what_holders_say_of_themselves_needs_no_other_signature(show: Show, ask: Ask, holder: SigningKey) -> None:
    report = ask(show(presentation(holder, said_of_oneself(holder))))
    assert report.verdict is Verdict.VALID
    assert "self-asserted" in [check.because for check in report.parts[0].checks]
    assert reasons(ask(show(presentation(holder, said_of_oneself(holder, validUntil="2020-01-01T00:00:00Z"))))) == [
        "credential-does-not-hold"
    ]


def test_nobody_speaks_unsigned_for_somebody_else(show: Show, ask: Ask, holder: SigningKey, credential: Json) -> None:
    own = said_of_oneself(holder)
    signed = show(presentation(holder, own))
    for shown in (
        show(presentation(holder, own | {"issuer": "did:example:alice"})),
        show({name: value for name, value in presentation(holder, own).items() if name != "holder"}),
        show(presentation(holder, {name: value for name, value in credential.items() if name != "proof"})),
        show(presentation(holder, own | {"proof": []})),
        signed | {"verifiableCredential": [own | {"credentialSubject": {"id": "did:example:other"}}]},
        presentation(holder, own),
    ):
        report = ask(shown)
        assert report.verdict is not Verdict.VALID
        assert not report.parts[0]
    inside = presentation(holder, own)
    assert not ask(show(presentation(holder, inside)))
