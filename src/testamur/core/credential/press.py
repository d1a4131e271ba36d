"""Many credentials for one achievement: the document is compiled once, each award fills its holes and is signed.

What comes out is what `Mould.compose` and `data_integrity` give, byte for byte; an award that the compiled shape does
not cover takes that way. A shape is compared with it when it is made and now and then after.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterator, Sequence
from datetime import datetime
from itertools import count

import orjson

from testamur.core.credential.canonical import Canonicaliser
from testamur.core.credential.canonical.scopes import NotCovered
from testamur.core.credential.canonical.template import Path
from testamur.core.credential.compose import AwardFacts, Mould, identities
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.instants import stamp
from testamur.core.credential.integrity.hashing import options_digest
from testamur.core.credential.integrity.sign import ASSERTION, data_integrity, proof_options
from testamur.core.credential.integrity.suites import hash_name, suite_for
from testamur.core.credential.issuer import check_signer
from testamur.core.credential.multibase import base58_encode
from testamur.core.credential.ports import Json, Signer
from testamur.core.model.quantity import plain

_COMPARED_FIRST = 3
_COMPARED_EVERY = 8_192
_MOST_SHAPES = 32

_Place = tuple[Path, str]


class Plate:
    """One document, compiled for one signer: texts in, a signed credential out."""

    def __init__(
        self, sample: Json, paths: Sequence[Path], signer: Signer, *, created: datetime, canonicaliser: Canonicaliser
    ) -> None:
        """Compile *sample*, whose texts at *paths* will differ. *created* is the time of all proofs.

        Raises `NotCovered` where it cannot be compiled, `CredentialError` where it could not be signed either.
        """
        check_signer(sample, signer)
        suite = suite_for(signer.kind)
        if hash_name(signer.kind) != "sha256":  # the templates' blank nodes are hashed so
            raise NotCovered
        options = proof_options(sample, signer.verification_method, created, suite, ASSERTION)
        self._signer = signer
        self._template = canonicaliser.compile(sample, paths)
        self._options = options_digest(options, sample, canonicaliser, "sha256")
        self._proof = b',"proof":' + orjson.dumps({**options, "proofValue": "z"})[: -len(b'"}')]

    def canonical(self, texts: Sequence[str]) -> tuple[bytes, bytes]:
        """Return the canonical form of the document with *texts*, and its JSON. Raises `NotCovered`."""
        encoded, in_json = self._template.encode(texts)
        return self._template.render(encoded), self._template.json(in_json)

    def signed(self, canonical: bytes, data: bytes) -> bytes:
        """Return what `canonical` gave with a proof, as JSON."""
        value = self._signer.sign(self._options + hashlib.sha256(canonical).digest())
        return b"".join((data[:-1], self._proof, base58_encode(value).encode(), b'"}}'))


class Press:
    """Signs awards as Open Badges with an embedded proof, one after the other."""

    def __init__(self, mould: Mould, signer: Signer, *, created: datetime, canonicaliser: Canonicaliser) -> None:
        """Prepare. *created* is the time of all proofs; the suite is the usual one for the signer's kind of key."""
        self._mould = mould
        self._signer = signer
        self._created = created
        self._canonicaliser = canonicaliser
        # A plate for each shape with the number of its uses; none for a shape that cannot be compiled.
        self._plates: dict[Hashable, tuple[Plate, Iterator[int]] | None] = {}

    def credential(self, award: AwardFacts) -> bytes:
        """Return the signed credential as JSON. Raises `CredentialError` as `data_integrity`."""
        outline, places = _places(award)
        if outline not in self._plates and len(self._plates) < _MOST_SHAPES:
            self._plates[outline] = self._plate(award, [path for path, _value in places])
        found = self._plates.get(outline)
        if found is None:
            return self._slowly(award)
        plate, uses = found
        try:
            canonical, data = plate.canonical([value for _path, value in places])
        except NotCovered:
            return self._slowly(award)
        used = next(uses)
        if used <= _COMPARED_FIRST or used % _COMPARED_EVERY == 0:
            self._compare(award, canonical, data)
        return plate.signed(canonical, data)

    def _slowly(self, award: AwardFacts) -> bytes:
        document = self._mould.compose(award)
        return orjson.dumps(
            data_integrity(document, self._signer, created=self._created, canonicaliser=self._canonicaliser)
        )

    def _plate(self, award: AwardFacts, paths: list[Path]) -> tuple[Plate, Iterator[int]] | None:
        document = self._mould.compose(award)
        try:
            plate = Plate(document, paths, self._signer, created=self._created, canonicaliser=self._canonicaliser)
        except NotCovered:
            return None
        return plate, count(1)

    def _compare(self, award: AwardFacts, canonical: bytes, data: bytes) -> None:
        """Raise `CredentialError` ``ways-disagree`` unless the slow way gives the same."""
        document = self._mould.compose(award)
        if orjson.dumps(document) != data or self._canonicaliser.general(document) != canonical:
            raise CredentialError("ways-disagree")


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
        award.endorsements,
    )
    return outline, places
