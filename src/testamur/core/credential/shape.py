"""Whether a document is what the W3C data model calls a credential or a presentation.

Verifiable Credentials Data Model 2.0, section 4, and what 1.1 asked for instead. The numbers in the comments are those
of 2.0. Only what readers rely on: terms that no context defines are the canonicaliser's to find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.instants import instant
from testamur.core.credential.ports import Json
from testamur.core.credential.report import Check, failed, passed, unknown

DATA_MODEL_SPEC = "https://www.w3.org/TR/vc-data-model-2.0/"
VERSION_2 = "https://www.w3.org/ns/credentials/v2"
VERSION_1 = "https://www.w3.org/2018/credentials/v1"
ENVELOPED = "EnvelopedVerifiableCredential"

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|^`\\\x7f\ud800-\udfff]+")
# Members whose values have a type, and whether each needs an identifier of its own as well.
_TYPED: Mapping[str, bool] = {
    "credentialStatus": False,  # 4.10
    "credentialSchema": True,  # 4.11
    "proof": False,  # 4.12
    "refreshService": False,  # 5.4
    "termsOfUse": False,  # 5.5
    "evidence": False,  # 5.6
}
_SECTIONS: Mapping[str, str] = {
    "@context": "contexts",
    "id": "identifiers",
    "type": "types",
    "name": "names-and-descriptions",
    "description": "names-and-descriptions",
    "issuer": "issuer",
    "credentialSubject": "credential-subject",
    "validFrom": "validity-period",
    "validUntil": "validity-period",
    "credentialStatus": "status",
    "credentialSchema": "data-schemas",
    "proof": "securing-mechanisms",
    "refreshService": "refreshing",
    "termsOfUse": "terms-of-use",
    "evidence": "evidence",
    "relatedResource": "integrity-of-related-resources",
    "holder": "presentations-including-holder-claims",
    "verifiableCredential": "verifiable-presentations",
}
_OF_A_TEXT = {"@value", "@language", "@direction"}
_AT_THE_TOP = {"@context", "@type", "@id"}
_WELL_FORMED = passed("shape", "well-formed", f"{DATA_MODEL_SPEC}#basic-concepts")


def types_of(node: Mapping[str, Any]) -> list[str]:
    """Return the types of a JSON-LD node, whichever way they are spelled."""
    found = node.get("type", node.get("@type", []))
    return [kind for kind in (found if isinstance(found, list) else [found]) if isinstance(kind, str)]


def items(value: object) -> list[Any]:
    """Return *value* as a list: JSON-LD writes a list of one without its brackets."""
    return value if isinstance(value, list) else [value]


def is_url(value: object) -> bool:
    """Say whether *value* is an address with a scheme (a URL, as section 4 means it)."""
    return isinstance(value, str) and _URL.fullmatch(value) is not None


def check_shape(document: Json, *, is_presentation: bool = False) -> Check:
    """Return the check of section 4 for a credential, or for a presentation without what is inside it."""
    try:
        refuse_misshapen(document, is_presentation=is_presentation)
    except CredentialError as error:
        section = _SECTIONS.get(str(error.facts.get("member", "")).partition(".")[0], "basic-concepts")
        return failed("shape", error.code, f"{DATA_MODEL_SPEC}#{section}", **error.facts)
    return _WELL_FORMED


def refuse_misshapen(document: Json, *, is_presentation: bool = False) -> None:
    """Raise `CredentialError` for the first thing that keeps *document* from being what it says.

    ``no-base-context``, ``no-issuer``, ``no-subject``, ``bad-instant``, ``ends-before-it-begins``; with the ``member``:
    ``member-missing``, ``not-a-url``, ``without-type``, ``misshapen``.
    """
    _check_contexts(document)
    _check_identity(document, "", needs_type=True)
    if ("VerifiablePresentation" if is_presentation else "VerifiableCredential") not in types_of(document):
        raise CredentialError("without-type", member="type")
    if is_presentation:
        _check_presentation(document)
    else:
        _check_credential(document)
    for member, needs_id in _TYPED.items():
        if member in document:
            for node in _nodes(document, member):
                _check_identity(node, member, needs_type=True, needs_id=needs_id)


def check_names(document: Json) -> list[Check]:
    """Return what lets a signature over statements be read in two ways, for signatures that cover no spelling.

    Such a signature fits whatever names the statements go by. A holder could write ``credentialStatus`` by its full
    address, or tuck it into a ``@nest``: nothing signed would change, and no reader would see it.
    """
    for name in document:
        if ":" in name or (name.startswith("@") and name not in _AT_THE_TOP):
            return [failed("shape", "respelled", f"{DATA_MODEL_SPEC}#contexts", member=name[:100])]
    return []


def check_vocabulary(document: Json) -> list[Check]:
    """Return a doubt where the document defines names of its own: with them, a holder can do the same unseen."""
    contexts = [document.get("@context")]
    if _mentions_contexts(document):
        contexts += [node["@context"] for node in _nodes_of(document.values()) if "@context" in node]
    if any(isinstance(entry, dict) for context in contexts for entry in items(context)):
        return [unknown("shape", "own-vocabulary", f"{DATA_MODEL_SPEC}#contexts")]
    return []


def _mentions_contexts(document: Json) -> bool:
    """Say whether there is more than one ``@context`` in it: seen from its text, which is sooner read than walked."""
    try:
        written = orjson.dumps(document)
        return written.find(b'"@context"') != written.rfind(b'"@context"')
    except TypeError:  # a number, or a depth, that the fast writer does not take
        return True


def is_plainly_spelled(node: Mapping[str, Any]) -> bool:
    """Say whether every member of *node* goes by the name that readers look for."""
    return not any(":" in name for name in node)


def _check_contexts(document: Json) -> None:
    """4.3: an ordered list, the base context first."""
    contexts = items(document.get("@context"))
    if not contexts or contexts[0] not in (VERSION_2, VERSION_1):
        raise CredentialError("no-base-context", found=str(contexts[0] if contexts else None)[:200])
    for context in contexts[1:]:
        if not isinstance(context, dict) and not is_url(context):
            raise CredentialError("not-a-url", member="@context", found=str(context)[:200])


def _check_credential(document: Json) -> None:
    issuer = document.get("issuer")  # 4.7
    if not is_url(issuer.get("id") if isinstance(issuer, dict) else issuer):
        raise CredentialError("no-issuer")
    for node in (document, issuer):
        if isinstance(node, dict):
            for member in ("name", "description"):
                _check_texts(node, member)
    _check_subjects(document)
    _check_times(document)
    _check_related(document)


def _check_subjects(document: Json) -> None:
    """4.8: one or more, each with something said of it."""
    subjects = items(document.get("credentialSubject"))
    if not subjects or not all(isinstance(subject, dict) and subject for subject in subjects):
        raise CredentialError("no-subject")
    for subject in subjects:
        _check_identity(subject, "credentialSubject", needs_type=False)


def _check_times(document: Json) -> None:
    """4.9; in 1.1 the first day is obligatory, and both have other names."""
    if items(document["@context"])[0] == VERSION_1 and "issuanceDate" not in document:
        raise CredentialError("member-missing", member="issuanceDate")
    for first, last in (("validFrom", "validUntil"), ("issuanceDate", "expirationDate")):
        since, until = (instant(document[name]) if name in document else None for name in (first, last))
        if since is not None and until is not None and until < since:
            raise CredentialError("ends-before-it-begins", member=last)


def _check_texts(node: Mapping[str, Any], member: str) -> None:
    """4.6: a text, or texts that name their language and direction."""
    found = node.get(member, [])
    if isinstance(found, str):
        return
    for text in items(found):
        as_text = isinstance(text, dict) and "@value" in text and set(text) <= _OF_A_TEXT
        if not isinstance(text, str) and not (as_text and all(isinstance(value, str) for value in text.values())):
            raise CredentialError("misshapen", member=member)


def _check_related(document: Json) -> None:
    """5.3: each resource once, with a digest."""
    seen: set[str] = set()
    for node in _nodes(document, "relatedResource"):
        _check_identity(node, "relatedResource", needs_type=False, needs_id=True)
        if node["id"] in seen or not {"digestSRI", "digestMultibase"} & set(node):
            raise CredentialError("misshapen", member="relatedResource")
        seen.add(node["id"])


def _check_presentation(document: Json) -> None:
    """4.13: a holder with an address, if any; credentials as objects, and enveloped ones said to be so."""
    if "holder" in document:
        holder = document["holder"]
        if not is_url(holder.get("id") if isinstance(holder, dict) else holder):
            raise CredentialError("not-a-url", member="holder", found=str(holder)[:200])
    is_old = items(document["@context"])[0] == VERSION_1
    for inner in items(document.get("verifiableCredential", [])):
        if isinstance(inner, str) and is_old:
            continue  # 1.1 had tokens stand there as they are
        if not isinstance(inner, dict) or not {"VerifiableCredential", ENVELOPED} & set(types_of(inner)):
            raise CredentialError("misshapen", member="verifiableCredential")


def _check_identity(node: Mapping[str, Any], member: str, *, needs_type: bool, needs_id: bool = False) -> None:
    """4.4 and 4.5: one identifier at most, and it is an address; types are texts."""
    within = f"{member}." if member else ""
    if "id" in node:
        if not is_url(node["id"]):
            raise CredentialError("not-a-url", member=f"{within}id", found=str(node["id"])[:200])
    elif needs_id:
        raise CredentialError("member-missing", member=f"{within}id")
    kinds = items(node["type"] if "type" in node else node.get("@type", []))
    if needs_type and not kinds:
        raise CredentialError("without-type", member=member or "type")
    for kind in kinds:
        if not isinstance(kind, str) or not kind:
            raise CredentialError("without-type", member=member or "type")


def _nodes(document: Json, member: str) -> list[Mapping[str, Any]]:
    """Return the objects of *member*. Raises `CredentialError` ``misshapen`` where something else stands there."""
    nodes = items(document.get(member, []))
    if not all(isinstance(node, dict) for node in nodes):
        raise CredentialError("malformed-proof" if member == "proof" else "misshapen", member=member)
    return nodes


def _nodes_of(values: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 - JSON of any kind
    """Yield all objects within *values*."""
    for value in values:
        if isinstance(value, dict):
            yield value
            yield from _nodes_of(value.values())
        elif isinstance(value, list):
            yield from _nodes_of(value)
