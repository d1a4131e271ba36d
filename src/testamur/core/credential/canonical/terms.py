"""RDF terms as canonical N-Quads writes them."""

from __future__ import annotations

import re

from testamur.core.credential.errors import CredentialError

# PyLD resolves incomplete addresses against an example.org of its own when it is given no base. It is given this one,
# in a domain that can never exist (RFC 2606), so that they are recognised and refused.
RELATIVE_BASE = "https://relative.invalid/"

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

# RDFC-1.0 section 5: these have short forms; every other control character is written as \\uXXXX.
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | {ord(char): text for char, text in _SHORT.items()}
NEEDS_ESCAPE = re.compile(r'[\x00-\x1f"\\\x7f]').search
# A complete address that N-Quads can write as it is, and that does not come from `RELATIVE_BASE`.
ABSOLUTE_IRI = re.compile(
    r"(?!https://relative\.invalid/)[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|^`\\\x7f\ud800-\udfff]*"
).fullmatch
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")

# Beyond these, the implementations that we compared print different digits (or 0), so nobody could check the signature.
_LARGEST_INTEGER = 2**53
_LARGEST_DECIMAL = 1e15
_SMALLEST_DECIMAL = 1e-6


def iri(value: str) -> str:
    """Return ``<value>``. Raises `CredentialError` ``relative-iri`` unless *value* is an absolute IRI."""
    if not ABSOLUTE_IRI(value):
        raise CredentialError("relative-iri", iri=value.removeprefix(RELATIVE_BASE)[:200])
    return f"<{value}>"


def literal(value: str, datatype: str = "", language: str = "") -> str:
    """Return a literal with its datatype (none for xsd:string) or language tag."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise CredentialError("lone-surrogate", text=ascii(value)[:80]) from error
    quoted = f'"{value.translate(ESCAPES)}"'
    if language:
        if not _LANGUAGE.fullmatch(language):
            raise CredentialError("bad-language-tag", language=language[:40])
        return f"{quoted}@{language}"
    if datatype and datatype != f"{XSD}string":
        return f"{quoted}^^{iri(datatype)}"
    return quoted


def number(value: float, datatype: str = "") -> str:
    """Return a number as JSON-LD 1.1 API section 8.6 prints it; integral numbers as integers, as JavaScript has it.

    Raises `CredentialError` ``unsafe-number`` for those that implementations print differently.
    """
    if isinstance(value, int) or (value.is_integer() and abs(value) <= _LARGEST_INTEGER and str(value) != "-0.0"):
        if abs(value) > _LARGEST_INTEGER:
            raise CredentialError("unsafe-number", number=str(value)[:40])
        if datatype != f"{XSD}double":
            return literal(str(int(value)), datatype or f"{XSD}integer")
    elif not _SMALLEST_DECIMAL <= abs(value) < _LARGEST_DECIMAL:
        raise CredentialError("unsafe-number", number=str(value)[:40])
    mantissa, _, exponent = f"{value:.15E}".partition("E")
    mantissa = mantissa.rstrip("0")
    mantissa += "0" if mantissa.endswith(".") else ""
    return literal(f"{mantissa}E{int(exponent)}", datatype or f"{XSD}double")
