"""Contexts of every kind, also of those that no standard has: both ways read them alike, or nobody signs."""

from __future__ import annotations

import tracemalloc
from typing import Any

import pytest

from testamur.core.credential import CredentialError
from testamur.core.credential.canonical import Canonicaliser

Json = dict[str, Any]
NAMES: Json = {"id": "@id", "type": "@type"}
V = "https://v.example/"


class Given:
    """A store of contexts: those that a test names, and any number of empty ones."""

    def __init__(self, **contexts: Json) -> None:
        self._contexts = contexts

    def get(self, url: str) -> Json | None:
        name = url.removeprefix("https://c.example/")
        found = NAMES if name.isdigit() else self._contexts.get(name)
        return None if found is None else {"@context": found}


def read(context: Json, members: Json, *others: str) -> bytes | str:
    """Return the canonical form, or why there is none; the quick way has to agree with the general one."""
    canonicaliser = Canonicaliser(Given(own=context))
    document = {"@context": ["https://c.example/own", *others], "id": "urn:x"} | members
    found: list[bytes | str] = []
    for way in (canonicaliser.canonical, canonicaliser.canonical, canonicaliser.general):
        try:
            found.append(way(document))
        except CredentialError as error:
            found.append(error.code)
    assert found[0] == found[1] == found[2]
    return found[0]


COVERED: dict[str, tuple[Json, Json, bytes]] = {
    "a text": ({"p": f"{V}p"}, {"p": "a"}, b'"a"'),
    "a text in JSON": (
        {"p": {"@id": f"{V}p", "@type": "@json"}},
        {"p": {"b": 1, "a": [2]}},
        b'{\\"a\\":[2],\\"b\\":1}',
    ),
    "a language for everything": ({"@language": "fr", "p": f"{V}p"}, {"p": "a"}, b'"a"@fr'),
    "a direction for everything": ({"@direction": "rtl", "p": f"{V}p"}, {"p": "a"}, b"i18n#_rtl"),
    "a context that begins anew": (
        {"p": {"@id": f"{V}p", "@context": [None, NAMES]}},
        {"p": {"id": "urn:y"}},
        b"<urn:y>",
    ),
    "texts by language": ({"p": {"@id": f"{V}p", "@container": "@language"}}, {"p": {"fr": "a"}}, b'"a"@fr'),
    "words": ({"@vocab": V, "p": {"@id": f"{V}p", "@type": "@vocab"}}, {"p": "w"}, b"<https://v.example/w>"),
    "a name for the identifier": ({"name": "@id", "p": f"{V}p"}, {"p": {"name": "urn:y"}}, b"<urn:y>"),
    "one node twice": ({"p": f"{V}p", "q": f"{V}q"}, {"p": {"id": "_:n"}, "q": {"id": "_:n"}}, b"_:c14n0"),
}


@pytest.mark.parametrize(("context", "members", "expected"), COVERED.values(), ids=COVERED)
def test_what_a_context_means_is_read_alike_by_both_ways(context: Json, members: Json, expected: bytes) -> None:
    found = read(NAMES | context, members)
    assert isinstance(found, bytes)
    assert expected in found


REFUSED: dict[str, tuple[Json, Json, str]] = {
    "nothing in place of a context": ({"p": {"@id": f"{V}p", "@context": None}}, {"p": {"q": "a"}}, "undefined-term"),
    "a property that is no address": ({"@vocab": "rel/", "p": {"@type": "@id"}}, {"p": "urn:y"}, "relative-iri"),
    "a property seen from the other side": (
        {"p": {"@reverse": f"{V}p"}},
        {"p": {"id": "urn:y"}},
        "unsupported-keyword",
    ),
    "a type that is no address": ({"p": f"{V}p"}, {"type": "T"}, "relative-iri"),
    "a vocabulary taken away that never was": ({"@vocab": None}, {"p": "a"}, "not-json-ld"),
    "no identifiers at all": ({"id": None, "p": f"{V}p"}, {"p": "a"}, "undefined-term"),
    "a context with a number": ({"p": 7}, {"p": "a"}, "not-json-ld"),
    "an inner context that is none": ({"p": {"@id": f"{V}p", "@context": {"q": 7}}}, {"p": {"q": "a"}}, "not-json-ld"),
    "words that lead nowhere": ({"p": {"@id": f"{V}p", "@type": {"@id": "x"}}}, {"p": "a"}, "not-json-ld"),
    "what stands beside": ({"p": f"{V}p"}, {"@included": [{"p": "a"}]}, "unsupported-keyword"),
}


@pytest.mark.parametrize(("context", "members", "code"), REFUSED.values(), ids=REFUSED)
def test_what_would_go_unsigned_or_be_read_otherwise_is_refused_by_both_ways(
    context: Json, members: Json, code: str
) -> None:
    assert read(NAMES | context, members) == code


def test_contexts_without_end_are_forgotten_and_read_again() -> None:
    canonicaliser = Canonicaliser(Given(own=NAMES | {"p": f"{V}p", "q": f"{V}q"}))
    own = {"@context": ["https://c.example/own"], "id": "urn:x", "p": "a"}
    before = canonicaliser.canonical(own)
    for number in range(1_100):
        inner = {"id": "urn:y", "type": [f"urn:t:{number}"], "p": "b", "q": "c"}
        assert b'"c"' in canonicaliser.canonical(own | {"type": inner["type"], "p": inner})
        document = own | {"@context": ["https://c.example/own", f"https://c.example/{number}"]}
        assert canonicaliser.canonical(document) == before
    typed = own | {"type": [f"urn:t:{number}" for number in range(5_000)]}
    assert canonicaliser.canonical(typed) == canonicaliser.canonical(typed) == canonicaliser.general(typed)
    assert canonicaliser.canonical(own) == canonicaliser.general(own) == before


def test_contexts_that_strangers_write_into_their_documents_are_not_kept_for_ever() -> None:
    canonicaliser = Canonicaliser(Given(own=NAMES | {"p": f"{V}p"}))
    own = {"@context": ["https://c.example/own"], "id": "urn:x", "p": "a"}
    before = canonicaliser.general(own)

    def peak(first: int) -> int:
        tracemalloc.start()
        for number in range(first, first + 20):
            strange = {f"word{number}x{place}": f"{V}{number}" for place in range(100)}
            canonicaliser.canonical(own | {"@context": ["https://c.example/own", strange | {"far": V + "x" * 200_000}]})
        held = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        return held

    assert peak(0) + peak(20) + peak(40) < 16 * 2**20
    assert canonicaliser.general(own) == before
