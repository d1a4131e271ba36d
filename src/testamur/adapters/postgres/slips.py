"""What somebody typed, as a query of a full-text search: words begin what they find, and slips are put right.

A room that is searched keeps a table of its words, small and without accents, with one column ``word`` and an index of
trigrams; its vectors are made with ``to_tsvector('simple', unaccent(…))``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from django.db import connection

# Longer texts are cut: nobody looks for the thirteenth word.
MOST_WORDS = 12
LONGEST_WORD = 60
_WORD = re.compile(r"\w+")
_SHORTEST_PREFIX = 3
# How alike a slip and the word meant are: "dta" and "data" are at 0.86, "soil" and "silo" at 0.75.
_ALIKE = 0.76
_MEANT = 3
_LOOK_ALIKES = """
SELECT word FROM {table} WHERE word %% %(word)s AND length(word) BETWEEN %(least)s AND %(most)s
ORDER BY word <-> %(word)s, word LIMIT 40
"""


def understood(text: str, table: str) -> str:
    """Return what was typed as a query in PostgreSQL's notation (manual, section 8.11.2), empty where it has no word.

    *table*: the room's words. A word that begins none of them stands for those that look most like it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower(unaccent(%s))", [text])
        (plain,) = cursor.fetchone()
        words = [word[:LONGEST_WORD] for word in dict.fromkeys(_WORD.findall(plain))][:MOST_WORDS]
        return " & ".join(_either(_known(cursor, word, table)) for word in words)


def _known(cursor, word: str, table: str) -> list[str]:  # type: ignore[no-untyped-def]  # noqa: ANN001 - Django names no such type
    if len(word) < _SHORTEST_PREFIX:
        return [f"'{word}'"]
    beginning = word.replace("_", r"\_") + "%"
    cursor.execute(f"SELECT 1 FROM {table} WHERE word LIKE %s LIMIT 1", [beginning])  # noqa: S608 - a name of ours
    if cursor.fetchone():
        return [f"'{word}':*"]
    # Trigrams of a short word with a slip have little in common with those of the word meant.
    cursor.execute("SET LOCAL pg_trgm.similarity_threshold = 0.2")
    cursor.execute(_LOOK_ALIKES.format(table=table), {"word": word, "least": len(word) - 2, "most": len(word) + 2})
    near = [found for (found,) in cursor.fetchall()]
    return [f"'{one}'" for one in get_close_matches(word, near, n=_MEANT, cutoff=_ALIKE)] or [f"'{word}':*"]


def _either(words: Iterable[str]) -> str:
    return f"({' | '.join(words)})"
