"""What a person said of earlier suggestions, used on the next: not this, more like this. Nothing is kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from testamur.core.skills.concepts import Framework
from testamur.core.skills.directory import Meanings
from testamur.core.skills.pieces import Rows, Scores

# What is less alike than this is another subject, and is let be.
_NEAR = 0.5
# Who wants more of one asks for its neighbours; who refuses one has not spoken of them.
_UP, _DOWN = 12.0, 4.0


@dataclass(frozen=True, slots=True)
class Steering:
    """Addresses of concepts that a person does not want, and of those that are what is looked for."""

    unwanted: frozenset[str] = frozenset()
    wanted: frozenset[str] = frozenset()

    def pushes(self, meanings: Meanings, framework: Framework) -> tuple[Scores, Scores]:
        """Return what is added to each concept's score near what is wanted, and what is taken off near what is not."""
        rows = {concept.uri: row for row, concept in enumerate(framework.concepts)}
        up, down = (_nearness(meanings, rows, uris) for uris in (self.wanted, self.unwanted))
        return np.float32(_UP) * up, np.float32(_DOWN) * down


def _nearness(meanings: Meanings, rows: Mapping[str, int], uris: Collection[str]) -> Scores:
    known = [rows[uri] for uri in sorted(uris) if uri in rows]
    if not known:
        return np.zeros(len(meanings.centroids), np.float32)
    nearest: Scores = (meanings.centroids @ meanings.centroids[known].T).max(axis=1)
    above: Scores = np.maximum(nearest - np.float32(_NEAR), 0)
    return above


def more_like(framework: Framework, meanings: Meanings, uri: str, *, top: int = 10) -> tuple[tuple[str, float], ...]:
    """Return the concepts nearest to one, with the cosine, nearest first; empty where it is not in the framework."""
    row = next((row for row, concept in enumerate(framework.concepts) if concept.uri == uri), None)
    if row is None:
        return ()
    alike = meanings.centroids @ meanings.centroids[row]
    order: Rows = np.argsort(-alike, kind="stable")[: top + 1]
    return tuple((framework.concepts[at].uri, float(alike[at])) for at in order if at != row)[:top]
