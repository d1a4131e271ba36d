"""Credentials: compose, canonicalise, sign, status, verify. Frozen values in, frozen values out."""

from testamur.core.credential.canonical import Canonicaliser
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.keys import SigningKey
from testamur.core.credential.report import Check, Outcome, Report, Verdict
from testamur.core.credential.secure import data_integrity, jwt
from testamur.core.credential.verify import verify
from testamur.core.credential.world import World

__all__ = [
    "Canonicaliser",
    "Check",
    "CredentialError",
    "Outcome",
    "Report",
    "SigningKey",
    "Verdict",
    "World",
    "data_integrity",
    "jwt",
    "verify",
]
