"""The reasons for a candidate: each a plain fact about what a person holds, said, or asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from testamur.core.skills.hierarchy import Hierarchy
from testamur.core.skills.profile.refreshing import Suggestion, refreshes
from testamur.core.skills.recommending.motives import NEIGHBOURLY, SPEAKS
from testamur.core.skills.recommending.values import About, Candidate, Reason

Facts = Mapping[str, object]


class Reasons:
    """One person, ready to be compared with many candidates."""

    def __init__(self, about: About, hierarchy: Hierarchy) -> None:
        self._about, self._hierarchy = about, hierarchy
        self._shown = {entry.uri for entry in about.profile.entries if entry.shown}
        found = refreshes(about.profile)
        self._ageing = {one.uri for one in found if one.suggestion is Suggestion.RENEW}
        self._claimed = {one.uri for one in found if one.suggestion is Suggestion.CONFIRM}
        self._near = {
            near: uri
            for uri in sorted(self._shown, reverse=True)
            for near in (*hierarchy.siblings(uri), *hierarchy.above(uri), *hierarchy.below(uri))
            if near not in self._shown
        }

    def of(self, candidate: Candidate) -> tuple[Reason, ...]:
        """Return the reasons that follow from what is held, and those that speak to a motive that was stated."""
        found = []
        for code, facts in (*self._by_place(candidate), *self._by_skills(candidate), *self._by_kind(candidate)):
            motives = tuple(one for one in SPEAKS if one in self._about.motives and code in SPEAKS[one])
            if motives or code in NEIGHBOURLY:
                found.append(Reason(code, facts, motives))
        return tuple(found)

    def _by_place(self, candidate: Candidate) -> Iterator[tuple[str, Facts]]:
        """Yield where it lies in the constellation."""
        before = tuple(one for one in candidate.after if one in self._about.held)
        if before:
            yield "follows", {"held": before}
        begun = {figure: self._about.figures[figure] for figure in candidate.figures if self._about.figures.get(figure)}
        if begun:
            yield "completes", {"figures": begun}
        elif candidate.figures:
            yield "counts-towards", {"figures": candidate.figures}

    def _by_skills(self, candidate: Candidate) -> Iterator[tuple[str, Facts]]:
        about, skills = self._about, candidate.skills
        new = [uri for uri in skills if uri not in self._shown]
        for code, chosen in (
            ("refreshes", [uri for uri in skills if uri in self._ageing]),
            ("confirms", [uri for uri in skills if uri in self._claimed and candidate.has_credential]),
            ("in-occupation", [uri for uri in new if uri in about.occupation]),
        ):
            if chosen:
                yield code, {"skills": tuple(chosen)}
        near = [uri for uri in new if uri in self._near]
        if near:
            yield "related", {"skills": {uri: self._near[uri] for uri in near}}
        sought = {name: tuple(uri for uri in new if uri in wanted) for name, wanted in sorted(about.sought.items())}
        if any(sought.values()):
            yield "sought", {"occupations": {name: uris for name, uris in sought.items() if uris}}
        asked = {uri: about.demand[uri] for uri in skills if about.demand.get(uri)}
        if asked:
            yield "asked-for", {"adverts": asked}

    def _by_kind(self, candidate: Candidate) -> Iterator[tuple[str, Facts]]:
        if candidate.fields and self._about.fields.isdisjoint(candidate.fields):
            yield "new-field", {"fields": candidate.fields}
        if candidate.is_with_others:
            yield "with-others", {}
