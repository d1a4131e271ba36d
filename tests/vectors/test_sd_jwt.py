"""SD-JWT (RFC 9901): the examples of its authors, as they describe them and as their implementation issues them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from testamur.core.credential import Kind, PublicKey, SigningKey
from testamur.core.credential.jose.asked import Asked
from testamur.core.credential.jose.sd_jwt import Path as ClaimPath
from testamur.core.credential.jose.sd_jwt import bind, issue, open_sd_jwt, present
from testamur.core.credential.jose.sd_jwt.binding import check_binding
from testamur.core.credential.multibase import base64url_decode
from tokens import code_of, new_salts

pytestmark = pytest.mark.vectors

ISSUED = [
    "address_only_flat",
    "address_only_recursive",
    "address_only_structured",
    "address_only_structured_one_open",
    "arf-pid",
    "complex_eidas",
    "complex_eidas_proposal",
    "complex_ekyc",
    "jsonld",
    "simple",
    "simple_structured",
    "w3c-vc",
    "w3c-vc_for_slide_deck",
]
# Described only: they differ from "simple" in how they are written, which `tests/interop` looks at.
DESCRIBED = [*ISSUED, "json_serialization_flattened", "json_serialization_general"]


@pytest.mark.parametrize("name", ISSUED)
def test_what_their_implementation_issues_is_read_as_they_say(vectors: Path, name: str) -> None:
    case = json.loads((vectors / "ietf-sd-jwt-generated" / f"{name}.json").read_text(encoding="utf-8"))
    key = PublicKey.from_jwk(case["issuer_public_jwk"])
    for form in ("issuance", "presentation"):
        token = open_sd_jwt(case[form])
        assert token.jws.is_signed_by(key)
        assert token.claims == case[f"{form}_claims"]


@pytest.mark.parametrize("name", ISSUED)
def test_what_their_holders_show_is_bound_to_the_verifier(vectors: Path, name: str) -> None:
    case = json.loads((vectors / "ietf-sd-jwt-generated" / f"{name}.json").read_text(encoding="utf-8"))
    token = open_sd_jwt(case["presentation"])
    assert (token.binding is not None) == case["key_binding"]
    if token.binding is None:
        return
    at = datetime.fromtimestamp(token.binding.claims()["iat"], UTC)
    assert check_binding(token, token.binding, Asked(case["aud"], case["nonce"]), at) == case["aud"]
    assert code_of(check_binding, token, token.binding, Asked(case["aud"], "another"), at) == "other-nonce"


class Hidden(str):
    """A name, or with ``value`` an element, that the example wants hidden."""

    __slots__ = ("value",)


class Loader(yaml.SafeLoader):
    """YAML with the tag of the examples."""


def _hidden(loader: Loader, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        found = Hidden(node.value)
        found.value = loader.construct_scalar(node)
        return found
    made = Hidden("element")
    made.value = (
        loader.construct_mapping(node, deep=True)
        if isinstance(node, yaml.MappingNode)
        else loader.construct_sequence(node, deep=True)
    )
    return made


Loader.add_constructor("!sd", _hidden)


def split(value: Any, path: ClaimPath = ()) -> tuple[Any, list[ClaimPath]]:
    """Return claims without tags, and the paths to what was tagged."""
    paths: list[ClaimPath] = []
    if isinstance(value, dict):
        members = {}
        for name, member in value.items():
            here = (*path, str(name))
            members[str(name)], below = split(member, here)
            paths += [here, *below] if isinstance(name, Hidden) else below
        return members, paths
    if isinstance(value, list):
        elements = []
        for position, element in enumerate(value):
            here = (*path, position)
            plain, below = split(element.value if isinstance(element, Hidden) else element, here)
            elements.append(plain)
            paths += [here, *below] if isinstance(element, Hidden) else below
        return elements, paths
    return value, paths


def chosen(value: Any, path: ClaimPath = ()) -> Iterator[ClaimPath]:
    """Yield the paths to what a holder of the examples discloses."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, below in steps:
        if below:
            yield (*path, step)
        yield from chosen(below, (*path, step))


@pytest.fixture
def keys(vectors: Path) -> tuple[SigningKey, SigningKey]:
    settings = yaml.safe_load((vectors / "ietf-sd-jwt-spec" / "settings.yml").read_text())["key_settings"]
    jwks = (settings["issuer_keys"][0], settings["holder_key"])
    issuer, holder = (SigningKey.from_seed(base64url_decode(jwk["d"]), kind=Kind.P256) for jwk in jwks)
    return issuer, holder


@pytest.mark.parametrize("name", DESCRIBED)
def test_what_they_describe_can_be_issued_and_shown(
    vectors: Path, name: str, keys: tuple[SigningKey, SigningKey]
) -> None:
    issuer, holder = keys
    text = (vectors / "ietf-sd-jwt-spec" / name / "specification.yml").read_text(encoding="utf-8")
    described = yaml.load(text, Loader)  # noqa: S506 - a safe loader, and one tag
    claims, paths = split(described["user_claims"])
    claims["cnf"] = {"jwk": holder.public_key.jwk}
    token = open_sd_jwt(issue(claims, issuer, typ="example+sd-jwt", disclosable=paths, salts=new_salts(), decoys=1))
    assert token.jws.is_signed_by(issuer.public_key)
    assert token.claims == claims
    assert set(token.places) == set(paths)
    shown = [path for path in chosen(described["holder_disclosed_claims"]) if path in token.places]
    at = datetime(2026, 1, 1, tzinfo=UTC)
    bound = open_sd_jwt(bind(present(token, shown), holder, audience="a", nonce="n", at=at))
    assert set(shown) <= set(paths)
    assert bound.binding is not None
    assert check_binding(bound, bound.binding, Asked("a", "n"), at) == "a"
    generated = vectors / "ietf-sd-jwt-generated" / f"{name}.json"
    if generated.exists():
        expected = json.loads(generated.read_text(encoding="utf-8"))["presentation_claims"]
        registered = {"iss", "iat", "exp", "cnf"}
        assert {k: v for k, v in bound.claims.items() if k not in registered} == {
            k: v for k, v in expected.items() if k not in registered
        }
