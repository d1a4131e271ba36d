"""The formats of frameworks by name, and which of them files are in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from testamur.core.exchange.frameworks import case, esco, graph, onet, rsd, table
from testamur.core.exchange.frameworks.gathering import Read
from testamur.core.exchange.frameworks.source import MAX_BYTES, Asked, Files
from testamur.core.rules.exchange import ExchangeError
from testamur.core.rules.exchange.documents import read_document

_NUL = b"\\u0000"
_JSON = (".json", ".jsonld", ".json-ld")
_FROM_JSON: MappingProxyType[str, tuple[Callable[[object], bool], Callable[[object, Asked, str], Read]]] = (
    MappingProxyType(
        {
            "case": (case.is_case, case.read),
            "rsd": (rsd.is_rsd, rsd.read),
            "ctdl-asn": (graph.is_graph, graph.read),
            "digcomp": (graph.is_graph, graph.read),
        }
    )
)
FORMS = ("esco", "onet", "crosswalk", "case", "rsd", "ctdl-asn", "digcomp", "csv")
# What these are called here, whatever their files say.
_CALLED = MappingProxyType({"digcomp": ("digcomp", "DigComp")})


def read(files: Files, asked: Asked, form: str = "") -> Read:
    """Return the framework that files hold, in the format named or the one that they show. Raises `ExchangeError`."""
    form = form or recognised(files)
    if form in _CALLED:
        code, name = _CALLED[form]
        asked = replace(asked, code=asked.code or code, name=asked.name or name)
    if form == "esco":
        return esco.read(files, asked)
    if form == "onet":
        return onet.read(files, asked)
    if form in _FROM_JSON:
        name = _first(files, *_JSON)
        if name:
            return _FROM_JSON[form][1](_json(files, name), asked, name)
    if form == "csv" and not _first(files, *_JSON):
        return table.read(files, asked)
    name = _first(files, ".csv", ".txt")
    if form == "crosswalk" and name:
        return onet.crosswalk(files.get(name) or b"", asked, name)
    if form == "rsd" and name:
        return rsd.read_table(files.get(name) or b"", asked, name)
    if form == "digcomp" and name:
        return table.read(files, asked)
    raise ExchangeError("no-reader", ", ".join(files.names)[:200], known=", ".join(FORMS))


def recognised(files: Files) -> str:
    """Return the format that files show, or nothing."""
    if onet.is_onet(files):
        return "onet"
    name = _first(files, *_JSON)
    if name:
        told = _json(files, name)
        return next((form for form, (is_one, _read) in _FROM_JSON.items() if is_one(told)), "")
    if esco.is_esco(files):
        return "esco"
    name = _first(files, ".csv", ".tsv", ".txt")
    if not name:
        return ""
    data = files.get(name) or b""
    if onet.is_crosswalk(data):
        return "crosswalk"
    heading = data.partition(b"\n")[0].decode("utf-8", "replace")
    return "rsd" if rsd.is_table(heading) else "csv"


def _first(files: Files, *endings: str) -> str:
    return next((name for name in files.names if name.casefold().endswith(endings)), "")


def _json(files: Files, name: str) -> object:
    data = files.get(name) or b""
    if _NUL in data:
        line = data.count(b"\n", 0, data.index(_NUL)) + 1
        raise ExchangeError("has-nul", f"{name}:{line}")
    try:
        return read_document(data, most=MAX_BYTES)
    except ExchangeError as error:
        raise ExchangeError(error.code, f"{name}:{error.place}" if error.place else name, **error.facts) from error
