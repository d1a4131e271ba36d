"""What an advert asks for: by name, by meaning; what it does not ask for is left out and says why."""

from __future__ import annotations

import pytest

from testamur.core.skills.advert_parts import Part, Signs, items, parts
from testamur.core.skills.advert_reading import AdvertRead, Offer, read_advert
from testamur.core.skills.concepts import Concept, Framework
from testamur.core.skills.confidence import Calibration
from testamur.core.skills.directory import spellings
from testamur.core.skills.ranking import Ranker
from testamur.core.skills.sentences import Sentence
from testamur.packs.advert_signs import signs

SIGNS = Signs.of(signs())
CONCEPTS = (
    Concept("s:sql", "SQL"),
    Concept("s:python", "Python (computer programming)", ("Python",)),
    Concept("s:sheets", "use spreadsheets software", ("Excel",)),
    Concept("s:bi", "business intelligence tools", ("Power BI",)),
    Concept("s:bread", "bake bread"),
    Concept("s:lorry", "drive lorries"),
    Concept("s:clean", "perform cleaning duties", ("clean",)),
    Concept("s:power", "power"),
)
FRAMEWORK = Framework("Crafts", "1", "en", CONCEPTS)
SURE = Calibration((0.0,) * 5, 3.0)


def read(text: str, *, of_sentence: int = 1) -> AdvertRead:
    ranker = Ranker(FRAMEWORK, spellings(FRAMEWORK, str.split), str.split, calibration=SURE)
    return read_advert(ranker, text, SIGNS, top=40, of_sentence=of_sentence)


def part(text: str) -> list[Part]:
    return [one.part for one in parts(text, SIGNS)]


@pytest.mark.parametrize(
    "line", ["Your tasks", "'x", "-2026-118a", "hello", "Ihre Aufgaben:", "Requisitos", "## Skills"]
)
def test_what_has_too_few_words_is_not_read(line: str) -> None:
    assert part(line) == [Part.SHORT]


@pytest.mark.parametrize("line", ["Salary", "Salary: 30,000 euros a year", "Apply by 15 January 2027", "Gaji: RM 3000"])
def test_a_line_about_pay_or_days_is_not_read(line: str) -> None:
    assert part(line) == [Part.EMPLOYER]


@pytest.mark.parametrize(
    "heading",
    [
        "What we offer",
        "Benefits:",
        "How to apply",
        "Wir bieten",
        "Ofrecemos",
        "Oferim",
        "Kami tawarkan",
        "Nous offrons",
    ],
)
def test_what_stands_below_an_offer_is_the_employers_until_the_next_heading(heading: str) -> None:
    text = f"{heading}\n- Fresh bread baked daily\n\nTools of the trade\n- You bake good bread"
    assert part(text) == [Part.EMPLOYER, Part.EMPLOYER, Part.READ, Part.READ]
    assert [one.part for one in parts(text, SIGNS, whole=True)][1] is Part.READ


def test_a_heading_of_what_is_asked_ends_what_is_offered() -> None:
    assert part("Wir bieten\nViel freie Zeit\nIhre Aufgaben\nSie backen gutes Brot")[-1] is Part.READ


@pytest.mark.parametrize(
    "sentence",
    [
        "No knowledge of SAP is required.",
        "A driving licence is not necessary.",
        "I cannot drive a lorry.",
        "No sé conducir camiones.",
        "No es necesario saber inglés.",
        "No cal saber anglès ni francès.",
        "Pengalaman memandu lori tidak diperlukan.",
        "Le permis poids lourd n'est pas nécessaire.",
        "Não é necessário saber conduzir.",
        "SAP-Kenntnisse sind nicht erforderlich.",
    ],
)
def test_what_is_said_not_to_be_needed_suggests_nothing(sentence: str) -> None:
    assert part(sentence) == [Part.NOT_NEEDED]
    assert read(sentence).offers == ()


def test_of_a_sentence_that_says_both_what_is_needed_is_read() -> None:
    pieces = parts("No experience is needed, but you bake bread.", SIGNS)
    assert [(one.part, one.sentence.text) for one in pieces] == [
        (Part.NOT_NEEDED, "No experience is needed"),
        (Part.READ, "but you bake bread."),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Knowledge of SQL is an advantage.",
        "Ideally you know SQL well.",
        "Kenntnisse in SQL sind von Vorteil.",
        "Se valorará conocimiento de SQL.",
        "Es valora coneixement de SQL.",
        "Pengetahuan SQL satu kelebihan.",
        "Nice to have\n- Experience with SQL",
    ],
)
def test_what_is_wished_for_is_nice_and_no_must(sentence: str) -> None:
    found = next(one for one in read(sentence).offers if one.suggestion.best.concept.uri == "s:sql")
    assert found.is_nice
    both = read(f"You write SQL every day.\n\n{sentence}").offers
    assert not next(one for one in both if one.suggestion.best.concept.uri == "s:sql").is_nice


def test_what_is_named_comes_first_wherever_it_stands() -> None:
    long = "You look after our customers and their wishes and you write reports, " * 4
    text = f"You bake good bread. {long} and query with SQL.\nPython, Excel and Power BI"
    found = read(text).offers
    assert {one.suggestion.best.concept.uri for one in found[:4]} == {"s:sql", "s:python", "s:sheets", "s:bi"}
    assert all(one.is_named and one.suggestion.best.confidence < 0 for one in found[:4])
    for one in found:
        for place in one.suggestion.places:
            assert text[place.start : place.end] == place.words


def test_a_name_alone_on_its_line_is_found() -> None:
    assert [one.suggestion.best.concept.uri for one in read("- SQL").offers] == ["s:sql"]


def test_of_a_fragment_no_number_is_told_but_of_a_sentence() -> None:
    assert {one.suggestion.best.confidence for one in read("Bake good bread").offers} == {-1.0}
    assert read("Every night you bake good bread for us.").offers[0].suggestion.best.confidence > 0


def test_an_enumeration_is_cut_at_commas_and_at_and() -> None:
    sentence = Sentence("Python, SQL, Excel und Power BI", 7)
    assert [(one.text, one.start) for one in items(sentence, SIGNS)] == [
        ("Python", 7),
        ("SQL", 15),
        ("Excel", 20),
        ("Power BI", 30),
    ]


def test_a_word_of_a_sentence_is_no_name_and_a_part_of_a_name_means_nothing_else() -> None:
    assert "s:clean" not in {one.suggestion.best.concept.uri for one in named("Clean and document data sets")}
    assert "s:clean" in {one.suggestion.best.concept.uri for one in named("Clean, cook, drive")}
    assert "s:power" not in {one.suggestion.best.concept.uri for one in read("You use Power BI", of_sentence=4).offers}


def named(text: str) -> list[Offer]:
    return [one for one in read(text).offers if one.is_named]
