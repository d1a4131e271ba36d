from __future__ import annotations

from testamur.adapters.alternates import credential_link

PAGE = b'<!doctype html><head><link rel="alternate" type="application/vc+jwt" href="/c/x/vc-jwt"></head>'


def test_a_page_leads_to_its_credential() -> None:
    assert credential_link(PAGE, "https://example.edu/c/x") == "https://example.edu/c/x/vc-jwt"


def test_a_page_may_lead_to_a_credential_in_cose() -> None:
    page = PAGE.replace(b"vc+jwt", b"vc+cose").replace(b"vc-jwt", b"vc-cose")
    assert credential_link(page, "https://example.edu/c/x") == "https://example.edu/c/x/vc-cose"


def test_a_page_cannot_lead_to_another_host() -> None:
    page = PAGE.replace(b"/c/x/vc-jwt", b"https://elsewhere.example/x")
    assert credential_link(page, "https://example.edu/c/x") == ""


def test_a_credential_is_not_taken_for_a_page() -> None:
    assert credential_link(b'{"a": "<link>"}', "https://example.edu/c/x") == ""


def test_a_page_about_something_else_leads_nowhere() -> None:
    assert (
        credential_link(b'<link rel="alternate" type="application/rss+xml" href="/feed">', "https://a.example/") == ""
    )
