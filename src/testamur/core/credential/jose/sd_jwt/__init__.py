"""SD-JWT: claims of which the holder shows some and hides the rest (RFC 9901)."""

from testamur.core.credential.jose.sd_jwt.binding import bind
from testamur.core.credential.jose.sd_jwt.conceal import Path
from testamur.core.credential.jose.sd_jwt.issue import issue, sd_jwt, sd_jwt_vc
from testamur.core.credential.jose.sd_jwt.present import present
from testamur.core.credential.jose.sd_jwt.token import SdJwt, open_sd_jwt

__all__ = ["Path", "SdJwt", "bind", "issue", "open_sd_jwt", "present", "sd_jwt", "sd_jwt_vc"]
