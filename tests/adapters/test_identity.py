"""The detector that comes with the program knows its four languages."""

from __future__ import annotations

from testamur.adapters.identity import detector


def test_it_is_made_once_and_knows_names_of_every_language() -> None:
    assert detector() is detector()
    for name in ("Callum", "Nurul", "Guadalupe", "Meritxell"):
        assert name not in detector().strip(f"Led by {name}.").text
