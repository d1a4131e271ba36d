"""The formats, by name, and what each does: write a definition, read what a file says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import orjson

from testamur.core.exchange import attached, paper
from testamur.core.exchange.archives import is_archive
from testamur.core.exchange.badges_reading import read_badges
from testamur.core.exchange.badges_writing import badge_class, open_badges
from testamur.core.exchange.course_backup import read_backup
from testamur.core.exchange.ctdl_reading import read_ctdl
from testamur.core.exchange.ctdl_writing import ctdl
from testamur.core.exchange.elm_reading import read_elm
from testamur.core.exchange.elm_writing import elm
from testamur.core.exchange.gathered import Gathered
from testamur.core.exchange.table import read_table, write_table
from testamur.core.exchange.tree import tree_of
from testamur.core.exchange.values import Options
from testamur.core.model.microcredential import MicroCredential
from testamur.core.rules.exchange import ExchangeError
from testamur.core.rules.exchange.documents import read_document

Json = dict[str, Any]
JSON_LD = "application/ld+json"


@dataclass(frozen=True, slots=True)
class Form:
    """A format; ``write`` is None where it is read only.

    ``carries``: whether our own file travels inside it; ``shows_all``: whether it says every key in terms of its own.
    """

    code: str
    suffix: str
    media_type: str
    read: Callable[[bytes, Options], list[Gathered]]
    write: Callable[[MicroCredential, Options, str], bytes] | None = None
    carries: bool = True
    shows_all: bool = False


def _json(told: Json) -> bytes:
    return orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _first_language(definition: MicroCredential) -> str:
    return next(iter(definition.title))


def _badge_3(definition: MicroCredential, options: Options, carried: str) -> bytes:
    address = options.address or definition.url or f"urn:testamur:definition:{definition.id}:{definition.version}"
    return _json(open_badges(definition, address, options.labels(_first_language(definition)), carried=carried))


def _badge_2(definition: MicroCredential, options: Options, carried: str) -> bytes:
    address = options.address or definition.url or f"urn:testamur:definition:{definition.id}:{definition.version}"
    labels = options.labels(_first_language(definition))
    return _json(badge_class(definition, address, labels, image=options.image, carried=carried))


def _ctdl(definition: MicroCredential, options: Options, carried: str) -> bytes:
    return _json(ctdl(definition, options.address, base=options.base, carried=carried))


def _elm(definition: MicroCredential, options: Options, carried: str) -> bytes:
    return _json(elm(definition, options.address, carried=carried))


def _csv(definition: MicroCredential, options: Options, carried: str) -> bytes:
    del options, carried
    return write_table([definition])


def _reader(read: Callable[[Any, str], list[Gathered]]) -> Callable[[bytes, Options], list[Gathered]]:
    return lambda data, options: read(read_document(data), options.language)


def _forms() -> tuple[Form, ...]:
    badges = _reader(read_badges)
    return (
        Form("open-badges-3", ".ob3.json", JSON_LD, badges, _badge_3),
        Form("open-badges-2", ".ob2.json", JSON_LD, badges, _badge_2),
        Form("ctdl", ".ctdl.json", JSON_LD, _reader(read_ctdl), _ctdl),
        Form("elm", ".elm.json", JSON_LD, _reader(read_elm), _elm),
        Form("docx", ".docx", paper.MEDIA_TYPE, paper.read_document_file, paper.write_document, shows_all=True),
        Form("csv", ".csv", "text/csv; charset=utf-8", read_table, _csv, carries=False, shows_all=True),
        Form("pdf", ".pdf", attached.MEDIA_TYPE, attached.read_dossier),
        Form("moodle", ".mbz", "application/vnd.moodle.backup", read_backup, carries=False),
    )


FORMS: Mapping[str, Form] = MappingProxyType({form.code: form for form in _forms()})


def seen(form: Form, definition: MicroCredential, options: Options, *, carried: bool = True) -> Gathered:
    """Return what *form* would show of a definition, to a reader that does not look at the file inside."""
    if form.write is None:
        raise ExchangeError("read-only", form=form.code)
    if form.shows_all:
        return Gathered(tree=tree_of(definition))
    data = form.write(definition, options, "testamur: 1" if carried and form.carries else "")
    return form.read(data, replace(options, language=_first_language(definition)))[0]


def kind_of(data: bytes, name: str = "") -> str:
    """Return the form of a file by what is in it, and by its *name* where that does not tell; or nothing."""
    ending = name.casefold().rpartition(".")[2]
    if data.startswith(b"%PDF-"):
        return "pdf"
    if is_archive(data):
        return "docx" if ending in ("docx", "docm") or b"word/document.xml" in data[:20_000] else "moodle"
    text = data[:200_000].lstrip(b"\xef\xbb\xbf \r\n\t")
    if text[:1] in (b"{", b"[") or ending in ("json", "jsonld"):
        return next((code for code, marks in _MARKS.items() if any(mark in text for mark in marks)), "")
    return "csv" if ending in ("csv", "tsv") or _HEADING.match(text) else "yaml"


# A first line with several columns, of which one is a title.
_HEADING = re.compile(rb"(?:[^\r\n]*[,;\t])?\"?(?:title|name)(?:\.[a-zA-Z-]+)?\"?[,;\t\r\n]", re.IGNORECASE)


# In this order: what quotes another standard comes before it.
_MARKS = {
    "ctdl": (b"ceterms:", b"purl.org/ctdl", b"credreg.net/ctdl"),
    "elm": (b"data.europa.eu/snb/model", b'"LearningOpportunity"', b'"Qualification"'),
    "open-badges-2": (b'"BadgeClass"', b"w3id.org/openbadges"),
    "open-badges-3": (b"spec/ob/v3p0", b'"Achievement"', b"AchievementCredential"),
    "yaml": (b'"testamur":',),
}
