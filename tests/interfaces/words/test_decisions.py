"""Why an award is due or not, as the reader writes numbers and in whole words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from testamur.core.rules import Finding, Verdict
from testamur.interfaces.words import speak
from testamur.interfaces.words.decisions import sentence


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    speak("en")


@pytest.mark.parametrize(("language", "shown"), [("en", "72.5"), ("ms", "72.5"), ("es", "72,5"), ("ca", "72,5")])
def test_a_mark_has_the_readers_decimal_sign(language: str, shown: str) -> None:
    speak(language)
    facts = {"assessment": "exam", "percent": "72.5", "threshold": "60"}
    assert shown in sentence(Finding(Verdict.MET, "threshold-reached", facts))


def test_a_mark_that_is_no_number_stays_as_it_is() -> None:
    for odd in ("x", "NaN"):
        assert odd in sentence(Finding(Verdict.UNKNOWN, "percent-impossible", {"assessment": "exam", "percent": odd}))


@pytest.mark.parametrize("language", ["en", "ms", "es", "ca"])
def test_a_declaration_is_told_in_words(language: str) -> None:
    speak(language)
    found = Finding(Verdict.UNKNOWN, "declaration-contradicts-results", {"declared": "not-passed"})
    assert "not-passed" not in sentence(found)
