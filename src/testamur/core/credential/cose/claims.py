"""Claims in the header of a COSE_Sign1, beside the document that it secures (vc-jose-cose, section 3.3.3)."""

from __future__ import annotations

from testamur.core.credential.cose.sign1 import CoseSign1
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.ports import Json


def claims_of(token: CoseSign1, document: Json) -> Json:
    """Return the members of *document* and the claims beside them, as a JSON Web Token has them in one object.

    Raises `CredentialError` ``claim-differs`` where both have one of a name, and say two things.
    """
    for name, value in token.claims.items():
        if document.get(name, value) != value:
            raise CredentialError("claim-differs", name=name, found=str(value)[:200], member=str(document[name])[:200])
    return {**document, **token.claims}
