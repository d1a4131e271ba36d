"""`testamur tool jose`: issue or verify one token, as the suite of W3C's vc-jose-cose asks for it."""

from __future__ import annotations

import json
import secrets
import sys
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from testamur.adapters.world import outside
from testamur.core.credential import cose_sign1, jwt
from testamur.core.credential.cose.check import check_vc_cose, check_vp_cose
from testamur.core.credential.cose.claims import claims_of
from testamur.core.credential.cose.key import jwk_of
from testamur.core.credential.cose.sign1 import CoseSign1, cose_in, open_sign1
from testamur.core.credential.cose.vp_cose import presentation_cose
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.jose.asked import Asked, moment
from testamur.core.credential.jose.check import check_sd_jwt, check_vc_jwt, check_vp_jwt, check_vp_sd_jwt
from testamur.core.credential.jose.jws import json_object, open_jws
from testamur.core.credential.jose.sd_jwt import Path as ClaimPath
from testamur.core.credential.jose.sd_jwt import open_sd_jwt, sd_jwt
from testamur.core.credential.jose.vp_jwt import presentation_jwt, presentation_sd_jwt
from testamur.core.credential.keys import Kind, PublicKey, SigningKey
from testamur.core.credential.multibase import base64url_decode
from testamur.core.credential.ports import Json
from testamur.core.credential.reading import MAX_BYTES, read_json
from testamur.core.credential.report import Check, Outcome, Report, Verdict
from testamur.core.credential.shape import refuse_misshapen
from testamur.core.credential.world import World
from testamur.interfaces.words.verdicts import sentence

FEATURES = (
    *("credential_jose", "presentation_jose"),
    *("credential_sdjwt", "presentation_sdjwt"),
    *("credential_cose", "presentation_cose"),
)
REFUSED = 1
_SALT_BYTES = 16
_LONGEST_PLACE = 7
# No JSON starts with a byte of 0x80 or more, and every map in CBOR does.
_STARTS_CBOR = b"\x80"
_KINDS = {kind.curve: kind for kind in Kind}

_in = click.Path(path_type=Path, exists=True, dir_okay=False)
_input = click.option("--input", "source", required=True, type=_in, help="What to issue or verify.")
_key = click.option(
    "--key", required=True, type=_in, help="A verification method with JWKs in it, a JWK or a COSE_Key."
)
_feature = click.option("--feature", required=True, type=click.Choice(FEATURES), help="What it is.")
_output = click.option("--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The result.")


@click.group()
def jose() -> None:
    """Issue or verify one token, with the result in a file.

    What is secured with COSE is written in base64.
    """


@jose.command("issue")
@_input
@_key
@_feature
@click.option("--sd", default="[]", help='What may be hidden: ["credentialSubject.name", "holder"].')
@_output
def issue(source: Path, key: Path, feature: str, sd: str, output: Path) -> None:
    """Sign a document; the result holds the token."""
    try:
        data = _issued(json_object(_read(source)), _signing_key(_key_in(_read(key))), feature, _paths(sd))
    except CredentialError as error:
        _refuse(output, str(error))
    _say(output, {"result": "success", "data": data})


@jose.command("verify")
@_input
@_key
@_feature
@_output
def verify(source: Path, key: Path, feature: str, output: Path) -> None:
    """Check a token against one key; the result holds the document. Neither time nor status are looked at."""
    try:
        checks, document = _verified(_read(source).decode("ascii", "replace").strip(), _key_in(_read(key)), feature)
    except CredentialError as error:
        _refuse(output, str(error))
    report = Report(tuple(checks))
    telling = report.first(Outcome.FAILED) or report.first(Outcome.UNKNOWN)
    if report.verdict is not Verdict.VALID:
        _refuse(output, f"{telling.because}: {sentence(telling)}" if telling else "no-checks")
    _say(output, {"result": "success", "data": document})


def _issued(document: Json, key: SigningKey, feature: str, paths: list[ClaimPath]) -> str:
    refuse_misshapen(document, is_presentation=feature.startswith("presentation"))
    if feature == "credential_jose":
        return jwt(document, key)
    if feature == "presentation_jose":
        return presentation_jwt(document, key, at=datetime.now(UTC))
    if feature == "credential_cose":
        return b64encode(cose_sign1(document, key)).decode()
    if feature == "presentation_cose":
        return b64encode(presentation_cose(document, key, at=datetime.now(UTC))).decode()
    conceal = sd_jwt if feature == "credential_sdjwt" else presentation_sd_jwt
    return conceal(document, key, disclosable=paths, salts=_salts())


