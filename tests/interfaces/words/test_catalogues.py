"""Whatever Testamur says is said in every language of the house."""

from __future__ import annotations

import gettext
import io
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "src" / "testamur"
HOLE = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|%%")
Forms = tuple[str, ...]


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


LANGUAGES = pytest.mark.parametrize("language", ["ms", "es", "ca"])


def test_the_catalogues_are_up_to_date() -> None:
    command = [Path(sys.executable), ROOT / ".ci" / "words"]
    run = subprocess.run([*command, "--check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, f"run .ci/words, then translate what is new\n{run.stdout}{run.stderr}"


@LANGUAGES
def test_every_text_is_translated(language: str) -> None:
    wanted = {forms(one.id) for one in catalogue(language) if one.id}
    assert len(wanted) > 5000
    assert sorted(wanted - set(translated(language))) == []


@LANGUAGES
def test_every_translation_keeps_the_placeholders_of_its_original(language: str) -> None:
    for original, translation in translated(language).items():
        for source, form in zip(original, translation, strict=True):
            # "One answer" may say its number in a word, and a language may count it all the same.
            allowed = [sorted(HOLE.findall(text)) for text in (source, original[-1])]
            assert sorted(HOLE.findall(form)) in allowed, form


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
