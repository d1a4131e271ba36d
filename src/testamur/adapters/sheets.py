"""Posters as PDF, and the cards beside links as PNG: set by the same compiler as letters, under the same rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import orjson
import structlog
import typst

from testamur.adapters.typesetting import ONE_AT_A_TIME, STANDARDS, compiler
from testamur.packs.stationery import template

# 600 by 315 points make 1200 by 630 pixels.
_CARD_PPI = 144.0
_log = structlog.get_logger(__name__)


def poster(told: Mapping[str, object], *, at: datetime) -> bytes:
    """Return the poster that *told* describes (the keys of ``packs/letters/poster.typ``): PDF/A-3a with PDF/UA-1.

    Where no font on this machine has all its letters it is set without the standards, and claims none.
    """
    with ONE_AT_A_TIME:
        try:
            return _poster(told, at, STANDARDS)
        except typst.TypstError as error:
            _log.warning("poster-without-standards", reason=error.message[:200])
            return _poster(told, at, [])


def card(told: Mapping[str, object]) -> bytes:
    """Return the card that *told* describes (the keys of ``packs/letters/card.typ``) as PNG, 1200 by 630 pixels."""
    inputs = {"told": orjson.dumps(told).decode()}
    with ONE_AT_A_TIME:
        return _whole(compiler().compile(template("card").encode(), format="png", ppi=_CARD_PPI, sys_inputs=inputs))


def _poster(told: Mapping[str, object], at: datetime, standards: list[typst.PDFStandard]) -> bytes:
    return _whole(
        compiler().compile(
            template("poster").encode(),
            format="pdf",
            sys_inputs={"told": orjson.dumps(told).decode()},
            pdf_standards=standards,
            timestamp=int(at.timestamp()),
        )
    )


def _whole(made: bytes | list[bytes] | None) -> bytes:
    return made if isinstance(made, bytes) else b"".join(made or [])
