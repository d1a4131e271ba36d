"""What a credential says beside its claims, and what does not touch whether it is valid."""

from __future__ import annotations

from collections.abc import Iterator

from testamur.core.credential.ports import Json
from testamur.core.credential.report import Check, unknown
from testamur.core.credential.shape import items

_SPEC = "https://www.w3.org/TR/vc-data-model-2.0/"
_CODES = {"termsOfUse": ("has-terms", "terms-of-use"), "refreshService": ("can-be-refreshed", "refreshing")}
_CLR_SPEC = "https://www.imsglobal.org/spec/clr/v2p0/"
# Whoever put credentials together says so of them, and no more.
_INSIDE = unknown("credentialSubject.verifiableCredential", "credentials-inside", _CLR_SPEC)
_EVIDENCE = unknown("evidence", "not-looked-at", f"{_SPEC}#evidence")


def notices_on(credential: Json) -> Iterator[Check]:
    """Yield a notice for evidence that lies elsewhere, credentials inside, terms of use, and where a newer copy is."""
    subject = credential.get("credentialSubject")
    if isinstance(subject, dict) and "verifiableCredential" in subject:
        yield _INSIDE
    if "evidence" in credential:
        yield _EVIDENCE
    for member, (code, section) in _CODES.items():
        if member in credential:
            nodes = [node for node in items(credential[member]) if isinstance(node, dict)]
            first = nodes[0] if nodes else {}
            facts = {"type": str(first.get("type", ""))[:100], "url": str(first.get("id", ""))[:200]}
            yield unknown(member, code, f"{_SPEC}#{section}", **facts)
