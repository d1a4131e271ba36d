"""The style sheets that every page has, in the order in which they apply."""

from __future__ import annotations

SHEETS = tuple(
    f"testamur/look/{name}.css"
    for name in (
        "1-reset",
        "2-tokens",
        "3-base",
        "4-layout",
        "5-controls",
        "6-components",
        "6-tables",
        "6-toasts",
        "7-pages",
        "7-work",
        "7-studio",
        "8-print",
    )
)
# All of them in one file, where files are collected for browsers: each file more is a question more on a slow line.
JOINED = "testamur/look/all.css"
