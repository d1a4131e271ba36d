"""A draft is offered the skills of a newer version, and takes those that somebody chose."""

from __future__ import annotations

import pytest

from campus import NOW, Campus, example
from taxonomies import HARBOUR, NEXT, uri
from testamur.domain.design import actions, queries
from testamur.domain.frameworks import actions as frameworks
from testamur.domain.institution.access import system
from testamur.refusals import Invalid, NotFound

pytestmark = pytest.mark.django_db
SOURCE = example().replace(
    "{name: data management planning, framework: institutional, code: DS-01}",
    f"{{name: tie knots, framework: harbour, uri: '{uri('knots')}', version: '1.0'}}",
)


def test_a_draft_takes_what_was_chosen_of_a_newer_version(campus: Campus) -> None:
    designer = campus.actor("designer")
    machine = system(designer.institution_id)
    frameworks.bring_in(machine, taxonomy=HARBOUR, digest="a" * 64, at=NOW)
    design = actions.start(designer, title="Knots", source=SOURCE, at=NOW)
    assert queries.skill_upgrades(designer, design=design) == []
    after = frameworks.bring_in(machine, taxonomy=NEXT, digest="b" * 64, at=NOW).framework
    [offered] = queries.skill_upgrades(designer, design=design)
    assert [(one.how, one.to) for one in offered.moves] == [("renamed", ((uri("knots"), "tie knots and hitches"),))]
    with pytest.raises(Invalid):
        actions.upgrade_skills(designer, design=design, framework=after.uuid, choices={uri("knots"): "urn:x"}, at=NOW)
    chosen = {uri("knots"): uri("knots")}
    assert actions.upgrade_skills(designer, design=design, framework=after.uuid, choices=chosen, at=NOW) == 1
    assert queries.skill_upgrades(designer, design=design) == []
    with pytest.raises(NotFound):
        actions.upgrade_skills(designer, design=design, framework=after.uuid, choices=chosen, at=NOW)
