"""What the words of a document mean at each place in it.

Processing JSON-LD contexts is slow and hard to get right; PyLD does it, once for each way of getting from one object to
the next: through this property, into an object of these types. What comes out is a table that a document is then read
by (`walk`). Whatever the table has no simple entry for is `NotCovered`, and the general processor reads the document.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from testamur.core.credential.canonical.general import MOST_CONTEXTS
from testamur.core.credential.canonical.processor import STUMBLES, processor
from testamur.core.credential.canonical.terms import ABSOLUTE_IRI, RELATIVE_BASE, XSD, iri
from testamur.core.credential.errors import CredentialError

# A context set has a few hundred words and a few dozen transitions; strangers may make up types without end.
_MOST_SCOPES = 1_024
_MOST_WORDS = 4_096

_COVERED_CONTAINERS = {"@set", "@list"}
_REFERENCES = {"@id", "@vocab"}
_NOT_COVERED_MEMBERS = ("@language", "@direction", "@index", "@nest")


class NotCovered(Exception):  # noqa: N818 - not a mistake: the general processor takes over
    """The quick way does not cover this construct."""


class Term(NamedTuple):
    """A word that stands for a property. ``predicate`` is `` <iri> ``; ``suffix`` ends a literal and its line.

    A string under it is a text, or an address, or another word that means what it means in ``values``; ``is_text`` only
    where it is no member of a list.
    """

    predicate: str
    suffix: str
    datatype: str
    is_text: bool
    is_address: bool
    is_word: bool
    is_list: bool
    values: Scope


@dataclass(slots=True, eq=False)
class Scope:
    """The meaning of words in one place: PyLD's active context, and the tables made of it so far."""

    context: dict[str, Any]
    # Types are looked up in the context from before the types' own contexts were applied (JSON-LD 1.1 API, 5.1.2).
    type_context: dict[str, Any]
    terms: dict[str, Term] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    meanings: dict[str, str] = field(default_factory=dict)
    inner: dict[tuple[str | None, tuple[str, ...]], Scope] = field(default_factory=dict)


class Scopes:
    """All scopes that were met with one set of contexts. The caller holds a lock while a new one is made."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._processor = processor().JsonLdProcessor()
        self._options = options
        self._roots: dict[tuple[str, ...], Scope] = {}
        self._made = 0
        # All words that were met: an address that begins with one, as with a prefix, is left to the general way.
        self.words: set[str] = set()

    def root(self, contexts: object) -> Scope:
        """Return the scope outside of the document's first object. Raises `NotCovered`."""
        given = contexts if isinstance(contexts, list) else [contexts]
        listed = [context for context in given if isinstance(context, str)]
        if len(listed) < len(given) or len(listed) > MOST_CONTEXTS:
            raise NotCovered
        if self._made > _MOST_SCOPES:
            self._roots.clear()
            self.words.clear()
            self._made = 0
        found = self._roots.get(tuple(listed))
        if found is None:
            initial = self._processor._get_initial_context(self._options)  # noqa: SLF001 - PyLD has no public way
            found = self._made_of(self._process(initial, listed), initial)
            self._roots[tuple(listed)] = found
        return found

    def enter(self, scope: Scope, name: str | None, types: tuple[str, ...]) -> Scope:
        """Return the scope of an object of *types* that stands under *name* in *scope*. Raises `NotCovered`."""
        context = scope.context
        term = context["mappings"].get(name) if name else None
        context = context.get("previousContext", context)
        if term is not None and "@context" in term:
            context = self._process(context, term["@context"], override_protected=True)
        before = context
        for kind in sorted(types):
            definition = before["mappings"].get(kind)
            if definition is not None and definition.get("@context") is not None:
                context = self._process(context, definition["@context"], propagate=False)
        made = self._made_of(context, before)
        scope.inner[name, types] = made
        return made

    def _process(self, context: dict[str, Any], local: Any, **how: bool) -> dict[str, Any]:  # noqa: ANN401 - JSON
        try:
            processed = self._processor._process_context(context, local, self._options, **how)  # noqa: SLF001 - as above
        except (processor().JsonLdError, *STUMBLES) as error:
            raise NotCovered from error
        result: dict[str, Any] = processed
        return result

    def _made_of(self, context: dict[str, Any], type_context: dict[str, Any]) -> Scope:
        mappings = context["mappings"]
        self._made += 1
        if mappings and not _names_as_usual(mappings):
            raise NotCovered
        self.words.update(mappings)
        return Scope(context, type_context)

    def term(self, scope: Scope, name: str) -> Term:
        """Return what the word *name* stands for, and remember it. Raises `NotCovered`."""
        definition = scope.context["mappings"].get(name)
        if definition is None or name.startswith("@"):
            raise NotCovered
        containers = definition.get("@container") or []
        containers = [containers] if isinstance(containers, str) else containers
        address, datatype = definition["@id"], definition.get("@type") or ""
        is_odd = definition.get("reverse") or any(member in definition for member in _NOT_COVERED_MEMBERS)
        if is_odd or not _COVERED_CONTAINERS.issuperset(containers) or not address or address.startswith("@"):
            raise NotCovered
        datatype = "" if datatype == "@none" else datatype
        if datatype.startswith("@") and datatype not in _REFERENCES:
            raise NotCovered
        if not datatype and (scope.context.get("@language") or scope.context.get("@direction")):
            raise NotCovered
        try:
            predicate = f" {iri(address)} "
            is_typed = datatype not in {"", *_REFERENCES, f"{XSD}string"}
            suffix = f'"^^{iri(datatype)} .\n' if is_typed else '" .\n'
        except CredentialError as error:
            raise NotCovered from error
        is_list, is_text = "@list" in containers, datatype not in _REFERENCES
        values = scope
        if definition.get("@context") is not None and not is_text:  # JSON-LD 1.1 API, 5.1.2 step 4.2
            processed = self._process(scope.context, definition["@context"], override_protected=True)
            values = self._made_of(processed, processed)
        made = Term(
            predicate,
            suffix,
            datatype,
            is_text and not is_list,
            datatype == "@id",
            datatype == "@vocab",
            is_list,
            values,
        )
        scope.terms[name] = made
        return made

    def type(self, scope: Scope, name: str) -> str:
        """Return the end of a line that states the type *name*. Raises `NotCovered`."""
        return self._expanded(scope.types, scope.type_context, name)

    def meaning(self, scope: Scope, name: str) -> str:
        """Return the end of a line whose object is the word *name*. Raises `NotCovered`."""
        return self._expanded(scope.meanings, scope.context, name)

    def iri(self, value: object) -> str:
        """Return ``<value>`` of an address that is complete as it stands. Raises `NotCovered`."""
        if not isinstance(value, str) or not ABSOLUTE_IRI(value):
            raise NotCovered
        if value[: value.index(":")] in self.words or value in self.words:
            raise NotCovered
        return f"<{value}>"

    def _expanded(self, known: dict[str, str], context: dict[str, Any], name: str) -> str:
        expand = self._processor._expand_iri  # noqa: SLF001 - as above
        try:
            made = f"{iri(str(expand(context, name, base=RELATIVE_BASE, vocab=True)))} .\n"
        except CredentialError as error:
            raise NotCovered from error
        if len(known) < _MOST_WORDS:
            known[name] = made
        return made


def _names_as_usual(mappings: dict[str, Any]) -> bool:
    """Say whether ``id`` and ``type`` mean here what they mean in every credential."""
    return all((mappings.get(name) or {}).get("@id") == f"@{name}" for name in ("id", "type"))
