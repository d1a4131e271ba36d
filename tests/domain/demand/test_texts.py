"""What is left of an advert once its contacts are out."""

from __future__ import annotations

import pytest

from testamur.domain.demand.texts import without_contacts


@pytest.mark.parametrize(
    "said",
    [
        "Contact: Maria Lopez, maria@example.org, +61 2 5550 1234. Apply by 30 November.",
        "Contact: jobs@example.org, 0061 2 5550 1234, +61 412 345 678",
        "Questions? Call +61 2 5550 1234 or write to jobs@example.org.",
        "Tel: +34 600 123 456, email: jobs@example.org",
        "Sila hubungi +60 3 5550 1234 atau emel jobs@example.org.",
    ],
)
def test_nothing_is_left_of_a_line_that_tells_whom_to_call(said: str) -> None:
    text, blanked = without_contacts(f"Write SQL queries.\n{said}\nPlan trips.")
    assert text.split("\n") == ["Write SQL queries.", text.split("\n")[1], "Plan trips."]
    assert not text.split("\n")[1].strip()
    assert blanked


def test_a_sentence_beside_contacts_stays() -> None:
    text, _blanked = without_contacts("You weld the frames of boats. Contact: jobs@example.org.")
    assert text.strip() == "You weld the frames of boats."


def test_a_pasted_advert_with_broken_lines_is_kept_as_whole_lines() -> None:
    text, _blanked = without_contacts(
        "- You build reports for the planners of all the\r\nshifts, and weld exper-\r\ntly."
    )
    assert text == "- You build reports for the planners of all the shifts, and weld expertly."
