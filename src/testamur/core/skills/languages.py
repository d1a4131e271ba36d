"""Which language a text is in, as far as the small words that every sentence has tell it."""

from __future__ import annotations

import re
from types import MappingProxyType

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
# Words that one of these languages has often and the others rarely.
_SMALL = MappingProxyType(
    {
        "en": "the and of to in with for is are you will be on by that this your or an we from as at have their",
        "es": "el los las y del con para una es por su que al más como sus un se lo nuestro este la de en o",
        "fr": "le les des et du une pour avec est dans vous aux sur nous au votre ce cette être un la de en ou qui",
        "pt": "os as e do da dos das com para uma em é por no na um ao você sua nos que não são mais de ou",
        "ca": "els les i del dels amb per una és al en que aquest seva seu més un als la de o són l'empresa d'un",
    }
)
# What adverts may be in: the languages in which frameworks of skills come, or which are spoken here.
_TAGS = (
    "ar bg ca cs da de el en es et eu fi fr ga gl hi hr hu id is it ja ko lt lv ms mt nl no pl pt ro ru sk sl sq sr sv "
    "ta th tr uk vi zh"
)
KNOWN = tuple(_TAGS.split())
_SETS = MappingProxyType({language: frozenset(words.split()) for language, words in _SMALL.items()})
_SHARED = frozenset(
    word for word in frozenset().union(*_SETS.values()) if sum(word in one for one in _SETS.values()) > 1
)


def known(tag: str) -> str:
    """Return the language of a tag such as ``pt-BR`` in small letters; nothing where it is none that is known."""
    language = re.split("[-_]", tag.strip().lower())[0]
    return language if language in KNOWN else ""


def likeliest(text: str, *, otherwise: str = "en") -> str:
    """Return the language (en, es, fr, pt, ca) whose small words the text has most of; *otherwise* where none leads."""
    counts = dict.fromkeys(_SETS, 0.0)
    for word in _WORD.findall(text.lower()):
        for language, small in _SETS.items():
            counts[language] += (word in small) * (0.3 if word in _SHARED else 1.0)
    order = sorted(counts, key=lambda language: (-counts[language], language))
    return order[0] if counts[order[0]] > counts[order[1]] else otherwise
