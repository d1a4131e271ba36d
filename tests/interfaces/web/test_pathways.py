"""Pathways in the browser's eyes: the public page, the learner's own, and the registrar's desk."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

import campus as campuses
import pathways
from campus import Campus
from testamur.domain.awards import actions, queries

Enter = Callable[[str], Client]
NOW = campuses.NOW


@pytest.fixture
def pathway(campus: Campus) -> UUID:
    return pathways.open_pathway(campus)


@pytest.fixture
def aisyah(campus: Campus) -> Client:
    """A learner who has signed in."""
    client = Client()
    person = get_user_model().objects.get(pk=pathways.learner(campus).me)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def shown(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def standing_of(campus: Campus, pathway: UUID) -> UUID:
    return queries.standings(campus.actor("registrar"), pathway=pathway)[0].uuid


def test_the_list_and_the_page_say_what_it_leads_to_and_asks(pathway: UUID) -> None:
    anyone = Client()
    assert "Certificate in Open Data" in shown(anyone, "/pathways")
    page = shown(anyone, f"/id/pathway/{pathway}")
    for told in (
        "Leads to Certificate in Open Data",
        "Both parts of data stewardship.",
        "North University",
        "Data One",
    ):
        assert told in page
    assert "Follow this pathway" in page
    source = anyone.get(f"/id/pathway/{pathway}/policy.yaml")
    assert source.content.decode() == pathways.file()


@pytest.mark.django_db
def test_an_empty_list_says_what_a_pathway_is() -> None:
    assert "No pathway is published yet" in shown(Client(), "/pathways")


def test_a_learner_follows_sees_why_and_leaves_with_a_way_back(campus: Campus, aisyah: Client, pathway: UUID) -> None:
    pathways.earn(campus, "data-one")
    answer = aisyah.post(f"/mine/pathways/follow/{pathway}", follow=True)
    page = answer.content.decode()
    for told in ("You follow it.", "Data One", "Data Two", "What is missing", "Clause by clause"):
        assert told in page
    assert "Certificate in Open Data" in shown(aisyah, "/mine/pathways")
    left = aisyah.post(f"/mine/pathways/{standing_of(campus, pathway)}/leave", follow=True).content.decode()
    assert "You follow it no longer" in left
    assert f"/mine/pathways/follow/{pathway}" in left


def test_nobody_sees_another_learners_standing(campus: Campus, aisyah: Client, pathway: UUID, as_role: Enter) -> None:
    aisyah.post(f"/mine/pathways/follow/{pathway}")
    standing = standing_of(campus, pathway)
    shown(as_role("designer"), f"/mine/pathways/{standing}", 404)
    shown(as_role("designer"), f"/desk/north/standings/{standing}", 403)


def test_what_if_shows_the_change_and_keeps_nothing(campus: Campus, aisyah: Client, pathway: UUID) -> None:
    pathways.earn(campus, "data-one")
    aisyah.post(f"/mine/pathways/follow/{pathway}")
    address = f"/mine/pathways/{standing_of(campus, pathway)}/what-if"
    assert "Data Two" in shown(aisyah, address)
    page = aisyah.post(address, {"plan": "data-two"}).content.decode()
    assert "Everything that it asks is there." in page
    assert queries.standings(campus.actor("registrar"), pathway=pathway)[0].verdict == "unmet"


def test_a_newer_version_is_offered_compared_and_moved_to(campus: Campus, aisyah: Client, pathway: UUID) -> None:
    from testamur.domain.catalogue import actions as catalogue

    aisyah.post(f"/mine/pathways/follow/{pathway}")
    newer = pathways.file("2", "2026-04-01").replace("all(data-one, data-two)", "all(data-one, data-three)")
    catalogue.publish_pathway(campus.actor("registrar"), source=newer, at=NOW)
    address = f"/mine/pathways/{standing_of(campus, pathway)}"
    assert "See what would change" in shown(aisyah, address)
    assert "Move to version 2?" in shown(aisyah, f"{address}/move?version=2")
    assert "You are on version 2 now." in aisyah.post(f"{address}/move", {"version": "2"}, follow=True).content.decode()


def test_a_registrar_looks_at_a_policy_before_it_is_published(campus: Campus, as_role: Enter) -> None:
    registrar = as_role("registrar")
    for code, title in (("data-one", "Data One"), ("data-two", "Data Two")):
        campus.publish(pathways.definition(code, title))
    assert "Begin with an example" in shown(registrar, "/desk/north/pathways/publish")
    wrong = registrar.post("/desk/north/pathways/publish", {"source": pathways.file().replace("all(", "al(")})
    assert wrong.status_code == 422
    assert "It cannot be read yet" in wrong.content.decode()
    seen = registrar.post("/desk/north/pathways/publish", {"source": pathways.file()}).content.decode()
    assert "Version 1 can be published" in seen
    assert "is not in your catalogue" in seen
    done = registrar.post("/desk/north/pathways/publish/confirm", {"source": pathways.file()}, follow=True)
    assert "Version 1 is published" in done.content.decode()
    again = registrar.post("/desk/north/pathways/publish", {"source": pathways.file()}).content.decode()
    assert "This is published already" in again


def test_every_example_can_be_begun_with(campus: Campus, as_role: Enter) -> None:
    del campus
    registrar = as_role("registrar")
    for name in ("eu-stack-30", "mitx-scm", "hku-certificate", "pattern-two-groups", "pattern-renewals"):
        assert f"id: {name}" in shown(registrar, f"/desk/north/pathways/publish?example={name}")


def assert_co_owner_sees_who_is_on_it(client: Client, campus: Campus) -> None:
    """The names and how far they are; not what they hold, nor how to write to them."""
    uuid = shown(Client(), "/pathways").partition('href="/id/pathway/')[2][:36]
    assert "can see that you follow it and how far you are" in shown(Client(), f"/id/pathway/{uuid}")
    actions.follow(pathways.learner(campus), pathway=UUID(uuid), at=NOW)
    assert f"/desk/south/pathways/{uuid}" in shown(client, "/desk/south/pathways")
    page = shown(client, f"/desk/south/pathways/{uuid}")
    assert "Aisyah" in page
    assert "aisyah@" not in page
    assert "You own it, too" in page
    assert "Aisyah" in shown(client, f"/desk/south/pathways/{uuid}?text=aisy")
    assert "Aisyah" not in shown(client, f"/desk/south/pathways/{uuid}?text=example.org")
    assert b"Aisyah" in b"".join(client.get(f"/desk/south/pathways/{uuid}?as=csv").streaming_content)  # type: ignore[attr-defined]
    assert client.get(f"/desk/south/standings/{standing_of(campus, UUID(uuid))}").status_code == 404


def test_a_co_owner_accepts_at_the_desk_and_takes_it_back(campus: Campus, as_role: Enter) -> None:
    campuses.found("south")
    pathways.open_pathway(campus, pathways.file(owners="north, south"))
    from testamur.domain.institution.access import system
    from testamur.domain.institution.queries import by_code, people

    south = by_code("south")
    person = next(one for one in people(system(south.id)) if one.email.startswith("registrar"))
    client = Client()
    client.force_login(
        get_user_model().objects.get(pk=person.id), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    page = shown(client, "/desk/south/pathways")
    assert "Owned together with others" in page
    version = page.partition("/desk/south/pathways/versions/")[2].partition("/")[0]
    address = f"/desk/south/pathways/versions/{version}/accept"
    assert "It is accepted." in client.post(address, {"accept": "1"}, follow=True).content.decode()
    assert "Certificate in Open Data" in shown(Client(), "/pathways")
    assert_co_owner_sees_who_is_on_it(client, campus)
    assert "accepted no longer" in client.post(address, {"withdraw": "1"}, follow=True).content.decode()
    assert "Certificate in Open Data" not in shown(as_role("registrar"), "/pathways")


def test_a_registrar_awards_the_proposed_after_a_second_thought(
    campus: Campus, aisyah: Client, pathway: UUID, as_role: Enter
) -> None:
    for code in ("data-one", "data-two"):
        pathways.earn(campus, code)
    aisyah.post(f"/mine/pathways/follow/{pathway}")
    registrar, address = as_role("registrar"), f"/desk/north/pathways/{pathway}"
    assert "1 to be awarded" in shown(registrar, "/desk/north/pathways")
    assert "Award those I tick" in shown(registrar, address)
    standing = str(standing_of(campus, pathway))
    asked = registrar.post(f"{address}/award", {"chosen": standing}).content.decode()
    assert "to 1 person?" in asked
    done = registrar.post(f"{address}/award", {"chosen": standing, "sure": "1"}, follow=True).content.decode()
    assert "1 person was awarded" in done
    again = registrar.post(f"{address}/award", {"chosen": standing, "sure": "1"}, follow=True).content.decode()
    assert "was not awarded" in again
    none = registrar.post(f"{address}/award", {"chosen": "x"}, follow=True).content.decode()
    assert "Nobody was chosen" in none


def test_a_registrar_waives_a_clause_with_a_reason_and_a_way_back(
    campus: Campus, aisyah: Client, pathway: UUID, as_role: Enter
) -> None:
    for code in ("data-one", "data-three"):
        pathways.earn(campus, code)
    aisyah.post(f"/mine/pathways/follow/{pathway}")
    registrar, address = as_role("registrar"), f"/desk/north/standings/{standing_of(campus, pathway)}"
    silent = registrar.post(f"{address}/waive", {"clause": "core", "reason": ""})
    assert silent.status_code == 422
    assert "Say why" in silent.content.decode()
    done = registrar.post(f"{address}/waive", {"clause": "core", "reason": "Shown at work."}, follow=True)
    page = done.content.decode()
    assert "The clause counts as met." in page
    assert "Shown at work." in page
    assert "Award Certificate in Open Data" in page
    assert "Shown at work." in shown(aisyah, f"/mine/pathways/{standing_of(campus, pathway)}")


def test_an_award_that_rests_on_something_ended_is_kept_with_a_reason(
    campus: Campus, aisyah: Client, pathway: UUID, as_role: Enter
) -> None:
    item = pathways.earn(campus, "data-one")
    pathways.earn(campus, "data-two")
    aisyah.post(f"/mine/pathways/follow/{pathway}")
    registrar, standing = campus.actor("registrar"), standing_of(campus, pathway)
    actions.confer_stack(registrar, standing=standing, at=NOW)
    actions.withdraw(registrar, award=item, reason="Made out to another person.", at=NOW)
    actions.reckon(campus.system, people=[pathways.learner(campus).me], at=NOW)
    client, address = as_role("registrar"), f"/desk/north/standings/{standing}"
    assert "has ended" in shown(client, address)
    assert client.post(f"{address}/keep", {"because": " "}).status_code == 422
    kept = client.post(f"{address}/keep", {"because": "Shown again in the capstone."}, follow=True).content.decode()
    assert "Shown again in the capstone." in kept


def test_deciding_everyone_anew_shows_how_far_it_is(aisyah: Client, pathway: UUID, as_role: Enter) -> None:
    aisyah.post(f"/mine/pathways/follow/{pathway}")
    page = as_role("registrar").post(f"/desk/north/pathways/{pathway}/reckon", follow=True).content.decode()
    assert "Everyone is decided anew" in page
    assert "0 of 1" in page


def test_an_instructor_sees_who_stands_where_and_changes_nothing(
    campus: Campus, aisyah: Client, pathway: UUID, as_role: Enter
) -> None:
    aisyah.post(f"/mine/pathways/follow/{pathway}")
    instructor, standing = as_role("instructor"), standing_of(campus, pathway)
    assert "Aisyah" in shown(instructor, f"/desk/north/pathways/{pathway}")
    assert "Let a clause be met" not in shown(instructor, f"/desk/north/standings/{standing}")
    assert instructor.post(f"/desk/north/standings/{standing}/award").status_code == 403
    assert instructor.get("/desk/north/pathways/publish").status_code == 403


def test_a_pathway_goes_out_as_ctdl_and_comes_in_as_a_policy(campus: Campus, pathway: UUID, as_role: Enter) -> None:
    del campus
    graph = Client().get(f"/id/pathway/{pathway}/pathway.jsonld")
    assert graph.headers["Content-Type"].startswith("application/ld+json")
    assert "What that format does not say" in shown(Client(), f"/id/pathway/{pathway}")
    registrar = as_role("registrar")
    taken = registrar.post("/desk/north/pathways/publish", {"source": graph.content.decode()})
    page = taken.content.decode()
    assert taken.status_code == 200
    assert "It was a pathway of another system" in page
    assert "require all(data-one, data-two)" in page
    broken = registrar.post("/desk/north/pathways/publish", {"source": '{"@graph": []}'})
    assert broken.status_code == 422


def test_a_plan_is_made_within_wishes_kept_with_a_way_back_and_forgotten(
    campus: Campus, aisyah: Client, pathway: UUID
) -> None:
    pathways.earn(campus, "data-one")
    campus.offer(campus.publish(pathways.definition("data-two", "Data Two")))
    aisyah.post(f"/mine/pathways/follow/{pathway}")
    address = f"/mine/pathways/{standing_of(campus, pathway)}/plan"
    page = shown(aisyah, address)
    for told in ("1 micro-credential, EUR", "Why this one?", "It counts towards:", "Keep this plan"):
        assert told in page
    wrong = aisyah.get(f"{address}?budget=much&hours_a_week=0&deadline=soon")
    assert wrong.status_code == 422
    assert "Write a number above 0" in wrong.content.decode()
    poor = shown(aisyah, f"{address}?budget=1&currency=EUR")
    assert "it alone costs more than your budget" in poor
    assert "avoid=data-two" in page
    assert "you asked to do without it" in shown(aisyah, f"{address}?avoid=data-two")
    kept = aisyah.post(f"{address}/keep", {"aim": "fastest"}, follow=True).content.decode()
    assert "The plan that you keep" in kept
    assert f"{address}/forget" in kept
    gone = aisyah.post(f"{address}/forget", follow=True).content.decode()
    assert "The plan is kept no longer." in gone


def test_what_is_missing_is_told_once_and_as_something_to_do(campus: Campus, aisyah: Client, pathway: UUID) -> None:
    aisyah.post(f"/mine/pathways/follow/{pathway}")
    address = f"/mine/pathways/{standing_of(campus, pathway)}"
    assert "2 things are missing: Data One, Data Two." in shown(aisyah, address)
    pathways.take(campus, "data-two")
    page = shown(aisyah, address)
    assert "finish “Data Two”" in page
    assert "an answer about" not in page


def test_what_is_not_used_is_not_called_needless_while_something_is_missing(campus: Campus, aisyah: Client) -> None:
    pathway = pathways.open_pathway(campus, pathways.file().replace(">= 10 ECTS", ">= 5 ECTS"))
    for code in ("data-one", "data-three"):
        pathways.earn(campus, code)
    aisyah.post(f"/mine/pathways/follow/{pathway}")
    address = f"/mine/pathways/{standing_of(campus, pathway)}"
    page = shown(aisyah, address)
    assert "It is not used in the best selection so far." in page
    assert "what counts is enough without it" not in page
    pathways.earn(campus, "data-two")
    assert "what counts is enough without it" in shown(aisyah, address)


def test_a_plan_says_first_whether_nobody_offers_it_or_the_wishes_rule_it_out(
    campus: Campus, aisyah: Client, pathway: UUID
) -> None:
    pathways.earn(campus, "data-one")
    aisyah.post(f"/mine/pathways/follow/{pathway}")
    address = f"/mine/pathways/{standing_of(campus, pathway)}/plan"
    nobody = shown(aisyah, address)
    assert "Nobody offers at the moment what is still missing." in nobody
    assert "within your wishes" not in nobody
    assert "Data Two: nobody offers it at the moment" in nobody
    campus.offer(campus.publish(pathways.definition("data-two", "Data Two")))
    campus.publish(pathways.definition("data-four", "Data Four"))
    poor = shown(aisyah, f"{address}?budget=1&currency=EUR")
    assert "Nothing that is offered within your wishes brings you nearer." in poor
    assert "Data Two: it alone costs more than your budget" in poor
    assert "Data Four" not in poor


def test_a_plan_that_is_kept_is_not_offered_to_be_kept_again(campus: Campus, aisyah: Client, pathway: UUID) -> None:
    pathways.earn(campus, "data-one")
    campus.offer(campus.publish(pathways.definition("data-two", "Data Two")))
    aisyah.post(f"/mine/pathways/follow/{pathway}")
    address = f"/mine/pathways/{standing_of(campus, pathway)}/plan"
    page = shown(aisyah, address)
    assert "There is no other way" in page
    assert "<option>EUR</option>" in page
    assert "Keep this plan" in page
    kept = aisyah.post(f"{address}/keep", follow=True).content.decode()
    assert "The plan that you keep" in kept
    assert "Keep this plan" not in kept


def test_a_newer_version_shows_what_is_new_gone_and_changed_and_what_that_means(
    campus: Campus, aisyah: Client, pathway: UUID
) -> None:
    from testamur.domain.catalogue import actions as catalogue

    pathways.earn(campus, "data-one")
    aisyah.post(f"/mine/pathways/follow/{pathway}")
    newer = pathways.file("2", "2026-04-01").replace("all(data-one, data-two)", "all(data-two, data-three)")
    newer = newer.replace("id: size", "id: sum") + "  - {id: same, rule: once_per spec_family}\n"
    catalogue.publish_pathway(campus.actor("registrar"), source=newer, at=NOW)
    page = shown(aisyah, f"/mine/pathways/{standing_of(campus, pathway)}/move?version=2")
    for told in (
        "What is different",
        "New clause</span>",
        "Gone</span>",
        "Changed</span>",
        "Yours: All of these: Data One, Data Two.",
        "Version 2: All of these: Data Two, Data Three.",
        "A micro-credential counts once, whatever its versions and renewals.",
        "You would lose",
        "Missing then: Data Three.",
    ):
        assert told in " ".join(page.replace("&nbsp;", " ").replace("\xa0", " ").split()), told


def test_a_pathway_says_what_becomes_of_credits_that_no_rule_asks_for(campus: Campus) -> None:
    fewer = pathways.open_pathway(campus, pathways.file().replace(">= 10 ECTS", ">= 7 ECTS"))
    page = shown(Client(), f"/id/pathway/{fewer}").replace("\xa0", " ")
    assert "The sum that the rules ask for is 7 ECTS. Of what kind the other 3 ECTS are, it leaves open." in page


def test_a_pathway_is_retired_at_the_desk_with_a_way_back(campus: Campus, pathway: UUID, as_role: Enter) -> None:
    del campus
    registrar, address = as_role("registrar"), f"/desk/north/pathways/{pathway}"
    assert "Yes, retire it" in shown(registrar, address)
    assert as_role("instructor").post(f"{address}/retire").status_code == 403
    gone = registrar.post(f"{address}/retire", {"retire": "1"}, follow=True).content.decode()
    assert "It is retired: nobody new can follow it." in gone
    assert "Certificate in Open Data" not in shown(Client(), "/pathways")
    again = registrar.post(f"{address}/retire", {"retire": "1"}, follow=True).content.decode()
    assert "Somebody did that already." in again
    back = registrar.post(f"{address}/retire", {"back": "1"}, follow=True).content.decode()
    assert "It is in the list again." in back
    assert "Certificate in Open Data" in shown(Client(), "/pathways")


def test_the_steps_come_in_the_order_in_which_they_can_be_taken(campus: Campus, aisyah: Client) -> None:
    source = pathways.file().replace("require all(data-one, data-two)", "capstone data-one after data-two")
    pathway = pathways.open_pathway(campus, source.replace("credits >= 10 ECTS from any_micro", "data-two"))
    aisyah.post(f"/mine/pathways/follow/{pathway}")
    page = shown(aisyah, f"/mine/pathways/{standing_of(campus, pathway)}")
    assert "2 things are missing: Data Two, Data One." in page


def test_a_pathway_says_before_it_is_followed_what_nobody_offers_now(campus: Campus, pathway: UUID) -> None:
    address = f"/id/pathway/{pathway}"
    assert "Nobody offers these parts at the moment:" in shown(Client(), address)
    for code in ("data-one", "data-two"):
        campus.offer(campus.publish(pathways.definition(code, code.replace("-", " ").title())))
    assert "at the moment" not in shown(Client(), address)


def test_a_plan_is_headed_by_what_it_finishes_and_prints_without_its_form(
    campus: Campus, aisyah: Client, pathway: UUID
) -> None:
    aisyah.post(f"/mine/pathways/follow/{pathway}")
    page = shown(aisyah, f"/mine/pathways/{standing_of(campus, pathway)}/plan")
    assert "<h1>The best way to finish: Certificate in Open Data</h1>" in page
    assert '<aside class="no-print"><form' in page
