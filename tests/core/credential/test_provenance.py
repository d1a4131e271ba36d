"""What a credential is of: always with its issuer, so that nobody passes for somebody else's."""

from __future__ import annotations

from typing import Any

import pytest

from testamur.core.credential.provenance import Provenance, provenance


def badge(issuer: object = "did:web:south.example", **achievement: object) -> dict[str, Any]:
    told = {"id": "https://south.example/a/1", "name": "Data", **achievement}
    return {"issuer": issuer, "credentialSubject": {"achievement": told}}


def test_the_issuers_code_names_it_in_all_versions() -> None:
    first = provenance(badge(humanCode="DS", id="https://south.example/a/1", version="1"))
    second = provenance(badge(humanCode="DS", id="https://south.example/a/2", version="2"))
    assert (first.key, first.version, second.key, second.version) == (
        "did:web:south.example#DS",
        "1",
        "did:web:south.example#DS",
        "2",
    )


def test_without_a_code_the_address_names_it_beside_the_issuer() -> None:
    assert provenance(badge()).key == "did:web:south.example#https://south.example/a/1"
    assert provenance(badge(issuer="did:web:mill.example")).key != provenance(badge()).key


@pytest.mark.parametrize("credential", [None, {}, {"credentialSubject": {}}, badge(issuer=None)])
def test_what_names_no_issuer_or_nothing_at_all_has_no_key(credential: dict[str, Any] | None) -> None:
    assert provenance(credential) == Provenance()


@pytest.mark.parametrize(
    ("achievement", "outcomes"),
    [
        (
            {
                "alignment": [
                    {"targetName": "Clean data", "targetUrl": "x:1", "targetType": "ext:LearningOutcome"},
                    {"targetName": "A skill", "targetUrl": "x:2"},
                    {"targetName": "EQF 6", "targetUrl": "x:3", "targetType": "ext:EQFLevel"},
                ]
            },
            ("Clean data",),
        ),
        (
            {
                "alignment": [
                    {"targetName": "A skill"},
                    {"targetName": "EQF 6", "targetType": "ext:EQFLevel"},
                    "odd",
                    {},
                ]
            },
            ("A skill",),
        ),
        (
            {"criteria": {"narrative": "You can:\n- clean and describe data\n2. test a hypothesis\n- short\nProse."}},
            ("clean and describe data", "test a hypothesis"),
        ),
        ({"criteria": "https://south.example/criteria"}, ()),
        ({"alignment": {"targetName": " Clean data "}}, ("Clean data",)),
    ],
)
def test_outcomes_are_those_stated_else_what_it_is_aligned_to_else_a_list(
    achievement: dict[str, object], outcomes: tuple[str, ...]
) -> None:
    assert provenance(badge(**achievement)).outcomes == outcomes


def test_an_open_badge_2_is_of_its_badge() -> None:
    assertion = {"badge": {"id": "https://south.example/b", "name": "Data", "issuer": "https://south.example/i"}}
    assert provenance(assertion).key == "https://south.example/i#https://south.example/b"
