"""Choosing something to aim at leads on, also where one of the ways is not open yet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_without_occupations_a_learner_is_led_to_the_other_ways(as_role: Callable[[str], Client]) -> None:
    said = as_role("learner").get("/mine/targets/new").content.decode()
    assert "There is no list of occupations to choose from here yet." in said
    assert '<a href="#by-advert">' in said
    assert '<a href="#by-role">' not in said
    assert "No partner has published a role yet." in said
