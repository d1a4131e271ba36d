"""A wish counts for the clause or the items that it governs, in all languages whose signs are known."""

from __future__ import annotations

import pytest

from testamur.core.skills.advert_parts import Part, Signs, parts
from testamur.packs.advert_signs import signs

SIGNS = Signs.of(signs())
# Names that are wished for stand in «», those that are needed in [].
_BOTH = """
[Python] is required, «R» is an advantage.
«R» is an advantage, [Python] is required.
You write [Python] every day; «R» would be a plus.
You know [Python] and ideally «R».
Experience with [Python], preferably with «Django».
[Python] is essential while «R» and «SQL» are desirable.
[Python], «R» (nice to have) and [Excel]
[Python] and [Excel] are required, «SQL» and «Power BI» nice to have.
You need [Python], but «R», «SQL» and «SAS» are welcome.
[Python] – essential; «R» – nice to have
Must have: [Python]; nice to have: «R», «SQL»
You can bake [bread], and it would be an advantage to know «R».
Ideally you know «R» and «SQL», and [Python] is a must.
Knowledge of [Python], ideally «R» or «SPSS», and [Excel]
[Python] (required), «R» (optional)
[Python] ist erforderlich, «R» von Vorteil.
Kenntnisse in [Python], idealerweise auch in «R».
Wir erwarten [Python], wünschenswert sind «R» und «SQL».
Sie schreiben [Python], Kenntnisse in «R» sind von Vorteil.
Idealerweise kennen Sie «R», [Python] ist Voraussetzung.
Sie kochen und [backen], aber «R» ist nur ein Plus.
Imprescindible [Python], se valorará «R».
Se requiere [Python]; «R» será un plus.
Dominas [Python] y preferiblemente «R».
[Python] es necesario, aunque «R» y «SQL» son deseables.
Cal saber [Python], es valorarà «R».
[Python] és imprescindible, però «R» és un plus.
Domineu [Python] i preferiblement «R».
[Python] est indispensable, «R» serait un plus.
Vous maîtrisez [Python] et idéalement «R».
Il faut connaître [Python], mais «R» et «SQL» sont des atouts.
[Python] diperlukan, «R» satu kelebihan.
Anda mahir [Python] dan sebaik-baiknya «R».
[Python] wajib, tetapi «R» dan «SQL» merupakan kelebihan.
[Python] é obrigatório, «R» é um diferencial.
Você domina [Python] e preferencialmente «R».
Exige-se [Python], mas «R» e «SQL» são desejáveis.
"""
_WISHES = """
«R» is an advantage.
Knowledge of «Python», «R» and «SQL» is an advantage.
Ideally you know «R», «SQL» and «Excel».
It would be a plus if you know «R» and «SQL».
We would like you to know «R».
Nice to have: «R», «SQL»
«Python» and «R» are desirable.
The following are an advantage: «R», «SQL»
«R» is not required, but an advantage.
Es ist von Vorteil, wenn Sie «R» können.
Kenntnisse in «Python», «R» und «SQL» sind wünschenswert.
Von Vorteil sind «R» und «SQL».
Se valorará positivamente conocer «R» y «SQL».
Conocimientos de «Python» y «R» serán valorables.
Es valorarà conèixer «R» i «SQL».
«Python» et «R» sont souhaités.
Pengetahuan «Python», «R» dan «SQL» merupakan satu kelebihan.
Valorizamos «R» e «SQL».
"""
_NEEDED = """
[Python] is required.
You know [Python], [R] and [SQL].
We expect [Python] and [R], and you must know [SQL].
[Python] ist Voraussetzung.
Sie kennen [Python] und [R].
Wir erwarten [Python], [R] und [SQL].
Imprescindible [Python] y [R].
Se requiere [Python], [R] y [SQL].
Cal saber [Python] i [R].
Vous maîtrisez [Python] et [R].
[Python] dan [R] diperlukan.
Exige-se [Python] e [R].
"""


def marked(said: str) -> tuple[str, dict[str, bool]]:
    """Return a sentence without marks, and name → whether it is wished for."""
    text, told = "", {}
    for rest in said.replace("«", "\t«").replace("[", "\t[").replace("»", "\t").replace("]", "\t").split("\t"):
        text += rest.lstrip("«[")
        if rest[:1] in ("«", "["):
            told[rest[1:]] = rest[0] == "«"
    return text, told


@pytest.mark.parametrize("said", [one for each in (_BOTH, _WISHES, _NEEDED) for one in each.strip().splitlines()])
def test_a_wish_is_for_what_it_speaks_of_and_what_else_is_needed_stays_needed(said: str) -> None:
    text, told = marked(said)
    seen = {}
    for piece in parts(text, SIGNS):
        for name in told:
            at = piece.sentence.text.find(name)
            if at >= 0 and piece.part in (Part.READ, Part.SHORT):
                seen[name] = piece.is_nice(at, at + len(name))
    assert seen == told


def test_all_that_stands_below_a_heading_of_wishes_is_wished_for() -> None:
    [_heading, one] = parts("Nice to have\n- You know Python, and R is required", SIGNS)
    assert one.is_nice(9, 15)
