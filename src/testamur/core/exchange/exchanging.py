"""Definitions out of and into files: what is lost on the way out, what is told on the way in."""

from __future__ import annotations

import re
from dataclasses import replace

from testamur.core.exchange.forms import FORMS, Form, kind_of, seen
from testamur.core.exchange.gathered import Gathered
from testamur.core.exchange.settling import settle
from testamur.core.exchange.strangers import refuse_strangers
from testamur.core.exchange.table import read_part, rows_in, write_table
from testamur.core.exchange.tree import Tree, paths, tree_of
from testamur.core.exchange.values import Batch, Exported, Imported, Loss, Options
from testamur.core.model import definition
from testamur.core.model.definition import DefinitionError
from testamur.core.model.definition.fields import MICROCREDENTIAL
from testamur.core.model.definition.tree import MapNode, ScalarNode, build
from testamur.core.model.microcredential import MicroCredential
from testamur.core.rules.exchange import ExchangeError
from testamur.core.rules.exchange.documents import read_document

YAML, TABLE = "yaml", "csv"
_YAML_TYPE = "application/yaml"
_TITLE_LINE = re.compile(r"^title:[^\n]*$", re.MULTILINE)
_LONGEST_TITLE = 200
READABLE = (YAML, *FORMS)
WRITABLE = (YAML, *(code for code, form in FORMS.items() if form.write is not None))


def suffix(form: str) -> str:
    """Return what files of a form end in."""
    return FORMS[form].suffix if form in FORMS else ".yaml"


def media_type(form: str) -> str:
    """Return the media type of a form."""
    return FORMS[form].media_type if form in FORMS else _YAML_TYPE


def export_definition(course: MicroCredential, form: str, options: Options, *, source: str = "") -> Exported:
    """Return a definition as a file of *form*, with what only our own file inside it says.

    *source*: the definition's own file as it was written, where there is one. Raises `ExchangeError` for a form that
    is read only.
    """
    own = source or definition.dump(course)
    if form == YAML:
        return Exported(own.encode(), ())
    found = _form(form)
    if found.write is None:
        raise ExchangeError("read-only", form=form)
    return Exported(
        found.write(course, options, own if found.carries else ""), losses(course, form, options), found.carries
    )


def export_table(courses: list[MicroCredential]) -> bytes:
    """Return many definitions as one table."""
    return write_table(courses)


def losses(course: MicroCredential, form: str, options: Options) -> tuple[Loss, ...]:
    """Return the values that a form does not say in terms of its own, or says otherwise."""
    if form == YAML:
        return ()
    said = dict(paths(MICROCREDENTIAL, seen(_form(form), course, options).tree))
    whole = paths(MICROCREDENTIAL, tree_of(course))
    return tuple(Loss(key, text) for key, text in whole if said.get(key) != text)


def import_definitions(data: bytes, options: Options, *, name: str = "", form: str = "") -> Batch:
    """Return the definitions in a file, each as far as it could be read.

    *form* by default is found out from what is in it. Raises `ExchangeError` where it is none that is read.
    """
    refuse_strangers(data)
    code = form or kind_of(data, name)
    if not code:
        # Broken JSON says where it breaks; what is whole is of no kind that is read.
        read_document(data)
        raise ExchangeError("unknown-json")
    if code == YAML:
        return Batch(code, (_plain(data, name),))
    found = _form(code)
    gathered = found.read(data, options)
    if len(gathered) > options.most:
        raise ExchangeError("too-many-definitions", found=len(gathered), limit=options.most)
    return Batch(code, tuple(_settled(one, found, options) for one in gathered))


def rows_of(data: bytes, *, name: str = "") -> int:
    """Return how many definitions a table holds; 0 where the file is none. Raises `ExchangeError` for a broken one."""
    refuse_strangers(data)
    return rows_in(data) if kind_of(data, name) == TABLE else 0


def import_rows(data: bytes, options: Options, *, first: int, many: int) -> tuple[Imported, ...]:
    """Return *many* definitions of a table from the *first* on (from 0), each as far as it could be read."""
    found = read_part(data, options, first=first, many=many)
    return tuple(_settled(one, FORMS[TABLE], options) for one in found)


def _plain(data: bytes, name: str) -> Imported:
    """Return a file of our own as it is; one with problems becomes a draft that has them."""
    if len(data) > definition.MAX_BYTES:
        raise ExchangeError("too-large", bytes=len(data), limit=definition.MAX_BYTES)
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExchangeError("not-utf-8", position=error.start) from error
    if "\x00" in source:
        raise ExchangeError("unknown-format")
    try:
        course = definition.parse(source, name=name)
    except DefinitionError as error:
        if not any(line.startswith(("testamur:", "title:", "{")) for line in source.splitlines()):
            raise _unreadable(error, name) from error
        return Imported(source, None, lacking=error.problems, place="1", title=_title_of(source))
    return Imported(source, course, place="1", title=course.title.original)


def _title_of(source: str) -> str:
    """Return the title that a file with problems has all the same; empty where none can be made out."""
    try:
        top = build(source)
    except DefinitionError:
        # Broken further down, the line of the title is whole more often than not.
        try:
            top = build("".join(_TITLE_LINE.findall(source)[:1]))
        except DefinitionError:
            return ""
    told = next((node for key, node in top.pairs if key.text == "title"), None)
    if isinstance(told, MapNode):
        told = next((node for _, node in told.pairs), None)
    return " ".join(told.text.split())[:_LONGEST_TITLE] if isinstance(told, ScalarNode) else ""


def _unreadable(error: DefinitionError, name: str) -> ExchangeError:
    """Return why a text is no definition: where its YAML breaks, if YAML is what its name says."""
    first = error.problems[0]
    if not name.casefold().endswith((".yaml", ".yml")):
        return ExchangeError("unknown-format")
    if first.code == "not-yaml":
        return ExchangeError("broken-yaml", f"{first.line}:{first.column}", reason=first.found)
    return ExchangeError("other-yaml")


def _settled(gathered: Gathered, form: Form, options: Options) -> Imported:
    def rewritten(course: MicroCredential, address: str) -> Tree:
        return seen(form, course, replace(options, address=address)).tree if form.write else {}

    return settle(gathered, options, rewritten)


def _form(code: str) -> Form:
    if code not in FORMS:
        raise ExchangeError("unknown-format", form=code)
    return FORMS[code]
