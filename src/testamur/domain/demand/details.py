"""What is told of an advert beside its words, as it is kept."""

from __future__ import annotations

import re
from datetime import date, datetime

from testamur.domain.demand import rows, texts
from testamur.domain.demand.values import Details, NewAdvert
from testamur.refusals import Invalid

FIELDS = ("title", "seen_on", "employer", "place", "occupation", "language", "address")
_ON_THE_WEB = re.compile(r"https?://[^\s/@]+\.[^\s@]+\Z", re.IGNORECASE)


def checked(told: Details | NewAdvert, at: datetime) -> dict[str, str | date]:
    """Return field → what is kept. Raises `Invalid`."""
    if told.seen_on > at.date():
        raise Invalid(field="seen_on", found=told.seen_on.isoformat())
    address = rows.said("address", told.address, 500, needed=False)
    if address and not _ON_THE_WEB.match(address):
        raise Invalid(field="address", found=address[:80], allowed="https://example.org/jobs/7")
    return {
        "title": rows.said("title", told.title, 250),
        "seen_on": told.seen_on,
        "employer": rows.said("employer", told.employer, 200, needed=False),
        "place": rows.said("place", told.place, 120, needed=False),
        "occupation": rows.said("occupation", told.occupation, 250, needed=False),
        "language": texts.language(told.language),
        "address": address,
    }
