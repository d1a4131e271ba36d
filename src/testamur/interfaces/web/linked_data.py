"""What machines read on a micro-credential's page: schema.org, as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterable

from testamur.core.exchange.schema_org import Run, schema_org
from testamur.domain.catalogue.values import Published
from testamur.domain.learning.values import OfferingView
from testamur.interfaces.words import spoken

# What would end the block, or be read as mark-up, inside a script element (HTML Standard, section 4.12.1.3).
_ESCAPED = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def course(found: Published, address: str, *, image: str = "", offerings: Iterable[OfferingView] = ()) -> str:
    """Return the block for https://schema.org/Course, ready to stand inside a script element."""
    runs = [Run(one.label, one.starts_on, one.ends_on) for one in offerings]
    on = found.version.published_at.date()
    told = schema_org(found.definition, address, language=spoken(), image=image, published_on=on, runs=runs)
    return json.dumps(told, ensure_ascii=False).translate(_ESCAPED)
