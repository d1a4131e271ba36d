"""The time that a decision may take is a deadline in every language, never a device that tells the hour."""

from __future__ import annotations

import pytest

from testamur.interfaces.words import _
from testamur.interfaces.words.translation import speak, spoken


@pytest.mark.parametrize(
    ("language", "deadline", "device"),
    [("ms", "Tempoh", "Jam"), ("es", "plazo", "reloj"), ("ca", "termini", "rellotge")],
)
def test_the_clock_of_a_request_is_a_deadline(language: str, deadline: str, device: str) -> None:
    before = spoken()
    speak(language)
    try:
        said = [_("The clock stands still"), _("Your answer is on its way. The clock goes on.")]
    finally:
        speak(before)
    assert all(deadline in one and device not in one for one in said)
