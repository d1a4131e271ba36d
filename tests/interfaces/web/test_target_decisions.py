"""What an advert asks for is decided on in an order: what is likely first, the rest folded away and still in reach."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from campus import NOW, Campus
from skilled import graduate
from testamur.domain.careers import actions
from testamur.domain.careers.values import Seen, SkillSeen

pytestmark = pytest.mark.django_db
FOLDED = "4 more that are less likely"


def test_what_is_less_likely_is_folded_away_until_one_comes_to_it(campus: Campus) -> None:
    me, client = graduate(campus), Client()
    person = get_user_model().objects.get(pk=me.me)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    target = actions.hand_in_advert(me, text="You know SQL, and write reports for us.", at=NOW)
    named = SkillSeen("urn:s:0", "SQL", 1, 50.0, None, {}, ((9, 12),), is_named=True)
    weak = [SkillSeen(f"urn:s:{n}", f"report {n}", n + 1, 1.0, 0.2, {}, ((18, 31),)) for n in range(1, 12)]
    seen = Seen((named, *weak), "ESCO", "1.2.0", "en", "spelling", "", 1, ())
    actions.keep_target_read(campus.system, target=target, seen=seen, at=NOW)

    said = client.get(f"/mine/targets/{target}").content.decode()
    assert "8 skills to decide" in said
    before, _summary, after = said.partition(FOLDED)
    assert (before.count("data-card"), after.count("data-card")) == (8, 4)
    assert '<details class="more" id="unlikely">' in before
    assert '<details class="more" id="unlikely" open>' in client.get(f"/mine/targets/{target}?at=8").content.decode()
