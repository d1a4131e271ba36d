"""What changed between two definitions: by key of the file, whatever their layout and comments look like."""

from __future__ import annotations

from dataclasses import dataclass

from testamur.core.model.definition.fields import MICROCREDENTIAL
from testamur.core.model.definition.values import values
from testamur.core.model.microcredential import MicroCredential


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs. ``key`` is its path in the file, such as ``outcomes[LO1].text.en``.

    ``before`` or ``after`` is empty where there is no such value.
    """

    key: str
    before: str
    after: str


def changes(before: MicroCredential, after: MicroCredential) -> tuple[Change, ...]:
    """Return every value that differs, in the order of the format."""
    old, new = ({found.key: found.text for found in values(one)} for one in (before, after))
    order = [field.key for field in MICROCREDENTIAL.fields]
    keys = sorted({**old, **new}, key=lambda key: order.index(key.partition(".")[0].partition("[")[0]))
    return tuple(
        Change(key, old.get(key, ""), new.get(key, "")) for key in keys if old.get(key, "") != new.get(key, "")
    )
