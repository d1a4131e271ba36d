"""`testamur keys`: make and look at signing keys."""

from __future__ import annotations

from pathlib import Path

import click

from testamur.adapters import signers
from testamur.core.credential import Kind, did
from testamur.core.credential.errors import CredentialError
from testamur.interfaces.cli.speech import json_line, passphrase_option, refusals_in_words
from testamur.interfaces.words import _

_TYPES = {kind.curve.lower(): kind for kind in (Kind.ED25519, Kind.P256, Kind.P384)}


@click.group()
def keys() -> None:
    """Make and look at signing keys."""


@keys.command("new")
@click.option("--did", "kind", default="key", show_default=True, help="'key', or 'web:HOST' with your web address.")
@click.option(
    "--type",
    "curve",
    default="ed25519",
    show_default=True,
    type=click.Choice(list(_TYPES)),
    help="The kind of key: p-256 and p-384 are for those who must use ECDSA.",
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Where to write the key file.")
@passphrase_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of words.")
@refusals_in_words
def new(kind: str, curve: str, out: Path, passphrase: str, as_json: bool) -> None:  # noqa: FBT001 - click's flags
    """Make a new signing key, readable by you only."""
    key = signers.write_key(out, controller=_controller(kind), passphrase=passphrase, kind=_TYPES[curve])
    if as_json:
        json_line({"did": key.controller, "verificationMethod": key.verification_method, "file": str(out)})
        return
    click.echo(_("Wrote the key to {path}. Keep it secret, and keep a copy.").format(path=out))
    click.echo(_("It signs as {did}").format(did=key.controller))
    if not passphrase:
        click.echo(_("It is not locked. With --passphrase it would be."), err=True)
    if key.controller.startswith("did:web:"):
        address = did.web_address(key.controller)
        click.echo(_("Put the did.json that `testamur issue` writes at {url}").format(url=address))


@keys.command("show")
@click.argument("file", type=click.Path(path_type=Path))
@passphrase_option
@click.option("--json", "as_json", is_flag=True, help="Print the DID document.")
@refusals_in_words
def show(file: Path, passphrase: str, as_json: bool) -> None:  # noqa: FBT001 - click hands flags over so
    """Say whom a key signs as."""
    key = signers.load_key(file, passphrase)
    if as_json:
        json_line(did.document(key.controller, [key.public_key]))
        return
    click.echo(key.controller)


def _controller(kind: str) -> str:
    """Return the DID for ``key`` (empty: made of the key itself) or ``web:HOST``, checked before a key is made."""
    if kind == "key":
        return ""
    controller = kind if kind.startswith("did:") else f"did:{kind}"
    if not _is_web(controller):
        message = _(
            "'{kind}' is not a kind of key. Write 'key', or 'web:' and your host, such as web:example.edu"
        ).format(kind=kind)
        raise click.BadParameter(message, param_hint="--did")
    return controller


def _is_web(controller: str) -> bool:
    try:
        return controller.startswith("did:web:") and bool(did.web_address(controller))
    except CredentialError:
        return False
