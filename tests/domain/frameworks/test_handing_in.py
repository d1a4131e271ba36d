"""Files of frameworks: read before they are written, told what is wrong, taken out while nothing uses them."""

from __future__ import annotations

import pytest

from campus import NOW, Campus
from skilled import graduate
from taxonomies import HARBOUR, uri
from testamur.core.exchange.frameworks.source import Asked
from testamur.domain.careers import actions as careers
from testamur.domain.frameworks import actions, queries
from testamur.domain.frameworks.values import FileView
from testamur.domain.institution.access import Actor, system
from testamur.domain.portfolio import actions as portfolio
from testamur.domain.portfolio.values import Said
from testamur.refusals import Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db
GOOD = b"code,label,kind,broader\nK1,tie knots,skill,G1\nG1,work on the quay,skill-group,\n"
CIRCLE = b"code,label,kind,broader\nA,one,skill-group,B\nB,two,skill-group,A\n"


def read(actor: Actor, data: bytes) -> FileView:
    machine = system(actor.institution_id)
    made = actions.hand_in(actor, data=data, name="quay.csv", asked=Asked("", "", "1"), is_shared=True, at=NOW)
    actions.read_file(machine, file=str(made), at=NOW)
    actions.read_file(machine, file=str(made), at=NOW)
    return queries.handed_in(actor, made)


def test_a_file_is_read_shown_confirmed_and_only_then_written(campus: Campus) -> None:
    administrator = campus.actor("administrator")
    found = read(administrator, GOOD)
    assert (found.state, found.told["code"], found.told["kinds"]) == ("read", "quay", {"skill": 1, "skill-group": 1})
    with pytest.raises(NotFound):
        queries.framework("quay")
    actions.confirm_file(administrator, file=found.uuid, at=NOW)
    with pytest.raises(actions.FileNotReady):
        actions.throw_away_file(administrator, file=found.uuid, at=NOW)
    actions.write_file(system(administrator.institution_id), file=str(found.uuid), at=NOW)
    assert queries.handed_in(administrator, found.uuid).state == "here"
    assert queries.framework("quay").version == "1"
    actions.throw_away_file(administrator, file=found.uuid, at=NOW)
    assert queries.files(administrator) == []
    assert queries.framework("quay")


def test_a_file_that_goes_round_in_circles_is_told_with_its_line(campus: Campus) -> None:
    found = read(campus.actor("administrator"), CIRCLE)
    assert (found.state, found.told["code"], found.told["place"]) == ("unread", "circle", "quay.csv:2")


def test_only_who_manages_the_house_brings_in_for_everybody(campus: Campus) -> None:
    designer = campus.actor("designer")
    with pytest.raises(NotAllowed):
        actions.hand_in(designer, data=GOOD, name="a.csv", is_shared=True, at=NOW)
    assert actions.hand_in(designer, data=GOOD, name="a.csv", is_shared=False, at=NOW)
    with pytest.raises(Invalid):
        actions.hand_in(designer, data=b"", name="a.csv", is_shared=False, at=NOW)


def test_a_version_is_taken_out_only_while_nothing_uses_it(campus: Campus) -> None:
    learner, administrator = graduate(campus), campus.actor("administrator")
    of = actions.bring_in(system(administrator.institution_id), taxonomy=HARBOUR, digest="a" * 64, at=NOW).framework
    portfolio.claim(learner, uri=uri("knots"), said=Said(), at=NOW)
    with pytest.raises(careers.FrameworkInUse) as refused:
        careers.take_out_framework(administrator, framework=of.uuid, at=NOW)
    assert refused.value.facts["claims"] == 1
    portfolio.erase(learner, at=NOW)
    careers.take_out_framework(administrator, framework=of.uuid, at=NOW)
    assert queries.frameworks(code="harbour") == []
