"""One story through all floors: a learner follows a pathway, completes what was missing, and the stack is awarded."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.contrib.auth import get_user_model
from playwright.sync_api import Browser, Locator, Page, expect

import campus as campuses
import pathways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a long walk by the sea 9"


def sign_in(page: Page, person_id: int) -> None:
    person = get_user_model().objects.get(pk=person_id)
    person.set_password(PASSWORD)
    person.save()
    page.goto("/accounts/login/")
    page.fill("#id_login", person.email)
    page.fill("#id_password", PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "login" not in url)


def until(found: Locator) -> None:
    """Come back until the background has done its work."""
    for _ in range(60):
        if found.count():
            return
        found.page.wait_for_timeout(500)
        found.page.reload()
    expect(found.first).to_be_visible()


@pytest.mark.usefixtures("worker")
def test_a_learner_stacks_two_awards(
    campus: campuses.Campus, browser: Browser, live_server: object, settings: LazySettings
) -> None:
    pathways.open_pathway(campus)
    pathways.earn(campus, "data-one")
    aisyah = pathways.learner(campus)
    settings.ALLOWED_HOSTS = ["*"]
    base = str(live_server)

    learner = browser.new_context(base_url=base).new_page()
    sign_in(learner, aisyah.me)
    learner.goto("/pathways")
    learner.get_by_role("link", name="Certificate in Open Data").click()
    expect(learner.get_by_role("heading", name="What it asks")).to_be_visible()
    learner.get_by_role("button", name="Follow this pathway").click()
    expect(learner.locator(".verdict-line").first).to_contain_text("missing")
    standing = urlsplit(learner.url).path
    learner.get_by_role("link", name="What if …").click()
    learner.get_by_role("checkbox", name="Data Two").check()
    learner.get_by_role("button", name="See what changes").click()
    expect(learner.get_by_text("Everything that it asks is there.").first).to_be_visible()

    # The last one is earned; the worker sees it, and proposes.
    pathways.earn(campus, "data-two")
    registrar = browser.new_context(base_url=base).new_page()
    sign_in(registrar, campus.people["registrar"].id)
    registrar.goto("/desk/north/")
    registrar.get_by_role("link", name="Pathways: who stands where").click()
    until(registrar.get_by_text("1 to be awarded"))
    registrar.get_by_role("link", name="Certificate in Open Data").first.click()
    registrar.get_by_role("link", name="Aisyah").click()
    registrar.get_by_role("button", name="Award Certificate in Open Data").click()
    expect(registrar.get_by_text("It is awarded.")).to_be_visible()
    signed = registrar.get_by_role("link", name="The credential", exact=True)
    until(signed)
    signed.click()
    registrar.get_by_role("button", name="Make a link to send").click()
    link = urlsplit(registrar.get_by_label("Sent by the registrar").input_value()).path

    learner.goto(standing)
    expect(learner.get_by_text("awarded", exact=True).first).to_be_visible()
    learner.goto("/mine")
    expect(learner.get_by_role("link", name="Certificate in Open Data").first).to_be_visible()

    stranger = browser.new_context(base_url=base).new_page()
    stranger.goto("/check")
    stranger.get_by_label("or its link").fill(f"{settings.BASE_URL}{link}")
    stranger.get_by_role("button", name="Check it").click()
    expect(stranger.locator(".verdict")).to_contain_text("Genuine")
    expect(stranger.locator("main")).to_contain_text("Certificate in Open Data")
