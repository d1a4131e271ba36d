"""What can change about keys, credentials and links."""

from testamur.domain.issuing.actions.endorsing import NotPublished, endorse, take_endorsement_back
from testamur.domain.issuing.actions.keeping import rotate_key
from testamur.domain.issuing.actions.outside import disown, vouch
from testamur.domain.issuing.actions.showing import make_link, withdraw_link
from testamur.domain.issuing.actions.signing import sign
from testamur.domain.issuing.actions.standing import Revoked, reinstate, revoke, supersede, suspend

__all__ = [
    "NotPublished",
    "Revoked",
    "disown",
    "endorse",
    "make_link",
    "reinstate",
    "revoke",
    "rotate_key",
    "sign",
    "supersede",
    "suspend",
    "take_endorsement_back",
    "vouch",
    "withdraw_link",
]
