"""What somebody aims at, and the ways to choose something: an advert, an occupation, a role, a profile, a list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from testamur.adapters.documents import ACCEPTED
from testamur.core.skills.gap import Aspiration
from testamur.core.skills.taxonomy import NodeKind
from testamur.domain.careers import actions, queries
from testamur.domain.careers.values import NICE, SkillChosen
from testamur.domain.demand.queries import role_profile, role_profiles
from testamur.domain.demand.texts import FEWEST_WORDS, words
from testamur.domain.frameworks import queries as frameworks
from testamur.domain.frameworks.values import Entry, FrameworkView
from testamur.domain.institution.access import Actor
from testamur.domain.portfolio.queries import published
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.handed_in import words_of
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.partners.showing import identifier
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import signed_in
from testamur.interfaces.words import _, spoken
from testamur.interfaces.words.aiming import kind_words
from testamur.interfaces.words.demand import row_refused
from testamur.interfaces.words.documents import document_note
from testamur.interfaces.words.refusals import told
from testamur.interfaces.words.translation import LANGUAGES
from testamur.refusals import NotFound, Refusal

_SHOWN = 12
_NEEDS = {"essential": "must", "optional": NICE}


@require_safe
def targets(request: HttpRequest) -> HttpResponse:
    """Show what the visitor aims at."""
    lines = queries.targets(signed_in(request))
    said = kind_words()
    context = {"lines": [(one, said.get(one.kind, one.kind)) for one in lines], "section": "mine"}
    return render(request, "testamur/targets/targets.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose something to aim at."""
    actor, form, status = signed_in(request), Form(request.POST), 200
    if request.method == "POST":
        verb = form.choice("verb", tuple(_WAYS))
        status = 422
        try:
            made = _WAYS[verb](request, actor, form) if verb else None
            if made is not None:
                return redirect("web:target", made)
        except Refusal as refusal:
            form.errors["all"], status = told(refusal), status_of(refusal)
    sought = typed(request.GET, "occupation")
    of = _with_occupations()
    context = {
        "given": form.given,
        "errors": form.errors,
        "accepted": ACCEPTED,
        "languages": LANGUAGES.items(),
        "framework": of,
        "sought": sought,
        "occupations": _occupations(of, sought) if of and sought else [],
        "roles": role_profiles(text=typed(request.GET, "role"), limit=_SHOWN),
        "sought_role": typed(request.GET, "role"),
        "section": "mine",
    }
    return render(request, "testamur/targets/new.html", context, status=status)


def _advert(request: HttpRequest, actor: Actor, form: Form) -> UUID | None:
    title, language = form.text("title", 250), form.choice("language", tuple(LANGUAGES))
    read = words_of(form, request.FILES.get("file"))
    if read and words(read.text) < FEWEST_WORDS:
        form.errors["text" if read.kind == "pasted" else "file"] = row_refused("text-short")
    if read is None or form.errors:
        return None
    made = actions.hand_in_advert(
        actor, text=read.text, title=title, language=language, form=read.kind, at=datetime.now(UTC)
    )
    for note in read.notes:
        messages.warning(request, document_note(note))
    return made


def _occupation(request: HttpRequest, actor: Actor, form: Form) -> UUID | None:
    """Take all that a framework says an occupation needs."""
    del request
    of = _with_occupations()
    if of is None:
        raise NotFound(what="framework")
    found = frameworks.concept_at(of, form.text("uri", 500), languages=[spoken()])
    skills = [
        SkillChosen(
            one.uri,
            one.label,
            of.name,
            of.version,
            need=need,
            words=f"{found.entry.label} ({of.name} {of.version})",
        )
        for relation, need in _NEEDS.items()
        for one in found.needs.get(relation, ())
    ]
    if not skills:
        form.errors["occupation"] = _("The framework does not say what this occupation needs. Choose another.")
        return None
    source = {"framework": of.code, "version": of.version, "uri": found.entry.uri, "key": found.entry.key}
    return actions.aim(
        actor,
        kind=Aspiration.OCCUPATION,
        title=found.entry.label,
        skills=skills,
        source=source,
        at=datetime.now(UTC),
    )


def _role(request: HttpRequest, actor: Actor, form: Form) -> UUID | None:
    del request
    uuid = identifier(form, "role")
    if uuid is None:
        raise NotFound(what="role-profile")
    found = role_profile(uuid)
    skills = [
        SkillChosen(
            one.uri,
            one.label,
            one.framework,
            one.version,
            need=one.need,
            levels=((one.scale, one.level),) if one.level else (),
            words=f"{found.title}, {found.organisation}" if found.organisation else found.title,
        )
        for one in found.skills
    ]
    source = {"role": str(found.uuid), "number": str(found.number), "organisation": found.organisation}
    return actions.aim(
        actor, kind=Aspiration.ROLE, title=found.title, skills=skills, source=source, at=datetime.now(UTC)
    )


def _profile(request: HttpRequest, actor: Actor, form: Form) -> UUID | None:
    del request
    now = datetime.now(UTC)
    said = _("Paste the link that somebody gave you to their skill profile.")
    link = form.needed("link", said, 500).rstrip("/")
    if form.errors:
        return None
    try:
        shown = published(link.rpartition("/")[2], at=now, languages=[spoken()])
    except NotFound:
        form.errors["link"] = _("This link leads to no profile: it is mistyped, withdrawn, or has ended.")
        return None
    names, entries = shown.portfolio.names, shown.portfolio.profile.public().entries
    skills = [
        SkillChosen(
            one.uri,
            names[one.uri].label,
            names[one.uri].framework,
            one.versions[0],
            levels=tuple((each.level.scale, each.level.value) for each in one.reached),
            words=one.shown[0].evidence.title,
        )
        for one in entries
    ]
    if not skills:
        form.errors["link"] = _("This profile shows nothing that somebody else has verified, so there is nothing yet.")
        return None
    title = _("As {name} can").format(name=shown.name) if shown.name else _("Somebody's profile")
    source = {"profile": str(shown.uuid), "name": shown.name}
    return actions.aim(actor, kind=Aspiration.PERSON, title=title, skills=skills, source=source, at=now)


def _own(request: HttpRequest, actor: Actor, form: Form) -> UUID | None:
    del request
    title = form.needed("name", _("Give it a name, such as the work that you would like to do."), 250)
    return None if form.errors else actions.aim(actor, kind=Aspiration.OWN, title=title, at=datetime.now(UTC))


def _with_occupations() -> FrameworkView | None:
    """Return the framework that says which occupation needs which skill: ESCO where it does; None where none does."""
    found = [one for one in frameworks.frameworks() if one.has_relations and one.counts.get("occupation")]
    return next(iter(sorted(found, key=lambda one: one.code != "esco")), None)


def _occupations(of: FrameworkView, sought: str) -> list[Entry]:
    kinds = [NodeKind.OCCUPATION]
    return list(frameworks.search(of, text=sought, languages=[spoken()], kinds=kinds, limit=_SHOWN).items)


_WAYS: dict[str, Callable[[HttpRequest, Actor, Form], UUID | None]] = {
    "advert": _advert,
    "occupation": _occupation,
    "role": _role,
    "profile": _profile,
    "own": _own,
}
