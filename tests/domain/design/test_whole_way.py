"""From nothing to a published micro-credential, and back for another look."""

from __future__ import annotations

from datetime import timedelta

from campus import NOW
from studio import Studio
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.design import actions, queries


def test_an_idea_becomes_a_published_micro_credential_that_names_its_makers(studio: Studio) -> None:
    design = studio.published()
    view = queries.design(studio.lecturer, uuid=design)
    assert view.line.state == "published"
    assert view.microcredential is not None
    listed = catalogue.published(view.microcredential)
    names = {one.name: one.roles for one in listed.definition.contributors}
    assert names["Instructor of north"] == ("lead", "author")
    assert names["Ekwueme"] == ("subject_expert",)
    assert names["Ravi"] == ("reviewer",)
    assert view.line.review_due_on is not None
    assert view.line.review_due_on.isoformat() == "2029-03-02"


def test_what_is_due_is_called_due_and_looked_at_again(studio: Studio) -> None:
    design = studio.published()
    later = NOW + timedelta(days=3 * 366)
    actions.watch(studio.campus.system, at=later)
    assert queries.design(studio.lecturer, uuid=design).line.state == "review_due"
    assert [one.kind for one in queries.review_desk(studio.reviewer, at=later)] == ["periodic"]
    actions.look_again(studio.reviewer, design=design, outcome="passed", note="It still holds.", at=later)
    assert queries.design(studio.lecturer, uuid=design).line.state == "monitoring"
