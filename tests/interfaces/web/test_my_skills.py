"""One's own skills: seen, added, hidden, objected to, shown to others and taken away, without any script."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

import campus as campuses
from campus import NOW
from skilled import PLANNING, graduate
from taxonomies import HARBOUR, uri
from testamur.adapters.encoders import at_hand, choosing
from testamur.domain.careers import actions as careers
from testamur.domain.careers.seeking_values import Choice
from testamur.domain.frameworks import actions as frameworks
from testamur.domain.frameworks import queries as taught
from testamur.domain.institution.access import Actor, system
from testamur.domain.institution.queries import actor_for
from testamur.domain.oversight import actions as turning
from testamur.domain.oversight import queries as oversight
from testamur.domain.portfolio import queries

pytestmark = pytest.mark.django_db
PAGE = "/mine/skills"
TODAY = NOW.date()


@pytest.fixture
def actor(campus: campuses.Campus) -> Actor:
    frameworks.bring_in(system(campus.institution.id), taxonomy=HARBOUR, digest="a" * 64, at=NOW)
    return graduate(campus)


@pytest.fixture
def learner(actor: Actor) -> Client:
    client = Client()
    person = get_user_model().objects.get(pk=actor.me)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def told(client: Client, path: str = PAGE) -> str:
    return client.get(path).content.decode()


def send(client: Client, path: str, **fields: object) -> str:
    return client.post(f"{PAGE}/{path}", fields, follow=True).content.decode()


def test_somebody_without_an_award_is_told_what_to_do(as_role: Callable[[str], Client]) -> None:
    said = told(as_role("learner"))
    assert "Nothing here shows a skill yet" in said
    assert "Add a skill" in said


def test_nobody_sees_skills_without_signing_in() -> None:
    assert Client().get(PAGE)["Location"].startswith("/accounts/login/")


def test_a_skill_stands_with_its_evidence_its_level_and_its_age(learner: Client) -> None:
    said = told(learner)
    assert "Universities here attest 3 skills of yours." in said
    assert "data management planning" in said
    assert "EQF 6" in said
    assert "Half-life: 60 months" in said
    assert 'role="img"' in said


def test_a_skill_is_found_added_changed_and_taken_back(learner: Client, actor: Actor) -> None:
    assert uri("knots").replace("/", "%2F").replace(":", "%3A") in told(learner, f"{PAGE}/add?text=kno")
    assert "Others with words like these" not in told(learner, f"{PAGE}/add?text=make+knots")
    assert "Others with words like these" in told(learner, f"{PAGE}/add?text=kno")
    said = send(learner, "add", uri=uri("knots"), level="dreyfus:expert", used_on="2020-01-01", note="On my boat.")
    assert "In your own words" in said
    assert "expert (from novice to expert)" in said
    said = send(learner, "add", uri=uri("knots"))
    assert "is among your own words already" in said
    claim = queries.portfolio(actor, on=TODAY).claims[0]
    assert "choose a day up to today" in send(learner, f"claims/{claim.uuid}", used_on="2999-01-01")
    said = send(learner, f"claims/{claim.uuid}", used_on="2021-01-01", level="")
    assert "expert (from novice" not in said
    assert "You no longer say so." in send(learner, f"claims/{claim.uuid}/withdraw")
    assert "in your own words again" in send(learner, f"claims/{claim.uuid}/again")


def test_a_text_suggests_skills_and_only_what_is_ticked_is_kept(
    campus: campuses.Campus, learner: Client, actor: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "choice", lambda *_given, **_settings: None)
    monkeypatch.setattr(at_hand, "environment", lambda: SimpleNamespace(home=tmp_path))
    at_hand.forget()
    text = "My name is Maria Lopez. I tie knots and splice ropes."
    assert "is not ready on this machine" in send(learner, "from-text", text=text)
    at_hand.ready(taught.reading(taught.framework("harbour"), "en"))
    said = send(learner, "from-text", text=text)
    assert "<strong>tie knots</strong>" in said
    sought = f"{PAGE}/add?text=anudar+cuerdas"
    assert "found these near in meaning" not in told(learner, sought)
    with monkeypatch.context() as by_meaning:
        found = SimpleNamespace(concept=SimpleNamespace(uri=uri("knots")), confidence=-1.0)
        ranker = SimpleNamespace(
            meanings=(), calibration=SimpleNamespace(abstain=0.1), rank=lambda _text, *, top: [found][:top]
        )
        by_meaning.setattr(at_hand, "reader", lambda _wanted: at_hand.Reader(ranker))
        near = told(learner, sought)
    assert "found these near in meaning" in near
    assert uri("knots").replace("/", "%2F").replace(":", "%3A") in near
    assert queries.portfolio(actor, on=TODAY).claims == ()
    ahead = send(learner, "from-text", text=text, decide="1", take=uri("knots"), used_on="2999-01-01")
    assert "choose a day up to today" in ahead
    assert " checked" in ahead
    send(learner, "from-text", text=text, decide="1", take=uri("knots"), used_on="2019-05-04")
    [claim] = queries.portfolio(actor, on=TODAY).claims
    assert (claim.label, claim.last_used_on.isoformat()) == ("tie knots", "2019-05-04")
    kept = oversight.own_decisions(actor)
    assert {one.offered.item: one.verdict for one in kept}[uri("knots")] == "accepted"
    assert {one.verdict for one in kept} == {"accepted", "refused"}
    administrator = campus.actor("administrator")
    turning.turn(administrator, purpose="suggest-claims", on=False, reason="We look at it first.", at=NOW)
    assert "This has been switched off here." in send(learner, "from-text", text=text)


def test_a_profile_is_shown_by_a_link_without_what_is_hidden_and_without_an_address(
    learner: Client, actor: Actor
) -> None:
    send(learner, "add", uri=uri("knots"))
    unnamed = send(learner, "links", days="30")
    assert 'See what others see<span class="visually-hidden">: Link without a name, of ' in unnamed
    learner.post(f"{PAGE}/links/{queries.links(actor)[0].uuid}/withdraw")
    assert "The link is made." in send(learner, "links", label="A harbour", days="30", with_claims="1")
    link = queries.links(actor)[0]
    page = Client().get(f"/p/{link.secret}")
    said = page.content.decode()
    assert page["X-Robots-Tag"].startswith("noindex")
    assert "data management planning" in said
    assert "The person’s own word" in said
    assert "of 100 left" not in said
    assert "Half-life" not in said
    send(learner, "links", label="A school", days="30", with_age="1")
    assert "of 100 left" in told(Client(), f"/p/{queries.links(actor)[0].secret}")
    assert "@" not in said.partition("<main")[2].partition("</main>")[0]
    assert "Nobody else sees it now." in send(learner, "hide", uri=PLANNING)
    assert "data management planning" not in told(Client(), f"/p/{link.secret}")
    assert "It is shown again." in send(learner, "reveal", uri=PLANNING)
    send(learner, f"links/{link.uuid}/withdraw")
    assert Client().get(f"/p/{link.secret}").status_code == 404


def test_an_objection_is_answered_at_the_desk(learner: Client, actor: Actor, as_role: Callable[[str], Client]) -> None:
    entry = queries.profile(actor, on=TODAY).entry(PLANNING)
    assert entry is not None
    about = {"uri": PLANNING, "evidence": entry.shown[0].evidence.id}
    assert "Say what is wrong." in send(learner, "object", **about, says="")
    assert "You say that these are wrong" in send(learner, "object", **about, says="It was not me.")
    said = told(learner)
    assert "waits for an answer" in said
    assert "Take the objection back" in said
    desk, registrar = "/desk/north/objections", as_role("registrar")
    assert "It was not me." in told(registrar, desk)
    assert "1 waits for an answer" in told(registrar, "/desk/north/")
    dispute = queries.portfolio(actor, on=TODAY).disputes[0].uuid
    assert "Say why." in registrar.post(desk, {"verb": f"uphold:{dispute}", "answer": ""}).content.decode()
    registrar.post(desk, {"verb": f"uphold:{dispute}", "answer": "You are right."})
    said = told(learner)
    assert "Taken off because you were right" in said
    assert "You are right." in said
    assert as_role("instructor").get(desk).status_code == 403


def test_everything_can_be_taken_away_and_what_one_put_in_erased(
    campus: campuses.Campus, learner: Client, actor: Actor
) -> None:
    send(learner, "add", uri=uri("knots"))
    send(learner, "links", label="A harbour", with_age="1")
    careers.hand_in_advert(actor, text="You tie knots for us all day.", title="Docker", at=NOW)
    careers.say_motives(actor, motives=["curiosity"], at=NOW)
    careers.let_be_found(
        actor_for(person=actor.me, institution=campus.institution.id),
        purpose="jobs",
        choice=Choice((PLANNING,)),
        months=6,
        text="I let myself be found.",
        text_version="2026-11",
        age=16,
        is_of_age=True,
        at=NOW,
    )
    assert len(json.loads(learner.get(f"{PAGE}/skills.json").content)["skills"]) == 4
    assert b"tie knots" in learner.get(f"{PAGE}/skills.csv").content
    with zipfile.ZipFile(io.BytesIO(learner.get(f"{PAGE}/everything.zip").content)) as archive:
        assert {"README.txt", "skills.json", "skills.csv", "answers.json", "decisions.json"} <= set(archive.namelist())
        kept = {name: json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json")}
    assert [one["target"]["line"]["title"] for one in kept["targets.json"]] == ["Docker"]
    assert "You tie knots for us" in kept["targets.json"][0]["target"]["text"]
    assert kept["links.json"][0]["label"] == "A harbour"
    assert "secret" not in kept["links.json"][0]
    assert kept["wishes.json"]["recommendations"]["motives"] == ["curiosity"]
    [found] = kept["being-found.json"].values()
    assert (found["consents"][0]["text"], found["consents"][0]["choice"]["skills"]) == (
        "I let myself be found.",
        [PLANNING],
    )
    assert "cannot be undone" in told(learner, f"{PAGE}/erase")
    assert "is erased" in send(learner, "erase")
    assert "tie knots" not in told(learner)


def test_whoever_agrees_to_be_found_with_nothing_ticked_is_told_all_that_is_missing(
    campus: campuses.Campus, learner: Client
) -> None:
    page = f"/mine/found/{campus.institution.code}/for/jobs"
    said = learner.post(page, {"verb": "agree", "months": "6"}).content.decode()
    assert "Tick at least one skill." in said
    assert 'id="of-age-error"' in said
