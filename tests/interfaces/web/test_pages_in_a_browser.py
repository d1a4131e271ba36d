"""Every page, in both themes: axe finds nothing, the browser complains of nothing, nothing sticks out at 320 px."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from playwright.sync_api import Browser, BrowserContext, Page, expect

from simulators import eyes
from testamur.interfaces.web import tables
from testamur.interfaces.web.desk import credentials

pytestmark = [pytest.mark.browser, pytest.mark.pages, pytest.mark.django_db(transaction=True)]

LEARNER = "farah@mail.example.org"
REGISTRAR = "registrar@marina.example.edu"
ADMINISTRATOR = "administrator@marina.example.edu"
# WCAG 2.2, success criterion 2.5.8 asks for 24; our own measure is 44 for what stands alone.
TOUCH = 44


@dataclass
class Looker:
    """Goes from page to page and remembers what is wrong."""

    page: Page
    base: str
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: self._heard(said.type, said.text))
        self.page.on("pageerror", lambda error: self.wrong.append(f"{self.page.url}: {error}"))

    def _heard(self, kind: str, text: str) -> None:
        # A refused form answers 422, as it should; the browser calls that an error.
        if kind == "error" and "status of 4" not in text:
            self.wrong.append(f"{self.page.url}: {text}")

    def go(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.base + path)
        self.look()

    def look(self) -> None:
        self.wrong += [f"{self.page.url}: {one}" for one in eyes.faults_in_both(self.page)]
        self.wrong += [f"{self.page.url}: {one} is too small to touch" for one in self.page.evaluate(SMALL, TOUCH)]

    def follow(self, selector: str) -> None:
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state()
        self.look()

    def sign_in(self, email: str) -> None:
        self.page.goto(f"{self.base}/accounts/login/")
        self.page.locator(f'button[value="{email}"]').first.click()
        self.page.wait_for_load_state()
        self.look()


SMALL = """least => [...document.querySelectorAll("button, .button, select, input")]
  .filter(one => !["hidden", "checkbox", "radio"].includes(one.type))
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < least)
  .map(one => one.outerHTML.slice(0, 90))"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    # A message that is still fading in has no contrast to speak of.
    opened = browser.new_context(color_scheme="light", viewport=eyes.DESK, reduced_motion="reduce")
    yield opened
    opened.close()


@pytest.mark.usefixtures("world")
def test_nothing_is_wrong_with_any_page(context: BrowserContext, live_server: object) -> None:
    look = Looker(context.new_page(), str(live_server))
    for path in ("/", "/catalogue", "/catalogue?text=zzzz&max_hours=3", "/check", "/-/components", "/nowhere"):
        look.go(path)
    for path in ("/skills/", "/models", "/models/english-encoder"):
        look.go(path)
    for path in ("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"):
        look.go(path)
    _palette(look)
    look.go("/catalogue")
    look.follow(".entry a")
    _elsewhere(look)
    _compared(look)
    _check(look)
    _learner(look)
    _desk(look)
    _office(look)
    _pathways(look)
    assert "\n".join(look.wrong) == ""


def _palette(look: Looker) -> None:
    look.go("/")
    look.page.keyboard.press("Control+k")
    look.look()
    look.page.keyboard.type("check")
    look.page.keyboard.press("Enter")
    look.page.wait_for_url("**/check")


def _elsewhere(look: Looker) -> None:
    """Look at a definition where others see it: its panel, what it counts for, in a frame, on a strict page."""
    path = urlsplit(look.page.url).path
    look.page.locator("details.more summary").evaluate_all("all => all.forEach(one => one.click())")
    look.look()
    look.go(f"{path}/towards")
    uuid = path.rpartition("/")[2]
    look.go(f"/embed/mc/{uuid}?lang=es")
    rules = f"default-src 'none'; script-src {look.base}; connect-src {look.base}; img-src {look.base}"
    there = "https://elsewhere.example/"
    element = f'<testamur-credential mc="{uuid}" lang="ca"><a href="/">Link</a></testamur-credential>'
    script = f'<script src="{look.base}/embed/testamur.js"></script>'
    body = f'<!doctype html><html lang="en"><title>E</title><main><h1>E</h1>{element}</main>{script}'
    answer = {"body": body, "content_type": "text/html", "headers": {"Content-Security-Policy": rules}}
    # Pages of others may ask a server on this machine only if they are let.
    look.page.context.grant_permissions(["local-network-access"], origin=there)
    look.page.route(there, lambda route: route.fulfill(**answer))
    look.page.goto(there)
    shown = look.page.locator("testamur-credential article")
    expect(shown.get_by_role("link")).to_have_text("Llegir-ho tot")
    assert look.page.context.cookies(there) == []
    look.page.unroute(there)


