"""The start page and what belongs to the whole site."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_start_page_explains_the_word_and_offers_four_doors(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "is the signed record of a short" in page
    for door in ('href="/map"', 'href="/catalogue"', 'href="/check"', 'href="/accounts/login/"'):
        assert door in page


def test_the_sky_shows_what_an_example_adds_up_to_and_leads_to_the_map(client: Client) -> None:
    page = client.get("/").content.decode()
    assert 'href="/map?goal=hku-certificate"' in page
    assert "Certificate in Professional Practice: not met yet (21 of 30 HKQF)" in page


def test_the_chosen_theme_is_kept_and_can_be_given_back(client: Client) -> None:
    client.post("/theme", {"theme": "dark", "next": "/check"})
    assert 'data-theme="dark"' in client.get("/").content.decode()
    client.post("/theme", {"theme": "", "next": "/check"})
    assert "data-theme" not in client.get("/").content.decode()


def test_choosing_a_theme_never_leads_to_another_site(client: Client) -> None:
    assert client.post("/theme", {"theme": "dark", "next": "https://elsewhere.example/"})["Location"] == "/"


def test_people_s_pages_are_closed_to_search_engines(client: Client) -> None:
    assert b"Disallow: /c/" in client.get("/robots.txt").content


def test_every_page_forbids_what_it_does_not_serve_itself(client: Client) -> None:
    policy = client.get("/")["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "style=" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("language", "word"), [("en", "Sign in"), ("ms", "Log masuk"), ("es", "Iniciar sesión"), ("ca", "Inicia la sessió")]
)
def test_the_page_speaks_the_reader_s_language(client: Client, language: str, word: str) -> None:
    page = client.get("/", headers={"Accept-Language": language}).content.decode()
    assert f'<html lang="{language}" dir="ltr"' in page
    assert word in page


def test_the_language_can_be_chosen(client: Client) -> None:
    client.post("/language", {"language": "ca", "next": "/"})
    assert '<html lang="ca"' in client.get("/").content.decode()


def test_an_address_that_leads_nowhere_is_answered_in_our_voice(client: Client) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()


def test_a_form_that_came_from_elsewhere_is_refused_with_advice() -> None:
    answer = Client(enforce_csrf_checks=True).post("/check", {"text": "{}"})
    assert answer.status_code == 403
    assert "Reload the page" in answer.content.decode()


def test_a_body_of_two_gigabytes_is_turned_away_unread(client: Client) -> None:
    answer = client.generic("POST", "/check", b"", CONTENT_LENGTH=str(2 * 2**30))
    assert answer.status_code == 413
    assert "Up to 20 MB" in answer.content.decode()


def test_the_components_page_is_for_developers_and_demos_only(client: Client) -> None:
    assert client.get("/-/components").status_code == 404


def test_asking_too_often_is_answered_in_our_voice(client: Client) -> None:
    for _ in range(30):
        answer = client.post("/accounts/password/reset/", {"email": "a@example.org"})
        if answer.status_code == 429:
            break
    assert answer.status_code == 429
    assert "Wait a minute" in answer.content.decode()


def test_a_mistake_of_ours_is_answered_with_a_number(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("testamur.interfaces.web.start.example.picture", broken)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert "it is our fault" in answer.content.decode()
    assert "RuntimeError" not in answer.content.decode()
