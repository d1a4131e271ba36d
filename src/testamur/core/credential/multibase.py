"""Multibase and multicodec, as far as credentials use them (Controlled Identifiers 1.0, section 2.4)."""

from __future__ import annotations

import binascii

from testamur.core.credential.errors import CredentialError

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_LETTERS = _ALPHABET.encode()
_VALUES = bytes(max(0, _ALPHABET.find(chr(code))) for code in range(256))
# Four digits at a time: dividing a long number is what takes the time, and every signature is written so.
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]
_TWO_DIGITS, _FOUR_DIGITS = 58**2, 58**4
_PADDING = (b"", b"===", b"==", b"=")
_ANY_LETTER = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_LAST_LETTERS = (_ANY_LETTER, "", _ANY_LETTER[::16], _ANY_LETTER[::4])
# Decoding base 58 is quadratic; no key or signature is anywhere near this long.
_LONGEST_BASE58 = 1_024


def _joining(bits: int) -> tuple[int, int, int]:
    """Return what makes one field of two neighbours of *bits* bits: shift, mask of the right, weight of the left."""
    pairs = range(0, _LONGEST_BASE58 * 8, 2 * bits)
    return bits, sum((1 << bits) - 1 << place for place in pairs), 58 ** (bits // 8)


_JOININGS = [_joining(8 << step) for step in range(_LONGEST_BASE58.bit_length() - 1)]


def base58_encode(data: bytes) -> str:
    """Return *data* in base58btc, without multibase prefix."""
    number, pairs = int.from_bytes(data, "big"), []
    while number:
        number, four = divmod(number, _FOUR_DIGITS)
        pairs.append(_PAIRS[four % _TWO_DIGITS])
        pairs.append(_PAIRS[four // _TWO_DIGITS])
    pairs.reverse()
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + "".join(pairs).lstrip("1")


def base58_decode(text: str) -> bytes:
    """Return the bytes of base58btc *text*. Raises `CredentialError` ``bad-base58``."""
    letters = text.encode("ascii", "replace")
    if len(letters) > _LONGEST_BASE58 or letters.translate(None, _LETTERS):
        raise CredentialError("bad-base58", text=text[:40])
    # A byte for each digit; then all neighbours are joined at once, in one long number, until there is one field left.
    number = int.from_bytes(letters.translate(_VALUES), "big")
    for shift, right, base in _JOININGS[: (len(letters) - 1).bit_length()]:
        number = (number >> shift & right) * base + (number & right)
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


def base64_decode(text: bytes) -> bytes:
    """Return the bytes of base64 *text* (RFC 4648, section 4), padded or not. Raises ``bad-base64``."""
    letters = text.rstrip(b"=")
    try:
        return binascii.a2b_base64(letters + _PADDING[len(letters) % 4], strict_mode=True)
    except binascii.Error as error:
        raise CredentialError("bad-base64", text=text[:40].decode("ascii", "replace")) from error


def multibase_decode(text: str) -> bytes:
    """Return the bytes of a multibase *text* in base58btc (``z``) or base64url (``u``). Raises `CredentialError`."""
    if text.startswith("z"):
        return base58_decode(text[1:])
    if text.startswith("u"):
        return base64url_decode(text[1:])
    raise CredentialError("unknown-multibase", text=text[:40])
