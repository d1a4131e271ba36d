"""Every kind of single value: how it is read, written and described. Text in, model value out; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from testamur.core.model.definition.codes import COUNTRIES, LICENCES
from testamur.core.model.definition.kinds import Scalar
from testamur.core.model.definition.problems import Unacceptable, nearest_spelling
from testamur.core.model.definition.texts import MARKUP, MAX_LINE, clean_line
from testamur.core.model.errors import ModelError
from testamur.core.model.language import check_language_tag
from testamur.core.model.quantity import CREDIT_UNITS, CreditAmount, parse_hours, plain

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_LONGEST_NUMBER = 12
_PERCENT = 100
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CREDITS = re.compile(r"(?P<value>\S+)\s+(?P<unit>\S+)")
_IDENTIFIER = r"[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9])?"
_LICENCE_REFERENCE = r"LicenseRef-[A-Za-z0-9.-]{1,80}"
_ORCID = r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]"
_LONGEST_ADDRESS = 2000
_TRUTHS = {"yes": True, "true": True, "no": False, "false": False}


def _number(text: str, *, highest: int | None = None) -> Decimal:
    if not _NUMBER.fullmatch(text) or len(text) > _LONGEST_NUMBER:
        code = "not-a-number"
        raise Unacceptable(code)
    value = Decimal(text)
    if value < 0:
        code = "negative"
        raise Unacceptable(code)
    if highest is not None and value > highest:
        code = "too-high"
        raise Unacceptable(code, allowed=[str(highest)])
    return value


def _percent(text: str) -> Decimal:
    return _number(text.removesuffix("%").rstrip(), highest=_PERCENT)


def _months(text: str) -> int:
    value = _number(text, highest=1200)
    if value != value.to_integral_value() or not value:
        code = "not-whole"
        raise Unacceptable(code)
    return int(value)


def _hours(text: str) -> Decimal:
    if text.startswith("-"):
        code = "negative"
        raise Unacceptable(code)
    try:
        hours = parse_hours(text)
    except ModelError as error:
        code = "not-hours"
        raise Unacceptable(code) from error
    # Minutes of an hour need not be a finite decimal; two places are 36 seconds.
    return round(hours, 2) if hours.as_tuple().exponent not in (0, -1, -2) else hours


def _credits(text: str) -> CreditAmount:
    match = _CREDITS.fullmatch(text)
    if not match:
        code = "not-credits"
        raise Unacceptable(code, allowed=CREDIT_UNITS)
    if match["unit"] not in CREDIT_UNITS:
        code = "unknown-unit"
        raise Unacceptable(code, allowed=CREDIT_UNITS, suggestion=nearest_spelling(match["unit"], CREDIT_UNITS))
    return CreditAmount(_number(match["value"]), match["unit"])


def _day(text: str) -> date:
    if not _DAY.fullmatch(text):
        code = "not-a-date"
        raise Unacceptable(code)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        code = "no-such-date"
        raise Unacceptable(code) from error


def _truth(text: str) -> bool:
    if text.lower() not in _TRUTHS:
        code = "not-yes-or-no"
        raise Unacceptable(code, allowed=["yes", "no"], suggestion=nearest_spelling(text, ("yes", "no")))
    return _TRUTHS[text.lower()]


def _address(text: str) -> str:
    line = clean_line(text) if len(text) <= _LONGEST_ADDRESS else ""
    try:
        parts = urlsplit(line)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"[\s\"<>\\]", line)
    except ValueError:
        usable = False
    if not usable:
        code = "not-an-address"
        raise Unacceptable(code)
    return line


def is_language_tag(text: str) -> bool:
    """Return whether *text* has the form of a BCP 47 tag."""
    try:
        check_language_tag(text)
    except ModelError:
        return False
    return True


def _language(text: str) -> str:
    if not is_language_tag(text):
        code = "not-a-language"
        raise Unacceptable(code)
    return text


def _orcid(text: str) -> str:
    """Return an ORCID iD whose check digit holds (ISO 7064 MOD 11-2)."""
    bare = text.removeprefix("https://orcid.org/")
    total = 0
    if re.fullmatch(_ORCID, bare):
        digits = bare.replace("-", "")
        for digit in digits[:-1]:
            total = (total + int(digit)) * 2
        if "0123456789X"[(12 - total % 11) % 11] == digits[-1]:
            return bare
    code = "not-an-orcid"
    raise Unacceptable(code)


def _licence(text: str) -> str:
    if text in LICENCES or re.fullmatch(_LICENCE_REFERENCE, text):
        return text
    code = "not-a-licence"
    raise Unacceptable(code, allowed=LICENCES, suggestion=nearest_spelling(text, LICENCES))


def _pattern(pattern: str, code: str) -> Callable[[str], str]:
    compiled = re.compile(pattern)

    def read(text: str) -> str:
        if not compiled.fullmatch(text):
            raise Unacceptable(code)
        return text

    return read


def _schema_of(pattern: str) -> dict[str, object]:
    return {"type": "string", "pattern": f"^(?:{pattern})$"}


def _number_schema(**limits: int) -> dict[str, object]:
    return {"anyOf": [{"type": "number", "minimum": 0, **limits}, _schema_of(r"\d+(\.\d+)?%?")]}


def _write_number(value: object) -> str:
    return plain(value) if isinstance(value, Decimal) else str(value)


def _write_credits(value: object) -> str:
    return str(value)


def _write_truth(value: object) -> str:
    return "yes" if value else "no"


def choice(values: Iterable[str]) -> Scalar:
    """Return the kind of a value out of a closed list."""
    allowed = tuple(values)

    def read(text: str) -> str:
        if text not in allowed:
            code = "not-a-choice"
            raise Unacceptable(code, allowed=allowed, suggestion=nearest_spelling(text, allowed))
        return text

    return Scalar("one of " + ", ".join(f"`{value}`" for value in allowed), read, str, {"enum": [*allowed]})


LINE = Scalar(
    "text on one line", clean_line, str, {"type": "string", "maxLength": MAX_LINE, "not": {"pattern": MARKUP}}
)
VERSION = Scalar(
    'version such as `"1.0"`',
    _pattern(_IDENTIFIER, "not-an-identifier"),
    str,
    {"anyOf": [_schema_of(_IDENTIFIER), {"type": "number", "minimum": 0}]},
)
IDENTIFIER = Scalar(
    "identifier: letters, digits, `-`, `_`, `.`", _pattern(_IDENTIFIER, "not-an-identifier"), str, VERSION.schema
)
NUMBER = Scalar("number, 0 or more", _number, _write_number, _number_schema(), bare=True)
PERCENT = Scalar("percent, 0 to 100", _percent, _write_number, _number_schema(maximum=_PERCENT), bare=True)
MONTHS = Scalar(
    "whole number of months",
    _months,
    _write_number,
    {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 1200}, _schema_of(r"\d+")]},
    bare=True,
)
HOURS = Scalar(
    "hours such as `60` or `PT60H`",
    _hours,
    _write_number,
    {"anyOf": [{"type": "number", "minimum": 0}, _schema_of(r"\d+(\.\d+)?|PT(\d+(\.\d+)?H)?(\d+M)?")]},
    bare=True,
)
CREDITS = Scalar(
    "credits with their unit, such as `5 ECTS`; units: " + ", ".join(f"`{unit}`" for unit in CREDIT_UNITS),
    _credits,
    _write_credits,
    _schema_of(r"\d+(\.\d+)?\s+(" + "|".join(map(re.escape, CREDIT_UNITS)) + ")"),
)
DAY = Scalar("date such as `2026-09-30`", _day, str, _schema_of(r"\d{4}-\d{2}-\d{2}"), bare=True)
TRUTH = Scalar("`yes` or `no`", _truth, _write_truth, {"enum": [True, False, "yes", "no"]}, bare=True)
ADDRESS = Scalar("web address (`https://…`)", _address, str, _schema_of(r"https?://[^\s\"<>\\]+"))
EMAIL = Scalar(
    "e-mail address", _pattern(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+", "not-an-email"), str, _schema_of(r"[^\s@]+@\S+")
)
COUNTRY = Scalar("country: ISO 3166-1 alpha-2, such as `MY`", choice(COUNTRIES).read, str, {"enum": [*COUNTRIES]})
CURRENCY = Scalar(
    "currency: ISO 4217, such as `EUR`", _pattern(r"[A-Z]{3}", "not-a-currency"), str, _schema_of("[A-Z]{3}")
)
LANGUAGE = Scalar("language tag (BCP 47) such as `ca` or `zh-Hant`", _language, str, _schema_of(r"[a-z]{2,3}(-\w+)*"))
ORCID = Scalar("ORCID iD", _orcid, str, _schema_of(rf"(https://orcid\.org/)?{_ORCID}"))
LICENCE = Scalar(
    "SPDX identifier such as `CC-BY-4.0`, or `LicenseRef-…` for terms of your own",
    _licence,
    str,
    {"anyOf": [{"enum": [*LICENCES]}, _schema_of(_LICENCE_REFERENCE)]},
)
