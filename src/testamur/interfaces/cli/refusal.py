"""Refusals in the terminal: a sentence, and exit code 2."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from testamur.interfaces.words.refusals import told
from testamur.refusals import Refusal


@contextmanager
def explained() -> Iterator[None]:
    """Say why the machine cannot do what was asked, and end."""
    try:
        yield
    except Refusal as refusal:
        click.echo(told(refusal), err=True)
        sys.exit(2)
