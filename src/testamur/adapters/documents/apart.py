"""A document read in a process of its own: with little memory, little time, and nothing of ours in its reach."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import asdict

from testamur.adapters.documents.values import BadDocument, Limits, Note, Read

# So many are read at a time; more would take the processor from everybody else.
_AT_ONCE = threading.BoundedSemaphore(2)
# Beyond the processor's seconds: what waiting for a busy machine may add.
_PATIENCE = 10
_KILLED = (-signal.SIGKILL, -signal.SIGXCPU)


def read(data: bytes, kind: str, limits: Limits) -> Read:
    """Return what the child found. Raises `BadDocument`: what it refused, ``too-costly``, ``unreadable``, ``busy``."""
    if not _AT_ONCE.acquire(timeout=limits.seconds):
        raise BadDocument("busy")
    try:
        out = _asked(data, kind, limits)
    finally:
        _AT_ONCE.release()
    answer = json.loads(out)
    if "code" in answer:
        raise BadDocument(answer["code"], **answer["facts"])
    return Read(answer["text"], kind, answer["pages"], tuple(Note(**one) for one in answer["notes"]))


def _asked(data: bytes, kind: str, limits: Limits) -> bytes:
    command = [sys.executable, "-m", "testamur.adapters.documents", kind, json.dumps(asdict(limits))]
    try:
        # The child limits itself: a hook between fork and start is not safe where we have threads.
        done = subprocess.run(  # noqa: S603 - our own program
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONDONTWRITEBYTECODE": "1"},
            timeout=limits.seconds + _PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise BadDocument("too-costly") from error
    if done.returncode in _KILLED:
        raise BadDocument("too-costly")
    if done.returncode or not done.stdout:
        # A broken file may break its reader in any way it likes; there is no list of them.
        raise BadDocument("unreadable")
    return done.stdout
