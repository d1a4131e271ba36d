"""What is told of an advert beside its words: shown to be corrected, and taken from the form."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from testamur.domain.demand.values import AdvertLine, Details
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.words.translation import LANGUAGES
from testamur.refusals import Refusal

_FIELDS = ("title", "seen_on", "employer", "place", "occupation", "language", "address")


def field_of(refusal: Refusal) -> str:
    """Return the field beside which a refusal is told, or ``all``."""
    field = str(refusal.facts.get("field", ""))
    return field if field in _FIELDS else "all"


def typed_details(form: Form, now: datetime) -> Details:
    """Return the details that a form has; what is wrong with them the action says."""
    return Details(
        title=form.text("title", 250),
        seen_on=form.day("seen_on") or now.date(),
        employer=form.text("employer"),
        place=form.text("place", 120),
        occupation=form.text("occupation", 250),
        language=form.text("language", 20),
        address=form.text("address", 500),
    )


def shown_details(request: HttpRequest, line: AdvertLine, form: Form) -> dict[str, object]:
    """Return what stands in the form: what was typed where it was refused, else what is kept."""
    is_refused = request.POST.get("verb") == "correct" and bool(form.errors)
    if is_refused:
        return {**{field: form.given.get(field, "") for field in _FIELDS}, "open": True}
    kept = {field: getattr(line, field) for field in _FIELDS}
    return {**kept, "seen_on": line.seen_on.isoformat(), "open": False}


def languages_of(line: AdvertLine) -> list[tuple[str, str]]:
    """Return the languages to choose from, with the one that the advert has."""
    from testamur.interfaces.web.templatetags.testamur import language_name  # noqa: PLC0415 - a filter of templates

    others = [] if not line.language or line.language in LANGUAGES else [(line.language, language_name(line.language))]
    return [*LANGUAGES.items(), *others]
