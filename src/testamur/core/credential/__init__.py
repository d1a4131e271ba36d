"""Credentials: compose, canonicalise, sign, status, verify. Frozen values in, frozen values out."""

from testamur.core.credential.canonical import Canonicaliser
from testamur.core.credential.cose.vc_cose import cose_sign1
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.integrity.sign import data_integrity
from testamur.core.credential.jose.vc_jwt import jwt
from testamur.core.credential.keys import Kind, PublicKey, SigningKey
from testamur.core.credential.policy import Policy
from testamur.core.credential.report import Check, Outcome, Report, Trust, Verdict
from testamur.core.credential.verify import verify, verify_many
from testamur.core.credential.world import World

__all__ = [
    "Canonicaliser",
    "Check",
    "CredentialError",
    "Kind",
    "Outcome",
    "Policy",
    "PublicKey",
    "Report",
    "SigningKey",
    "Trust",
    "Verdict",
    "World",
    "cose_sign1",
    "data_integrity",
    "jwt",
    "verify",
    "verify_many",
]
