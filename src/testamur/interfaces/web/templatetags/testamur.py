"""Filters that put values into words, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from testamur.core.model.language import LanguageMap
from testamur.core.model.microcredential import MicroCredential
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web import undo
from testamur.interfaces.web.images import mark as drawn_mark
from testamur.interfaces.web.look import JOINED, SHEETS
from testamur.interfaces.web.sign_in import Cast
from testamur.interfaces.web.sign_in import demo_cast as cast_of_the_demo
from testamur.interfaces.words import formats, ngettext, spoken
from testamur.interfaces.words.places import place_in_words
from testamur.interfaces.words.times import times
from testamur.interfaces.words.verdicts import instant_in_words
from testamur.packs.narratives import labels

register = template.Library()
register.simple_tag(undo.way_back)

_HUE_STEP = 15
_MARK = re.compile(r"(?P<number>[0-9]{1,4}(\.[0-9]{1,4})?)(?P<unit> %|)")


@register.filter
def text(value: Mapping[str, str] | None) -> str:
    """Return the text in the reader's language, else the original."""
    if not value:
        return ""
    return (
        value.best([spoken()]) if isinstance(value, LanguageMap) else LanguageMap(tuple(value.items())).best([spoken()])
    )


@register.simple_tag
def look_sheets() -> list[str]:
    """Return the addresses of the style sheets of every page: one, where files have been collected and joined."""
    is_joined = JOINED in getattr(staticfiles_storage, "hashed_files", {})
    return [static(name) for name in ((JOINED,) if is_joined else SHEETS)]


@register.filter
def text_language(value: Mapping[str, str] | None) -> str:
    """Return the language that `text` answers in, for a ``lang`` attribute."""
    if not value:
        return spoken()
    return spoken() if spoken() in value else next(iter(value))


@register.filter
def label(code: str) -> str:
    """Return the word for a code of the definition file, such as ``oral_examination``."""
    found = labels(spoken()).get(str(code), str(code).replace("_", " "))
    return found[:1].upper() + found[1:]


@register.filter
def time_of_day(code: str) -> str:
    """Return when in the day something is, such as ``evening``."""
    return times().get(code, code)


@register.filter
def get(given: Mapping[str, str], name: str) -> str:
    """Return what stands under a *name* that templates cannot write with a dot, such as ``send-back``."""
    return given.get(name, "")


@register.filter
def has_thresholds(mc: MicroCredential) -> bool:
    """Say whether any assessment has a mark of its own that must be reached."""
    return any(assessment.threshold is not None for assessment in mc.assessments)


@register.filter
def number(value: Decimal | float | None) -> str:
    """Return a number as the reader writes it."""
    return "" if value is None else str(format_decimal(value, locale=formats()))


@register.filter
def hours(value: Decimal | float | None) -> str:
    """Return how many hours something takes, in words."""
    return "" if value is None else ngettext("{hours} hour", "{hours} hours", value).format(hours=number(value))


@register.filter
def mark(value: str) -> str:
    """Return a mark of a credential, such as ``83.5 %``, as the reader writes it; other results as they are."""
    found = _MARK.fullmatch(value)
    return f"{number(Decimal(found['number']))}{found['unit']}" if found else value


@register.filter
def unbroken(sentence: str) -> str:
    """Return *sentence* with each percent sign held to its number, so that no line ends between them."""
    return sentence.replace(" %", "\N{NO-BREAK SPACE}%")


@register.filter
def in_fours(text: str) -> list[str]:
    """Return *text* in groups of four letters, as people copy it by hand."""
    return [text[at : at + 4] for at in range(0, len(text), 4)]


@register.simple_tag
def money(amount: Decimal, currency: str) -> str:
    """Return an amount of money as the reader writes it; whole amounts without decimals."""
    whole = amount == amount.to_integral_value()
    return str(
        format_currency(
            amount, currency, locale=formats(), currency_digits=False, format="¤¤ #,##0" if whole else "¤¤ #,##0.00"
        )
    )


@register.filter
def day(value: date | datetime | None) -> str:
    """Return a date in words."""
    return "" if value is None else str(format_date(value, "long", locale=formats()))


@register.filter
def instant(value: datetime | None) -> str:
    """Return a date in words with the time and its zone."""
    return "" if value is None else instant_in_words(value)


@register.filter
def place(where: str, first: int = 0) -> str:
    """Return a place in a definition as people call it; its numbers begin at *first*."""
    return place_in_words(where, first=first)


@register.filter
def language_name(tag: str) -> str:
    """Return a language's name in the reader's language."""
    try:
        return Locale.parse(tag, sep="-").get_display_name(spoken()) or tag
    except (UnknownLocaleError, ValueError):
        return tag


@register.filter
def country(code: str) -> str:
    """Return a country's name in the reader's language."""
    return str(Locale.parse(spoken()).territories.get(code, code))


@register.filter
def hue(institution: InstitutionView) -> str:
    """Return the class that gives an institution's accent, in steps of fifteen degrees."""
    return f"hue-{round(institution.hue / _HUE_STEP) * _HUE_STEP % 360}"


@register.simple_tag
def the_mark() -> SafeString:
    """Return the mark."""
    return mark_safe(drawn_mark())  # noqa: S308 - made by us from constants


@register.simple_tag
def share(part: Decimal, whole: Decimal | None) -> str:
    """Return *part* of *whole* in percent, for the width of a bar."""
    return f"{min(100 * part / whole, Decimal(100)):.1f}" if whole else "0"


@register.simple_tag
def demo_cast() -> list[Cast]:
    """Return who can be played in the demo."""
    return cast_of_the_demo()


@register.simple_tag
def is_mail_kept() -> bool:
    """Return whether mail is kept as files, because no mail server is named."""
    return bool(settings.IS_MAIL_KEPT)
