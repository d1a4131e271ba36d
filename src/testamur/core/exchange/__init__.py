"""Definitions in the formats of others, both ways. Pure: bytes and values in, bytes and values out; nothing is fetched.

What a format has no term for is listed, never left out silently; what an import could not read is told with its place.
This package stands above the engines: a badge is described by the function that composes credentials, a graph is read
by the one that reads pathways (docs/decisions/0015).
"""

from testamur.core.exchange.attached import attachment
from testamur.core.exchange.badges_writing import badge_class, open_badges
from testamur.core.exchange.ctdl_writing import ctdl
from testamur.core.exchange.elm_writing import elm
from testamur.core.exchange.exchanging import (
    READABLE,
    TABLE,
    WRITABLE,
    YAML,
    export_definition,
    export_table,
    import_definitions,
    import_rows,
    losses,
    media_type,
    rows_of,
    suffix,
)
from testamur.core.exchange.values import Batch, Exported, Imported, Loss, Options
from testamur.core.rules.exchange import ExchangeError, Notice

__all__ = [
    "READABLE",
    "TABLE",
    "WRITABLE",
    "YAML",
    "Batch",
    "ExchangeError",
    "Exported",
    "Imported",
    "Loss",
    "Notice",
    "Options",
    "attachment",
    "badge_class",
    "ctdl",
    "elm",
    "export_definition",
    "export_table",
    "import_definitions",
    "import_rows",
    "losses",
    "media_type",
    "open_badges",
    "rows_of",
    "suffix",
]
