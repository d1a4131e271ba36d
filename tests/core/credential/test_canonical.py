"""The bytes that a signature covers: the same for everybody, or none at all."""

from __future__ import annotations

import itertools
import time
import tracemalloc
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testamur.core.credential import CredentialError, World
from testamur.core.credential.canonical.rdfc import Quad, canonicalise
from testamur.core.credential.canonical.terms import XSD, iri, literal, number

V2 = "https://www.w3.org/ns/credentials/v2"


def clique(size: int) -> list[tuple[str, str, str, str]]:
    """Every blank node knows every other: all look the same, however long one looks."""
    return [(f"_:n{a}", "<urn:p>", f"_:n{b}", "") for a, b in itertools.permutations(range(size), 2)]


def test_the_names_of_blank_nodes_and_the_order_of_lines_do_not_matter() -> None:
    quads = [("_:x", "<urn:p>", "_:y", ""), ("_:y", "<urn:q>", '"1"', ""), ("<urn:s>", "<urn:p>", "_:x", "_:g")]
    other = [tuple(term.replace("_:", "_:other") for term in quad) for quad in reversed(quads)]
    assert canonicalise(quads) == canonicalise(other)  # type: ignore[arg-type]


def links(*pairs: tuple[object, object], graph: str = "") -> list[Quad]:
    return [(f"_:n{a}", "<urn:p>", f"_:n{b}", graph) for a, b in pairs]


def poisons() -> Iterator[list[Quad]]:
    """Graphs of different kinds in which too much looks alike."""
    yield from (clique(7), clique(9), clique(12), clique(40))
    yield links(*itertools.permutations(range(12), 2), graph="_:g")
    yield links(*((f"hub{hub}", spoke) for hub in range(50) for spoke in range(50)))
    yield links(*((place, (place + 1) % 400) for place in range(400)))
    yield links(
        *((f"{x}x{y}", f"{(x + 1 - d) % 12}x{(y + d) % 12}") for x in range(12) for y in range(12) for d in (0, 1))
    )
    yield links(*((f"{chain}x{place}", f"{chain}x{place + 1}") for chain in range(20) for place in range(199)))


def test_a_poisoned_graph_is_refused_early() -> None:
    for poison in poisons():
        tracemalloc.start()
        started = time.process_time()
        with pytest.raises(CredentialError, match="graph-too-tangled"):
            canonicalise(poison)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        # Far above what it takes (some 50 ms), far below what the poison asks for (minutes).
        assert time.process_time() - started < 5
        assert peak < 50_000_000


def test_two_badges_of_one_achievement_fit_into_one_presentation(
    unsigned: Callable[..., dict[str, Any]], sign: Callable[[dict[str, Any]], bytes], world: World
) -> None:
    badges = [orjson.loads(sign(unsigned(id=f"urn:uuid:{number}", name=f"P{number}"))) for number in range(5)]
    presentation = {"@context": [V2], "type": ["VerifiablePresentation"], "verifiableCredential": badges}
    canonical = world.canonicaliser.canonical(presentation)
    assert world.canonicaliser.canonical({**presentation, "verifiableCredential": badges[::-1]}) == canonical


@settings(max_examples=200)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["_:a", "_:b", "_:c", "<urn:s>"]),
            st.sampled_from(["<urn:p>", "<urn:q>"]),
            st.sampled_from(["_:a", "_:b", "_:c", '"1"']),
            st.sampled_from(["", "_:a", "_:g", "_:h"]),
        ),
        max_size=10,
    ),
    st.randoms(use_true_random=False),
)
def test_what_nodes_are_called_and_which_statement_is_first_never_matter(quads: list[Quad], chance: Random) -> None:
    names = ["_:a", "_:b", "_:c", "_:g", "_:h"]
    renamed = dict(zip(names, chance.sample([f"_:x{n}" for n in range(9)], 5), strict=True))
    others = [tuple(renamed.get(term, term) for term in quad) for quad in chance.sample(quads, len(quads))]
    assert canonicalise(quads) == canonicalise(others)  # type: ignore[arg-type]


def test_a_small_symmetric_graph_is_still_told_apart() -> None:
    assert canonicalise(clique(3)).count("\n") == 6


def test_a_longer_way_round_a_knot_is_given_up_without_changing_the_form() -> None:
    ends = ((2, 3), (1, 0), (3, 2), (0, 3), (0, 1), (1, 3), (3, 1), (2, 1))
    forms = {
        canonicalise([(f"_:{names[a]}", "<urn:to>", f"_:{names[b]}", "") for a, b in ends])
        for names in itertools.permutations("wxyz")
    }
    assert len(forms) == 1


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (5, f'"5"^^<{XSD}integer>'),
        (5.0, f'"5"^^<{XSD}integer>'),
        (-3, f'"-3"^^<{XSD}integer>'),
        (2.5, f'"2.5E0"^^<{XSD}double>'),
        (0.1, f'"1.0E-1"^^<{XSD}double>'),
        (-1250.25, f'"-1.25025E3"^^<{XSD}double>'),
    ],
)
def test_numbers_are_printed_as_the_standard_has_it(value: float, printed: str) -> None:
    assert number(value) == printed


