"""The language that this thread of work speaks.

Pages, API, jobs and the command line read the same catalogues (``testamur/locale``). The standard library's gettext
does it without Django, so that a command that needs no server starts quickly.
"""

from __future__ import annotations

import gettext as catalogues
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from functools import cache
from pathlib import Path

LOCALE_FOLDER = Path(__file__).resolve().parents[2] / "locale"
LANGUAGES = {"en": "English", "ms": "Bahasa Melayu", "es": "Español", "ca": "Català"}

_spoken: ContextVar[str] = ContextVar("language", default="en")


def speak(language: str) -> None:
    """Speak *language* from here on in this context, e.g. ``ms`` or ``es-MX``; an unknown one leaves English."""
    short = language.replace("_", "-").split("-")[0].lower()
    _spoken.set(short if short in LANGUAGES else "en")


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Speak *language* for a while: of a letter or a mail, whose reader need not be who asks for it."""
    before = spoken()
    speak(language)
    try:
        yield
    finally:
        speak(before)


def spoken() -> str:
    """Return the language spoken now: one of `LANGUAGES`."""
    return _spoken.get()


def formats() -> str:
    """Return whose way of writing dates and numbers goes with the language spoken now: English is British here."""
    return "en_GB" if spoken() == "en" else spoken()


@cache
def _catalogue(language: str) -> catalogues.NullTranslations:
    return catalogues.translation("django", LOCALE_FOLDER, [language], fallback=True)


def _(text: str) -> str:
    """Return *text* in the language spoken now."""
    return _catalogue(_spoken.get()).gettext(text)


def pgettext(context: str, text: str) -> str:
    """Return *text* in the language spoken now where one English word has several translations; *context* says which.

    Not told apart by other English words, for those would be translated alike again.
    """
    return _catalogue(_spoken.get()).pgettext(context, text)


def ngettext(one: str, many: str, count: Decimal | float) -> str:
    """Return the form of *one* or *many* that *count* asks for, in the language spoken now; parts of one are many."""
    return _catalogue(_spoken.get()).ngettext(one, many, int(count) if count == int(count) else 2)
