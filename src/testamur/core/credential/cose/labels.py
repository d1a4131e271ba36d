"""Numbers that COSE writes where JOSE writes names, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping

from testamur.core.credential.keys import Kind

# RFC 9052, section 3.1; RFC 9597, section 2; RFC 9596, section 2.
ALG, CRIT, CONTENT_TYPE, KID, CLAIMS, TYP = 1, 2, 3, 4, 15, 16

# RFC 9053, sections 2.1 and 2.2. RFC 9864 gives numbers of their own to curves, and those that fit ours are the same.
ALGORITHMS: Mapping[int, str] = {-8: "EdDSA", -7: "ES256", -35: "ES384", -36: "ES512"}
FULLY_SPECIFIED: Mapping[int, str] = {-19: "EdDSA", -9: "ES256", -51: "ES384", -52: "ES512"}
NUMBERS: Mapping[Kind, int] = {
    kind: number for number, name in ALGORITHMS.items() for kind in Kind if kind.algorithm == name
}
# Message authentication codes (RFC 9053, section 3): whoever can check one can make one.
SYMMETRIC: Mapping[int, str] = {
    4: "HMAC 256/64",
    5: "HMAC 256/256",
    6: "HMAC 384/384",
    7: "HMAC 512/512",
    14: "AES-MAC 128/64",
    15: "AES-MAC 256/64",
    25: "AES-MAC 128/128",
    26: "AES-MAC 256/128",
}

# CBOR Web Token claims (RFC 8392, section 4; RFC 9711 for the nonce; the status is that of Token Status Lists), by the
# names that JSON Web Tokens have for them.
ISS, SUB, AUD, EXP, NBF, IAT, NONCE, STATUS = 1, 2, 3, 4, 5, 6, 10, 65535
CLAIM_NAMES: Mapping[int, str] = {
    ISS: "iss",
    SUB: "sub",
    AUD: "aud",
    EXP: "exp",
    NBF: "nbf",
    IAT: "iat",
    NONCE: "nonce",
    STATUS: "status",
}
