"""What a holder shows of an SD-JWT (RFC 9901, section 6)."""

from __future__ import annotations

from collections.abc import Iterable

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.jose.sd_jwt.conceal import Path, spelled
from testamur.core.credential.jose.sd_jwt.token import SdJwt


def present(token: SdJwt, paths: Iterable[Path]) -> str:
    """Return *token* with what *paths* lead to, and with what stands around it: nothing hidden shows without that.

    None in a path is every element. A key binding that was there is not: it was for another presentation. Raises
    `CredentialError` ``no-such-claim`` where a path leads to nothing that could be disclosed.
    """
    shown: set[Path] = set()
    for path in paths:
        found = [place for place in token.places if _leads_to(path, place)]
        if not found:
            raise CredentialError("no-such-claim", path=spelled(path))
        shown.update(found)
    needed = {place[:length] for place in shown for length in range(1, len(place) + 1)}
    signed = token.presented.partition("~")[0]
    texts = [text for place, text in token.places.items() if place in needed]
    return "~".join([signed, *texts, ""])


def _leads_to(path: Path, place: Path) -> bool:
    return len(path) == len(place) and all(
        isinstance(there, int) if step is None else step == there for step, there in zip(path, place, strict=True)
    )
