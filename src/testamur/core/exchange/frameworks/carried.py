"""ESCO's skills as an installed package of data carries them: labels and descriptions in English, without relations.

The package names no release; by what it has and lacks (13,939 skills, 3,039 occupations beside them) it is 1.2.0.
"""

from __future__ import annotations

from testamur.core.exchange.frameworks import esco
from testamur.core.exchange.frameworks.gathering import Gathering, Read, wording
from testamur.core.exchange.frameworks.source import rows
from testamur.core.skills.taxonomy import NodeKind

VERSION = "1.2.0"
LANGUAGE = "en"
_COLUMNS = ("skill", "addtional_notes", "description", "source_url", "source")


def read(data: bytes, name: str) -> Read:
    """Return what a file of the package says of ESCO. Raises `ExchangeError`."""
    found = Gathering()
    for row in rows(data, name, needed=_COLUMNS):
        if row.get("source") == esco.CODE:
            said = wording(
                LANGUAGE,
                row.needed("skill"),
                row.place,
                alternatives=row.get("addtional_notes").splitlines(),
                description=row.get("description"),
            )
            found.node(row.needed("source_url"), NodeKind.SKILL, said, row.place)
    return found.finished(esco.edition(VERSION))
