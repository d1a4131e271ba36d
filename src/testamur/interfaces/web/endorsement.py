"""An endorsement in words: who stands by what, whether the signature holds, since when, and what they say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import orjson
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from testamur.core.credential import verify
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.institution import queries as institutions
from testamur.domain.issuing import addresses, queries
from testamur.interfaces.web.check import WORLD, told
from testamur.interfaces.web.templatetags.testamur import text, text_language
from testamur.refusals import NotFound


@dataclass(frozen=True, slots=True)
class Endorsed:
    """What is endorsed: what it is called, in which language, where it is read, and whose it is."""

    title: str
    language: str
    page: str
    house: str
    version: str = ""


@require_safe
def endorsement(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show an endorsement, judged at this moment; withdrawn ones too."""
    found, file = queries.endorsement(uuid)
    now = datetime.now(UTC)
    context = {
        **told(verify(file.content, world=WORLD, at=now)),
        "found": found,
        "endorsed": _endorsed(str(orjson.loads(file.content)["credentialSubject"]["id"])),
        "signed": f"{reverse('endorsement', args=(uuid,))}?as=signed",
        "now": now,
        "section": "check",
    }
    return render(request, "testamur/endorsement.html", context)


def _endorsed(target: str) -> Endorsed:
    """Return what stands at the address that was endorsed: a version of a micro-credential, or an institution."""
    version = addresses.uuid_in(target, "versions")
    if version is None:
        issuer = addresses.uuid_of(target, "issuers")
        if issuer is None:
            raise NotFound(what="signed-endorsement")
        place = institutions.by_uuid(issuer)
        page = f"{reverse('web:catalogue')}?{urlencode({'institution': place.code})}"
        return Endorsed(place.name, place.language, page, place.name)
    course = catalogue.by_version(version)
    asked = urlencode({"version": course.version.version})
    page = f"{reverse('web:microcredential', args=(course.listing.uuid,))}?{asked}"
    title = course.definition.title
    return Endorsed(text(title), text_language(title), page, course.listing.institution.name, course.version.version)
