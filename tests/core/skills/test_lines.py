"""Lines that paper has broken are joined again, and lines that were written as lines are left alone."""

from __future__ import annotations

import textwrap

import pytest

from simulators.adverts import ADVERT, HEADING, ITEM
from testamur.core.skills.lines import joined
from testamur.core.skills.sentences import sentences


def said(text: str) -> list[str]:
    return [one.text for one in sentences(joined(text))]


def broken(width: int, mark: str = "- ") -> str:
    told = []
    for kind, text in ADVERT:
        marked = f"{mark}{text}" if kind == ITEM else text
        told += ["", text, ""] if kind == HEADING else textwrap.wrap(marked, width)
    return "\n".join(told)


WHOLE = said("\n".join(f"\n{text}\n" if kind == HEADING else f"- {text}" for kind, text in ADVERT))


@pytest.mark.parametrize("width", [36, 50, 72, 100])
@pytest.mark.parametrize("mark", ["- ", "• ", "\uf0b7 ", "•", "o ", "•\n"])
def test_an_advert_with_broken_lines_says_the_same_sentences(width: int, mark: str) -> None:
    assert said(broken(width, mark)) == WHOLE


@pytest.mark.parametrize(
    ("text", "joint"),
    [
        ("You have exper-\nience with ovens.", "You have experience with ovens."),
        ("You lead customer-\nfacing teams.", "You lead customer-facing teams."),
        ("Gute SAP-\nKenntnisse sind nötig.", "Gute SAP-Kenntnisse sind nötig."),
        ("Sie übernehmen die Vor-\nund Nachbereitung.", "Sie übernehmen die Vor- und Nachbereitung."),
        ("Usted tiene experi\u2010\nencia.", "Usted tiene experiencia."),
    ],
)
def test_a_broken_word_is_one_again_and_keeps_a_hyphen_of_its_own(text: str, joint: str) -> None:
    assert joined(text) == joint


@pytest.mark.parametrize(
    "text",
    [
        "SQL\nPython\nExcel",
        "bake bread\nsell cake\ndrive lorries",
        "Your tasks\nYou bake bread every day.\nyou sell it",
        "A line that is as long as its writer liked, for nobody has broken it anywhere. It has an end.\n\nanother",
        "Requirements:\n- knows SQL\n- knows R\n\n1. first\n2. second\n(a) third",
        "Salary 30,000\nPlace Valletta\nStart in May",
    ],
)
def test_lines_that_were_written_as_lines_stay_lines(text: str) -> None:
    assert joined(text) == text
    assert joined(joined(broken(50))) == joined(broken(50))
