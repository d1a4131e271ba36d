"""`testamur revoke`, `suspend`, `reinstate`: change the status of an issued credential."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import click

from testamur.adapters import signers
from testamur.adapters.contexts import PinnedContexts
from testamur.adapters.issue_folder import change_status, open_folder
from testamur.core.credential import Canonicaliser
from testamur.interfaces.cli.speech import json_line, passphrase_option, refusals_in_words
from testamur.interfaces.words import _
from testamur.refusals import Invalid

_FILE = click.Path(path_type=Path)


class ReasonMissing(Invalid):
    """A change of status without a reason that someone could read later."""

    code = "reason-missing"


def _options(command: Callable[..., None]) -> Callable[..., None]:
    """Give the three commands the same arguments."""
    parts = (
        click.argument("folder", type=_FILE, metavar="DIR"),
        click.argument("credential", metavar="ID"),
        click.option("--reason", default="", help="Why. Kept in status.jsonl, never published."),
        click.option("--key", "key_file", required=True, type=_FILE, help="The issuer's key file."),
        passphrase_option,
        click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of words."),
    )
    for part in reversed(parts):
        command = part(command)
    return command


@click.command("revoke")
@_options
@refusals_in_words
def revoke(**given: object) -> None:
    """Withdraw a credential for good.

    ID is the credential's id, its file name, or the first characters of one. The reason stays with you.
    """
    _change("revoke", given)


@click.command("suspend")
@_options
@refusals_in_words
def suspend(**given: object) -> None:
    """Set a credential aside for a while; 'testamur reinstate' ends it.

    ID is the credential's id, its file name, or the first characters of one. The reason stays with you.
    """
    _change("suspend", given)


@click.command("reinstate")
@_options
@refusals_in_words
def reinstate(**given: object) -> None:
    """End a suspension. A revocation is final.

    ID is the credential's id, its file name, or the first characters of one. The reason stays with you.
    """
    _change("reinstate", given)


def _change(action: str, given: dict[str, object]) -> None:
    path, reason = Path(str(given["folder"])), str(given["reason"]).strip()
    if not reason:
        raise ReasonMissing
    key = signers.load_key(Path(str(given["key_file"])), str(given["passphrase"]))
    with open_folder(path, make=False) as folder:
        changed = change_status(
            folder,
            action=action,
            given=str(given["credential"]),
            reason=reason,
            signer=key,
            canonicaliser=Canonicaliser(PinnedContexts()),
            now=datetime.now(UTC),
        )
    if given["as_json"]:
        json_line({"credential": changed.credential, "action": action, "changed": changed.is_new})
        return
    sentences = _done() if changed.is_new else _already()
    click.echo(sentences[action].format(credential=changed.credential))


def _done() -> dict[str, str]:
    return {
        "revoke": _("{credential} is revoked. Put the folder's status lists on the web, so that others see it."),
        "suspend": _("{credential} is suspended. Put the folder's status lists on the web, so that others see it."),
        "reinstate": _("{credential} is good again. Put the folder's status lists on the web, so that others see it."),
    }


def _already() -> dict[str, str]:
    return {
        "revoke": _("{credential} was revoked before; nothing changed."),
        "suspend": _("{credential} was suspended before; nothing changed."),
        "reinstate": _("{credential} was not suspended; nothing changed."),
    }
