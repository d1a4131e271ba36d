"""The templates that a draft can begin with, as data that comes with this version."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import yaml

from testamur import packs
from testamur.core.model.definition import dump, parse
from testamur.core.model.language import LanguageMap
from testamur.core.model.microcredential import MicroCredential, Organisation, QualityStatement, Workload
from testamur.domain.design.countries import own_credits, own_level
from testamur.domain.institution.values import InstitutionView

# What stands in a template where the institution's name belongs.
_PLACEHOLDER = "Your institution"


@dataclass(frozen=True, slots=True)
class Template:
    """A whole definition to begin with. ``audience``: for whom it is; ``icon``: its picture's name."""

    name: str
    icon: str
    title: LanguageMap
    audience: LanguageMap
    source: str
    definition: MicroCredential


@cache
def templates() -> tuple[Template, ...]:
    """Return the templates in the order of their names, read once."""
    return tuple(_template(text) for text in packs.templates().values())


def filled(source: str, place: InstitutionView) -> str:
    """Return the text of a template as it is in an institution.

    It says who awards it and who answers for it; level and credits are told as its country tells them, so that nobody
    begins with a finding that is none of their doing. It is written as forms write it, so that a change of one value is
    a change of one line in the history and beside somebody else's.
    """
    before = parse(source)
    body = Organisation(
        name=place.name,
        country=place.country,
        legal_name=place.legal_name if place.legal_name != place.name else "",
        url=place.url,
        email=place.email,
    )
    after = replace(
        before,
        awarding_bodies=(body,),
        quality=tuple(_answered(one, place) for one in before.quality),
        level=own_level(before.level, place.country) if before.level else None,
        workload=_worth(before.workload, place.country),
    )
    return dump(after)


def _answered(one: QualityStatement, place: InstitutionView) -> QualityStatement:
    return replace(one, body=one.body.replace(_PLACEHOLDER, place.name), url=one.url or place.url)


def _worth(before: Workload, country: str) -> Workload:
    return replace(before, credits=own_credits(before.credits, before.hours, country) if before.credits else None)


def _template(text: str) -> Template:
    found = yaml.safe_load(text)
    source = str(found["definition"])
    return Template(
        name=str(found["template"]),
        icon=str(found["icon"]),
        title=LanguageMap(tuple(found["title"].items())),
        audience=LanguageMap(tuple(found["for"].items())),
        source=source,
        definition=parse(source),
    )
