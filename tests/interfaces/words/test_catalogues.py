"""What strangers, learners and checkers read is said in every language of the house."""

from __future__ import annotations

import gettext
import io
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "src" / "testamur"
WEB = SOURCE / "interfaces" / "web"
WORDS = SOURCE / "interfaces" / "words"
# Whoever works at a desk, in the office or on definitions reads English so far; the words about rooms reach errors.
INSIDE = {"desk", "design", "office"}
SENTENCES = (
    "verdicts",
    "reasons",
    "proofs",
    "judgements",
    "decisions",
    "rooms",
    "facts",
    "fields",
    "findings",
    "refusals",
    "recognition",
    "post",
    "partner_post",
    "letters",
    "clauses",
    "constellation",
    "gaps",
    "missing",
    "policies",
    "plans",
    "designing",
)
HOLE = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|%%")
Forms = tuple[str, ...]


@cache
def script() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / ".ci" / "words"))


@cache
def catalogue(language: str) -> Catalog:
    with (SOURCE / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def forms(text: object) -> Forms:
    """A text as its forms: one, or singular and plural."""
    return tuple(map(str, text)) if isinstance(text, tuple | list) else (str(text or ""),)


def translated(language: str) -> dict[Forms, Forms]:
    """From original to translation, for what is translated."""
    return {forms(one.id): forms(one.string) for one in catalogue(language) if one.id and any(forms(one.string))}


def in_templates() -> Iterator[Forms]:
    for path in sorted((WEB / "templates").rglob("*")):
        if path.suffix in {".html", ".txt"} and not INSIDE & set(path.parts):
            found = script()["_of_template"](path.read_text(encoding="utf-8"))
            yield from (forms(text) for text, _context in found)


def in_code() -> Iterator[Forms]:
    gathered = Catalog()
    rooms = ("*.py", "charting/*.py", "constellation/*.py")
    for path in (
        *(path for room in rooms for path in sorted(WEB.glob(room))),
        *(WORDS / f"{name}.py" for name in SENTENCES),
    ):
        with path.open("rb") as file:
            for _line, function, texts, _comments in extract_python(file, script()["KEYWORDS"], [], {}):
                script()["_add_call"](gathered, function, forms(texts))
    yield from (forms(message.id) for message in gathered if message.id)


LANGUAGES = pytest.mark.parametrize("language", ["ms", "es", "ca"])


def test_the_catalogues_are_up_to_date() -> None:
    command = [Path(sys.executable), ROOT / ".ci" / "words"]
    run = subprocess.run([*command, "--check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, f"run .ci/words, then translate what is new\n{run.stdout}{run.stderr}"


@LANGUAGES
def test_every_text_that_the_public_can_meet_is_translated(language: str) -> None:
    wanted = {*in_templates(), *in_code()}
    assert len(wanted) > 400
    assert sorted(wanted - set(translated(language))) == []


@LANGUAGES
def test_every_translation_keeps_the_placeholders_of_its_original(language: str) -> None:
    for original, translation in translated(language).items():
        for form in translation:
            assert sorted(HOLE.findall(form)) == sorted(HOLE.findall(original[-1])), form


@LANGUAGES
def test_every_plural_form_is_filled(language: str) -> None:
    assert [original for original, translation in translated(language).items() if not all(translation)] == []


@LANGUAGES
def test_every_translation_keeps_the_tags_and_the_end_of_its_original(language: str) -> None:
    for original, translation in translated(language).items():
        for source, form in zip(original, translation, strict=True):
            assert sorted(re.findall(r"</?\w+>", form)) == sorted(re.findall(r"</?\w+>", source)), form
            assert (form[-1] in ".?…") == (source[-1] in ".?…"), form
            assert form == form.strip(), form


@LANGUAGES
def test_a_compiled_catalogue_speaks(language: str) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    compiled.seek(0)
    spoken = gettext.GNUTranslations(compiled)
    english = "Its issuer has withdrawn it."
    assert (spoken.gettext(english),) == translated(language)[english,] != (english,)
    for count in (1, 2):
        text = spoken.ngettext("{name}: {count} micro-credential", "{name}: {count} micro-credentials", count)
        assert text.format(name="North", count=count).startswith(f"North: {count} ")


@LANGUAGES
def test_a_micro_credential_is_called_by_one_word(language: str) -> None:
    """The field's own terms, as the four languages' universities use them."""
    word = {"ms": "kredensial mikro", "es": "microcredencial", "ca": "microcredencial"}[language]
    for original, translation in translated(language).items():
        if "micro-credential" in original[0].lower():
            assert word in translation[0].lower(), original
