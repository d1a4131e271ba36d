"""A very small framework of skills, in two versions and two languages, made by hand."""

from __future__ import annotations

from testamur.core.skills.taxonomy import (
    Edition,
    Equivalence,
    Link,
    Match,
    Node,
    NodeKind,
    Relation,
    Taxonomy,
    Wording,
)

BASE = "https://skills.example.org/"


def uri(name: str) -> str:
    return f"{BASE}{name}"


def node(name: str, kind: NodeKind, label: str, *others: str, description: str = "", tags: str = "") -> Node:
    said = Wording("en", label, others, description)
    return Node(uri(name), kind, (said,), tags=tuple(tags.split()))


def link(source: str, relation: Relation, target: str) -> Link:
    return Link(uri(source), relation, uri(target))


HARBOUR = Taxonomy(
    Edition("harbour", "Harbour skills", "1.0", "Made for tests.", "CC0", BASE),
    (
        node("work", NodeKind.SKILL_GROUP, "work on the quay"),
        node(
            "knots", NodeKind.SKILL, "tie knots", "make knots", description="Tie a rope so that it holds.", tags="rope"
        ),
        node("splice", NodeKind.SKILL, "splice ropes", "join ropes", tags="rope"),
        node("tides", NodeKind.KNOWLEDGE, "tides", description="When water rises and falls."),
        node("docker", NodeKind.OCCUPATION, "docker", "stevedore"),
        node("trades", NodeKind.OCCUPATION_GROUP, "trades of the harbour"),
    ),
    (
        link("knots", Relation.BROADER, "work"),
        link("splice", Relation.BROADER, "knots"),
        link("docker", Relation.BROADER, "trades"),
        link("docker", Relation.ESSENTIAL, "knots"),
        link("docker", Relation.OPTIONAL, "tides"),
    ),
    (Equivalence(uri("docker"), Match.CLOSE, "https://elsewhere.example/stevedore"),),
)
IN_SPANISH = Taxonomy(
    HARBOUR.edition,
    (Node(uri("knots"), NodeKind.SKILL, (Wording("es", "hacer nudos", ("anudar",)),)),),
)
NEXT = Taxonomy(
    Edition("harbour", "Harbour skills", "1.10", "Made for tests."),
    (
        node("knots", NodeKind.SKILL, "tie knots and hitches", "tie knots"),
        node("join", NodeKind.SKILL, "join ropes", "splice ropes"),
        node("tides", NodeKind.KNOWLEDGE, "tides"),
    ),
)