def _compared(look: Looker) -> None:
    """Pick two in the list, and look at them side by side."""
    look.page.goto(f"{look.base}/catalogue")
    for at in range(2):
        look.page.locator(".pick a").nth(at).click()
        expect(look.page.locator('.pick a:has-text("Do not compare")')).to_have_count(at + 1)
    look.follow('a:has-text("side by side")')


def _check(look: Looker) -> None:
    look.go("/check")
    look.follow('button:has-text("Check it")')
    look.page.fill("#text", '{"@context": [], "type": ["VerifiableCredential"]}')
    look.follow('button:has-text("Check it")')


def _learner(look: Looker) -> None:
    look.sign_in(LEARNER)
    look.go("/mine")
    look.follow(".held a")
    look.follow('button:has-text("Make the link")')
    shown = look.page.locator('a:has-text("See what others see")').first.get_attribute("href") or ""
    look.go(urlsplit(shown).path)
    _skills(look)
    _targets(look)
    for path in ("/accounts/password/change/", "/accounts/email/", "/accounts/2fa/", "/accounts/logout/"):
        look.go(path)
    look.page.goto(look.base + "/mine")
    look.follow('header button:has-text("Sign out")')


def _skills(look: Looker) -> None:
    """Look at one's own skills with all that opens, at a form of theirs, and at what others see."""
    look.page.goto(look.base + "/mine/skills")
    shown = look.page.locator('a:has-text("See what others see")').first.get_attribute("href") or ""
    look.page.locator("details.more summary").evaluate_all("all => all.forEach(one => one.click())")
    look.look()
    look.follow('a:has-text("This is wrong")')
    look.go("/mine/skills/add")
    look.go(urlsplit(shown).path)


def _targets(look: Looker) -> None:
    """Look at what one aims at: what it asks for, what is missing, and how to learn it."""
    look.go("/mine/targets/new")
    look.go("/mine/targets")
    target = look.page.locator(".entry h2 a").last.get_attribute("href") or ""
    for page in ("", "/missing", "/plan"):
        look.go(target + page)


def _desk(look: Looker) -> None:
    look.sign_in(REGISTRAR)
    look.follow('a:has-text("Open the queue")')
    queue = look.page.url
    for verdict in ("met", "unknown", "unmet"):
        look.go(f"{queue}?verdict={verdict}")
    look.follow('a:has-text("Import results")')
    marks = b"name,email\nNoor,noor@example.org\n,nobody\n"
    look.page.set_input_files("#file", {"name": "marks.csv", "mimeType": "text/csv", "buffer": marks})
    look.follow('button:has-text("Look at it")')
    look.go("/desk/marina/credentials")
    look.follow("tbody a")
    look.page.goto(look.base + "/mine")
    look.follow('header button:has-text("Sign out")')


def _office(look: Looker) -> None:
    look.sign_in(ADMINISTRATOR)
    for room in ("", "keys", "jobs", "models", "models/drift", "audit?check=1", "audit?day=1999-01-01"):
        look.go(f"/office/marina/{room}")
    look.go("/office/marina/")
    look.page.locator("tbody select").first.select_option("reviewer")
    look.follow('tbody button:has-text("Grant")')
    look.follow('.toast button:has-text("Undo")')
    look.go("/mine/tokens")
    look.page.fill("#label", "marks")
    look.page.locator("input[name=scopes]").first.check()
    look.follow('button:has-text("Make the token")')


