"""The language of a text, told by its small words."""

from __future__ import annotations

import pytest

from testamur.core.skills.languages import likeliest


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "You will be responsible for the care of patients and their families."),
        ("es", "Buscamos una persona para el cuidado de los pacientes y sus familias."),
        ("fr", "Vous êtes responsable des soins aux patients avec une équipe dans le service."),
        ("pt", "Procuramos uma pessoa para cuidar dos pacientes e não só das suas famílias."),
        ("ca", "Busquem una persona per a la cura dels pacients i les seves famílies amb experiència."),
        ("en", "Kubernetes, Docker, SQL"),
        ("en", ""),
    ],
)
def test_the_language_of_a_sentence_is_known(language: str, text: str) -> None:
    assert likeliest(text) == language


def test_where_nothing_tells_what_is_given_is_taken() -> None:
    assert likeliest("SQL", otherwise="ca") == "ca"
