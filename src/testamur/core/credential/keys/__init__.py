"""Keys: Ed25519, P-256, P-384 and, for JOSE only, P-521. An unsound key is refused when it is made."""

from testamur.core.credential.keys.kinds import Kind
from testamur.core.credential.keys.public import PublicKey
from testamur.core.credential.keys.signing import SigningKey

__all__ = ["Kind", "PublicKey", "SigningKey"]
