"""The check page: anyone, any issuer, without an account. The answer stands on top, in words."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from testamur.adapters.alternates import credential_link
from testamur.adapters.fetch import Fetcher
from testamur.adapters.registries import read_registries
from testamur.adapters.world import outside
from testamur.core.credential import Report, World, verify
from testamur.core.credential.describe import Claims, describe
from testamur.core.credential.ports import Unreachable
from testamur.core.credential.reading import MAX_BYTES
from testamur.domain.issuing.queries import OwnDocuments, OwnLists, shown_document
from testamur.interfaces.words import _
from testamur.interfaces.words.reasons import reasons
from testamur.interfaces.words.verdicts import headline, in_words, tell, verdict_word
from testamur.refusals import NotFound

_HEADING = re.compile(r"\*\*(?P<said>[^*]{1,200})\*\*")
# A narrative with this many headings speaks of level and workload itself, as ours does.
_SECTIONS = 4
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_FETCHER = Fetcher()
# What is kept here is read here; for everything else the issuer is asked.
# Whoever signs from here is called by their name: the house knows it.
HOUSE = urlsplit(settings.BASE_URL).netloc
WORLD: World = outside(
    _FETCHER, documents=OwnDocuments(), lists=OwnLists(), registries=read_registries(settings.REGISTRIES)
)
_OUR_LINK = re.compile(
    re.escape(settings.BASE_URL)
    + r"/c/(?P<secret>[\w-]{10,200})(/(ob3|(?P<form>vc-jwt)|badge\.svg|badge\.png))?/?([?#]\S*)?"
)
_OUR_ADDRESS = re.compile(re.escape(settings.BASE_URL) + r"/credentials/[0-9a-f-]{36}/?([?#]\S*)?")


class _NotUsable(Exception):  # noqa: N818 - a person's slip, not an error
    """The form cannot be used; ``field`` and ``said`` are for the person."""

    def __init__(self, field: str, said: str) -> None:
        self.field = field
        self.said = said
        super().__init__(field)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A part of what the credential says about how it was earned: a heading, or lines."""

    heading: str
    lines: tuple[str, ...]


def check(request: HttpRequest) -> HttpResponse:
    """Ask for a credential, or judge the one that was given."""
    if request.method != "POST":
        return _form(request, link=request.GET.get("link", "")[:2000])
    try:
        data, source = _given(request)
    except _NotUsable as slip:
        kept = {"link": request.POST.get("link", "")[:2000], "text": request.POST.get("text", "")[:MAX_BYTES]}
        return _form(request, status=422, errors={slip.field: slip.said}, **kept)
    report = verify(data, world=WORLD, at=datetime.now(UTC))
    return render(request, "testamur/check_result.html", {**told(report), "source": source, "section": "check"})


def told(report: Report) -> dict[str, object]:
    """Return what a page shows of a report: the answer, the checks, and what the credential says of itself."""
    claims = describe(report.credential)
    story = _story(claims)
    return {
        "outcome": report.verdict.value,
        "word": verdict_word(report),
        "headline": headline(report, house=HOUSE),
        "checks": [tell(check) for check in report.checks],
        "notices": [tell(check) for check in report.notices],
        "trust": tell(report.trust.as_check()) if report.trust else None,
        "parts": [
            (describe(part.credential).title, verdict_word(part), headline(part, house=HOUSE)) for part in report.parts
        ],
        "claims": claims if report.credential else None,
        "awarded": _date_in_words(claims.awarded),
        "until": _date_in_words(claims.valid_until),
        "story": story,
        "is_told": sum(1 for part in story if part.heading) >= _SECTIONS,
        "form": report.form,
    }


def _form(request: HttpRequest, *, status: int = 200, **context: object) -> HttpResponse:
    context = {"errors": {}, "section": "check", "limit": MAX_BYTES // 2**20, **context}
    return render(request, "testamur/check.html", context, status=status)


def _given(request: HttpRequest) -> tuple[bytes, str]:
    """Return what is to be checked, and where it came from. Raises `_NotUsable`."""
    file, pasted, link = request.FILES.get("file"), request.POST.get("text", ""), request.POST.get("link", "").strip()
    given = [name for name, one in (("file", file), ("link", link), ("text", pasted.strip())) if one]
    if len(given) > 1:
        raise _NotUsable(
            given[-1], _("You gave more than one, and each could be another credential. Leave one, and check it.")
        )
    if file is not None:
        if (file.size or 0) > MAX_BYTES:
            raise _NotUsable("file", reasons()["too-large"].format(limit=in_words(MAX_BYTES)))
        return file.read(), file.name or ""
    if pasted.strip():
        if re.fullmatch(r"https?://\S+", pasted.strip()):
            return _fetched(pasted.strip(), "text")
        return pasted.encode(), _("the text you pasted")
    if link:
        return _fetched(link, "link")
    raise _NotUsable("text", _("Nothing was given. Paste a credential, choose its file, or give its link."))


def _fetched(link: str, field: str) -> tuple[bytes, str]:
    """Return what lies at *link*; a page that names its credential leads on to it. Raises `_NotUsable`."""
    ours = _OUR_LINK.fullmatch(link)
    if ours:
        return _shown_here(ours["secret"], ours["form"] or "ob3", field), link
    if _OUR_ADDRESS.fullmatch(link):
        raise _NotUsable(
            field,
            _(
                "This is a permanent address. Open it, and it says whether the credential still holds. To check a "
                "copy, choose its file, or ask its holder for a link."
            ),
        )
    try:
        found = _FETCHER.get(link)
        further = credential_link(found, link)
        return (_FETCHER.get(further) if further else found), link
    except Unreachable as reason:
        template = _unfollowed().get(reason.code) or reasons().get(reason.code, reason.code)
        facts = {"url": link[:200], "limit": in_words(MAX_BYTES), **reason.facts}
        said = template.format_map(defaultdict(lambda: "–", {name: str(value) for name, value in facts.items()}))
        advice = _("Open the link yourself, download the credential, and choose the file here.")
        raise _NotUsable(field, f"{said} {advice}") from reason


def _unfollowed() -> dict[str, str]:
    """Return why a link was not followed, where the general sentence speaks of an address inside a credential."""
    return {"not-https": _("The link was not followed: it does not begin with https://.")}


def _shown_here(secret: str, form: str, field: str) -> bytes:
    try:
        return shown_document(secret, form=form, at=datetime.now(UTC)).content
    except NotFound as reason:
        raise _NotUsable(field, _("This link leads nowhere: its owner may have withdrawn it.")) from reason


def _date_in_words(text: str) -> str:
    """Return a credential's date as people write it; what is not a date stays as it is."""
    if not _ISO_DATE.match(text):
        return text
    try:
        return in_words(datetime.combine(datetime.fromisoformat(text[:10]), datetime.min.time()))
    except ValueError:
        return text


def _story(claims: Claims) -> tuple[Paragraph, ...]:
    """Return the criteria's Markdown as paragraphs: headings in bold and lines, which is what we and others write."""
    found: list[Paragraph] = []
    for block in re.split(r"\n{2,}", claims.criteria.strip()):
        heading = _HEADING.fullmatch(block.strip())
        if heading:
            found.append(Paragraph(heading["said"], ()))
            continue
        lines = tuple(re.sub(r"^(-|\d+\.) ", "", line.strip()) for line in block.splitlines() if line.strip())
        if found and not found[-1].lines:
            found[-1] = Paragraph(found[-1].heading, lines)
        elif lines:
            found.append(Paragraph("", lines))
    return tuple(found)
