"""What can change about keys, credentials and links."""

from testamur.domain.issuing.actions.endorsing import NotPublished, endorse, take_endorsement_back
from testamur.domain.issuing.actions.keeping import rotate_key
from testamur.domain.issuing.actions.outside import disown, vouch
from testamur.domain.issuing.actions.partner_keys import renew_partner_key, revoke_partner_key
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
    "renew_partner_key",
    "revoke",
    "revoke_partner_key",
    "rotate_key",
    "sign",
    "supersede",
    "suspend",
    "take_endorsement_back",
    "vouch",
    "withdraw_link",
]