def _pathways(look: Looker) -> None:
    look.page.context.clear_cookies()
    look.go("/pathways")
    look.follow("article h2 a")
    look.sign_in(LEARNER)
    look.go("/mine/pathways")
    look.follow('a:has-text("See what would change")')
    look.page.goto(f"{look.base}/mine/pathways")
    look.follow('a:has-text("Plan the rest") >> nth=1')
    plan = look.page.url
    look.go(f"{plan}?budget=much&aim=fastest")
    look.go(plan.replace("/plan", ""))
    look.go(plan.replace("/plan", "/what-if"))
    look.page.locator("input[name=plan]").first.check()
    look.follow('button:has-text("See what changes")')
    look.page.context.clear_cookies()
    look.sign_in(REGISTRAR)
    look.go("/desk/marina/pathways")
    look.follow("article h2 a")
    look.go(f"{look.page.url}?state=review")
    look.follow("tbody a")
    look.go("/desk/marina/pathways/publish?example=mitx-scm")
    look.follow('main button.button:has-text("Look at it")')


@pytest.mark.usefixtures("world")
def test_the_essential_tasks_need_no_script(browser: Browser, live_server: object) -> None:
    opened = browser.new_context(java_script_enabled=False, base_url=str(live_server))
    page = opened.new_page()
    page.goto("/catalogue")
    page.get_by_role("searchbox").fill("first aid")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Workplace First Aid", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Workplace First Aid")

    page.goto("/check")
    page.get_by_label("or its text").fill("{}")
    page.get_by_role("button", name="Check it").click()
    expect(page.locator(".verdict")).to_contain_text("Not valid")

    page.goto("/accounts/login/")
    page.locator(f'button[value="{LEARNER}"]').click()
    page.locator(".held a").first.click()
    page.get_by_role("button", name="Make the link").click()
    expect(page.locator("main")).to_contain_text("The link is made")
    opened.close()


@pytest.mark.usefixtures("world")
def test_a_name_without_a_space_makes_no_page_too_wide(browser: Browser, live_server: object) -> None:
    opened = browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    look = Looker(opened.new_page(), str(live_server))
    look.sign_in(REGISTRAR)
    look.page.goto(f"{look.base}/desk/marina/offer")
    look.page.get_by_role("link", name="Offer this one").first.click()
    look.page.fill("#label", "X" * 100)
    look.follow('main button:has-text("Offer it")')
    for name in ("Import results", "Award queue"):
        look.follow(f'a:has-text("{name}")')
        look.page.go_back()
    look.follow('a:has-text("Its public page")')
    assert "\n".join(look.wrong) == ""
    opened.close()


@pytest.mark.usefixtures("world")
def test_the_code_of_the_second_step_can_be_scanned_by_night(browser: Browser, live_server: object) -> None:
    opened = browser.new_context(base_url=str(live_server), color_scheme="dark")
    page = opened.new_page()
    person = get_user_model()(email="noor@example.org")
    person.set_password("a quiet night on the hill")
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    page.goto("/accounts/login/?next=/accounts/2fa/totp/activate/")
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", "a quiet night on the hill")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Your password, please").wait_for()
    page.fill("[name=password]", "a quiet night on the hill")
    page.keyboard.press("Enter")
    expect(page.locator("main img")).to_have_css("background-color", "rgb(255, 255, 255)")
    opened.close()


