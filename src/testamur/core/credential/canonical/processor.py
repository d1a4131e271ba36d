"""PyLD, the general JSON-LD processor, loaded when the first document needs it.

It brings an HTTP client and an HTML parser along, neither of which is ever used here; loading them takes longer than
loading everything else in the engine. What is secured as a JWT, or only read, needs no JSON-LD at all.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

# What PyLD does over some contexts, such as {"@vocab": null}, instead of refusing them.
STUMBLES = (KeyError, TypeError, AttributeError, ValueError, RecursionError)


@cache
def processor() -> Any:  # noqa: ANN401 - a module without types
    """Return the module ``pyld.jsonld``."""
    return import_module("pyld.jsonld")
