"""Revoke, suspend, reinstate: one bit, one signature, one private line that says why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import orjson

from testamur.adapters.issue_folder.frames import BUNDLE_RECORDS, bundle_lines, has_bundle
from testamur.adapters.issue_folder.lists import StatusBook
from testamur.adapters.issue_folder.place import PRIVATE, WEB, Folder
from testamur.adapters.issue_folder.register import Places, places_of, recorded, unsigned
from testamur.core.credential import Canonicaliser
from testamur.core.credential.instants import stamp
from testamur.core.credential.keys import SigningKey
from testamur.refusals import Conflict, Invalid, NotFound

LOG = "status.jsonl"
# Action → purpose of the list whose bit it changes, and the bit.
ACTIONS = {"revoke": ("revocation", True), "suspend": ("suspension", True), "reinstate": ("suspension", False)}
_NAME = re.compile(r"[0-9a-f-]{4,36}")


class NoSuchCredential(NotFound):
    """No credential in the folder has that name. ``facts``: given, path."""

    code = "no-such-credential"


class SeveralCredentials(Conflict):
    """More than one begins so. ``facts``: given, count, names."""

    code = "several-credentials"


class RevokedForGood(Conflict):
    """A revocation is final. ``facts``: credential."""

    code = "revoked-for-good"


class NoStatusPlace(Invalid):
    """The credential has no place in a status list of this folder. ``facts``: credential."""

    code = "no-status-place"


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change of status did. ``is_new`` is false where it was so already."""

    credential: str
    action: str
    is_new: bool


def change_status(
    folder: Folder,
    *,
    action: str,
    given: str,
    reason: str,
    signer: SigningKey,
    canonicaliser: Canonicaliser,
    now: datetime,
) -> Changed:
    """Carry out one of `ACTIONS` on the credential that *given* names.

    The reason is written down before the bit is flipped: killed in between, the same command finishes the work.
    Raises `NoSuchCredential`, `SeveralCredentials`, `RevokedForGood`, `NoStatusPlace`, `AnotherIssuer`, `BadFolder`.
    """
    book = StatusBook(folder, signer, canonicaliser, "", now)
    name, credential, places = _found(folder, given, book.files())
    try:
        (revocation, revoked_at), (file, index) = places["revocation"], places[ACTIONS[action][0]]
    except KeyError as error:
        raise NoStatusPlace(credential=credential) from error
    if action != "revoke" and book.get(revocation, revoked_at):
        raise RevokedForGood(credential=credential)
    purpose, wanted = ACTIONS[action]
    is_new = book.get(file, index) != wanted
    if is_new:
        line = {"at": stamp(now), "action": action, "credential": credential, "uuid": name, "reason": reason}
        folder.write(LOG, (folder.read(LOG) or b"") + orjson.dumps(line) + b"\n", mode=PRIVATE)
        book.set(file, purpose, index, is_set=wanted)
        folder.settle()
    return Changed(credential, action, is_new)


def _found(folder: Folder, given: str, files: Mapping[str, str]) -> tuple[str, str, Places]:
    """Return uuid, id and status places of the credential that *given* means. Raises as `change_status`."""
    if has_bundle(folder):
        return _recorded(folder, given)
    name = find(folder, given)
    document = unsigned(folder, name)
    try:
        return name, str(document["id"]), places_of(document, files)
    except (KeyError, TypeError, ValueError) as error:
        raise NoStatusPlace(credential=str(document.get("id"))) from error


def _recorded(folder: Folder, given: str) -> tuple[str, str, Places]:
    """Return the same from the records of a bundle."""
    short = _short(folder, given)
    found = {}
    for line in bundle_lines(folder, BUNDLE_RECORDS):
        if short.encode() in line:
            one = recorded(line)
            if one and one[0].startswith(short):
                found[one[0]] = (str(orjson.loads(line)["credential"]), one[1])
    name = _only(sorted(found), given, folder)
    return name, *found[name]


def find(folder: Folder, given: str) -> str:
    """Return the uuid that *given* means: an id, a file name, or the beginning of one.

    Raises `NoSuchCredential`, `SeveralCredentials`.
    """
    short = _short(folder, given)
    names = {name.partition(".")[0] for name in folder.names(f"{WEB}/credentials") if name.startswith(short)}
    return _only(sorted(names), given, folder)


def _short(folder: Folder, given: str) -> str:
    short = given.strip().replace("\\", "/").rpartition("/")[2].removeprefix("urn:uuid:")
    short = short.removesuffix(".json").removesuffix(".jwt").removesuffix(".cose").lower()
    if not _NAME.fullmatch(short):
        raise NoSuchCredential(given=given[:200], path=str(folder.path))
    return short


def _only(found: list[str], given: str, folder: Folder) -> str:
    if not found:
        raise NoSuchCredential(given=given[:200], path=str(folder.path))
    if len(found) > 1:
        raise SeveralCredentials(given=given, count=len(found), names=", ".join(found[:5]))
    return found[0]
