"""Whether the person that a credential is made out to may be the one who shows it.

A judgement on words, with three answers: an e-mail address or a name that is the same says so, another name says so,
and what cannot be compared (other scripts, initials, near spellings, numbers) is left to people. Nothing is proved by
it: a name is not an identity.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from testamur.core.credential.ports import Json
from testamur.core.credential.shape import items

SAME, OTHER, UNKNOWN = "applicant", "other", "unknown"
_LONGEST = 200
_MOST = 20
# Open Badges 3.0, section B.9 (IdentityHash): the algorithm, a dollar sign, and the digest of value and salt.
_DIGESTS = {"sha256$": hashlib.sha256, "md5$": hashlib.md5}
_EMAIL_KINDS = frozenset({"emailAddress", "email"})
_NEAR = 0.8


@dataclass(frozen=True, slots=True)
class Identity:
    """One word of a credential about its holder: ``kind`` as it says, ``value`` in the clear or as a digest."""

    kind: str
    value: str
    is_hashed: bool = False
    salt: str = ""


def identities(credential: Json | None) -> tuple[Identity, ...]:
    """Return everything by which *credential* (Open Badges 3.0 or 2.0) names its holder."""
    document = credential or {}
    if "badge" in document and "credentialSubject" not in document:
        recipient = _node(document.get("recipient"))
        found = [_identity(recipient, "type", "identity")]
    else:
        subject = _node(document.get("credentialSubject"))
        named = [_identity(_node(one), "identityType", "identityHash") for one in items(subject.get("identifier"))]
        found = [*named, Identity("name", _text(subject.get("name")))]
    return tuple(one for one in found if one.value)[:_MOST]


def compared(found: Iterable[Identity], *, name: str, email: str) -> str:
    """Return whether the holder is whoever has *name* and *email*: SAME, OTHER or UNKNOWN."""
    known = tuple(found)
    addresses = [_is_address(one, email) for one in known if _names_an_address(one)]
    names = [_is_name(one, name) for one in known if one.kind == "name" and not _names_an_address(one)]
    if SAME in addresses or SAME in names:
        return SAME
    decisive = names or addresses
    return OTHER if decisive and all(answer == OTHER for answer in decisive) else UNKNOWN


def _names_an_address(one: Identity) -> bool:
    """Say whether it is an address; who had given no name is named by theirs."""
    return one.kind in _EMAIL_KINDS or (one.kind == "name" and not one.is_hashed and "@" in one.value)


def _is_address(one: Identity, email: str) -> str:
    if one.is_hashed:
        return SAME if any(_hashes_to(one, form) for form in {email, email.casefold()}) else UNKNOWN
    written = one.value.removeprefix("mailto:").strip().casefold()
    return SAME if written == email.strip().casefold() else OTHER


def _is_name(one: Identity, name: str) -> str:
    if one.is_hashed:
        return SAME if _hashes_to(one, name) else UNKNOWN
    theirs, ours = _words(one.value), _words(name)
    if not theirs or not ours or _scripts(theirs) != _scripts(ours):
        return UNKNOWN
    if sorted(theirs) == sorted(ours) or "".join(theirs) == "".join(ours):
        return SAME
    extra, lacking = set(theirs) - set(ours), set(ours) - set(theirs)
    if not extra or not lacking:
        # A part of the name: two words of it say who it is, a single one is shared by too many.
        return SAME if len(set(theirs) & set(ours)) > 1 else UNKNOWN
    if _may_be_initials(extra, lacking) or _may_be_initials(lacking, extra):
        return UNKNOWN
    return UNKNOWN if max(_alike(theirs, ours), _alike(sorted(theirs), sorted(ours))) >= _NEAR else OTHER


def _alike(theirs: list[str], ours: list[str]) -> float:
    return SequenceMatcher(None, "".join(theirs), "".join(ours), autojunk=False).ratio()


def _may_be_initials(short: set[str], long: set[str]) -> bool:
    return all(len(word) == 1 and any(other.startswith(word) for other in long) for word in short)


def _words(name: str) -> list[str]:
    """Return the words of a name without marks, case or punctuation."""
    plain = unicodedata.normalize("NFKD", name[:_LONGEST].casefold())
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter) and letter not in "'’ʼ`")
    return "".join(letter if letter.isalnum() else " " for letter in kept).split()


def _scripts(words: Iterable[str]) -> set[str]:
    """Return the scripts that letters are of, as the Unicode names of characters begin with them."""
    letters = {letter for word in words for letter in word if letter.isalpha()}
    return {unicodedata.name(letter, "").partition(" ")[0] for letter in letters}


def _hashes_to(one: Identity, value: str) -> bool:
    for beginning, digest in _DIGESTS.items():
        if one.value.startswith(beginning):
            made = digest((value + one.salt).encode(), usedforsecurity=False).hexdigest()
            return hmac.compare_digest(made, one.value.removeprefix(beginning).casefold())
    return False


def _identity(said: Json, kind: str, value: str) -> Identity:
    return Identity(_text(said.get(kind)), _text(said.get(value)), said.get("hashed") is True, _text(said.get("salt")))


def _node(value: object) -> dict[str, Any]:
    return next((one for one in items(value) if isinstance(one, dict)), {})


def _text(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("@value") or next(iter(value.values()), "")
    return value[:_LONGEST] if isinstance(value, str) else ""
