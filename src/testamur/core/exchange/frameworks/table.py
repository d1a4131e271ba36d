"""A framework of one's own as a table: one row a concept, in one language. What is written can be read back.

Columns: ``uri`` (or ``code``), ``label``, and where there is something to say ``kind``, ``language``, ``alternatives``,
``description``, ``note``, ``broader``, ``essential``, ``optional``, ``related``, ``tags``, ``replaced_by``. Several
values of a cell stand on lines of their own, or between bars (|). Without an address, a concept is known by its code.
Some other names that columns often have are understood as well.
"""

from __future__ import annotations

import csv
import io
import re
from types import MappingProxyType

from testamur.core.exchange.frameworks.gathering import Gathering, Read, checked, wording
from testamur.core.exchange.frameworks.source import Asked, Faults, Files, Row, rows
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
# What others call these columns.
_ALIASES = MappingProxyType(
    {
        "id": "uri",
        "identifier": "uri",
        "address": "uri",
        "url": "uri",
        "name": "label",
        "title": "label",
        "preferredlabel": "label",
        "preflabel": "label",
        "type": "kind",
        "lang": "language",
        "definition": "description",
        "synonyms": "alternatives",
        "altlabels": "alternatives",
        "parent": "broader",
    }
)
_MOST_FAULTS = 20
_APART = re.compile(r"\s*[\n|]\s*")
_MATCHES = MappingProxyType({"replaced_by": Match.REPLACED_BY})
# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def read(files: Files, asked: Asked) -> Read:
    """Return what the rows say. Raises `ExchangeError`, or `Faults` where several things are wrong."""
    found, faults = Gathering(), list[ExchangeError]()
    for name in files.names:
        if name.casefold().endswith((".csv", ".tsv", ".txt")):
            faults += _file(found, files.get(name) or b"", name, asked)
    edition = Edition(asked.code, asked.name or asked.code, asked.version)
    if faults:
        try:
            checked(edition)
        except ExchangeError as error:
            faults = [*faults[: _MOST_FAULTS - 1], error]
        raise Faults(faults[:_MOST_FAULTS])
    return found.finished(edition)


def understood(heading: list[str]) -> list[str]:
    """Return the names of columns as they are known here; what is called otherwise keeps its name."""
    plain = ["_".join(cell.casefold().replace("-", " ").split()) for cell in heading]
    meant = [cell if cell in COLUMNS else _ALIASES.get(cell.replace("_", ""), cell) for cell in plain]
    # A column under its own name goes before one that is only taken for it, and the first such before the next.
    return [
        now if plain[at] == now or (now not in plain and now not in meant[:at]) else plain[at]
        for at, now in enumerate(meant)
    ]


def is_table(heading: list[str]) -> bool:
    """Say whether columns are those of such a table: a label, and something that a concept is known by."""
    known = understood(heading)
    return "label" in known and bool({"uri", "code"} & set(known))


def _file(found: Gathering, data: bytes, name: str, asked: Asked) -> list[ExchangeError]:
    """Read the rows of a file; return what is wrong with them, up to as many as somebody looks at."""
    faults: list[ExchangeError] = []
    called: dict[str, str] = {}

    def meant(heading: list[str]) -> list[str]:
        if not is_table(heading):
            raise ExchangeError("no-such-table", f"{name}:1", found=", ".join(heading)[:200])
        called.update(zip(understood(heading), heading, strict=True))
        return understood(heading)

    try:
        for row in rows(data, name, understood=meant):
            try:
                _row(found, row, asked)
            except ExchangeError as error:
                column = error.facts.get("column", "")
                said = {**error.facts, "column": called.get(column, column)} if column else error.facts
                faults.append(ExchangeError(error.code, error.place, **said))
            if len(faults) >= _MOST_FAULTS:
                break
    except ExchangeError as error:
        faults.append(error)
    return faults


def _row(found: Gathering, row: Row, asked: Asked) -> None:
    uri = _name(row.get("uri", "code") or row.needed("uri" if "uri" in row.cells else "code"), asked)
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
