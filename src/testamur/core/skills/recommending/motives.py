"""Why people learn: the answers of study S2 (domain.md 6.1), which a person may choose among, several or none."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Motive(StrEnum):
    """What a person says that moves them. Nothing is guessed, and none comes before another (domain.md 0.4)."""

    PLEASURE = "pleasure"
    KEEP_UP = "keep-up"
    IMPROVE = "improve"
    VISIBLE = "visible"
    EXPLORE = "explore"
    CURIOSITY = "curiosity"
    CHANGE_JOB = "change-job"
    FIND_JOB = "find-job"
    MEET = "meet"
    LONG_TRAINING = "long-training"


# Which reasons speak to which motive. A reason that speaks to none that was stated counts half.
SPEAKS: Mapping[Motive, frozenset[str]] = {
    Motive.PLEASURE: frozenset({"new-field", "related"}),
    Motive.KEEP_UP: frozenset({"refreshes", "in-occupation"}),
    Motive.IMPROVE: frozenset({"in-occupation", "asked-for"}),
    Motive.VISIBLE: frozenset({"confirms", "asked-for"}),
    Motive.EXPLORE: frozenset({"new-field"}),
    Motive.CURIOSITY: frozenset({"new-field", "related"}),
    Motive.CHANGE_JOB: frozenset({"sought", "asked-for"}),
    Motive.FIND_JOB: frozenset({"sought", "asked-for", "confirms"}),
    Motive.MEET: frozenset({"with-others"}),
    Motive.LONG_TRAINING: frozenset({"counts-towards", "completes"}),
}
# Reasons that follow from what somebody holds, whatever moves them.
NEIGHBOURLY = frozenset({"follows", "completes", "related", "refreshes"})
