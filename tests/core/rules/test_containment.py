"""A pool holds another one where everything in the second is surely in the first."""

from __future__ import annotations

import pytest

from testamur.core.rules.containment import contains
from testamur.core.rules.language import parse_pool


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("any", 'tag("a")'),
        ("any_micro", "{a, b}"),
        ('tag("a")', 'tag("a")'),
        ("{a, b, c}", "{b, c}"),
        ("level >= EQF6", "level >= EQF7"),
        ("level >= EQF6", "level = EQF6"),
        ("source(native, component)", "source(native)"),
        ('tag("a") | tag("b")', 'tag("b")'),
        ('tag("a")', 'tag("a") & level >= EQF6'),
        ('tag("a")', 'tag("a") - {x}'),
        ("{a, b, c}", "{a} | {c}"),
        ('tag("a") & level >= EQF5', 'tag("a") & level >= EQF6'),
    ],
)
def test_a_larger_pool_contains_a_smaller_one(outer: str, inner: str) -> None:
    assert contains(parse_pool(outer), parse_pool(inner))


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ('tag("a")', 'tag("b")'),
        ("{a}", "{a, b}"),
        ("level >= EQF7", "level >= EQF6"),
        ("level >= EQF6", "level >= NFQ8"),
        ("level <= EQF6", "level >= EQF6"),
        ('tag("a")', "any"),
        ('tag("a") - {x}', 'tag("a")'),
        ('tag("a")', 'tag("a") | tag("b")'),
        ('tag("a") & level >= EQF6', 'tag("a")'),
    ],
)
def test_where_something_may_be_outside_it_does_not(outer: str, inner: str) -> None:
    assert not contains(parse_pool(outer), parse_pool(inner))
