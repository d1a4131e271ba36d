"""The process in which a stranger's document is read: ``python -m testamur.adapters.documents KIND LIMITS < FILE``.

It limits itself before it reads a byte, has no settings and no secrets, and answers with one JSON object.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import signal
import sys
from dataclasses import asdict
from importlib import import_module
from typing import Protocol, cast

from testamur.adapters.documents.values import BadDocument, Limits, Note
from testamur.adapters.processes import die_with

_READERS = {"pdf": "portable", "docx": "word", "html": "web_page"}


class _Reader(Protocol):
    def read(self, data: bytes, limits: Limits) -> tuple[str, int, tuple[Note, ...]]: ...


def main(kind: str, told: str) -> None:
    """Read the file at the standard input as *kind* within the limits *told* (JSON), and print what was found."""
    limits = Limits(**json.loads(told))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable(logging.CRITICAL)
    die_with(os.getppid(), signal.SIGKILL)
    try:
        answer = _answer(kind, sys.stdin.buffer.read(limits.bytes + 1), limits)
    except BadDocument as error:
        answer = {"code": error.code, "facts": error.facts}
    except MemoryError:
        answer = {"code": "too-costly", "facts": {}}
    sys.stdout.write(json.dumps(answer))


def _answer(kind: str, data: bytes, limits: Limits) -> dict[str, object]:
    # Only what is asked for is loaded: the reader of PDF takes half a second.
    reader = cast("_Reader", import_module(f"testamur.adapters.documents.{_READERS[kind]}"))
    text, pages, notes = reader.read(data, limits)
    if len(text) > limits.characters:
        raise BadDocument("too-much-text", limit=limits.characters)
    return {"text": text, "pages": pages, "notes": [asdict(one) for one in notes]}


if __name__ == "__main__":
    main(*sys.argv[1:3])
