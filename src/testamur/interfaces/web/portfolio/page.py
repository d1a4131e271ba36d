"""One's own skills: what shows them, how old that is, what would refresh them, and who may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from testamur.domain.portfolio import actions, queries
from testamur.domain.portfolio.values import Paper, Portfolio, ProfileLinkView
from testamur.interfaces.web import undo
from testamur.interfaces.web.portfolio.lines import SkillLine, anchor, groups, skill_lines
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import signed_in
from testamur.interfaces.words import _, spoken

LONGEST_URI = 500
_DAYS = {"30": 30, "365": 365}


@dataclass(frozen=True, slots=True)
class Shown:
    """A link as its owner sees it."""

    link: ProfileLinkView
    address: str
    state: str


@require_safe
def skills(request: HttpRequest) -> HttpResponse:
    """Show one's own skill profile."""
    actor = signed_in(request)
    now = datetime.now(UTC)
    whole = queries.portfolio(actor, on=now.date(), languages=[spoken()])
    lines = skill_lines(whole, own_lead, on=now.date())
    links = [Shown(one, link_address(one.secret), _state(one, now)) for one in queries.links(actor)]
    context = {
        **_counted(lines),
        "renewals": [(one, anchor(one.refresh.uri)) for one in queries.renewals(whole, on=now.date())],
        "gone": _upheld(whole),
        "links": links,
        "is_shown": any(one.state == "open" for one in links),
        "now": now,
        "section": "mine",
    }
    return render(request, "testamur/portfolio/skills.html", context)


@require_POST
def hide(request: HttpRequest) -> HttpResponse:
    """Show a skill to nobody else."""
    uri = typed(request.POST, "uri", LONGEST_URI)
    actions.hide(signed_in(request), uri=uri, at=datetime.now(UTC))
    undo.done(request, _("Nobody else sees it now."), path=reverse("web:reveal-skill"), fields={"uri": uri})
    return redirect(f"{reverse('web:my-skills')}#{anchor(uri)}")


@require_POST
def reveal(request: HttpRequest) -> HttpResponse:
    """Show a hidden skill again."""
    uri = typed(request.POST, "uri", LONGEST_URI)
    actions.reveal(signed_in(request), uri=uri, at=datetime.now(UTC))
    undo.done(request, _("It is shown again."), path=reverse("web:hide-skill"), fields={"uri": uri})
    return redirect(f"{reverse('web:my-skills')}#{anchor(uri)}")


@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Make a link to one's own profile."""
    now = datetime.now(UTC)
    days = _DAYS.get(request.POST.get("days", ""))
    actions.publish(
        signed_in(request),
        at=now,
        label=typed(request.POST, "label", 100),
        with_claims=bool(request.POST.get("with_claims")),
        with_age=bool(request.POST.get("with_age")),
        expires_at=now + timedelta(days=days) if days else None,
    )
    messages.success(request, _("The link is made. Send it to whom you like; you can take it back here."))
    return redirect(f"{reverse('web:my-skills')}#show")


@require_POST
def withdraw_link(request: HttpRequest, link: UUID) -> HttpResponse:
    """Make a link lead nowhere."""
    actions.withdraw_link(signed_in(request), link=link, at=datetime.now(UTC))
    messages.success(request, _("The link leads nowhere now."))
    return redirect(f"{reverse('web:my-skills')}#show")


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Say what erasing does, and erase what one has put into the profile."""
    actor = signed_in(request)
    if request.method != "POST":
        return render(request, "testamur/portfolio/erase.html", {"section": "mine"})
    actions.erase(actor, at=datetime.now(UTC))
    messages.success(request, _("What you had put into your profile is erased, and every link to it leads nowhere."))
    return redirect("web:my-skills")


def own_lead(paper: Paper) -> str:
    """Return where a person can look at their own paper."""
    if paper.credential:
        return reverse("web:own", args=[paper.credential])
    return reverse("web:follow", args=[paper.request]) if paper.request else ""


def link_address(secret: str) -> str:
    """Return the whole address of a link to a profile."""
    return f"{settings.BASE_URL}{reverse('web:shown-profile', args=(secret,))}"


def _counted(lines: list[SkillLine]) -> dict[str, object]:
    """Return skills by what stands behind them, with how many there are of each."""
    standing = [one for one in lines if one.entry.is_verified]
    claimed = [one for one in lines if one.entry.shown and not one.entry.is_verified]
    return {
        "has_any": bool(lines),
        "groups": groups(standing),
        "attested": len(standing),
        "claimed": claimed,
        "disputed": [one for one in lines if not one.entry.shown],
        "hidden": sum(one.entry.is_hidden for one in lines),
    }


def _upheld(whole: Portfolio) -> list[object]:
    """Return the objections that were upheld: what they were about stands nowhere else any more."""
    return [one for one in whole.disputes if one.is_upheld]


def _state(link: ProfileLinkView, at: datetime) -> str:
    if link.withdrawn_at:
        return "withdrawn"
    return "ended" if link.expires_at and link.expires_at <= at else "open"
