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
    Concept("s:r", "R"),
    Concept("s:c", "C"),
    Concept("s:english", "English"),
    Concept("s:malay", "Malay"),
    Concept("s:coffee", "roast coffee"),
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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("You know R or Python well.", {"r", "python"}),
        ("R/Python; Excel", {"r", "python", "sheets"}),
        ("You write R, C and Python scripts", {"r", "c", "python"}),
        ("Programming in R", {"r"}),
        ("Experience with R version 4", {"r"}),
        ("English C1, Malay B2.", {"english", "malay"}),
        ("English and Malay", {"english", "malay"}),
        ("Excel, full-time, permanent contract", {"sheets"}),
        ("J. R. Smith uses Python", {"python"}),
        ("Vitamin C helps you bake", set()),
        ("C and D classes", set()),
        ("Power up with Python", {"python"}),
    ],
)
def test_names_in_a_list_are_all_found_and_a_letter_by_itself_is_none(text: str, names: set[str]) -> None:
    assert {one.suggestion.best.concept.uri.partition(":")[2] for one in named(text)} == names


TERMS = {
    "es": [
        "1.450 € netos + propinas.",
        "Jornada partida.",
        "Turnos rotativos de mañana y tarde, fines de semana incluidos",
        "Contrato indefinido, 40 horas semanales",
        "Retribución según convenio",
        "Vehículo propio",
        "Incorporación inmediata",
        "Dos días libres a la semana",
        "Horario de lunes a viernes de 9 a 14",
        "18.000 € brutos anuales en 14 pagas",
    ],
    "ca": [
        "1.450 € nets + propines.",
        "Jornada partida.",
        "Torns rotatius de matí i tarda, caps de setmana inclosos",
        "Contracte indefinit, 40 hores setmanals",
        "Retribució segons conveni",
        "Vehicle propi",
        "Incorporació immediata",
        "Dos dies lliures a la setmana",
        "Horari de dilluns a divendres de 9 a 14",
        "18.000 € bruts anuals en 14 pagues",
    ],
    "fr": [
        "CDI à temps plein, 35 heures par semaine",
        "1 900 € bruts par mois",
        "Rémunération selon expérience",
        "Horaires décalés, week-ends et jours fériés",
        "Travail de nuit",
        "Véhicule personnel",
        "Tickets restaurant et mutuelle",
        "Deux jours de repos par semaine",
        "Pourboires et primes",
        "Contrat à durée déterminée de six mois",
    ],
    "en": [
        "Full-time, permanent contract, 37.5 hours a week",
        "£28,000 per annum plus bonus",
        "Competitive salary depending on experience",
        "Night and weekend shifts",
        "Monday to Friday, 9am to 5pm",
        "25 days annual leave",
        "Own car",
        "Immediate start",
        "Hybrid, two days a week on site",
        "Tips and paid overtime",
    ],
    "pt": ["Contrato sem termo, tempo integral", "Turnos rotativos aos fins de semana", "Carro próprio"],
    "de": ["Vollzeit, unbefristet, 40 Stunden pro Woche", "Gehalt nach TVöD", "Schichtarbeit und Wochenenddienste"],
    "ms": ["Gaji pokok RM 3,000 sebulan", "Syif malam dan hujung minggu", "Kontrak setahun, sepenuh masa"],
}


@pytest.mark.parametrize("line", [line for lines in TERMS.values() for line in lines])
def test_a_line_about_pay_hours_contract_or_vehicle_is_left_out_of_any_part(line: str) -> None:
    assert part(line)[0] in (Part.TERMS, Part.EMPLOYER)
    assert part(f"Se valora\n- Pan artesano y repostería\n- {line}")[-1] in (Part.TERMS, Part.EMPLOYER)


@pytest.mark.parametrize(
    "line",
    [
        "Manage shifts and rosters",
        "You calculate wages and salaries",
        "Plan the working hours of the team",
        "You answer for a budget of 2 million €",
        "Elaborar nóminas y contratos",
        "Gestionar los turnos del personal",
        "Gestió de nòmines i contractes",
        "Réparer des véhicules",
        "Repair cars and motorbikes",
        "Night shift nurse",
        "Work independently",
    ],
)
def test_what_is_to_be_done_about_pay_and_hours_is_read(line: str) -> None:
    assert part(line) == [Part.READ]


@pytest.mark.parametrize(
    "line", ["*** WE'RE HIRING!!! ***", "Join our team!", "¡Únete a nuestro equipo!", "Nous recrutons !", "UNEIX-TE!"]
)
def test_a_call_of_an_advert_is_left_out(line: str) -> None:
    assert part(line) == [Part.EMPLOYER]


def test_a_hobby_means_no_skill() -> None:
    assert read("Coffee drinkers welcome").offers == ()
    assert "s:coffee" not in {one.suggestion.best.concept.uri for one in read("You bake bread, coffee drinker").offers}
    assert "s:coffee" in {one.suggestion.best.concept.uri for one in read("You roast coffee with us").offers}


def test_what_is_wished_for_on_one_line_says_nothing_of_the_next() -> None:
    found = {one.suggestion.best.concept.uri: one.is_nice for one in read("Se valora: Python\nYou write SQL").offers}
    assert found == {"s:python": True, "s:sql": False}
