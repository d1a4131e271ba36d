"""`testamur vc-api`: a small service that issues and verifies, for other systems and for test suites."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from testamur.adapters.environment import for_child
from testamur.adapters.indexed_folder import IndexedFolder
from testamur.adapters.key_folder import make_keys, read_keys
from testamur.interfaces.cli.speech import passphrase_option, refusals_in_words
from testamur.interfaces.cli.watch import Crew
from testamur.interfaces.words import _

APPLICATION = "testamur.interfaces.protocols.vc_api.standalone:application"
_folder = click.Path(path_type=Path, file_okay=False)


@click.command("vc-api")
@click.option("--port", type=click.IntRange(1, 65535), default=8040, show_default=True, help="Port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--keys", required=True, type=_folder, help="Folder of key files; whoever issues has a key in it.")
@click.option("--new-keys", is_flag=True, help="Make a key of each kind in it first.")
@passphrase_option
@click.option("--contexts", multiple=True, type=_folder, help="Folder of further contexts. May be given again.")
@click.option("--documents", multiple=True, type=_folder, help="Folder of documents not to fetch. May be given again.")
@click.option("--lists", type=_folder, help="Folder of its status lists; the default is 'lists' beside the keys.")
@click.option("--public-url", default="", help="Where the world reaches it: status lists carry this address.")
@click.option("--threads", type=click.IntRange(1, 256), default=4, show_default=True, help="Requests at a time.")
@click.option("--online", is_flag=True, help="Fetch what is in no folder, over https.")
@refusals_in_words
def vc_api(  # noqa: PLR0913, PLR0917 - click hands over one argument an option
    port: int,
    host: str,
    keys: Path,
    new_keys: bool,  # noqa: FBT001 - as above
    passphrase: str,
    contexts: tuple[Path, ...],
    documents: tuple[Path, ...],
    lists: Path | None,
    public_url: str,
    threads: int,
    online: bool,  # noqa: FBT001 - as above
) -> None:
    """Run a small service that issues and verifies credentials: the W3C-CCG VC API, without a database.

    It has no passwords: whoever reaches it can issue. Folders of contexts and documents hold an index.json, which says
    the file for each address.
    """
    if new_keys:
        make_keys(keys, passphrase)
    ring = read_keys(keys, passphrase)
    IndexedFolder.open(*contexts, *documents)
    url = public_url or f"http://{host}:{port}"
    variables = for_child(
        TESTAMUR_VC_API_KEYS=str(keys),
        TESTAMUR_VC_API_LISTS=str(lists or keys.resolve().parent / "lists"),
        TESTAMUR_VC_API_CONTEXTS=os.pathsep.join(map(str, contexts)),
        TESTAMUR_VC_API_DOCUMENTS=os.pathsep.join(map(str, documents)),
        TESTAMUR_VC_API_URL=url,
        TESTAMUR_VC_API_ONLINE=str(int(online)),
        TESTAMUR_PASSPHRASE=passphrase,
    )
    with Crew() as crew:
        crew.start("vc-api", _command(host, port, threads), variables)
        click.echo(_("The VC API answers at {url}").format(url=f"http://{host}:{port}"), err=True)
        for controller, found in ring.by_controller.items():
            click.echo(f"  {', '.join(key.kind.curve for key in found)}: {controller}", err=True)
        crew.watch()


def _command(host: str, port: int, threads: int) -> list[str]:
    return [
        sys.executable,
        "-m",
        "granian",
        "--interface=wsgi",
        "--factory",
        f"--host={host}",
        f"--port={port}",
        "--workers=1",
        f"--blocking-threads={threads}",
        "--respawn-failed-workers",
        "--no-ws",
        "--log-level=warning",
        APPLICATION,
    ]
