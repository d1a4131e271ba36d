"""What changes the promise asks for a new look; what only shows it better does not."""

from __future__ import annotations

import pytest

from testamur.core.assurance import triggering
from testamur.core.assurance.triggers import TRIGGERS
from testamur.core.model.definition.fields import MICROCREDENTIAL


@pytest.mark.parametrize(
    "key", ["outcomes[LO1].text.en", "level[EQF].value", "workload.credits", "assessments[A1].type"]
)
def test_a_changed_promise_asks_for_a_new_look(key: str) -> None:
    assert triggering([key, "price.amount"]) == (key,)


@pytest.mark.parametrize("key", ["title.en", "price.amount", "tags", "contributors[Ravi].roles", "image"])
def test_a_better_picture_does_not(key: str) -> None:
    assert triggering([key]) == ()


def test_every_trigger_is_a_key_of_the_format() -> None:
    assert {*TRIGGERS} <= {field.key for field in MICROCREDENTIAL.fields}
