"""What is written reads back as the same definition, whatever its texts contain."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from testamur.core.model import definition
from testamur.core.model.definition import scalars
from testamur.core.model.definition.codes import COUNTRIES, LICENCES
from testamur.core.model.definition.fields import LEVEL, MICROCREDENTIAL
from testamur.core.model.definition.kinds import Kind, Many, Scalar, Section, Words
from testamur.core.model.language import LanguageMap
from testamur.core.model.level import FRAMEWORKS, Level
from testamur.core.model.microcredential import MicroCredential
from testamur.core.model.quantity import CREDIT_UNITS, CreditAmount

EXAMPLES = sorted(Path(__file__).parents[4].glob("examples/*/microcredential.yaml"))
OUTCOME_IDS = ("LO1", "no", "0x1F")


def texts(extra: str, longest: int) -> st.SearchStrategy[str]:
    """Texts as the format allows them: trimmed, without markup and without invisible characters."""
    allowed = st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters="<\xad")
    pieces = st.sampled_from(
        ["no", ": ", " #", "- ", "'", '"', "\\", "%", "&a ", "*", "| ", "1_000", "مرحبا", "🎓", extra]
    )
    return (
        st.lists(st.one_of(st.text(allowed, min_size=1), pieces), min_size=1, max_size=8)
        .map(lambda parts: "".join(parts).strip()[:longest].strip())
        .filter(bool)
    )


NUMBERS = st.decimals(0, 100, places=2).map(lambda value: Decimal(f"{value:f}"))
TAGS = st.sampled_from(["en", "ms", "zh-Hant", "no", "id"])
IDENTIFIERS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,5}[A-Za-z0-9]", fullmatch=True)
BY_SCALAR: dict[int, st.SearchStrategy[object]] = {
    id(kind): strategy
    for kind, strategy in (
        (scalars.LINE, texts("x", 80)),
        (scalars.VERSION, st.sampled_from(["1", "1.0", "2026-1", "no"])),
        (scalars.IDENTIFIER, IDENTIFIERS),
        (scalars.NUMBER, NUMBERS),
        (scalars.PERCENT, NUMBERS),
        (scalars.HOURS, NUMBERS),
        (scalars.MONTHS, st.integers(1, 1200)),
        (scalars.CREDITS, st.builds(CreditAmount, NUMBERS, st.sampled_from(list(CREDIT_UNITS)))),
        (scalars.DAY, st.dates()),
        (scalars.TRUTH, st.booleans()),
        (scalars.ADDRESS, st.sampled_from(["https://a.example.edu/?q=1#x", "http://b.example.edu"])),
        (scalars.EMAIL, st.just("a@b.example.edu")),
        (scalars.COUNTRY, st.sampled_from(COUNTRIES)),
        (scalars.CURRENCY, st.sampled_from(["EUR", "MYR"])),
        (scalars.LANGUAGE, TAGS),
        (scalars.ORCID, st.just("0000-0002-1825-0097")),
        (scalars.LICENCE, st.sampled_from([*LICENCES, "LicenseRef-own"])),
    )
}


def values(kind: Kind) -> st.SearchStrategy[object]:
    """Return values of any kind in the table, so that a new field is tested from the day it is added."""
    match kind:
        case Scalar():
            options = kind.schema.get("enum")
            known = BY_SCALAR.get(id(kind))
            return st.sampled_from(options if isinstance(options, list) else []) if known is None else known
        case Words():
            text = texts("\n\n  two" if kind.long else "x", 200)
            return st.dictionaries(TAGS, text, min_size=1, max_size=3).map(lambda m: LanguageMap(tuple(m.items())))
        case Many():
            return st.lists(values(kind.of), min_size=kind.least, max_size=3).map(tuple)
        case Section():
            return levels() if kind is LEVEL else sections(kind)


def levels() -> st.SearchStrategy[object]:
    return st.sampled_from(list(FRAMEWORKS)).map(lambda name: Level(name, "3", "best_fit_self_declared"))


def sections(section: Section) -> st.SearchStrategy[object]:
    required = {field.name: values(field.kind) for field in section.fields if field.required}
    optional = {field.name: values(field.kind) for field in section.fields if not field.required}
    return st.fixed_dictionaries(required, optional=optional).map(lambda found: section.build(**found))


def coherent(drawn: object) -> MicroCredential:
    """Make references lead somewhere and contradictions go away, as `parse` demands."""
    assert isinstance(drawn, MicroCredential)
    return dataclasses.replace(
        drawn,
        outcomes=tuple(
            dataclasses.replace(
                outcome, id=OUTCOME_IDS[n], criteria=tuple(dataclasses.replace(c, id="") for c in outcome.criteria)
            )
            for n, outcome in enumerate(drawn.outcomes)
        ),
        assessments=tuple(
            dataclasses.replace(entry, id=f"a{n}", outcomes=OUTCOME_IDS[: len(drawn.outcomes)])
            for n, entry in enumerate(drawn.assessments)
        ),
        activities=tuple(dataclasses.replace(entry, outcomes=()) for entry in drawn.activities),
        mandate=drawn.mandate or "Agreement",
        no_level_because=None if drawn.level else drawn.no_level_because,
    )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(values(MICROCREDENTIAL).map(coherent))
def test_any_definition_reads_back_as_itself(drawn: MicroCredential) -> None:
    assert definition.parse(definition.dump(drawn)) == drawn


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_an_example_reads_back_as_itself_and_is_written_the_same_twice(path: Path) -> None:
    read = definition.parse(path.read_bytes(), name=str(path))
    written = definition.dump(read)
    assert definition.parse(written) == read
    assert definition.dump(definition.parse(written)) == written


def test_a_draft_without_parts_is_written_without_their_keys() -> None:
    draft = definition.parse(
        "testamur: 1\nlanguage: en\nid: x\nversion: '1'\ntitle: T\ndescription: D\n"
        "awarding_body: {name: U, country: MY}\naward_rule: {}\n"
    )
    written = definition.dump(draft)
    assert definition.parse(written) == draft
    assert [line.partition(":")[0] for line in written.splitlines() if not line.startswith(" ")] == [
        "testamur",
        "language",
        "id",
        "version",
        "title",
        "description",
        "awarding_body",
        "award_rule",
    ]
