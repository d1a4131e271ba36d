"""What the demo says when it is up."""

from __future__ import annotations

import pytest

from testamur.adapters.environment import environment
from testamur.demo.world import Role, World
from testamur.interfaces.cli import demo


def test_only_roles_that_the_sign_in_page_offers_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    roles = ("registrar", "designer", "visitor", "reviewer", "partner", "learner")
    people = tuple(Role(f"{role}@north.example", role, role, "North", "") for role in roles)
    demo.greet(environment(), World("http://testserver", is_new=False, people=people, things=()))
    assert "  North: registrar, designer, reviewer, partner, learner\n" in capsys.readouterr().out
