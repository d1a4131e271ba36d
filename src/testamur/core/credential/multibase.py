"""Multibase and multicodec, as far as credentials use them (Controlled Identifiers 1.0, section 2.4)."""

from __future__ import annotations

import binascii

from testamur.core.credential.errors import CredentialError

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES = {char: value for value, char in enumerate(_ALPHABET)}
# Four digits at a time: dividing a long number is what takes the time, and every signature is written so.
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]
_TWO_DIGITS, _FOUR_DIGITS = 58**2, 58**4
_PADDING = (b"", b"===", b"==", b"=")
_ANY_LETTER = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_LAST_LETTERS = (_ANY_LETTER, "", _ANY_LETTER[::16], _ANY_LETTER[::4])
# Decoding base 58 is quadratic; no key or signature is anywhere near this long.
_LONGEST_BASE58 = 1_024


def base58_encode(data: bytes) -> str:
    """Return *data* in base58btc, without multibase prefix."""
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, four = number // _FOUR_DIGITS, number % _FOUR_DIGITS
        text = f"{_PAIRS[four // _TWO_DIGITS]}{_PAIRS[four % _TWO_DIGITS]}{text}"
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text.lstrip("1")


def base58_decode(text: str) -> bytes:
    """Return the bytes of base58btc *text*. Raises `CredentialError` ``bad-base58``."""
    if len(text) > _LONGEST_BASE58 or any(char not in _VALUES for char in text):
        raise CredentialError("bad-base58", text=text[:40])
    number = 0
    for char in text:
        number = number * 58 + _VALUES[char]
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def base64url_encode(data: bytes) -> str:
    """Return *data* in base64url without padding (RFC 4648, section 5)."""
    # Replaced, not translated: in the base64 of text, the two letters are rare, and looking for them takes no time.
    return binascii.b2a_base64(data, newline=False).rstrip(b"=").replace(b"+", b"-").replace(b"/", b"_").decode()


def base64url_decode(text: str) -> bytes:
    """Return the bytes of unpadded base64url *text*; every other spelling is refused (``bad-base64url``)."""
    rest = len(text) % 4
    if "+" in text or "/" in text or "=" in text:
        raise CredentialError("bad-base64url", text=text[:40])
    try:
        letters = text.encode("ascii").replace(b"-", b"+").replace(b"_", b"/")
        data = binascii.a2b_base64(letters + _PADDING[rest], strict_mode=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise CredentialError("bad-base64url", text=text[:40]) from error
    # The last letter may have bits to spare, which have to be zero: else there would be two spellings of the same.
    if text[-1:] not in _LAST_LETTERS[rest]:
        raise CredentialError("bad-base64url", text=text[:40])
    return data


def multibase_decode(text: str) -> bytes:
    """Return the bytes of a multibase *text* in base58btc (``z``) or base64url (``u``). Raises `CredentialError`."""
    if text.startswith("z"):
        return base58_decode(text[1:])
    if text.startswith("u"):
        return base64url_decode(text[1:])
    raise CredentialError("unknown-multibase", text=text[:40])
