"""Code, part by part: what is a word of the language, a text, a number, a remark. Pure; the colours are the door's."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from pygments.lexers import get_lexer_by_name
from pygments.token import Token
from pygments.util import ClassNotFound

# The first that a token belongs to names it.
_KINDS: Final = (
    (Token.Comment, "remark"),
    (Token.Keyword, "word"),
    (Token.Operator.Word, "word"),
    (Token.Literal.String, "text"),
    (Token.Literal.Number, "number"),
    (Token.Name.Function, "name"),
    (Token.Name.Class, "name"),
    (Token.Name.Tag, "name"),
)
# Longer code is shown as it is: what reads it goes letter by letter.
_LONGEST: Final = 20_000


@lru_cache(maxsize=256)
def coloured(language: str, text: str) -> tuple[tuple[str, str], ...]:
    """Return pairs of kind (remark, word, text, number, name, or empty) and letters; together they are *text*."""
    if not language or len(text) > _LONGEST:
        return (("", text),)
    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return (("", text),)
    found: list[tuple[str, str]] = []
    for token, letters in lexer.get_tokens(text):
        kind = next((name for family, name in _KINDS if token in family), "")
        if found and found[-1][0] == kind:
            found[-1] = (kind, found[-1][1] + letters)
        else:
            found.append((kind, letters))
    return tuple(found)
