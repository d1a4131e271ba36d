"""A credential behind its link, in every form: each verifies by itself, and none outlives the link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from campus import Campus

pytestmark = pytest.mark.django_db
FORMS = {
    "ob3": "application/vc+ld+json",
    "vc-jwt": "application/vc+jwt",
    "badge.svg": "image/svg+xml",
    "badge.png": "image/png",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_verifies_until_the_link_is_withdrawn(
    campus: Campus, issue: Any, anyone: Any, client: Client, form: str
) -> None:
    from campus import NOW
    from testamur.domain.issuing import actions

    holder = campus.actor("registrar")
    link = actions.make_link(holder, credential=issue().uuid, at=NOW)
    answer = client.get(f"/c/{link.secret}/{form}")
    assert (answer.status_code, answer["Content-Type"]) == (200, FORMS[form])
    assert answer["Cache-Control"] == "private, no-store"
    told = anyone.client.post("/api/v1/verify", answer.content, content_type=FORMS[form]).json()
    assert (told["verdict"], told["claims"]["holder"]) == ("valid", "Aisyah")
    actions.withdraw_link(holder, link=link.uuid, at=NOW)
    assert client.get(f"/c/{link.secret}/{form}").status_code == 404
