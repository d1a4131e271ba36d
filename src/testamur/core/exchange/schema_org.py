"""A definition as schema.org describes it: a Course, the credential it leads to, and the runs that one can join.

https://schema.org/Course, /EducationalOccupationalCredential, /CourseInstance (version 29). What a search engine asks
of a course list is in it: name, description, provider, workload and an offer with its category.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from testamur.core.model.language import LanguageMap
from testamur.core.model.level import Level
from testamur.core.model.microcredential import MicroCredential, Organisation
from testamur.core.model.quantity import plain

CONTEXT = "https://schema.org"
Json = dict[str, Any]
_MODES = {"online": "Online", "onsite": "Onsite", "blended": "Blended"}
_EQF = "http://data.europa.eu/snb/eqf/"
# Who assures from outside recognises; an institution's own policy is no recognition (domain.md 2.1, M4 and M11).
_RECOGNISERS = {"external_review", "programme_accreditation", "institutional_accreditation"}


@dataclass(frozen=True, slots=True)
class Run:
    """A time at which it can be taken. Days are None where they are not known."""

    label: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


def schema_org(
    definition: MicroCredential,
    address: str,
    *,
    language: str = "",
    image: str = "",
    published_on: date | None = None,
    runs: Iterable[Run] = (),
) -> Json:
    """Return the JSON-LD of a definition whose page is *address*, in one *language* (by default, its own)."""
    return _Writer(definition, address, language).course(image, published_on, tuple(runs))


class _Writer:
    def __init__(self, definition: MicroCredential, address: str, language: str) -> None:
        self._it = definition
        self._address = address
        self._language = language or next(iter(definition.title))

    def course(self, image: str, published_on: date | None, runs: tuple[Run, ...]) -> Json:
        """Return the Course."""
        it = self._it
        told: Json = {
            "@context": CONTEXT,
            "@type": "Course",
            "@id": self._address,
            "url": self._address,
            "courseCode": it.id,
            "name": self._said(it.title),
            "description": self._said(it.description),
            "version": it.version,
            "provider": _organisation(it.provider or it.awarding_bodies[0]),
            "inLanguage": list(it.language_of_instruction),
            "teaches": [self._said(outcome.text) for outcome in it.outcomes],
            "assesses": [self._said(one.title) for one in it.assessments],
            "educationalLevel": [_level(one) for one in self._levels()],
            "coursePrerequisites": self._said(it.prerequisites),
            "educationalCredentialAwarded": self._credential(),
            "hasCourseInstance": [self._instance(run) for run in runs or (Run(),)],
            "timeRequired": _hours(it.workload.hours),
            "keywords": list(it.tags),
            "license": it.licence if it.licence.startswith("https://") else "",
            "author": [{"@type": "Person", "name": one.name} for one in it.contributors],
            "image": image,
            "datePublished": published_on.isoformat() if published_on else "",
        }
        return _without_nothing(told | self._size() | self._price())

    def _credential(self) -> Json:
        it = self._it
        recognisers = dict.fromkeys(one.body for one in it.quality if one.type in _RECOGNISERS)
        return _without_nothing(
            {
                "@type": "EducationalOccupationalCredential",
                "name": self._said(it.title),
                "url": self._address,
                "credentialCategory": "Micro-credential",
                "competencyRequired": [self._said(outcome.text) for outcome in it.outcomes],
                "educationalLevel": [_level(one) for one in self._levels()],
                "publisher": [_organisation(body) for body in it.awarding_bodies],
                "recognizedBy": [{"@type": "Organization", "name": name} for name in recognisers],
                "validFor": f"P{it.validity.months}M" if it.validity.months else "",
            }
        )

    def _instance(self, run: Run) -> Json:
        modes = sorted({_MODES.get(mode, "Blended") for mode in self._it.participation})
        return _without_nothing(
            {
                "@type": "CourseInstance",
                "name": run.label,
                "courseMode": modes,
                "courseWorkload": _hours(self._it.workload.hours),
                "inLanguage": list(self._it.language_of_instruction),
                "startDate": run.starts_on.isoformat() if run.starts_on else "",
                "endDate": run.ends_on.isoformat() if run.ends_on else "",
            }
        )

    def _size(self) -> Json:
        amount = self._it.workload.credits
        if amount is None:
            return {}
        size = {"@type": "StructuredValue", "value": _number(amount.value), "unitText": amount.unit}
        return {"numberOfCredits": size}

    def _price(self) -> Json:
        price = self._it.price
        if price is None:
            return {}
        category = "Paid" if price.amount else "Free"
        offer = {"@type": "Offer", "price": plain(price.amount), "priceCurrency": price.currency, "category": category}
        return {"offers": offer | {"url": self._address}}

    def _levels(self) -> list[Level]:
        return [one for one in (self._it.level, *self._it.other_levels) if one]

    def _said(self, words: LanguageMap | None) -> str:
        return words.best([self._language]) if words else ""


def _level(level: Level) -> Json:
    told = {"@type": "DefinedTerm", "name": str(level), "termCode": level.value, "inDefinedTermSet": level.framework}
    return told | ({"url": f"{_EQF}{level.value}"} if level.framework == "EQF" else {})


def _organisation(body: Organisation) -> Json:
    place = {"@type": "PostalAddress", "addressCountry": body.country, "addressRegion": body.region}
    told = {
        "@type": "CollegeOrUniversity",
        "name": body.name,
        "legalName": body.legal_name,
        "url": body.url,
        "address": _without_nothing(place),
    }
    return _without_nothing(told)


def _hours(hours: Decimal | None) -> str:
    """Return a duration (ISO 8601): whole minutes, for fractions of an hour are not understood everywhere."""
    if not hours:
        return ""
    whole, rest = divmod(int(hours * 60), 60)
    return f"PT{f'{whole}H' if whole else ''}{f'{rest}M' if rest else ''}"


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _without_nothing(told: Json) -> Json:
    return {name: value for name, value in told.items() if value not in ("", [], {})}
