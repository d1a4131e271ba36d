"""Shapes of documents that come again and again, found while they come.

A folder of a thousand credentials holds one shape, or three. When documents of a kind were seen a few times, the texts
in which they differ become the holes of a `Template`; from then on a document that is the template with its own texts,
byte for byte as JSON, is rendered instead of walked. A shape is taken into use only after its bytes were compared
with those of the general processor on three documents.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from testamur.core.credential.canonical.scopes import NotCovered
from testamur.core.credential.canonical.template import Path, Template, place_of
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.ports import Json

Compile = Callable[[Json, Sequence[Path]], Template]
Canonical = Callable[[Json], bytes]

_SAMPLES = 3
_MOST_KINDS = 32
_MOST_SHAPES = 4
# How often the documents of one kind are looked at before they count as too different from each other.
_MOST_LESSONS = 64
_LARGEST = 65_536
# Compiling takes the square of their number: seconds, for documents that strangers made so.
_MOST_HOLES = 200


@dataclass(slots=True)
class _Shape:
    """Documents that are alike in everything but texts: the first of them, and where others differed from it."""

    first: dict[Path, str]
    samples: list[Json] = field(default_factory=list)
    differing: set[Path] = field(default_factory=set)
    template: Template | None = None
    is_hopeless: bool = False


@dataclass(slots=True)
class _Kind:
    """Documents that look alike from afar, by the bytes of their shape."""

    shapes: dict[bytes, _Shape] = field(default_factory=dict)
    lessons: int = 0


class Shapes:
    """What was learned about the documents of one canonicaliser. Its caller holds a lock."""

    def __init__(self, compiled: Compile, general: Canonical) -> None:
        self._compile = compiled
        self._general = general
        self._kinds: OrderedDict[Hashable, _Kind] = OrderedDict()

    def render(self, document: Json) -> bytes | None:
        """Return the canonical form of *document*, or None where no shape fits."""
        kind = self._kinds.get(_from_afar(document))
        if kind is None or not kind.shapes:
            return None
        try:
            data = orjson.dumps(document)
        except orjson.JSONEncodeError:
            return None
        for shape in kind.shapes.values():
            if shape.template is not None:
                try:
                    values = shape.template.read(data) or _values(shape.template, document, data)
                    return shape.template.render(values)
                except NotCovered:
                    continue
        return None

    def learn(self, document: Json) -> None:
        """Look at a document that no shape fitted."""
        seen = _from_afar(document)
        kind = self._kinds.get(seen)
        if kind is None:  # a document that never comes again costs no more than this
            self._kinds[seen] = _Kind()
            if len(self._kinds) > _MOST_KINDS:
                self._kinds.popitem(last=False)
            return
        self._kinds.move_to_end(seen)
        kind.lessons += 1
        if kind.lessons > _MOST_LESSONS:
            return
        texts = dict(_texts(document))
        outline = orjson.dumps(_without(document, texts))
        if len(outline) > _LARGEST:
            return
        shape = kind.shapes.setdefault(outline, _Shape(texts))
        if len(kind.shapes) > _MOST_SHAPES:
            del kind.shapes[next(iter(kind.shapes))]
        self._compare(shape, document, texts)

    def _compare(self, shape: _Shape, document: Json, texts: dict[Path, str]) -> None:
        """Note where *document* differs from the first of its shape; with enough seen, compile."""
        known = len(shape.differing)
        shape.differing.update(path for path, text in texts.items() if text != shape.first[path])
        shape.samples = [*shape.samples, orjson.loads(orjson.dumps(document))][-_SAMPLES:]
        is_news = shape.template is None or len(shape.differing) > known
        if shape.is_hopeless or len(shape.samples) < _SAMPLES or not shape.differing or not is_news:
            return
        if len(shape.differing) > _MOST_HOLES:
            shape.template, shape.is_hopeless = None, True
            return
        try:
            template = self._compile(document, sorted(shape.differing, key=str))
            agrees = all(_rendered(template, sample) == self._general(sample) for sample in shape.samples)
        except (NotCovered, CredentialError):
            agrees = False
        shape.is_hopeless = not agrees
        shape.template = template if agrees else None


def _values(template: Template, document: Json, data: bytes) -> Sequence[bytes]:
    """Return the values of a document of which some are written with escapes. Raises `NotCovered`."""
    texts, in_json = template.encode(template.values(document))
    if template.json(in_json) != data:
        raise NotCovered
    return texts


def _rendered(template: Template, document: Json) -> bytes:
    texts, _ = template.encode(template.values(document))
    return template.render(texts)


def _from_afar(document: Json) -> Hashable:
    """Return what tells most kinds of documents apart at no cost: the issuer, and the achievement (Open Badges 3.0)."""
    issuer, subject = document.get("issuer"), document.get("credentialSubject")
    achievement = subject.get("achievement") if isinstance(subject, dict) else None
    return (
        tuple(document),
        str(issuer.get("id")) if isinstance(issuer, dict) else str(issuer),
        str(achievement.get("id")) if isinstance(achievement, dict) else "",
    )


def _texts(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:  # noqa: ANN401 - JSON is any of its kinds
    """Yield every text that could be a hole; types and contexts decide what words mean, so they are the shape's own."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, member in value.items():
            if name not in {"type", "@context"}:
                yield from _texts(member, (*path, name))
    elif isinstance(value, list):
        for number, member in enumerate(value):
            yield from _texts(member, (*path, number))


def _without(document: Json, paths: dict[Path, str]) -> Json:
    emptied: Json = orjson.loads(orjson.dumps(document))
    for path in paths:
        place_of(emptied, path[:-1])[path[-1]] = ""
    return emptied
