"""What is searched: words of titles, words of everything, and the list of all words, by which slips are put right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from django.db import connection

from testamur.core.model.microcredential import MicroCredential as Definition
from testamur.domain.catalogue import facts

# Longer texts are cut: nobody looks for the thirteenth word.
MOST_WORDS = 12
_WORD = re.compile(r"\w+")
_LONGEST_WORD = 60
_SHORTEST_PREFIX = 3
# How alike a slip and the word meant are: "dta" and "data" are at 0.86, "soil" and "silo" at 0.75.
_ALIKE = 0.76
_MEANT = 3
_LOOK_ALIKES = """
SELECT word FROM catalogue_word WHERE word %% %(word)s AND length(word) BETWEEN %(least)s AND %(most)s
ORDER BY word <-> %(word)s, word LIMIT 40
"""


def index(row_id: int, course: Definition) -> None:
    """Write what is searched of a micro-credential, without accents."""
    titles, tags, outcomes, descriptions = facts.search_texts(course)
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE catalogue_microcredential SET
                 titles = to_tsvector('simple', unaccent(%(titles)s)),
                 search = setweight(to_tsvector('simple', unaccent(%(titles)s)), 'A')
                       || setweight(to_tsvector('simple', unaccent(%(tags)s)), 'B')
                       || setweight(to_tsvector('simple', unaccent(%(outcomes)s)), 'C')
                       || setweight(to_tsvector('simple', unaccent(%(descriptions)s)), 'D'),
                 words = lower(unaccent(%(titles)s || ' ' || %(tags)s))
               WHERE id = %(id)s""",
            {"titles": titles, "tags": tags, "outcomes": outcomes, "descriptions": descriptions, "id": row_id},
        )
        cursor.execute(
            """INSERT INTO catalogue_word (word)
               SELECT lexeme FROM catalogue_microcredential m, unnest(tsvector_to_array(m.search)) AS lexeme
               WHERE m.id = %(id)s AND length(lexeme) BETWEEN 2 AND %(longest)s ORDER BY lexeme
               ON CONFLICT DO NOTHING""",
            {"id": row_id, "longest": _LONGEST_WORD},
        )


def understood(text: str) -> str:
    """Return what was typed as a query in PostgreSQL's notation (manual, section 8.11.2), empty where it has no word.

    A word begins what it finds; one that begins nothing in the catalogue stands for those that look most like it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower(unaccent(%s))", [text])
        (plain,) = cursor.fetchone()
        words = [word[:_LONGEST_WORD] for word in dict.fromkeys(_WORD.findall(plain))][:MOST_WORDS]
        return " & ".join(_either(_known(cursor, word)) for word in words)


def _known(cursor, word: str) -> list[str]:  # type: ignore[no-untyped-def]  # noqa: ANN001 - Django names no such type
    if len(word) < _SHORTEST_PREFIX:
        return [f"'{word}'"]
    cursor.execute("SELECT 1 FROM catalogue_word WHERE word LIKE %s LIMIT 1", [word.replace("_", r"\_") + "%"])
    if cursor.fetchone():
        return [f"'{word}':*"]
    # Trigrams of a short word with a slip have little in common with those of the word meant.
    cursor.execute("SET LOCAL pg_trgm.similarity_threshold = 0.2")
    cursor.execute(_LOOK_ALIKES, {"word": word, "least": len(word) - 2, "most": len(word) + 2})
    near = [found for (found,) in cursor.fetchall()]
    return [f"'{one}'" for one in get_close_matches(word, near, n=_MEANT, cutoff=_ALIKE)] or [f"'{word}':*"]


def _either(words: Iterable[str]) -> str:
    return f"({' | '.join(words)})"
