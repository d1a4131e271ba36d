"""A framework of one's own as a table: one row a concept, in one language. What is written can be read back.

Columns: ``uri`` (or ``code``), ``label``, and where there is something to say ``kind``, ``language``, ``alternatives``,
``description``, ``note``, ``broader``, ``essential``, ``optional``, ``related``, ``tags``, ``replaced_by``. Several
values of a cell stand on lines of their own, or between bars (|). Without an address, a concept is known by its code.
"""

from __future__ import annotations

import csv
import io
import re
from types import MappingProxyType

from testamur.core.exchange.frameworks.gathering import Gathering, Read, wording
from testamur.core.exchange.frameworks.source import Asked, Files, Row, rows
from testamur.core.rules.exchange import ExchangeError
from testamur.core.skills.taxonomy import Edition, Match, NodeKind, Relation, Taxonomy

COLUMNS = (
    "uri",
    "code",
    "kind",
    "language",
    "label",
    "alternatives",
    "description",
    "note",
    "broader",
    "essential",
    "optional",
    "related",
    "tags",
    "replaced_by",
)
_APART = re.compile(r"\s*[\n|]\s*")
_MATCHES = MappingProxyType({"replaced_by": Match.REPLACED_BY})
# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def read(files: Files, asked: Asked) -> Read:
    """Return what the rows say. Raises `ExchangeError`."""
    found = Gathering()
    for name in files.names:
        if name.casefold().endswith((".csv", ".tsv", ".txt")):
            for row in rows(files.get(name) or b"", name, needed=("label",)):
                _row(found, row, asked)
    return found.finished(Edition(asked.code, asked.name or asked.code, asked.version))


def _row(found: Gathering, row: Row, asked: Asked) -> None:
    uri = _name(row.get("uri", "code") or row.needed("uri"), asked)
    said = wording(
        row.get("language") or asked.language or "en",
        _plain(row.needed("label")),
        row.place,
        alternatives=[_plain(one) for one in _several(row, "alternatives")],
        description=_plain(row.get("description")),
        note=_plain(row.get("note")),
    )
    tags = " ".join("-".join(one.split()) for one in _several(row, "tags"))
    found.node(uri, _kind(row), said, row.place, code=row.get("code"), tags=tags)
    for relation in Relation:
        for target in _several(row, relation.value):
            found.link(uri, relation, _name(target, asked), row.place)
    for column, match in _MATCHES.items():
        for target in _several(row, column):
            found.equivalence(uri, match, _name(target, asked))


def _several(row: Row, column: str) -> list[str]:
    return [one for one in _APART.split(row.get(column)) if one]


def _kind(row: Row) -> NodeKind:
    told = row.get("kind").casefold().replace(" ", "-").replace("_", "-") or NodeKind.SKILL.value
    try:
        return NodeKind(told)
    except ValueError as error:
        known = ", ".join(kind.value for kind in NodeKind)
        raise ExchangeError("kind-unknown", row.place, column="kind", found=told[:80], known=known) from error


def _name(told: str, asked: Asked) -> str:
    """Return an address as it is, and a code as an address of its framework."""
    return told if ":" in told else f"urn:{asked.code}:{'-'.join(told.split())}"


def write(taxonomy: Taxonomy) -> bytes:
    """Return the framework as a table (UTF-8 with its mark, for spreadsheets), each language of a concept a row."""
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow(COLUMNS)
    out: dict[tuple[str, str], list[str]] = {}
    for one in taxonomy.links:
        out.setdefault((one.source, one.relation.value), []).append(one.target)
    for same in taxonomy.equivalences:
        out.setdefault((same.source, same.match.value.replace("-", "_")), []).append(same.target)
    for node in taxonomy.nodes:
        for number, said in enumerate(node.wordings):
            texts = (said.label, " | ".join(said.alternatives), said.description, said.note)
            around = [" | ".join(out.get((node.uri, column), ())) if not number else "" for column in COLUMNS[8:]]
            around[-2] = " | ".join(node.tags)
            own = (node.uri, node.code, node.kind.value, said.language)
            writer.writerow([*own, *map(_harmless, texts), *around])
    return b"\xef\xbb\xbf" + held.getvalue().encode()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _plain(text: str) -> str:
    """Return a text without the sign that keeps spreadsheets from taking it for a formula."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
