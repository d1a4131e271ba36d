"""What is missing for some work, and how to learn it, at the terminal; on one small university."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from campus import NOW, Campus, found
from skilled import PLANNING, SOURCE, graduate
from taxonomies import HARBOUR, uri
from testamur.adapters.encoders import at_hand, choosing
from testamur.domain.frameworks import actions as frameworks
from testamur.domain.institution.access import system
from testamur.domain.institution.queries import person
from testamur.domain.oversight import actions as oversight
from testamur.domain.oversight.values import Purpose
from testamur.interfaces.cli import skills_ahead
from testamur.interfaces.cli.skills import skills

pytestmark = pytest.mark.django_db


@pytest.fixture
def campus(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Campus:
    del db
    made = found()
    frameworks.bring_in(system(made.institution.id), taxonomy=HARBOUR, digest="a" * 64, at=NOW)
    monkeypatch.setattr(skills_ahead, "_server", nullcontext)
    monkeypatch.setattr(choosing, "choice", lambda *_given, **_settings: None)
    monkeypatch.setattr(at_hand, "environment", lambda: SimpleNamespace(home=tmp_path))
    at_hand.forget()
    return made


def run(*told: str | Path) -> Result:
    return CliRunner().invoke(skills, [str(one) for one in told])


def listed(folder: Path, *lines: str) -> Path:
    path = folder / "have.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.usefixtures("campus")
def test_an_occupation_is_compared_with_a_list(tmp_path: Path) -> None:
    have = listed(tmp_path, "# what I can do", "", "Tides", uri("splice"))
    table = run("gap", "--occupation", "docker", "--have", have)
    assert table.exit_code == 1, table.output
    assert "What you have in part" in table.output
    assert "What have.txt names is taken as shown." in table.output
    told = json.loads(run("gap", "--occupation", uri("docker"), "--have", have, "--json").stdout)
    assert [(one["label"], one["need"], one["state"]) for one in told["answers"]] == [
        ("tie knots", "must", "partly"),
        ("tides", "nice", "have"),
    ]
    assert "Nothing in the catalogue here teaches it." in run("plan", "--occupation", "docker", "--have", have).output
    assert run("gap", "--occupation", "docker", "--have", listed(tmp_path, uri("knots"))).exit_code == 0


def test_a_learner_gets_the_way_to_learn_what_an_advert_asks_for(campus: Campus, tmp_path: Path) -> None:
    learner = person(graduate(campus).me).email
    teaching = SOURCE.replace(PLANNING, uri("knots")).replace("id: data-stewardship", "id: knots", 1)
    campus.offer(campus.publish(teaching))
    advert = tmp_path / "advert.txt"
    advert.write_text("We look for a docker.\nYou can tie knots.\n", encoding="utf-8")
    aimed = ("--advert", advert, "--learner", learner.upper())
    gap = run("gap", *aimed)
    assert "tie knots" in gap.output, gap.output
    assert "nobody has decided on it" in gap.output
    made = run("plan", *aimed, "--json")
    told = json.loads(made.stdout)
    assert [(one["covers"], bool(one["why"])) for one in told["steps"]] == [([uri("knots")], True)], made.output
    shown = run("plan", *aimed)
    assert "1. " in shown.output
    administrator, purpose = campus.actor("administrator"), Purpose.READ_ADVERTS
    oversight.turn(administrator, purpose=purpose, on=False, reason="Under review.", at=NOW)
    off = run("gap", *aimed)
    assert (off.exit_code, "Under review." in off.output) == (2, True)


@pytest.mark.usefixtures("campus")
def test_what_cannot_be_answered_is_told_with_what_to_do(tmp_path: Path) -> None:
    have = listed(tmp_path, "tides", "knot")
    wrong = run("gap", "--occupation", "docker", "--have", have)
    assert (wrong.exit_code, "have.txt, 2" in wrong.output) == (2, True)
    assert "Is one of these meant?" in wrong.output
    assert uri("knots") in wrong.output
    for told, said in (
        (["--have", have], "--occupation or --advert"),
        (["--occupation", "docker"], "--have or --learner"),
        (["--occupation", "baker", "--have", have], "is called “baker”"),
        (["--occupation", "docker", "--learner", "nobody@example.org"], "There is no such person here"),
    ):
        answer = run("plan", *told)
        assert (answer.exit_code, said in answer.output) == (2, True), answer.output
