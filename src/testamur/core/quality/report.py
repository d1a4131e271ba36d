"""What the checker found: a judgement with its reasons, never an exception."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from testamur.core.model.definition import Place
from testamur.core.quality.packs import Question, Rule, Severity

# The elements of Annex I, 2022/C 243/02. M1 (the learner) and M5 (the date) are supplied by the award.
MANDATORY_ELEMENTS = tuple(f"M{number}" for number in range(1, 12))


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that one part of a definition does not meet.

    ``key`` is the path to the part, ``facts`` what was found there, ``place`` its position where the file is known.
    """

    rule: Rule
    key: str
    facts: Mapping[str, str] = field(default_factory=dict)
    place: Place | None = None

    @property
    def code(self) -> str:
        """The rule's stable code, such as ``EU-P1``."""
        return self.rule.code

    @property
    def severity(self) -> str:
        """One of `Severity`."""
        return self.rule.severity


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, hard ones first; truthy when nothing stands in the way of publication.

    ``packs`` are the ids of the guideline packs that were applied, ``versions`` the same with their versions, and
    ``questions`` what they leave to a reviewer.
    """

    findings: tuple[Finding, ...]
    packs: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()

    def __bool__(self) -> bool:
        return not self.of(Severity.HARD)

    def of(self, severity: str) -> tuple[Finding, ...]:
        """Return the findings of one severity."""
        return tuple(finding for finding in self.findings if finding.severity == severity)

    @property
    def missing_elements(self) -> tuple[str, ...]:
        """The mandatory EU elements that the definition does not carry yet, such as ``("M7", "M10")``."""
        missing = {finding.rule.element for finding in self.findings}
        return tuple(element for element in MANDATORY_ELEMENTS if element in missing)
