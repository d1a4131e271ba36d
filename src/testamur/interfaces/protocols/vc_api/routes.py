"""From a request to its answer: the table of addresses, and what is said where none of them is meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from testamur.adapters.list_folder import BadLists
from testamur.core.credential import CredentialError
from testamur.core.credential.ports import Json
from testamur.interfaces.protocols.vc_api.answers import Answer, Slip, refused, slipped, turned_down
from testamur.interfaces.protocols.vc_api.asking import body_of
from testamur.interfaces.protocols.vc_api.issuing import derive_part, issue
from testamur.interfaces.protocols.vc_api.resolving import resolve
from testamur.interfaces.protocols.vc_api.verifying import verify_credential, verify_presentation
from testamur.interfaces.protocols.vc_api.withdrawing import change_status, publish, status_list
from testamur.interfaces.protocols.vc_api.workplace import LISTS, Service

Handler = Callable[[Service, Json], Answer]

POSTS: Mapping[str, Handler] = {
    "/credentials/issue": issue,
    "/credentials/verify": verify_credential,
    "/credentials/derive": derive_part,
    "/credentials/status": change_status,
    "/presentations/verify": verify_presentation,
}
IDENTIFIERS = "/1.0/identifiers/"
_PUBLISH = "/publish"


def answer(service: Service, method: str, path: str, body: bytes) -> Answer:
    """Return the answer to a request: *path* below the API's address, unescaped. It raises nothing."""
    try:
        return _answer(service, method, path, body)
    except Slip as slip:
        return slipped(slip)
    except CredentialError as error:
        return refused(error)
    except BadLists as refusal:  # a disk that is full is nobody's mistake who asks
        return turned_down(refusal, status=503)


def _answer(service: Service, method: str, path: str, body: bytes) -> Answer:
    handler = POSTS.get(path)
    if handler:
        _only(method, "POST")
        return handler(service, body_of(body))
    if path.startswith(IDENTIFIERS):
        _only(method, "GET", "HEAD")
        return resolve(service, path.removeprefix(IDENTIFIERS))
    if path.startswith(LISTS):
        name = path.removeprefix(LISTS)
        is_publishing = name.endswith(_PUBLISH)
        _only(method, *(("POST",) if is_publishing else ("GET", "HEAD")))
        return publish(service, name.removesuffix(_PUBLISH)) if is_publishing else status_list(service, name)
    raise Slip("no-such-address", status=404, path=path[:200])


def _only(method: str, *allowed: str) -> None:
    if method not in allowed:
        raise Slip("method-not-allowed", status=405, allow=", ".join(allowed))
