"""The Comprehensive Learner Record 2.0: several credentials in one, and how their achievements relate.

https://www.imsglobal.org/spec/clr/v2p0/ . Only what carries a stack: the credentials are put in as they were signed,
and taken out to be verified one by one; a record proves no more of them than that its issuer says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from testamur.core.credential.compose import OB_CONTEXT, VC_CONTEXT, Publisher, profile
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.instants import stamp
from testamur.core.credential.ports import Json
from testamur.core.credential.shape import items, types_of
from testamur.core.model.association import Association, knot_in
from testamur.core.model.errors import ModelError

CLR_CONTEXT = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
MAX_CREDENTIALS = 500
MAX_ASSOCIATIONS = 5_000
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """One record, as it is to say. ``id`` is a URI; ``subject_id`` the holder's, where there is one.

    ``partial``: whether it leaves out what its issuer also knows of the person.
    """

    id: str
    name: str
    valid_from: datetime
    subject_id: str = ""
    partial: bool = True


@dataclass(frozen=True, slots=True)
class Record:
    """What a record holds: credentials as they stand in it, associations, and those whose kind nobody knows."""

    credentials: tuple[Json | str, ...]
    associations: tuple[Association, ...]
    unknown: tuple[str, ...] = ()


def learner_record(
    facts: RecordFacts, publisher: Publisher, credentials: Sequence[Json], associations: Iterable[Association]
) -> Json:
    """Return the unsigned ``ClrCredential``. Raises `CredentialError` ``no-credentials``, ``association-knot``."""
    if not credentials:
        raise CredentialError("no-credentials")
    told = list(associations)
    knot = knot_in(told)
    if knot:
        raise CredentialError("association-knot", ids=" → ".join(knot)[:_LONGEST])
    subject: Json = {"type": ["ClrSubject"], "verifiableCredential": list(credentials)}
    if facts.subject_id:
        subject["id"] = facts.subject_id
    if told:
        subject["association"] = [
            {"type": "Association", "associationType": one.kind, "sourceId": one.source, "targetId": one.target}
            for one in told
        ]
    return {
        "@context": [VC_CONTEXT, CLR_CONTEXT, OB_CONTEXT],
        "id": facts.id,
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": facts.name,
        "issuer": profile(publisher),
        "validFrom": stamp(facts.valid_from),
        "partial": facts.partial,
        "credentialSubject": subject,
    }


def is_record(credential: Json) -> bool:
    """Say whether a credential is a learner record."""
    return "ClrCredential" in types_of(credential)


def read_record(credential: Json) -> Record:
    """Return what a record holds, each credential still to be verified on its own.

    Raises `CredentialError`: ``not-a-record``, ``too-many-credentials``, ``too-many-associations``,
    ``bad-association``.
    """
    if not is_record(credential):
        raise CredentialError("not-a-record")
    subject = credential.get("credentialSubject")
    if not isinstance(subject, dict):
        raise CredentialError("not-a-record")
    inner, told = items(subject.get("verifiableCredential", [])), items(subject.get("association", []))
    if len(inner) > MAX_CREDENTIALS:
        raise CredentialError("too-many-credentials", found=len(inner), limit=MAX_CREDENTIALS)
    if len(told) > MAX_ASSOCIATIONS:
        raise CredentialError("too-many-associations", found=len(told), limit=MAX_ASSOCIATIONS)
    known, unknown = [], []
    for source, kind, target in _told(told):
        try:
            known.append(Association(source, kind, target))
        except ModelError:
            unknown.append(kind)
    taken = tuple(one for one in inner if isinstance(one, dict | str))
    return Record(taken, tuple(dict.fromkeys(known)), tuple(dict.fromkeys(unknown)))


def _told(associations: Sequence[Any]) -> Iterator[tuple[str, str, str]]:
    for number, one in enumerate(associations):
        named = [one.get(name) for name in ("sourceId", "associationType", "targetId")] if isinstance(one, dict) else []
        found = [text for text in named if isinstance(text, str) and 0 < len(text) <= _LONGEST]
        if len(found) != len(("source", "kind", "target")):
            raise CredentialError("bad-association", place=f"/credentialSubject/association/{number}")
        yield found[0], found[1], found[2]
