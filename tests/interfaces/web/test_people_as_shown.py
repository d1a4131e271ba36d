"""People and requests as pages show them: places are names, and requests are told from each other by their day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from testamur.domain.careers.seeking_values import RequestView
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.people.asking import titles
from testamur.interfaces.web.people.showing import region

SENT = datetime(2026, 11, 13, 9, tzinfo=UTC)
ASKED = RequestView(
    uuid=UUID(int=1),
    is_unseen=False,
    organisation=UUID(int=2),
    organisation_name="Archive",
    purpose="jobs",
    asked=(),
    who="",
    what="",
    contact="",
    made_at=SENT,
    expires_at=SENT,
    standing="waiting",
)


@pytest.mark.parametrize("typed", ["<b>North</b>", "https://example.org", "North#1", "{{ north }}", "N" * 61])
def test_what_cannot_be_the_name_of_a_place_is_told_at_the_field(typed: str) -> None:
    form = Form({"region": typed})
    assert region(form) == typed
    assert list(form.errors) == ["region"]


@pytest.mark.parametrize("typed", ["", "Castilla y León", "Pulau Pinang (north)", "St. John's", "Île-de-France"])
def test_names_of_places_are_taken_as_they_are(typed: str) -> None:
    form = Form({"region": typed})
    assert (region(form), form.errors) == (typed, {})


def test_requests_are_called_by_their_day_and_numbered_where_a_day_has_several() -> None:
    other = replace(ASKED, made_at=datetime(2026, 11, 12, 9, tzinfo=UTC))
    unseen = replace(ASKED, is_unseen=True)
    assert titles([ASKED, unseen, ASKED, other]) == [
        "Request of 13 November 2026 (2)",
        "Request of 13 November 2026, to whoever was found",
        "Request of 13 November 2026 (1)",
        "Request of 12 November 2026",
    ]
