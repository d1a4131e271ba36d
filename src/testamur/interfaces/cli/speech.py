"""How every command speaks: refusals in words, JSON on request, passphrases without leaving them in the history."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import click
import orjson

from testamur.interfaces.words.refusals import told
from testamur.refusals import Refusal

P = ParamSpec("P")
R = TypeVar("R")

CANNOT_START = 2

passphrase_option = click.option(
    "--passphrase",
    envvar="TESTAMUR_PASSPHRASE",
    default="",
    help="Passphrase of the key file; better given as TESTAMUR_PASSPHRASE, which no process list shows.",
)


def refusals_in_words(command: Callable[P, R]) -> Callable[P, R]:
    """Tell a `Refusal` on the error stream and leave with exit code 2, instead of a traceback."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except Refusal as refusal:
            click.echo(told(refusal), err=True)
            sys.exit(CANNOT_START)

    return wrapped


def json_line(value: object) -> None:
    """Print *value* as one line of JSON."""
    click.echo(orjson.dumps(value, default=str).decode())
