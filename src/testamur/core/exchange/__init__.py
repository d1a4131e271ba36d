"""Definitions in the formats of others, both ways. Pure: bytes and values in, bytes and values out; nothing is fetched.

What a format has no term for is listed, never left out silently; what an import could not read is told with its place.
This package stands above the engines: a badge is described by the function that composes credentials, a graph is read
by the one that reads pathways (docs/decisions/0015).
"""

from testamur.core.exchange.badges_writing import badge_class, open_badges
from testamur.core.exchange.ctdl_writing import ctdl
from testamur.core.exchange.elm_writing import elm

__all__ = ["badge_class", "ctdl", "elm", "open_badges"]
