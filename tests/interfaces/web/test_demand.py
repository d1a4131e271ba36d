"""Adverts in the browser: handed in, decided on, counted; role profiles; taught beside asked; gaps into a brief."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from campus import NOW, Campus
from harbour import Harbour, harbour_bakery, skill
from skilled import graduate
from taxonomies import HARBOUR
from testamur.domain.careers import actions as careers
from testamur.domain.careers.values import SkillChosen
from testamur.domain.demand import actions, queries
from testamur.domain.demand.values import Suggested
from testamur.domain.design import actions as design
from testamur.domain.design import queries as designs
from testamur.domain.frameworks import actions as frameworks
from testamur.domain.institution.access import Actor, system

pytestmark = pytest.mark.django_db
HERE = "/partners/north"


def enter(actor: Actor) -> Client:
    client = Client()
    person = get_user_model().objects.get(pk=actor.me)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def harbour(campus: Campus) -> Harbour:
    frameworks.bring_in(system(campus.institution.id), taxonomy=HARBOUR, digest="a" * 64, at=NOW)
    return harbour_bakery(campus)


def test_an_advert_is_handed_in_as_a_file_and_decided_on(harbour: Harbour) -> None:
    client = enter(harbour.partner)
    assert "No advert is here yet" in client.get(f"{HERE}/adverts").content.decode()
    scanned = SimpleUploadedFile("advert.png", b"\x89PNG\r\n\x1a\n" + bytes(40))
    refused = client.post(f"{HERE}/adverts/new", {"verb": "one", "file": scanned, "title": "Kept"})
    assert refused.status_code == 422
    assert "words in pictures are not read" in refused.content.decode()
    assert 'value="Kept"' in refused.content.decode()
    short = client.post(f"{HERE}/adverts/new", {"verb": "one", "text": "Bake bread."})
    assert (short.status_code, "fewer than five words" in short.content.decode()) == (422, True)
    file = SimpleUploadedFile("advert.txt", b"Harbour master\nPlan berths for ships.\nMail jobs@example.org")
    made = client.post(f"{HERE}/adverts/new", {"verb": "one", "file": file, "seen_on": "2026-01-02"})
    assert made.status_code == 302
    [line] = queries.adverts(harbour.partner)
    assert (line.title, line.state) == ("Harbour master", "waiting")
    assert "being read" in client.get(made["Location"]).content.decode()
    seen = queries.advert(harbour.partner, uuid=line.uuid)
    start = seen.text.index("Plan berths")
    found = [
        Suggested(
            f"https://example.org/{name}",
            name,
            "Own",
            "1",
            "en",
            rank,
            1,
            rank / 4,
            "meaning",
            "m",
            {},
            start,
            start + 11,
        )
        for rank, name in enumerate(("berths", "ships"), 1)
    ]
    actions.keep_reading(harbour.studio.campus.system, advert=line.uuid, found=found, sentences=3, at=NOW)
    page = client.get(made["Location"]).content.decode()
    assert "<strong>Plan berths</strong>" in page
    assert "None counts until a person accepts it" in page
    assert page.index('<h3 dir="auto">ships') < page.index('<h3 dir="auto">berths')
    first, second = queries.advert(harbour.partner, uuid=line.uuid).skills
    sent = {"verb": "accepted", "skill": str(first.uuid), "at": "0"}
    page = client.post(made["Location"], sent, follow=True).content.decode()
    assert "“berths” counts for this advert now." in page
    assert 'data-key="a" autofocus' in page
    client.post(made["Location"], {"verb": "rest"})
    verdicts = [one.verdict for one in queries.advert(harbour.partner, uuid=line.uuid).skills]
    assert verdicts == ["accepted", "refused"]
    assert second.uuid
    assert enter(harbour.studio.someone("Sam")).get(made["Location"]).status_code == 404


def test_a_table_is_taken_in_and_what_is_none_is_told_at_its_field(harbour: Harbour) -> None:
    client = enter(harbour.partner)
    wrong = client.post(f"{HERE}/adverts/new", {"verb": "table", "table": SimpleUploadedFile("t.csv", b"a,b\n1,2\n")})
    assert (wrong.status_code, 'id="table-error"' in wrong.content.decode()) == (422, True)
    assert "The first line is “a,b”; a table of adverts needs a heading" in wrong.content.decode()
    table = SimpleUploadedFile("jobs.csv", b"title,text,date\nBaker,Bake bread at five every day,2026-01-05\nX,,\n")
    made = client.post(f"{HERE}/adverts/new", {"verb": "table", "table": table})
    actions.take_part(harbour.studio.campus.system, table=made["Location"].rpartition("/")[2], first=0, at=NOW)
    page = client.get(made["Location"]).content.decode()
    assert "All 2 rows are through" in page
    assert "The column “text” is empty" in page


def test_demand_and_balance_show_numbers_and_files_and_a_gap_goes_into_a_brief(harbour: Harbour) -> None:
    harbour.asking("Bake bread.", "https://example.org/bake")
    client = enter(harbour.partner)
    page = client.get(f"{HERE}/demand").content.decode()
    assert "too few to speak of a trend" in page
    assert "Harbour Bakery" in page
    assert "bake,https://example.org/bake,2026-03,1,1,1,0" in b"".join(client.get(f"{HERE}/demand.csv")).decode()
    page = client.get(f"{HERE}/taught?taught=0&asked=1").content.decode()
    assert "1 skill is asked for and not taught here." in page
    assert "1 skill. Taught: 0. Asked for: 1." in page
    assert "no outcome names it" in page
    assert "bake" in b"".join(client.get(f"{HERE}/taught.csv")).decode()
    brief = design.propose_brief(
        harbour.partner, organisation=harbour.organisation, title="Bakers", need="Who bakes.", at=NOW
    )
    address = f"{HERE}/briefs/{brief}"
    assert "Take in what is asked and not taught" in client.get(address).content.decode()
    client.post(address, {"verb": "asked", "skill": "https://example.org/bake"})
    seen = designs.brief(harbour.partner, uuid=brief)
    assert seen.skills == (("bake", "https://example.org/bake"),)
    assert [(one.figure, one.unit) for one in seen.evidence] == [(1, "advert")]
    client.post(address, {"verb": "asked", "skill": "https://example.org/bake"})
    assert len(designs.brief(harbour.partner, uuid=brief).evidence) == 1
    assert "asked for in 1 advert" in enter(harbour.designer).get(f"{HERE}/needs").content.decode()


def test_a_role_profile_is_written_searched_for_skills_published_and_ended(harbour: Harbour) -> None:
    client = enter(harbour.partner)
    bake = skill("https://example.org/bake")
    form = {"title": "Baker", "uri-0": bake.uri, "label-0": bake.label, "need-0": "nice", "level-0": "dreyfus:expert"}
    found = client.post(f"{HERE}/roles/new", {**form, "verb": "find", "find": "knots"}).content.decode()
    assert 'value="add:' in found
    assert client.post(f"{HERE}/roles/new", {"title": "", "verb": "keep"}).status_code == 422
    made = client.post(f"{HERE}/roles/new", {**form, "verb": "keep"})
    assert made.status_code == 302
    client.post(made["Location"], {"verb": "publish"})
    [seen] = queries.role_profiles()
    assert [(one.need, one.scale, one.level) for one in seen.skills] == [("nice", "dreyfus", "expert")]
    assert "learners can aim at it" in client.get(made["Location"]).content.decode()
    assert client.get(f"{made['Location']}/change").status_code == 200
    client.post(made["Location"], {"verb": "end"})
    assert queries.role_profiles() == []


def test_what_was_left_out_shows_and_what_is_told_of_an_advert_is_corrected(harbour: Harbour) -> None:
    client = enter(harbour.partner)
    form = {"verb": "one", "text": "Benefits\nPlan berths for ships and tides.", "address": "ftp://x"}
    refused = client.post(f"{HERE}/adverts/new", form)
    assert (refused.status_code, "no address of a page" in refused.content.decode()) == (422, True)
    assert client.post(f"{HERE}/adverts/new", {**form, "address": ""}).status_code == 302
    [line] = queries.adverts(harbour.partner)
    left = [(0, 8, "employer")]
    actions.keep_reading(harbour.studio.campus.system, advert=line.uuid, found=[], sentences=1, left_out=left, at=NOW)
    here = f"{HERE}/adverts/{line.uuid}"
    page = client.get(here).content.decode()
    assert "About the employer, or how to apply (1)" in page
    told = {"verb": "correct", "title": "Pilot", "seen_on": "2026-01-02", "place": "Quay 7", "language": "klingon"}
    wrong = client.post(here, told)
    assert wrong.status_code == 422
    assert 'value="Quay 7"' in wrong.content.decode()
    assert "klingon" in wrong.content.decode()
    assert client.post(here, {**told, "language": "ms", "address": "https://example.org/7"}).status_code == 302
    line = queries.advert(harbour.partner, uuid=line.uuid).line
    assert (line.title, line.place, line.language, line.address) == ("Pilot", "Quay 7", "ms", "https://example.org/7")


def test_a_learner_tells_that_nobody_teaches_what_they_aim_at_and_takes_it_back(harbour: Harbour) -> None:
    learner = graduate(harbour.studio.campus)
    dive = SkillChosen("https://example.org/dive", "dive")
    page = f"/mine/targets/{careers.aim(learner, kind='own', title='Below', skills=[dive], at=NOW)}/missing"
    client, house = enter(learner), enter(harbour.designer)
    assert "Tell it without my name" in client.get(page).content.decode()
    told = client.post(page, {"verb": "wish-named", "uri": dive.uri}, follow=True).content.decode()
    assert "You told so, with your name." in told
    assert "It is counted that you would learn “dive”." in told
    for where in ("demand", "taught", "needs"):
        assert "1 learner would learn it" in house.get(f"{HERE}/{where}").content.decode(), where
    assert client.post(page, {"verb": "wish", "uri": "https://example.org/other"}).status_code == 404
    assert "Tell it with my name" in client.post(page, {"verb": "back", "uri": dive.uri}, follow=True).content.decode()
    assert "would learn it" not in house.get(f"{HERE}/demand").content.decode()
