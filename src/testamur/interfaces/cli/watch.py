"""Keeps what a command started running, and stops all of it when the command ends, in the order that loses nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from types import FrameType, TracebackType
from typing import Self

import click

from testamur.adapters import processes
from testamur.adapters.postgres.launcher import Running
from testamur.interfaces.words import _


class Ended(BaseException):
    """We were asked to end. Not an `Exception`: nothing on the way may take it for a failure."""


class Crew:
    """The processes that a command started. Use it as a context manager around everything that starts something."""

    def __init__(self) -> None:
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._database: Running | None = None

    def __enter__(self) -> Self:
        """Take over Ctrl-C and SIGTERM."""
        for asked in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(asked, _end)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Stop the processes, newest first, and the database last; being asked to end is no error."""
        for asked in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(asked, signal.SIG_IGN)
        for process in reversed(self._processes.values()):
            processes.stop(process)
        if self._database:
            self._database.stop()
        return isinstance(error, Ended)

    def take(self, database: Running | None) -> None:
        """Stop *database* at the end, if it is one that we started."""
        self._database = database

    def start(self, name: str, command: list[str], variables: Mapping[str, str] | None = None) -> None:
        """Start a process that lives as long as we do."""
        self._processes[name] = processes.start(command, variables=variables)

    def watch(self) -> None:
        """Wait until we are asked to end; leave with exit code 2 when a process ends by itself."""
        while True:
            time.sleep(0.5)
            for name, process in self._processes.items():
                if process.poll() is not None:
                    told = {"name": name, "code": process.returncode}
                    click.echo(_("The %(name)s process ended by itself (exit code %(code)s).") % told, err=True)
                    sys.exit(2)


def _end(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise Ended