def _verified(token: str, key: Json, feature: str) -> tuple[list[Check], Json]:
    is_presentation = feature.startswith("presentation")
    if feature.endswith("cose"):
        return _verified_cose(open_sign1(cose_in(token.encode())), key, is_presentation=is_presentation)
    if feature.endswith("sdjwt"):
        hidden = open_sd_jwt(token)
        refuse_misshapen(hidden.claims, is_presentation=is_presentation)
        world = _world(key, hidden.jws.header.get("kid", ""), hidden.claims)
        check = check_vp_sd_jwt if is_presentation else check_sd_jwt
        return check(hidden, world, _made(hidden.claims), Asked()), hidden.claims
    open_ = open_jws(token)
    claims = open_.claims()
    refuse_misshapen(claims, is_presentation=is_presentation)
    world = _world(key, open_.header.get("kid", ""), claims)
    if is_presentation:
        return check_vp_jwt(open_, claims, world, _made(claims), Asked()), claims
    return check_vc_jwt(open_, claims, world, _made(claims)), claims


def _verified_cose(token: CoseSign1, key: Json, *, is_presentation: bool) -> tuple[list[Check], Json]:
    document = token.document()
    refuse_misshapen(document, is_presentation=is_presentation)
    world, at = _world(key, token.header["kid"], document), _made(claims_of(token, document))
    if is_presentation:
        return check_vp_cose(token, document, world, at, Asked()), document
    return check_vc_cose(token, document, world, at), document


def _made(claims: Json) -> datetime:
    """Return when a token says that it was made: suites hand over tokens that held for a day, years ago."""
    seconds = moment(claims.get("iat"))
    return datetime.fromtimestamp(seconds, UTC) if seconds is not None else datetime.now(UTC)


def _world(key: Json, named: str, claims: Json) -> World:
    """Return a world in which there is this key and no other: of its controller or, where it has none, of the signer.

    Raises `CredentialError`: ``unsupported-key``, ``bad-key``.
    """
    public = {name: value for name, value in _jwk(key, "publicKeyJwk").items() if name != "d"}
    PublicKey.from_jwk(public)
    who = claims.get("issuer", claims.get("holder", named.partition("#")[0]))
    signer = str(who.get("id") if isinstance(who, dict) else who)
    controller = str(key.get("controller") or signer)
    name = str(key["id"]) if "controller" in key and "id" in key else named if "#" in named else f"{controller}#0"
    method = {"id": name, "type": "JsonWebKey", "controller": controller, "publicKeyJwk": public}
    uses = {"assertionMethod": [name], "authentication": [name]}
    return outside(documents={controller: {"id": controller, "verificationMethod": [method], **uses}})


def _signing_key(key: Json) -> SigningKey:
    """Return the key in a file. Raises `CredentialError`: ``unsupported-key``, ``bad-key``, ``bad-base64url``."""
    jwk = _jwk(key, "secretKeyJwk")
    kind = _KINDS.get(str(jwk.get("crv")))
    if kind is None:
        raise CredentialError("unsupported-key", key=str(jwk.get("crv"))[:60])
    controller, method = str(key.get("controller", "")), str(key.get("id", "")) if "controller" in key else ""
    return SigningKey.from_seed(base64url_decode(str(jwk.get("d", ""))), controller, kind=kind, method=method)


def _key_in(data: bytes) -> Json:
    """Return the key in a file: JSON, or a COSE_Key. Raises `CredentialError`."""
    return jwk_of(data) if data[:1] >= _STARTS_CBOR else json_object(data)


def _jwk(key: Json, member: str) -> Json:
    """Return the JWK of a verification method, or the file itself where it is one."""
    found = key.get(member, key if "kty" in key else key.get("secretKeyJwk"))
    if not isinstance(found, dict):
        raise CredentialError("unsupported-key", key=member)
    return found


def _paths(text: str) -> list[ClaimPath]:
    """Return the ways to what may be hidden. Raises `CredentialError`: ``misshapen``, and all of `read_json`."""
    found = read_json(text.encode())
    if not isinstance(found, list) or not all(isinstance(path, str) for path in found):
        raise CredentialError("misshapen", member="--sd")
    return [_path(path) for path in found]


def _path(text: str) -> ClaimPath:
    """Read ``credentialSubject.phoneNumbers[0]``; ``[]`` is every element."""
    steps: list[str | int | None] = []
    for name in text.split("."):
        head, *places = name.replace("]", "").split("[")
        steps += [head, *map(_place, places)]
    return tuple(steps)


def _place(text: str) -> str | int | None:
    return int(text) if text.isdecimal() and len(text) < _LONGEST_PLACE else text or None


def _salts() -> Iterator[str]:
    while True:
        yield secrets.token_urlsafe(_SALT_BYTES)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CredentialError("not-there", url=str(path), status=error.strerror or "") from error


def _refuse(output: Path, why: str) -> None:
    click.echo(why, err=True)
    _say(output, {"result": "failure", "data": why})
    sys.exit(REFUSED)


def _say(output: Path, result: dict[str, Any]) -> None:
    output.parent.mkdir(parents=True, exist_ok=True)
    # Not orjson: a payload may hold numbers of any length.
    output.write_text(json.dumps(result) + "\n")
