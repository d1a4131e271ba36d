"""What an issuer has said of a credential since: Bitstring Status List 1.0 and the IETF's Token Status List."""

from testamur.core.credential.status.bitstring import (
    MINIMUM_LENGTH,
    PURPOSES,
    StatusEntry,
    StatusList,
    compose_list,
)
from testamur.core.credential.status.token_list import TokenStatusList

__all__ = ["MINIMUM_LENGTH", "PURPOSES", "StatusEntry", "StatusList", "TokenStatusList", "compose_list"]