def test_a_typed_double_is_a_double_even_when_it_is_whole() -> None:
    assert number(5, f"{XSD}double") == f'"5.0E0"^^<{XSD}double>'


@pytest.mark.parametrize("value", [2**53 + 1, 1e20, 1e-7, -0.0, float("inf"), float("nan")])
def test_numbers_that_programs_print_differently_are_refused(value: float) -> None:
    with pytest.raises(CredentialError, match="unsafe-number"):
        number(value)


def test_control_characters_are_escaped_as_the_standard_has_it() -> None:
    assert literal('\b\t\n\f\r"\\\x00\x7f\u0085') == '"\\b\\t\\n\\f\\r\\"\\\\\\u0000\\u007F\u0085"'


@pytest.mark.parametrize("address", ["x", "/path", "", "no scheme:x", "http://a b", "http://a\x00", "1a:b"])
def test_addresses_that_are_not_complete_are_refused(address: str) -> None:
    with pytest.raises(CredentialError, match="relative-iri"):
        iri(address)


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(CredentialError, match="lone-surrogate"):
        literal("\ud800")


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"nickname": "x"}, "undefined-term"),
        ({"id": "relative"}, "relative-iri"),
        ({"@context": [V2, "https://example.org/unknown"]}, "unknown-context"),
        ({"@context": [V2, {"@version": 2}]}, "not-json-ld"),
        ({"issuer": {"id": "urn:a", "type": 7}}, "not-json-ld"),
        ({"issuer": {"id": "urn:a", "@graph": ["unsigned"]}}, "unsupported-keyword"),
        ({"issuer": [{"id": "urn:a", "@included": {"id": "urn:b"}}]}, "unsupported-keyword"),
        ({"name": {"@value": "x", "@language": "not a tag"}}, "bad-language-tag"),
    ],
)
def test_documents_that_would_be_signed_in_part_or_in_doubt_are_refused(
    world: World, members: dict[str, Any], code: str
) -> None:
    document = {"@context": V2, "id": "urn:x", "type": "VerifiableCredential"} | members
    with pytest.raises(CredentialError, match=code):
        world.canonicaliser.canonical(document)


def test_the_direction_of_a_text_is_signed_with_it(world: World) -> None:
    name = {"@value": "x", "@language": "AR", "@direction": "rtl"}
    document = {"@context": V2, "id": "urn:x", "type": "VerifiableCredential", "name": name}
    assert b'"x"^^<https://www.w3.org/ns/i18n#ar_rtl>' in world.canonicaliser.canonical(document)


def test_one_subject_may_be_described_twice_only_in_equal_words(world: World) -> None:
    def document(first: str, second: str) -> dict[str, Any]:
        context = [V2, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
        profiles = [{"id": "urn:u", "type": "Profile", "name": name} for name in (first, second)]
        achievement = {"id": "urn:a", "type": "Achievement", "creator": profiles[1]}
        subject = {"type": "AchievementSubject", "achievement": achievement}
        return {
            "@context": context,
            "id": "urn:x",
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "issuer": profiles[0],
            "credentialSubject": subject,
        }

    assert b'"One"' in world.canonicaliser.canonical(document("One", "One"))
    with pytest.raises(CredentialError, match="described-twice"):
        world.canonicaliser.canonical(document("One", "Two"))


def test_chains_that_look_alike_are_followed_only_so_far() -> None:
    def chains(length: int) -> list[Quad]:
        return [(f"_:{one}{n}", "<p:b>", f"_:{one}{n + 1}", "") for one in "ab" for n in range(length)]

    assert len(canonicalise(chains(10)).splitlines()) == 20
    with pytest.raises(CredentialError, match="graph-too-tangled"):
        canonicalise(chains(5_000))


def document_with(contexts: Any, **members: Any) -> dict[str, Any]:
    said = {"type": ["VerifiableCredential"], "issuer": "did:example:a", "credentialSubject": {"id": "did:example:b"}}
    return {"@context": contexts, **said, **members}


def test_contexts_have_limits(world: World) -> None:
    own: list[Any] = [{f"w{number}": f"urn:w:{number}"} for number in range(20_000)]
    assert world.canonicaliser.nquads(document_with([V2, *own[:99]]))
    for document in (
        document_with([V2, *own]),
        document_with([V2] * 40_000),
        document_with([V2, {"m": "urn:m"}], m=[{"@context": one} for one in own[:2_000]]),
    ):
        begun = time.process_time()
        with pytest.raises(CredentialError, match="too-many-contexts"):
            world.canonicaliser.nquads(document)
        assert time.process_time() - begun < 5
