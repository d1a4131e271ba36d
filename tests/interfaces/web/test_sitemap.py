"""What search engines read names every public page, and no other."""

from __future__ import annotations

import re

import pytest
from django.test import Client

import campus as campuses
from testamur.domain.catalogue import actions

pytestmark = pytest.mark.django_db
LOC = re.compile("<loc>([^<]+)</loc>")


def places(client: Client, path: str) -> list[str]:
    return LOC.findall(client.get(path).content.decode())


def paths(client: Client, path: str) -> list[str]:
    return ["/" + one.split("/", 3)[3] for one in places(client, path)]


def test_following_the_sitemap_reaches_every_micro_credential_and_pathway_page(
    campus: campuses.Campus, client: Client
) -> None:
    uuid = campus.publish()
    reached = [one for part in paths(client, "/sitemap.xml") for one in paths(client, part)]
    assert f"/id/mc/{uuid}" in reached
    assert {client.get(one).status_code for one in reached} == {200}


def test_what_is_retired_is_not_named(campus: campuses.Campus, client: Client) -> None:
    actions.retire(campus.actor("designer"), microcredential=campus.publish(), at=campuses.NOW)
    assert paths(client, "/sitemap.xml") == ["/sitemap-0.xml"]
    assert client.get("/sitemap-1.xml").status_code == 404


def test_robots_are_led_to_it_and_kept_from_people(client: Client) -> None:
    told = client.get("/robots.txt").content.decode()
    assert "/sitemap.xml" in told
    assert "Disallow: /mine" in told
