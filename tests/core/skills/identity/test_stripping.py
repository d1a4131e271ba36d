"""Whom a text is about is taken out before anything reads it; what they can do is left, at its place."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from testamur import packs
from testamur.core.fairness import Template, Who, pairs, swapped
from testamur.core.model.definition.problems import DefinitionError
from testamur.core.skills.concepts import SkillsError
from testamur.core.skills.identity import Detector, Kind, parse_lexicon
from testamur.core.skills.sentences import LONGEST

DETECTOR = Detector(parse_lexicon(text, name=name) for name, text in packs.identities().items())
CASES = [case for source in packs.identity_cases().values() for case in yaml.safe_load(source)["cases"]]
MARK = re.compile(r"\[\[\w+\|((?:(?!\]\]).)*)\]\]")


def left(text: str) -> str:
    return " ".join(DETECTOR.strip(text).text.split())


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Write to ana.b+cv@example.org or call +34 93 123 45 67.", "Write to or call ."),
        ("See https://example.org/me and github.com/someone for code.", "See and for code."),
        ("Reported to Mrs Beatrix Holloway in sales.", "Reported to in sales."),
        ("Trained by Siti Khadijah binti Osman in welding.", "Trained by in welding."),
        ("Paired with Tan Wei Ling on Java.", "Paired with on Java."),
        ("Dirigido por José María de la Fuente y Ruiz en obra.", "Dirigido por en obra."),
        ("Amb la Núria Puig i Soler a l'escola.", "Amb la a l'escola."),
        ("aged 41, registered nurse", ", registered nurse"),
        ("Sex: female | Welding: TIG", "Sex: | Welding: TIG"),
        ("![me](data:image/png;base64,AAAA) TIG", "TIG"),
        ("Led by Grace Okafor and Mark Davies.", "Led by and ."),
        ("Nombre y apellidos: Rosa de Tal\nSuelda.", "Nombre y apellidos: Suelda."),
        ("Trained Anna de Excel.", "Trained de Excel."),
        ("Name: Zhenya Qubo · Phone: 020 7946 0018\nZhenya welds.", "Name: · Phone: welds."),
        ("Nom: Marcel·lí Oromí\nEduca.", "Nom: Educa."),
        ("Lives at 14 Acacia Road, Leeds\nWelds.", "Lives at Welds."),
        ("12345678Z y X1234567L", "y"),
    ],
)
def test_what_tells_whom_it_is_about_is_blank(text: str, rest: str) -> None:
    assert left(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "Java, Ruby on Rails, Julia, Jenkins and Spring Boot.",
        "8 tahun pengalaman dalam penyelenggaraan.",
        "Enfermera con 12 años de experiencia en cuidados intensivos.",
        "He treballat amb 15 anys d'experiència.",
        "From 2015-2019 and 2019 - 2023, ISO 9001:2015, EN 287-1.",
        "May start in June. Will manage budgets of 250 000 a year.",
        "Grace period billing; Mark sheets; Rose pruning.",
        "Senior Data Engineer\nBuilds pipelines.",
        "White Box Tests, Young People Team, Green Data Centre.",
        "Mr and Mrs, and de la in a line.",
        "Project lead of Grace University de Excel.",
    ],
)
def test_what_somebody_can_do_is_left(text: str) -> None:
    assert DETECTOR.strip(text).text == text


def test_pronouns_go_by_the_language_of_their_line() -> None:
    text = "She leads the team and keeps his log.\nHe treballat amb el metall.\nElla diseña los planos de la obra."
    assert left(text) == "leads the team and keeps log. He treballat amb el metall. diseña los planos de la obra."


def test_a_spanish_name_does_not_make_an_english_line_spanish() -> None:
    assert left("He prunes trees. José Luis García de la Fuente advises.") == "prunes trees. advises."


def test_a_name_that_was_found_once_is_found_again() -> None:
    text = "Oluwadamilola Finch\nNurse.\nIn 2019 Oluwadamilola led the ward. Finch trained six."
    assert left(text) == "Nurse. In 2019 led the ward. trained six."


def test_every_place_stays_where_it_was() -> None:
    text = "Priya Patel\r\nWelds steel."
    stripped = DETECTOR.strip(text)
    assert len(stripped.text) == len(text)
    assert stripped.text.index("Welds") == text.index("Welds")
    assert "\r\n" in stripped.text


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_labelled_texts_keep_what_they_say_of_skills(case: dict[str, str]) -> None:
    # The figures are the benchmark's; here no more than a few words may be lost, and most places must be found.
    text = MARK.sub(r"\1", case["text"])
    stripped = DETECTOR.strip(text).text
    marked = [match[1] for match in MARK.finditer(case["text"])]
    outside = set(re.findall(r"\w+", MARK.sub(" ", case["text"])))
    lost = outside - set(re.findall(r"\w+", stripped))
    assert len(lost) <= 5, lost
    found = sum(one not in stripped for one in marked)
    assert found >= len(marked) * (0.9 if case["split"] == "tuning" else 0.6)


@settings(max_examples=40)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_text_comes_back_as_long_as_it_was(text: str) -> None:
    stripped = DETECTOR.strip(text)
    assert len(stripped.text) == len(text)
    places = [(one.start, one.end) for one in stripped.found]
    assert all(before < end for before, end in places)
    assert all(one[0] <= other[0] for one, other in pairwise(places))


def test_long_texts_of_one_kind_end_soon() -> None:
    for text in ("1 " * 20_000, "Anna " * 8_000, "a@" * 20_000, "Jalan A" * 4_000, "(" * 40_000):
        DETECTOR.strip(text)
    with pytest.raises(SkillsError, match="text-too-long"):
        DETECTOR.strip("x" * (LONGEST + 1))


def test_swapping_whom_a_text_is_about_leaves_the_same_text() -> None:
    templates = (
        Template(
            "en", "{name}\n{email}\n\nWelder. {They} cuts steel and trains apprentices; {name} keeps {their} log."
        ),
        Template("es", "Nombre: {name}\nCorreo: {email}\n{They_es} suelda en el taller. Tengo {age} años."),
    )
    people = (
        Who(
            "f-my",
            {
                "name": "Nur Aisyah binti Rahman",
                "they": "she",
                "their": "her",
                "they_es": "ella",
                "email": "na@a.my",
                "age": "24",
            },
        ),
        Who(
            "m-en",
            {"name": "Callum Fraser", "they": "he", "their": "his", "they_es": "él", "email": "cf@b.uk", "age": "51"},
        ),
        Who(
            "m-ca",
            {
                "name": "Jordi Puig i Cadafalch",
                "they": "he",
                "their": "his",
                "they_es": "él",
                "email": "j@c.cat",
                "age": "38",
            },
        ),
    )
    found = list(pairs(templates, people))

    def raw(text: str) -> list[str]:
        return text.split()

    def bare(text: str) -> list[str]:
        return DETECTOR.strip(text).text.split()

    assert swapped(found, lambda text: [" ".join(raw(text))]).rate == 1
    assert swapped(found, lambda text: [" ".join(bare(text))]).rate == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("age=\\b(?:aged?|age of)", "age=\\b(?:aged?|age of"),
        ("contact=phone", "phone"),
        ("language: en", "language: 12"),
    ],
)
def test_a_lexicon_that_cannot_be_is_refused(old: str, new: str) -> None:
    text = packs.identities()["en"]
    assert old in text
    with pytest.raises(DefinitionError):
        parse_lexicon(text.replace(old, new, 1))


def test_without_any_lexicon_contacts_are_found_all_the_same() -> None:
    bare = Detector(())
    found = bare.strip("Anna, anna@example.org").found  # noqa: B005 - not that of a text
    assert [one.kind for one in found] == [Kind.CONTACT]
