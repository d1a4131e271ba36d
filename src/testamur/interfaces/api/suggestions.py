"""Suggestions of skills for texts, and the register of the models that make them. Nothing that is sent is kept."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from ninja import Router

from testamur.adapters.identity import detector
from testamur.core.skills.identity import Found
from testamur.core.skills.languages import likeliest
from testamur.domain.design import actions as design
from testamur.domain.frameworks import queries as frameworks
from testamur.domain.frameworks.values import FrameworkView
from testamur.domain.institution.access import Actor, Permission, may
from testamur.domain.oversight import queries as oversight
from testamur.domain.oversight.register import ModelEntry
from testamur.domain.oversight.values import Purpose, SwitchView
from testamur.interfaces.api import pace
from testamur.interfaces.api.authentication import acting
from testamur.interfaces.api.problems import Slip
from testamur.interfaces.api.shapes import suggestions as shapes
from testamur.refusals import NotFound

if TYPE_CHECKING:
    from testamur.adapters.encoders.at_hand import Reader
    from testamur.core.skills.suggesting import Suggestion, Suggestions

router = Router(tags=["Suggestions"])
# A text costs as much as so many reads of a page.
UNITS = 10


@router.post("/skills/suggestions", response=shapes.SuggestionsMade)
def suggest(request: HttpRequest, given: shapes.SuggestionRequest) -> dict[str, Any]:
    """Return skills that texts may speak of, ranked, each with the words that say so. A person decides.

    No model is got ready within a request: where it is not, the texts are read by spelling, or 409 says how far it is.
    """
    actor = acting(request)
    oversight.require_on(actor, given.purpose.value)
    length = sum(map(len, given.texts))
    if length > shapes.MOST_CHARACTERS:
        raise Slip(413, "texts-too-long", length=length, limit=shapes.MOST_CHARACTERS)
    pace.spend(request, UNITS * len(given.texts))
    of = frameworks.to_read_against(here=actor.institution_id, code=given.framework)
    if of is None or (given.framework and of.code != given.framework):
        raise NotFound(what="framework", code=given.framework or "–", version="")
    spoken = given.language or likeliest(" ".join(given.texts))
    reader = ready(actor, of, spoken)
    results = [_read(reader, text, given) for text in given.texts]
    ranker = reader.ranker
    by_meaning = ranker is not None and ranker.encoder is not None
    return {
        "framework": {name: getattr(of, name) for name in ("code", "name", "version", "attribution")},
        "language": spoken,
        "lane": "meaning" if by_meaning else "spelling",
        "model": ranker.encoder.name if ranker and ranker.encoder else "",
        "is_waiting": reader.is_waiting,
        "results": results,
    }


@router.get("/models", response=list[shapes.Model], auth=None)
def models(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the register: every model and table of rules that suggests something here, with the hash of its files."""
    del request
    return [_told(one) for one in oversight.models()]


@router.get("/models/purposes", response=list[shapes.PurposeState])
def purposes(request: HttpRequest) -> list[SwitchView]:
    """Return which purposes your institution has on."""
    return oversight.switches(acting(request))


@router.get("/models/{code}", response=shapes.Model, auth=None)
def model(request: HttpRequest, code: str) -> dict[str, Any]:
    """Return one entry of the register."""
    del request
    return _told(oversight.model(code[:40]))


def ready(actor: Actor, of: FrameworkView, spoken: str) -> Reader:
    """Return what reads texts now; what is not ready is asked for, and told. Raises `Slip`."""
    from testamur.adapters.encoders import at_hand  # noqa: PLC0415 - its libraries take a second to load

    reader = at_hand.reader(frameworks.reading(of, spoken))
    if reader.is_waiting and actor.institution_id and may(actor, Permission.CO_DESIGN):
        design.prepare_suggestions(actor, framework=of.uuid, language=spoken, at=datetime.now(UTC))
    if reader.ranker is None:
        raise Slip(409, "framework-not-ready", name=of.name, done=reader.done, total=reader.total)
    return reader


def _read(reader: Reader, text: str, given: shapes.SuggestionRequest) -> dict[str, Any]:
    from testamur.core.skills.concepts import SkillsError  # noqa: PLC0415 - as above
    from testamur.core.skills.suggesting import suggest as suggested  # noqa: PLC0415 - as above
    from testamur.interfaces.words.skills import skills_error  # noqa: PLC0415 - as above

    blanked: tuple[Found, ...] = ()
    read = text
    if _may_be_about_somebody(given):
        stripped = detector().strip(text)
        read, blanked = stripped.text, stripped.found
    if reader.ranker is None:
        raise Slip(409, "framework-not-ready", name="", done=reader.done, total=reader.total)
    try:
        found: Suggestions = suggested(reader.ranker, read, top=given.top, sure=given.sure)
    except SkillsError as error:
        raise Slip(422, "text-unreadable", reason=skills_error(error)) from error
    return {
        "sentences": found.sentences,
        "without": found.without,
        "blanked": [asdict(one) for one in blanked],
        "suggestions": [_suggestion(rank, one) for rank, one in enumerate(found.found, 1)],
    }


def _may_be_about_somebody(given: shapes.SuggestionRequest) -> bool:
    if given.is_about_person is not None:
        return given.is_about_person
    return given.purpose.value != Purpose.SUGGEST_OUTCOME_SKILLS


def _suggestion(rank: int, one: Suggestion) -> dict[str, Any]:
    best, why = one.best, one.best.reasons
    return {
        "rank": rank,
        "uri": best.concept.uri,
        "label": best.concept.label,
        "confidence": None if best.confidence < 0 else round(best.confidence, 4),
        "score": round(best.score, 3),
        "evidence": [{"start": at.start, "end": at.end, "words": at.words} for at in one.places],
        "why": {
            "whole_text": round(why.whole_text, 3),
            "these_words": round(why.these_words, 3),
            "spelling": round(why.spelling, 3),
            "likest_label": why.label,
        },
    }


def _told(one: ModelEntry) -> dict[str, Any]:
    told = asdict(one)
    installed = one.installed
    files = [{"name": file.name, "sha256": file.digest} for file in installed.files] if installed else []
    return told | {
        "is_installed": installed is not None,
        "id": installed.id if installed else "",
        "version": installed.version if installed else "",
        "files": files,
    }
