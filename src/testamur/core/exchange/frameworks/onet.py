"""O*NET, the occupations of the United States, from the text files of its database, and the official ESCO crosswalk.

The files: https://www.onetcenter.org/database.html (text). Skills, knowledge and abilities are rated by occupation on
an importance scale of 1 to 5: from 3.0 ("important") on they count as essential, from 2.0 as optional. That is how
many users of O*NET draw the line, and an assumption here. Detailed work activities and software are taken over, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from testamur.core.exchange.frameworks.gathering import Gathering, Read, wording
from testamur.core.exchange.frameworks.source import Asked, Files, Row, rows
from testamur.core.rules.exchange import ExchangeError
from testamur.core.skills.taxonomy import Edition, Equivalence, Match, NodeKind, Relation, Taxonomy

CODE = "onet"
_ATTRIBUTION = (
    "This service includes information from the O*NET {version} Database by the U.S. Department of Labor, Employment "
    "and Training Administration (USDOL/ETA), used under the CC BY 4.0 licence. O*NET is a trademark of USDOL/ETA."
)
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_HOMEPAGE = "https://www.onetonline.org"
_SOC, _ELEMENT, _LANGUAGE = "O*NET-SOC Code", "Element ID", "en"
_ESSENTIAL, _OPTIONAL = 3.0, 2.0
# Parts of the content model that can be learned, and which of them are fields of knowledge.
_LEARNED = ("2.A", "2.B", "2.C")
_KNOWLEDGE = "2.C"
# Said of the ESCO side: what ESCO has is narrower than the O*NET occupation where the match is a broad one.
_MATCHES = MappingProxyType(
    {
        "exactMatch": Match.EXACT,
        "closeMatch": Match.CLOSE,
        "broadMatch": Match.BROAD,
        "narrowMatch": Match.NARROW,
        "relatedMatch": Match.RELATED,
    }
)
_CROSSWALK = ("O*NET Id", "ESCO or ISCO URI", "Type of Match")


def is_onet(files: Files) -> bool:
    """Say whether the names are those of the database."""
    return _path(files, "Occupation Data") is not None


def occupation(code: str) -> str:
    """Return the address of an occupation by its O*NET-SOC code."""
    return f"{_HOMEPAGE}/link/summary/{code}"


def _element(code: str) -> str:
    return f"{_HOMEPAGE}/find/descriptor/result/{code}"


def _activity(code: str) -> str:
    return f"urn:onet:dwa:{code}"


def _software(code: str) -> str:
    return f"urn:onet:commodity:{code}"


def read(files: Files, asked: Asked) -> Read:
    """Return the version that the files hold. Raises `ExchangeError`."""
    found = Gathering()
    _occupations(found, files)
    _elements(found, files)
    _ratings(found, files)
    _activities(found, files)
    _technology(found, files)
    for row in _crosswalk(files):
        match = _MATCHES.get(row.get("Type of Match"))
        if match:
            found.equivalence(row.needed("ESCO or ISCO URI"), match, occupation(row.needed("O*NET Id")))
    version = asked.version or _release(files)
    attribution = _ATTRIBUTION.format(version=version)
    return found.finished(Edition(CODE, "O*NET", version, attribution, _LICENCE, _HOMEPAGE))


def crosswalk(data: bytes, asked: Asked, name: str) -> Read:
    """Return what the official crosswalk alone says is alike, to be added to an O*NET that is here already."""
    same: dict[Equivalence, None] = {}
    for row in _below_the_head(data, name):
        match = _MATCHES.get(row.get("Type of Match"))
        if match:
            target = occupation(row.needed("O*NET Id"))
            same[Equivalence(row.needed("ESCO or ISCO URI"), match, target)] = None
    if not same:
        raise ExchangeError("no-concepts", name)
    version = asked.version or "crosswalk"
    edition = Edition("onet-esco", "O*NET and ESCO, side by side", version, "", "", _HOMEPAGE)
    return Read(Taxonomy(edition, (), (), tuple(same)))


def is_crosswalk(data: bytes) -> bool:
    """Say whether a table is the official crosswalk: names of a project stand above its heading."""
    head = data[:4_000]
    return all(name.encode() in head for name in _CROSSWALK)


def _path(files: Files, table: str) -> str | None:
    """Return the name under which the files have a table: words apart by spaces or underscores, in any folder."""
    wanted = table.casefold()
    for name in files.names:
        plain = name.rpartition("/")[2].replace("_", " ").casefold()
        if plain == f"{wanted}.txt":
            return name
    return None


def _rows(files: Files, table: str, *needed: str) -> Iterator[Row]:
    name = _path(files, table)
    if name is not None:
        yield from rows(files.get(name) or b"", name, delimiter="\t", needed=needed)


def _occupations(found: Gathering, files: Files) -> None:
    titles: dict[str, list[str]] = {}
    for table, column in (("Alternate Titles", "Alternate Title"), ("Sample of Reported Titles", "Reported Job Title")):
        for row in _rows(files, table, _SOC, column):
            titles.setdefault(row.needed(_SOC), []).append(row.get(column))
    for row in _rows(files, "Occupation Data", _SOC, "Title"):
        code = row.needed(_SOC)
        said = wording(
            _LANGUAGE,
            row.needed("Title"),
            row.place,
            alternatives=titles.get(code, ()),
            description=row.get("Description"),
        )
        found.node(occupation(code), NodeKind.OCCUPATION, said, row.place, code=code)


def _elements(found: Gathering, files: Files) -> None:
    for row in _rows(files, "Content Model Reference", _ELEMENT, "Element Name"):
        code = row.needed(_ELEMENT)
        if not code.startswith(_LEARNED):
            continue
        said = wording(_LANGUAGE, row.needed("Element Name"), row.place, description=row.get("Description"))
        kind = NodeKind.KNOWLEDGE if code.startswith(_KNOWLEDGE) else NodeKind.SKILL
        found.node(_element(code), kind, said, row.place, code=code)
        above = code.rpartition(".")[0]
        if _element(above) in found.met:
            found.met[_element(above)].kind = NodeKind.SKILL_GROUP
            found.link(_element(code), Relation.BROADER, _element(above), row.place)


def _ratings(found: Gathering, files: Files) -> None:
    for table in ("Skills", "Knowledge"):
        for row in _rows(files, table, _SOC, _ELEMENT, "Scale ID", "Data Value"):
            if row.get("Scale ID") != "IM" or row.get("Recommend Suppress") == "Y":
                continue
            weight = _number(row, "Data Value")
            relation = Relation.ESSENTIAL if weight >= _ESSENTIAL else Relation.OPTIONAL
            if weight >= _OPTIONAL:
                found.link(occupation(row.needed(_SOC)), relation, _element(row.needed(_ELEMENT)), row.place)


def _number(row: Row, column: str) -> float:
    try:
        return float(row.needed(column))
    except ValueError as error:
        raise ExchangeError("not-a-number", row.place, column=column, found=row.get(column)[:40]) from error


def _activities(found: Gathering, files: Files) -> None:
    for row in _rows(files, "DWA Reference", "DWA ID", "DWA Title"):
        code = row.needed("DWA ID")
        found.node(_activity(code), NodeKind.SKILL, wording(_LANGUAGE, row.needed("DWA Title"), row.place), row.place)
    core = {
        (row.get(_SOC), row.get("Task ID"))
        for row in _rows(files, "Task Statements", _SOC, "Task ID")
        if row.get("Task Type") == "Core"
    }
    needed: dict[tuple[str, str], tuple[Relation, str]] = {}
    for row in _rows(files, "Tasks to DWAs", _SOC, "Task ID", "DWA ID"):
        key = (row.needed(_SOC), row.needed("DWA ID"))
        is_core = (row.get(_SOC), row.get("Task ID")) in core
        if is_core or key not in needed:
            needed[key] = (Relation.ESSENTIAL if is_core else Relation.OPTIONAL, row.place)
    for (code, activity), (relation, place) in needed.items():
        found.link(occupation(code), relation, _activity(activity), place)


def _technology(found: Gathering, files: Files) -> None:
    examples: dict[str, dict[str, None]] = {}
    first: dict[str, Row] = {}
    for row in _rows(files, "Technology Skills", _SOC, "Example", "Commodity Code", "Commodity Title"):
        code = row.needed("Commodity Code")
        examples.setdefault(code, {})[row.get("Example")] = None
        first.setdefault(code, row)
        found.link(occupation(row.needed(_SOC)), Relation.OPTIONAL, _software(code), row.place)
    for code, row in first.items():
        said = wording(_LANGUAGE, row.needed("Commodity Title"), row.place, alternatives=examples[code])
        found.node(_software(code), NodeKind.KNOWLEDGE, said, row.place, code=code, tags="technology")


def _crosswalk(files: Files) -> Iterator[Row]:
    for name in files.names:
        if name.casefold().endswith(".csv") and is_crosswalk(files.get(name) or b""):
            yield from _below_the_head(files.get(name) or b"", name)


def _below_the_head(data: bytes, name: str) -> Iterator[Row]:
    """Yield the rows of the crosswalk, whose heading stands below a dozen lines about the project."""
    lines = data.splitlines(keepends=True)
    start = next((at for at, line in enumerate(lines[:60]) if line.startswith(_CROSSWALK[0].encode())), None)
    if start is None:
        raise ExchangeError("column-missing", f"{name}:1", column=_CROSSWALK[0], found="")
    yield from rows(b"".join(lines[start:]), name, delimiter=",", needed=_CROSSWALK)


def _release(files: Files) -> str:
    """Return the release that the read-me names on its first line, such as ``O*NET 29.2 Database``."""
    name = _path(files, "Read Me")
    words = (files.get(name) or b"").decode("utf-8", "replace").split()[:6] if name else []
    return next((word for word in words if word.replace(".", "").isdigit()), "")
