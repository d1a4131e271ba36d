"""Who has been given what in this folder: read from its records, and from credentials that no record names yet."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from testamur.adapters.issue_folder.place import WEB, BadFolder, Folder
from testamur.core.assessment.intake.recipients import keys
from testamur.core.credential import CredentialError
from testamur.core.credential.cose.sign1 import open_sign1
from testamur.core.credential.ports import Json
from testamur.core.credential.reading import read_json

RECORDS = "issued.jsonl"
SUFFIXES = {"ob3": ".json", "vc-jwt": ".jwt", "vc-cose": ".cose"}
_COMPACT_PARTS = 3

# Purpose → file of the list and index in it.
Places = Mapping[str, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom an award of which version is for; ``dated`` is the day that the list of people gave, or empty."""

    definition: str
    version: str
    name: str
    email: str
    identifier: str
    dated: str = ""


@dataclass(slots=True)
class Register:
    """Finds what a person was given before: the same version, the same person, dates that do not differ."""

    folder: Folder
    files: Mapping[str, str]
    places: dict[str, Places] = field(default_factory=dict)
    unrecorded: dict[str, Json] = field(default_factory=dict)
    _by_person: dict[tuple[str, str, str], list[tuple[str, str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Folder, files: Mapping[str, str]) -> Register:
        """Read the records, then the credentials that a killed run did not get to record.

        ``files``: address → file of each status list. Raises `BadFolder`.
        """
        register = cls(folder, files)
        present = {name.partition(".")[0] for name in folder.names(f"{WEB}/credentials")}
        for line in folder.lines(RECORDS):
            found = recorded(line)
            if found and found[0] in present:
                register.add(*found)
        for uuid in sorted(present - register.places.keys()):
            register._adopt(uuid)
        return register

    def add(self, uuid: str, places: Places, recipient: Recipient) -> None:
        """Take note of a credential."""
        self.places[uuid] = places
        for key in keys(recipient.name, recipient.email, recipient.identifier):
            place = (recipient.definition, recipient.version, key)
            self._by_person.setdefault(place, []).append((recipient.dated, uuid))

    def find(self, recipient: Recipient, is_revoked: Callable[[Places], bool]) -> str:
        """Return the uuid of what the recipient was given, or nothing.

        Where one of the two bears no date they are the same award, unless the earlier one was revoked: then a date
        says that this one is new.
        """
        for key in keys(recipient.name, recipient.email, recipient.identifier):
            for dated, uuid in self._by_person.get((recipient.definition, recipient.version, key), ()):
                if dated == recipient.dated:
                    return uuid
                if not (dated and recipient.dated) and not is_revoked(self.places[uuid]):
                    return uuid
        return ""

    def earlier(self, named: set[str]) -> Iterator[Json]:
        """Yield the records of credentials that are not among *named*."""
        for line in self.folder.lines(RECORDS):
            found = recorded(line)
            if found and found[0] in self.places and found[0] not in named:
                yield orjson.loads(line)
        yield from (line for uuid, line in self.unrecorded.items() if uuid not in named)

    def _adopt(self, uuid: str) -> None:
        """Take note of what a credential file says of itself; a file that is not ours is left alone."""
        try:
            document = unsigned(self.folder, uuid)
            places = places_of(document, self.files)
            recipient = _told(document)
        except (BadFolder, KeyError, TypeError, ValueError):
            return
        self.add(uuid, places, recipient)
        self.unrecorded[uuid] = record(uuid, recipient, places, {"row": None, "credential": document["id"]})


def record(uuid: str, recipient: Recipient, places: Places, more: Mapping[str, Any]) -> Json:
    """Return one line of the records: who, what became of it, where it lies."""
    return {
        "row": more.get("row"),
        "name": recipient.name,
        "email": recipient.email,
        "identifier": recipient.identifier,
        "outcome": "issued",
        "definition": recipient.definition,
        "version": recipient.version,
        "dated": recipient.dated,
        "uuid": uuid,
        "status": {purpose: {"file": file, "index": index} for purpose, (file, index) in places.items()},
        **more,
    }


def unsigned(folder: Folder, uuid: str) -> Json:
    """Return the credential without its signature, from whichever form is there. Raises `BadFolder`."""
    forms = ((form, folder.read(f"{WEB}/credentials/{uuid}{suffix}")) for form, suffix in SUFFIXES.items())
    form, data = next(((form, data) for form, data in forms if data is not None), ("ob3", b""))
    try:
        document = _READERS[form](data)
    except CredentialError:
        document = None
    if not isinstance(document, dict):
        raise BadFolder(path=str(folder.path / WEB / "credentials" / uuid), reason="not-a-credential")
    return {name: value for name, value in document.items() if name != "proof"}


def _payload(token: bytes) -> bytes:
    parts = token.split(b".")
    try:
        return base64.urlsafe_b64decode(parts[1] + b"==") if len(parts) == _COMPACT_PARTS else b""
    except binascii.Error:
        return b""


_READERS: Mapping[str, Callable[[bytes], object]] = {
    "ob3": read_json,
    "vc-jwt": lambda data: read_json(_payload(data)),
    "vc-cose": lambda data: open_sign1(data).document(),
}


def places_of(document: Json, files: Mapping[str, str]) -> Places:
    """Return the status places that the credential itself names. Raises `KeyError`, `TypeError`, `ValueError`."""
    entries = document["credentialStatus"]
    return {
        str(entry["statusPurpose"]): (files[entry["statusListCredential"]], int(entry["statusListIndex"]))
        for entry in (entries if isinstance(entries, list) else [entries])
    }


def _told(document: Json) -> Recipient:
    """Return whom a credential is for. Raises `KeyError`, `TypeError`."""
    subject = document["credentialSubject"]
    who = {one["identityType"]: str(one["identityHash"]) for one in subject["identifier"]}
    achievement = subject["achievement"]
    return Recipient(
        definition=str(achievement["humanCode"]),
        version=str(achievement["version"]),
        name=who.get("name", ""),
        email=who.get("emailAddress", ""),
        identifier=who.get("studentId", ""),
    )


def recorded(line: bytes) -> tuple[str, Places, Recipient] | None:
    """Return what a line of the records says of a credential; None where it names none."""
    try:
        found = orjson.loads(line)
        if found["outcome"] != "issued":
            return None
        places = {str(purpose): (str(at["file"]), int(at["index"])) for purpose, at in found["status"].items()}
        names = ("definition", "version", "name", "email", "identifier", "dated")
        return str(found["uuid"]), places, Recipient(*(str(found[name]) for name in names))
    except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError, ValueError):
        return None
