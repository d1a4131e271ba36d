"""One story through all floors: results in, awards out, a link to the learner, and a stranger who checks it."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.contrib.auth import get_user_model
from playwright.sync_api import Browser, Page, expect

import campus as campuses

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MARKS = """name,email,plan,dataset,defence
Zoë Martínez-Křížová,zoe@example.org,78,81,74
Noor bin Harun,noor@example.org,44,81,74
""".encode()
PASSWORD = "a long walk by the sea 9"


def sign_in(page: Page, campus: campuses.Campus, role: str) -> None:
    person = get_user_model().objects.get(pk=campus.people[role].id)
    person.set_password(PASSWORD)
    person.save()
    page.goto("/accounts/login/")
    page.fill("#id_login", person.email)
    page.fill("#id_password", PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()


@pytest.mark.usefixtures("worker")
def test_a_registrar_awards_and_anyone_checks(
    campus: campuses.Campus, browser: Browser, live_server: object, settings: LazySettings
) -> None:
    campus.offer()
    base = str(live_server)
    settings.ALLOWED_HOSTS = ["*"]
    page = browser.new_context(base_url=base).new_page()

    sign_in(page, campus, "registrar")
    page.get_by_role("link", name="Import results").first.click()
    page.set_input_files("#file", {"name": "marks.csv", "mimeType": "text/csv", "buffer": MARKS})
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("6 results can be recorded")
    page.get_by_label("I answer for that").check()
    page.get_by_role("button", name="Record 6 results").click()

    page.get_by_role("button", name="Apply the award rule").click()
    expect(page.get_by_role("link", name="Do not meet it 1")).to_be_visible()
    page.get_by_label("Zoë Martínez-Křížová").check()
    page.get_by_role("button", name="Award 1 person").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 person is awarded", timeout=60_000)

    page.get_by_role("link", name="See the credentials").click()
    signed = page.get_by_role("link", name="Zoë Martínez-Křížová")
    for _ in range(60):
        if signed.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    signed.click()
    page.get_by_role("button", name="Make a link to send").click()
    link = urlsplit(page.get_by_label("Sent by the registrar").input_value()).path
    credential = page.url

    learner = browser.new_context(base_url=base).new_page()
    learner.goto(link)
    expect(learner.get_by_role("heading", level=1)).to_have_text("Research Data Stewardship in Practice")
    expect(learner.locator(".person")).to_have_text("Zoë Martínez-Křížová")
    expect(learner.locator(".verdict")).to_contain_text("Genuine")

    stranger = browser.new_context(base_url=base).new_page()
    check(stranger, f"{settings.BASE_URL}{link}", "Genuine")
    expect(stranger.locator("main")).to_contain_text("Zoë Martínez-Křížová")

    page.goto(credential)
    page.get_by_label("Reason").fill("The defence was marked for somebody else.")
    page.get_by_label("Revoking is for good").check()
    page.get_by_role("button", name="Revoke it").click()
    check(stranger, f"{settings.BASE_URL}{link}", "Its issuer has withdrawn it")


def check(page: Page, link: str, verdict: str) -> None:
    page.goto("/check")
    page.get_by_label("or its link").fill(link)
    page.get_by_role("button", name="Check it").click()
    expect(page.locator(".verdict")).to_contain_text(verdict)
