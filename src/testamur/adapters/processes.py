"""Processes that we start: they die with us, however we die."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from pwd import struct_passwd

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_libc = ctypes.CDLL(None)


def start(
    command: Sequence[str],
    *,
    end_with: signal.Signals = signal.SIGTERM,
    user: struct_passwd | None = None,
    folder: Path | None = None,
    log: Path | None = None,
    variables: Mapping[str, str] | None = None,
    outlives_us: bool = False,
) -> subprocess.Popen[bytes]:
    """Start *command* in a session of its own and have the kernel send it *end_with* when we die, if it is to.

    A session of its own keeps Ctrl-C for us, so that we stop things in order. ``log`` takes what it says; without one
    it speaks where we speak.
    """
    said = log.open("ab") if log else None
    try:
        return subprocess.Popen(  # noqa: S603 - callers pass our own programs
            list(command),
            cwd=folder,
            env=dict(variables) if variables is not None else None,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT if said else None,
            start_new_session=True,
            preexec_fn=None if outlives_us else partial(die_with, os.getpid(), end_with),  # noqa: PLW1509 - started before we have threads
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
        )
    finally:
        if said:
            said.close()


def stop(process: subprocess.Popen[bytes], *, how: signal.Signals = signal.SIGTERM, seconds: float = 15) -> int:
    """Ask *process* to end, insist after *seconds*, and return its exit code."""
    if process.poll() is None:
        process.send_signal(how)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
    return process.wait()


def die_with(parent: int, end_with: signal.Signals) -> None:
    """Have the kernel send *end_with* to this process, a child of *parent*, when that dies."""
    _libc.prctl(_PR_SET_PDEATHSIG, int(end_with), 0, 0, 0)
    if os.getppid() != parent:  # It died between fork and here.
        os._exit(1)
