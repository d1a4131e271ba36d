"""One process at a time makes a thing that is made once: the others wait, and find it there."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(place: Path) -> Iterator[bool]:
    """Hold what makes *place*, waiting for others; say whether it is still to be made.

    A lock that is held goes away with its process, however that ends.
    """
    if place.exists():
        yield False
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.with_suffix(".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield not place.exists()
