"""The cryptosuites: what a proof calls itself, and what follows from that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.keys import Kind
from testamur.core.credential.ports import Json

DATA_INTEGRITY = "DataIntegrityProof"
SELECTIVE = "ecdsa-sd-2023"

_EDDSA_SPEC = "https://www.w3.org/TR/vc-di-eddsa/"
_ECDSA_SPEC = "https://www.w3.org/TR/vc-di-ecdsa/"


@dataclass(frozen=True, slots=True)
class Suite:
    """One way of signing: with keys of these *kinds*, over canonical JSON (`is_json`) or canonical RDF."""

    name: str
    kinds: tuple[Kind, ...]
    is_json: bool
    spec: str


def _suite(name: str, *kinds: Kind, section: str) -> Suite:
    return Suite(name, kinds, "-jcs-" in name, section)


SUITES: Mapping[str, Suite] = {
    suite.name: suite
    for suite in (
        _suite("eddsa-rdfc-2022", Kind.ED25519, section=f"{_EDDSA_SPEC}#eddsa-rdfc-2022"),
        _suite("eddsa-jcs-2022", Kind.ED25519, section=f"{_EDDSA_SPEC}#eddsa-jcs-2022"),
        _suite("ecdsa-rdfc-2019", Kind.P256, Kind.P384, section=f"{_ECDSA_SPEC}#ecdsa-rdfc-2019"),
        _suite("ecdsa-jcs-2019", Kind.P256, Kind.P384, section=f"{_ECDSA_SPEC}#ecdsa-jcs-2019"),
        _suite(SELECTIVE, Kind.P256, section=f"{_ECDSA_SPEC}#ecdsa-sd-2023"),
    )
}

# Older than Data Integrity: a type of proof of its own, without a cryptosuite. Verified, never made.
_OLDER = {
    "Ed25519Signature2020": _suite("Ed25519Signature2020", Kind.ED25519, section=f"{_EDDSA_SPEC}#ed25519signature2020")
}
_USUAL = {Kind.ED25519: "eddsa-rdfc-2022", Kind.P256: "ecdsa-rdfc-2019", Kind.P384: "ecdsa-rdfc-2019"}


def suite_of(proof: Json) -> Suite | None:
    """Return the suite that *proof* names, or None where it is not known here."""
    kind, name = proof.get("type"), proof.get("cryptosuite")
    if kind == DATA_INTEGRITY:
        return SUITES.get(name) if isinstance(name, str) else None
    return _OLDER.get(kind) if isinstance(kind, str) and name is None else None


def suite_for(kind: Kind, name: str = "") -> Suite:
    """Return the suite *name*, or the usual one, for keys of *kind*.

    Raises `CredentialError`: ``suite-not-supported``, ``key-of-another-kind``.
    """
    suite = SUITES.get(name or _USUAL.get(kind, ""))
    if suite is None:
        raise CredentialError("suite-not-supported", suite=(name or kind.curve)[:60])
    if kind not in suite.kinds:
        raise CredentialError("key-of-another-kind", suite=suite.name, key=kind.curve)
    return suite


def hash_name(kind: Kind) -> str:
    """Return the hash that goes with a key; it counts for blank nodes too (vc-di-ecdsa, section 3.2.3)."""
    return "sha384" if kind is Kind.P384 else "sha256"
