"""`testamur tool`: single steps of the standards, for suites that drive programs instead of services.

What is asked comes on standard input or in files, the answer goes to standard output or a file. Exit code: 0 done,
1 refused (the reason is on the error stream), 2 asked in a way that cannot be understood.
"""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, ParamSpec

import click

from testamur.core.credential.canonical.jcs import canonical_json
from testamur.core.credential.canonical.nquads import read_nquads
from testamur.core.credential.canonical.rdfc import canonicalise
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.jose.asked import Asked
from testamur.core.credential.jose.jws import check_header, json_object, media_type
from testamur.core.credential.jose.sd_jwt import SdJwt, open_sd_jwt
from testamur.core.credential.jose.sd_jwt.binding import check_binding
from testamur.core.credential.keys import PublicKey
from testamur.core.credential.reading import MAX_BYTES, read_json
from testamur.core.credential.report import failed
from testamur.core.credential.status import TokenStatusList
from testamur.interfaces.cli.tool_jose import jose
from testamur.interfaces.words.verdicts import sentence

P = ParamSpec("P")
REFUSED = 1
# Whoever gives a nonce has made sure by it that the answer is new; examples of the standards are years old.
_ANY_AGE = timedelta(days=36_500)
_WRITTEN_AT_ONCE = 65_536


@click.group()
def tool() -> None:
    """Take single steps of the standards, for test suites."""


tool.add_command(jose)


def refusals_end_it(command: Callable[P, None]) -> Callable[P, None]:
    """Say why the engine refused on the error stream, and leave with exit code 1."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except CredentialError as error:
            click.echo(f"{error.code}: {sentence(failed('form', error.code, **error.facts))}", err=True)
            sys.exit(REFUSED)

    return wrapped


@tool.command("rdfc")
@click.option("--hash", "hash_name", type=click.Choice(["SHA256", "SHA384"]), default="SHA256", show_default=True)
@refusals_end_it
def rdfc(hash_name: str) -> None:
    """Turn N-Quads (standard input) into their canonical form, RDFC-1.0."""
    _write(canonicalise(read_nquads(_asked()), hash_name=hash_name.lower()).encode())


@tool.command("jcs")
@refusals_end_it
def jcs() -> None:
    """Turn JSON (standard input) into its canonical form, RFC 8785."""
    _write(canonical_json(read_json(_asked())))


@tool.command("sd-jwt-verify")
@refusals_end_it
def sd_jwt_verify() -> None:
    """Verify an SD-JWT (RFC 9901) and print its claims.

    Standard input: {"sd_jwt", "issuer_public_jwk", "nonce", "aud"}. With nonce or aud, the holder has to have signed.
    """
    asked = json_object(_asked())
    jwk = asked.get("issuer_public_jwk")
    if not isinstance(jwk, dict):
        raise CredentialError("unsupported-key", key=str(jwk)[:60])
    token = open_sd_jwt(_text(asked, "sd_jwt"))
    _check_sd_jwt(token, PublicKey.from_jwk(jwk), Asked(_text(asked, "aud"), _text(asked, "nonce"), window=_ANY_AGE))
    _write(json.dumps(token.claims).encode() + b"\n")  # not orjson: numbers may be of any length


def _check_sd_jwt(token: SdJwt, key: PublicKey, asked: Asked) -> None:
    """Do the steps of RFC 9901, sections 7.1 and 7.3. Which types of token are meant is not ours to say here."""
    now, header = datetime.now(UTC), token.jws.header
    check_header(header, {media_type(header.get("typ", ""))}, {media_type(header.get("cty", ""))})
    if not token.jws.is_signed_by(key):
        raise CredentialError("signature-does-not-fit")
    times: dict[str, Any] = {name: token.claims[name] for name in ("exp", "nbf") if name in token.claims}
    Asked().check(times, now)
    if token.binding is not None:
        check_binding(token, token.binding, asked, now)
    elif asked:
        raise CredentialError("not-bound")


@tool.command("status-list")
@refusals_end_it
def status_list() -> None:
    """Unpack a Token Status List: {"bits", "lst"} (standard input) into an array of statuses."""
    asked = json_object(_asked())
    found = TokenStatusList.decode(asked.get("bits"), asked.get("lst"))
    for piece in _array(found):
        click.echo(piece, nl=False)
    click.echo()


def _array(found: TokenStatusList) -> Iterator[str]:
    """Yield a JSON array piece by piece: a list of 16 MiB has more statuses than fit into memory as numbers."""
    written = [",".join(map(str, TokenStatusList(found.size, bytes([byte])).statuses())) for byte in range(256)]
    for start in range(0, len(found.packed), _WRITTEN_AT_ONCE):
        part = found.packed[start : start + _WRITTEN_AT_ONCE]
        yield ("," if start else "[") + ",".join([written[byte] for byte in part])
    yield "]" if found.packed else "[]"


def _asked() -> bytes:
    """Return standard input, and of too much of it only as much as shows that it is."""
    return sys.stdin.buffer.read(MAX_BYTES + 1)


def _text(asked: dict[str, Any], name: str) -> str:
    """Return a member that is a text, or nothing. Raises `CredentialError` ``misshapen``."""
    found = asked.get(name)
    if found is not None and not isinstance(found, str):
        raise CredentialError("misshapen", member=name)
    return found or ""


def _write(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
