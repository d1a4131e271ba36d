"""The guarded fetcher: the only way to an address that a stranger chose.

Rules: https only; no redirects; the host's every address must be public, and the connection goes to the very address
that was checked (no second look-up between check and use); limits on size and time; no cookies, no credentials.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from testamur.core.credential.ports import Unreachable

MAX_BYTES = 4 * 2**20
SECONDS = 8.0
_CHUNK = 65_536
_HTTPS_PORT = 443
_OK = 200

Resolve = Callable[[str, int], list[str]]


def _resolve(host: str, port: int) -> list[str]:
    return sorted({str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address)
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_global and not (mapped or found).is_multicast


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches documents from public https addresses.

    ``ca_file`` and ``trusted_hosts`` exist for tests and for institutions with a certificate authority of their own: a
    trusted host (``name:port``) may have an address that is not public.
    """

    ca_file: str = ""
    trusted_hosts: frozenset[str] = frozenset()
    resolve: Resolve = field(default=_resolve)

    def get(self, url: str, *, limit: int | None = None) -> bytes:
        """Return the body found at *url*, of at most *limit* bytes.

        Raises `Unreachable`: ``bad-address``, ``not-https``, ``private-address``, ``no-such-host``, ``no-answer``,
        ``not-there`` with the HTTP status, ``moved`` (redirects are not followed), ``too-large``.
        """
        host, port, target = _split(url)
        address = self._address(host, port)
        connection = _Pinned(host, port, address, self._tls())
        # A time limit on each read alone would let a server send one byte now and then for ever.
        alarm = threading.Timer(SECONDS, connection.abort)
        alarm.daemon = True
        alarm.start()
        try:
            connection.request("GET", target, headers={"Accept": "application/json, */*;q=0.5"})
            with connection.getresponse() as response:
                if response.status != _OK:
                    code = "moved" if response.status in range(300, 400) else "not-there"
                    raise Unreachable(code, url=url[:200], status=response.status)
                return _read(response, url, limit or MAX_BYTES)
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable("no-answer", url=url[:200], reason=type(error).__name__) from error
        finally:
            alarm.cancel()
            connection.close()

    def _tls(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.ca_file or None)

    def _address(self, host: str, port: int) -> str:
        try:
            addresses = self.resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise Unreachable("no-such-host", host=host[:200]) from error
        if not addresses:
            raise Unreachable("no-such-host", host=host[:200])
        if f"{host}:{port}" not in self.trusted_hosts and not all(_is_public(address) for address in addresses):
            raise Unreachable("private-address", host=host[:200])
        return addresses[0]


def _split(url: str) -> tuple[str, int, str]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or _HTTPS_PORT
    except ValueError as error:
        raise Unreachable("bad-address", url=url[:200]) from error
    if parts.scheme != "https":
        raise Unreachable("not-https", url=url[:200])
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not host or parts.username or not target.isascii() or any(char <= " " or char == "\x7f" for char in target):
        raise Unreachable("bad-address", url=url[:200])
    return host, port, target


def _read(response: http.client.HTTPResponse, url: str, limit: int) -> bytes:
    body = bytearray()
    while chunk := response.read1(_CHUNK):
        body += chunk
        if len(body) > limit:
            raise Unreachable("too-large", url=url[:200], limit=limit)
    if response.length:
        raise Unreachable("no-answer", url=url[:200], reason="cut off")
    return bytes(body)


class _Pinned(http.client.HTTPSConnection):
    """A connection to one address, with the certificate checked against the host's name."""

    def __init__(self, host: str, port: int, address: str, tls: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=SECONDS, context=tls)
        self._pinned_address = address
        self._tls_settings = tls
        self._plain: socket.socket | None = None

    def abort(self) -> None:
        """Stop whatever the connection is waiting for; the waiting call fails."""
        sock = self.sock or self._plain
        if sock is not None:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def connect(self) -> None:
        """Connect to the checked address instead of looking the name up again."""
        self._plain = socket.create_connection((self._pinned_address, self.port), timeout=SECONDS)
        self.sock = self._tls_settings.wrap_socket(self._plain, server_hostname=self.host)
