"""The guideline packs that come with this version: those in use, and the earlier ones that designs began under."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from testamur import packs
from testamur.core import quality
from testamur.refusals import Invalid


@cache
def in_use() -> tuple[quality.Pack, ...]:
    """Return every pack in its newest version, read once."""
    return tuple(quality.parse_pack(text) for text in packs.guidelines().values())


@cache
def known() -> tuple[quality.Pack, ...]:
    """Return every pack in every version that is kept."""
    return (*in_use(), *(quality.parse_pack(text) for text in packs.earlier_guidelines().values()))


def named(references: Iterable[str]) -> tuple[quality.Pack, ...]:
    """Return packs by id or by id and version, such as ``eu-2022@1.0``. Raises `Invalid`."""
    wanted = list(references)
    try:
        return quality.select(known(), wanted)
    except quality.PackError as error:
        allowed = [pack.reference for pack in known()]
        strange = [one for one in wanted if one not in allowed]
        raise Invalid(field="guidelines", found=", ".join(strange)[:80], allowed=allowed) from error
