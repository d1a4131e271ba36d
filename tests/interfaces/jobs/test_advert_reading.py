"""The job that reads adverts: it waits for a framework, heeds the switch, and says why it read nothing."""

from __future__ import annotations

import pytest

from campus import NOW, Campus
from harbour import harbour_bakery
from testamur.domain.demand import queries
from testamur.domain.oversight import actions as oversight
from testamur.interfaces.jobs import advert_reading

pytestmark = pytest.mark.django_db


def test_without_a_framework_it_is_put_off_a_few_times_and_then_said(campus: Campus) -> None:
    harbour = harbour_bakery(campus)
    uuid = harbour.handed_in("Bake bread.")
    for tries, state in ((0, "waiting"), (4, "waiting"), (5, "unread")):
        advert_reading.read(campus.system, advert=str(uuid), at=NOW, tries=tries)
        assert queries.advert(harbour.partner, uuid=uuid).line.state == state
    assert queries.advert(harbour.partner, uuid=uuid).line.because == "no-framework"


def test_switched_off_nothing_is_read(campus: Campus) -> None:
    harbour = harbour_bakery(campus)
    oversight.turn(campus.actor("administrator"), purpose="read-adverts", on=False, reason="Not yet.", at=NOW)
    uuid = harbour.handed_in("Bake bread.")
    advert_reading.read(campus.system, advert=str(uuid), at=NOW)
    assert queries.advert(harbour.partner, uuid=uuid).line.because == "switched-off"
