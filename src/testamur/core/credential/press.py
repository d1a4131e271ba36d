"""Many credentials for one achievement: the document is compiled once, each award fills its holes and is signed.

What comes out is what `Mould.compose` and `data_integrity` give, byte for byte; an award that the compiled shape does
not cover takes that way. A shape is compared with it when it is made and now and then after.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable
from datetime import datetime

import orjson

from testamur.core.credential.canonical import Canonicaliser
from testamur.core.credential.canonical.scopes import NotCovered
from testamur.core.credential.canonical.template import Path, Template
from testamur.core.credential.compose import AwardFacts, Mould, identities
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.instants import stamp
from testamur.core.credential.integrity.hashing import options_digest
from testamur.core.credential.integrity.sign import ASSERTION, data_integrity, proof_options
from testamur.core.credential.integrity.suites import hash_name, suite_for
from testamur.core.credential.issuer import check_signer
from testamur.core.credential.multibase import base58_encode
from testamur.core.credential.ports import Signer
from testamur.core.model.quantity import plain

_COMPARED_FIRST = 3
_COMPARED_EVERY = 8_192
_MOST_SHAPES = 32

_Place = tuple[Path, str]


class Press:
    """Signs awards as Open Badges with an embedded proof, one after the other."""

    def __init__(self, mould: Mould, signer: Signer, *, created: datetime, canonicaliser: Canonicaliser) -> None:
        """Prepare. *created* is the time of all proofs; the suite is the usual one for the signer's kind of key."""
        self._mould = mould
        self._signer = signer
        self._created = created
        self._canonicaliser = canonicaliser
        self._shapes: dict[Hashable, _Shape] = {}

    def credential(self, award: AwardFacts) -> bytes:
        """Return the signed credential as JSON. Raises `CredentialError` as `data_integrity`."""
        outline, places = _places(award)
        shape = self._shapes.get(outline)
        if shape is None and len(self._shapes) < _MOST_SHAPES:
            shape = self._shapes[outline] = self._new_shape(award, [path for path, _value in places])
        if shape is None or shape.template is None:
            return self._slowly(award)
        try:
            texts, in_json = shape.template.encode([value for _path, value in places])
            canonical = shape.template.render(texts)
        except NotCovered:
            return self._slowly(award)
        shape.used += 1
        if shape.used <= _COMPARED_FIRST or shape.used % _COMPARED_EVERY == 0:
            self._compare(award, canonical, shape.template.json(in_json))
        signature = self._signer.sign(shape.options + hashlib.sha256(canonical).digest())
        return b'%b,"proof":%b%b"}}' % (
            shape.template.json(in_json)[:-1],
            shape.proof,
            base58_encode(signature).encode(),
        )

    def _slowly(self, award: AwardFacts) -> bytes:
        document = self._mould.compose(award)
        return orjson.dumps(
            data_integrity(document, self._signer, created=self._created, canonicaliser=self._canonicaliser)
        )

    def _new_shape(self, award: AwardFacts, paths: list[Path]) -> _Shape:
        document = self._mould.compose(award)
        check_signer(document, self._signer)
        suite = suite_for(self._signer.kind)
        if hash_name(self._signer.kind) != "sha256":  # the templates' blank nodes are hashed so
            return _Shape()
        options = proof_options(document, self._signer.verification_method, self._created, suite, ASSERTION)
        try:
            template = self._canonicaliser.compile(document, paths)
        except NotCovered:
            return _Shape()
        digest = options_digest(options, document, self._canonicaliser, "sha256")
        return _Shape(template, digest, orjson.dumps({**options, "proofValue": "z"})[: -len(b'"}')])

    def _compare(self, award: AwardFacts, canonical: bytes, data: bytes) -> None:
        """Raise `CredentialError` ``ways-disagree`` unless the slow way gives the same."""
        document = self._mould.compose(award)
        if orjson.dumps(document) != data or self._canonicaliser.general(document) != canonical:
            raise CredentialError("ways-disagree")


class _Shape:
    """A compiled document with what its proofs share; without a template, one that is signed the slow way."""

    __slots__ = ("options", "proof", "template", "used")

    def __init__(self, template: Template | None = None, options: bytes = b"", proof: bytes = b"") -> None:
        self.template = template
        self.options = options
        self.proof = proof
        self.used = 0


def _places(award: AwardFacts) -> tuple[Hashable, list[_Place]]:
    """Return what decides about the shape of an award's credential, and each text of its own with its place in it."""
    places: list[_Place] = [
        (("id",), award.id),
        (("validFrom",), stamp(award.valid_from)),
        (("awardedDate",), stamp(award.awarded_at)),
    ]
    if award.valid_until is not None:
        places.append((("validUntil",), stamp(award.valid_until)))
    if award.subject_id:
        places.append((("credentialSubject", "id"), award.subject_id))
    people = identities(award)
    for number, (_kind, value) in enumerate(people):
        places.append((("credentialSubject", "identifier", number, "identityHash"), value))
    for number, fact in enumerate(award.results):
        places.append((("credentialSubject", "result", number, "value"), plain(fact.percent)))
    for number, entry in enumerate(award.status):
        places.append((("credentialStatus", number, "id"), f"{entry.list_id}#{entry.index}"))
        places.append((("credentialStatus", number, "statusListIndex"), str(entry.index)))
    outline = (
        award.achievement_id,
        award.valid_until is None,
        bool(award.subject_id),
        tuple([kind for kind, _value in people]),
        tuple([fact.assessment_id for fact in award.results]),
        tuple([(entry.list_id, entry.purpose) for entry in award.status]),
    )
    return outline, places
