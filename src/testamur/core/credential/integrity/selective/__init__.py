"""Selective disclosure with ecdsa-sd-2023: the holder shows a part of what was signed, and the signature still fits.

https://www.w3.org/TR/vc-di-ecdsa/, sections 3.4 to 3.6. The issuer signs every statement by itself, but for the
mandatory ones, which are signed together; blank nodes carry keyed labels that do not tell what was left out.
"""

from testamur.core.credential.integrity.selective.derive import derive
from testamur.core.credential.integrity.selective.sign import ENTROPY_BYTES, Secrets, base_proof

__all__ = ["ENTROPY_BYTES", "Secrets", "base_proof", "derive"]