@pytest.mark.usefixtures("world")
def test_the_keyboard_comes_to_what_is_wrong_and_stays_where_a_table_was_turned(
    browser: Browser, live_server: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (tables, credentials):
        monkeypatch.setattr(module, "PAGE", 3)
    opened = browser.new_context(base_url=str(live_server), viewport={"width": 360, "height": 740})
    page = opened.new_page()
    page.goto("/accounts/login/")
    page.locator(f'button[value="{REGISTRAR}"]').click()
    page.goto("/mine/tokens")
    page.get_by_role("button", name="Make the token").click()
    expect(page.locator("#label")).to_be_focused()
    page.goto("/desk/marina/credentials")
    page.get_by_role("link", name="Show the next").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**page=2**")
    expect(page.locator("#table")).to_be_focused()
    opened.close()


@pytest.mark.usefixtures("world")
def test_the_keyboard_alone_reaches_the_content_and_finds_something(browser: Browser, live_server: object) -> None:
    opened = browser.new_context(base_url=str(live_server))
    page = opened.new_page()
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("solar")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Maintaining Rooftop Solar", exact=True)).to_be_visible()
    opened.close()


@pytest.mark.usefixtures("world")
def test_nothing_is_wrong_with_the_pages_of_those_who_design_offer_and_mark(
    context: BrowserContext, live_server: object
) -> None:
    look = Looker(context.new_page(), str(live_server))
    look.sign_in("designer@marina.example.edu")
    for path in ("", "?text=zzz", "publish", "publish?example=first-aid"):
        look.go(f"/design/marina/{path}")
    _publishing(look)
    look.go("/design/marina/")
    look.follow("h2 a")
    for role in ("reviewer@marina.example.edu", "partner@southern-cape.example.edu", "partner@selat.example.edu"):
        look.page.goto(look.base + "/mine")
        look.page.locator('header button:has-text("Sign out")').click()
        look.sign_in(role.replace("southern-cape", "southerncape"))
    look.page.goto(look.base + "/mine")
    look.page.locator('header button:has-text("Sign out")').click()
    look.sign_in(REGISTRAR)
    _offering(look)
    _marking(look)
    look.go("/desk/marina/credentials")
    look.follow('tr:has-text("holds") a')
    look.follow('a:has-text("Put the name right")')
    look.follow('button:has-text("See what happens")')
    assert "\n".join(look.wrong) == ""


def _publishing(look: Looker) -> None:
    text = look.page
    text.goto(f"{look.base}/design/marina/publish?example=data-stewardship")
    source = text.input_value("#source")
    for changed in (
        source.replace("hours: 125", "hours: -125").replace("title: R", "title: <b>R"),
        source.replace('version: "1.0"', 'version: "1.1"').replace("weeks: 10", "weeks: 20"),
        source.replace("weeks: 10", "weeks: 20"),
        source.replace("needs: [labour_market, societal]", ""),
    ):
        text.goto(f"{look.base}/design/marina/publish")
        text.fill("#source", changed)
        look.follow('button:has-text("Look at it")')


def _offering(look: Looker) -> None:
    look.go("/desk/marina/offer")
    look.follow('a:has-text("Offer this one")')
    look.follow('main button:has-text("Offer it")')
    look.page.get_by_label("Name", exact=True).fill("Evenings")
    look.follow('main button:has-text("Offer it")')
    look.follow('button:has-text("Enrol")')
    look.follow('a:has-text("End enrolment")')


def _marking(look: Looker) -> None:
    look.go("/desk/marina/")
    person = _somebody_with_marks(look.page)
    look.go(person)
    attempt = look.page.locator('details.more:has(button:has-text("Record it"))').first
    attempt.locator("summary").click()
    attempt.locator('button:has-text("Record it")').click()
    look.look()
    look.go(person)
    look.follow('a:has-text("Correct")')
    look.follow('button:has-text("Correct it")')
    look.go(person)
    look.follow('a:has-text("Take them out")')


def _somebody_with_marks(page: Page) -> str:
    """What is coming has nobody in it yet, and who has just come has no marks."""
    links = "links => links.map(one => one.href)"
    for people in page.locator('a:has-text("People")').evaluate_all(links):
        page.goto(people)
        for person in page.locator("tbody th a").evaluate_all(links)[:3]:
            page.goto(person)
            if page.locator('a:has-text("Correct")').count():
                return person
    pytest.fail("nobody at Marina has marks")


@pytest.mark.usefixtures("world")
def test_publishing_offering_and_marking_need_no_script(browser: Browser, live_server: object) -> None:
    opened = browser.new_context(java_script_enabled=False, base_url=str(live_server))
    page = opened.new_page()
    page.goto("/accounts/login/")
    page.locator(f'button[value="{REGISTRAR}"]').click()
    page.goto("/design/marina/publish?example=first-aid")
    page.get_by_role("button", name="Look at it").click()
    page.get_by_label("Why without a review here?").fill("Approved by the board of studies.")
    page.get_by_role("button", name="Publish version").click()
    page.get_by_role("link", name="Offer it").click()
    page.get_by_label("Name", exact=True).fill("Evenings")
    page.get_by_role("button", name="Offer it").click()
    page.get_by_label("E-mail", exact=True).fill("noor@example.org")
    page.get_by_role("button", name="Enrol").click()
    page.get_by_role("link", name="noor@example.org", exact=True).click()
    page.get_by_label("Mark in percent").first.fill("88")
    page.get_by_role("button", name="Record it").first.click()
    expect(page.locator("main")).to_contain_text("88 %")
    opened.close()
