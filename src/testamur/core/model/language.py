"""Text in several languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from testamur.core.model.errors import ModelError

# BCP 47 (RFC 5646) without grandfathered tags: language, then script, region and variants.
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*")


def check_language_tag(tag: str) -> str:
    """Return *tag*; raise `ModelError` unless it looks like a BCP 47 tag such as ``en`` or ``zh-Hant``."""
    if not _TAG.fullmatch(tag):
        message = f"'{tag}' is not a language tag; write a BCP 47 tag such as 'en', 'ms', 'pt-BR' or 'zh-Hant'"
        raise ModelError(message)
    return tag


@dataclass(frozen=True, slots=True)
class LanguageMap(Mapping[str, str]):
    """The same text in one or more languages, in the author's order; the first is the original.

    Never empty, never blank. Raises `ModelError` otherwise.
    """

    entries: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        if not self.entries:
            message = "a text needs at least one language"
            raise ModelError(message)
        for tag, text in self.entries:
            check_language_tag(tag)
            if not text.strip():
                message = f"the text for '{tag}' is blank"
                raise ModelError(message)

    @classmethod
    def of(cls, **texts: str) -> LanguageMap:
        """Short form: ``LanguageMap.of(en="Yes", ms="Ya")``."""
        return cls(tuple(texts.items()))

    @property
    def original(self) -> str:
        """The text in the language it was written in."""
        return self.entries[0][1]

    def best(self, preferred: Sequence[str] = ()) -> str:
        """Return the text in the first of *preferred* languages that is there, else the original.

        ``es-MX`` is served by ``es`` where there is no closer one (RFC 4647, section 3.4, lookup).
        """
        texts = dict(self.entries)
        for wanted in preferred:
            tag = wanted
            while tag:
                if tag in texts:
                    return texts[tag]
                tag = tag.rpartition("-")[0]
        return self.original

    def __getitem__(self, tag: str) -> str:
        return dict(self.entries)[tag]

    def __iter__(self) -> Iterator[str]:
        return (tag for tag, _ in self.entries)

    def __len__(self) -> int:
        return len(self.entries)
