"""The offers file (JSON): what can still be learned, and what each would bring."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from testamur.core.model.definition import scalars as a
from testamur.core.model.definition.files import format_field, read_section
from testamur.core.model.definition.json_tree import build_json
from testamur.core.model.definition.kinds import Field, Many, Scalar, Section
from testamur.core.model.definition.manual import manual_of
from testamur.core.model.definition.notes import Notes
from testamur.core.model.definition.problems import Unacceptable
from testamur.core.model.quantity import plain
from testamur.core.rules.holding import Holding
from testamur.core.rules.language.holdings import HOLDING_FIELDS, build_holding
from testamur.core.rules.offer import ANY_TIME, Offer, Run

FORMAT = "offers-1"
_PRICE = re.compile(r"(?P<amount>\d{1,9}(?:\.\d{1,4})?)\s+(?P<currency>[A-Z]{3})")
# What an offer cannot know about the person who takes it.
_OF_THE_PERSON = ("id", "state", "awarded_on", "consumed_by", "practice")


def read_price(text: str) -> tuple[Decimal, str]:
    """Return amount and currency of a price such as ``120 EUR``. Raises `Unacceptable`."""
    match = _PRICE.fullmatch(text)
    if not match:
        code = "not-a-price"
        raise Unacceptable(code)
    return Decimal(match["amount"]), match["currency"]


def _write_price(value: object) -> str:
    return f"{plain(value[0])} {value[1]}" if isinstance(value, tuple) else str(value)


def _weeks(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text[:4]) <= 520:  # noqa: PLR2004 - ten years
        code = "not-weeks"
        raise Unacceptable(code)
    return int(text)


def _offer(  # noqa: PLR0913 - the keys of the file
    *,
    earns: Holding,
    id: str = "",  # noqa: A002 - the key's name
    price: tuple[Decimal, str] | None = None,
    hours: Decimal | None = None,
    weeks: int | None = None,
    runs: tuple[Run, ...] = (),
    language: str = "",
    mode: str = "",
    prerequisites: tuple[str, ...] = (),
) -> Offer:
    amount, currency = price or (None, "")
    return Offer(
        id or earns.ref, earns, amount, currency, hours, weeks, runs or ANY_TIME, language, mode, prerequisites
    )


def _run(**days: object) -> Run:
    run = Run(**days)  # type: ignore[arg-type]  # the table's kinds say what each value is
    if run.starts_on and run.ends_on and run.ends_on < run.starts_on:
        code = "ends-before-it-begins"
        raise Unacceptable(code, key="ends_on")
    return run


_PRICE_KIND = Scalar("price with its currency, such as `120 EUR`", read_price, _write_price, {"type": "string"})
_WEEKS = Scalar("whole number of weeks", _weeks, str, {"type": "integer", "minimum": 1, "maximum": 520}, bare=True)
_EARNED = Section("earned", tuple(one for one in HOLDING_FIELDS if one.key not in _OF_THE_PERSON), build_holding)
_RUN = Section(
    "run",
    (
        Field("starts_on", a.DAY, "Its first day."),
        Field("ends_on", a.DAY, "Its last day."),
    ),
    _run,
)
OFFER = Section(
    "offer",
    (
        Field("earns", _EARNED, "What whoever takes it will hold, with the grade to be expected.", required=True),
        Field("id", a.LINE, "Its own name, where one specification is offered more than once."),
        Field("price", _PRICE_KIND, "What it costs; without it, that is not known."),
        Field("hours", a.HOURS, "All its work."),
        Field("weeks", _WEEKS, "How long it takes, where its runs have no dates."),
        Field("runs", Many(_RUN), "When it is given; without runs, at any time."),
        Field("language", a.LANGUAGE, "The language that it is taught in."),
        Field("mode", a.IDENTIFIER, "Where it happens, such as `online` or `onsite`."),
        Field("prerequisites", Many(a.LINE, alone=True), "Specifications that must be held before."),
    ),
    _offer,
)
OFFERS = Section(
    "offers",
    (format_field(FORMAT), Field("offers", Many(OFFER), "What is offered.", required=True)),
    lambda *, offers, **_format: Offered(offers),
)


@dataclass(frozen=True, slots=True)
class Offered:
    """What an offers file holds."""

    offers: tuple[Offer, ...]


def parse_offers(source: str | bytes, *, name: str = "") -> tuple[Offer, ...]:
    """Return the offers in *source* (JSON). Raises `DefinitionError` with all problems of the file at once."""
    return read_section(OFFERS, Offered, build_json(source), name=name, check=_check)[0].offers


def _check(notes: Notes) -> None:
    seen: set[str] = set()
    for key, value in notes.built.items():
        if isinstance(value, Offer):
            if value.id in seen:
                notes.refuse_key("duplicate-id", f"{key}.id" if f"{key}.id" in notes.places else key, value.id)
            seen.add(value.id)


def offers_manual() -> str:
    """Return the reference of the offers file in Markdown."""
    return manual_of(OFFERS)
