"""Asking for recognition, step by step: what for, with what, in whose words; then a last look."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from testamur.core.credential import verify
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.institution import queries as institution
from testamur.domain.institution.access import Actor
from testamur.domain.institution.actions import call_me
from testamur.domain.institution.values import InstitutionView
from testamur.domain.issuing import queries as issuing
from testamur.domain.issuing.values import CredentialView
from testamur.domain.recognition import actions, queries
from testamur.domain.recognition.values import BASES, PURPOSES, EvidenceView, RequestView
from testamur.interfaces.web.check import WORLD
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.recognition import showing
from testamur.interfaces.web.templatetags.testamur import text
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import signed_in
from testamur.interfaces.words import _, spoken
from testamur.interfaces.words import recognition as words
from testamur.interfaces.words.refusals import told
from testamur.interfaces.words.translation import LANGUAGES
from testamur.refusals import NotFound, Refusal

STEPS = ("evidence", "account", "review")
_MEGABYTE = 2**20


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Say what recognition is, and where one can ask for it."""
    places = institution.institutions()
    expecting = queries.published_at(place.id for place in places)
    context = {
        "places": [place for place in places if place.id in expecting],
        "others": [place for place in places if place.id not in expecting],
        "section": "recognition",
    }
    return render(request, "testamur/recognition/start.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Choose what to ask for at an institution, and begin a draft."""
    person = signed_in(request).me
    place = institution.by_code(code)
    form = Form(request.POST)
    if request.method == "POST":
        actor = institution.actor_for(person=person, institution=place.id)
        opened = _opened(actor, form)
        if opened:
            return redirect("web:asking", opened, "evidence")
    units, courses = queries.units(place.id), _courses(place)
    wanted = typed(request.POST, "target") or typed(request.GET, "target")
    context = {
        "institution": place,
        "units": units,
        "courses": courses,
        "criteria": queries.criteria(place.id),
        "purposes": [(one, words.purposes()[one]) for one in PURPOSES],
        "bases": [(one, words.bases()[one]) for one in BASES],
        "wanted_uuid": _uuid(wanted.partition(":")[2]),
        "given": request.POST,
        "errors": form.errors,
        "section": "mine",
    }
    return render(request, "testamur/recognition/begin.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, uuid: UUID, name: str) -> HttpResponse:
    """Show a step of a draft, or take what it asks for."""
    actor, found = own(request, uuid)
    if name not in STEPS:
        raise NotFound(what="recognition-request", step=name)
    if found.state != "draft":
        return redirect("web:follow", uuid)
    form = Form(request.POST)
    if request.method == "POST":
        done = {"evidence": _hand_in, "account": _account, "review": _submit}[name](request, actor, found, form)
        if done is not None:
            return done
        found = queries.own_request(actor.me, uuid, on=_now().date())
    return _step(request, found, name, form)


@require_POST
def take_back(request: HttpRequest, uuid: UUID, evidence: UUID) -> HttpResponse:
    """Take evidence out of a draft."""
    actor, _found = own(request, uuid)
    actions.take_back(actor, request=uuid, evidence=evidence, at=_now())
    messages.success(request, _("It is taken out. You can hand it in again."))
    return redirect("web:asking", uuid, "evidence")


def own(request: HttpRequest, uuid: UUID) -> tuple[Actor, RequestView]:
    """Return the visitor, acting where they asked, and their request. Raises `NotFound`."""
    person = signed_in(request).me
    found = queries.own_request(person, uuid, on=_now().date())
    return institution.actor_for(person=person, institution=found.institution_id), found


def hand_in(request: HttpRequest, actor: Actor, found: RequestView, form: Form) -> bool:
    """Take what came with a form: a file, a pasted credential, or one that is held here; say so, and whether it was."""
    try:
        content, name = _given(request, actor)
        if not content:
            form.errors["file"] = _("Nothing was given. Choose a file, paste a credential, or pick one you hold here.")
            return False
        report = verify(content, world=WORLD, at=_now()) if len(content) <= actions.MAX_FILE else None
        if report is not None and report.credential is not None:
            kept = actions.add_credential(actor, request=found.uuid, content=content, report=report, at=_now())
        else:
            kept = actions.add_file(actor, request=found.uuid, content=content, name=name, at=_now())
    except Refusal as refusal:
        form.errors["file"] = told(refusal)
        return False
    _tell_of(request, queries.own_evidence(actor.me, kept)[0], is_draft=found.state == "draft")
    return True


def _tell_of(request: HttpRequest, kept: EvidenceView, *, is_draft: bool) -> None:
    """Say what was taken, whether it checks and why not, and who sees it."""
    who = (
        _("It is in your draft: nobody sees it before you hand in the request.")
        if is_draft
        else _("It is in your request: the institution sees it.")
    )
    if kept.kind != "credential" or kept.verdict == "valid":
        kind = _("The credential is taken, and it is genuine.") if kept.verdict else _("The file is taken.")
        messages.success(request, f"{kind} {who}")
        return
    what = (
        _("The credential was taken, but it is not valid.")
        if kept.verdict == "invalid"
        else _("The credential was taken, but it could not be checked.")
    )
    messages.warning(request, f"{what} {words.why_not_valid(kept)} {who}")


def offered(person: int, found: RequestView) -> list[dict[str, object]]:
    """Return the credentials that a person holds here and has not handed in yet, byte by byte.

    A file that was changed may bear the title, the issuer and the id of a genuine one, and is none.
    """
    had = {paper.digest for paper in found.evidence}
    return [
        {"uuid": one.uuid, "title": one.title, "issuer": institution.institution(one.institution_id).name}
        for one in issuing.own_credentials(person, at=_now())
        if one.state == "valid" and not (had and _digest(one, person) in had)
    ]


def _digest(held: CredentialView, person: int) -> str:
    """Return the digest of a credential as it is handed in; empty where it has not been signed yet."""
    try:
        return hashlib.sha256(_document(held, person)).hexdigest()
    except NotFound:
        return ""


def _document(held: CredentialView, person: int) -> bytes:
    there = institution.actor_for(person=person, institution=held.institution_id)
    return issuing.document(there, credential=held.uuid, form="ob3").content


def _opened(actor: Actor, form: Form) -> UUID | None:
    kind, _between, name = form.text("target").partition(":")
    if kind not in {"mc", "unit"}:
        form.errors["target"] = _("Choose what you would like your learning to be recognised as.")
    purpose, basis = form.choice("purpose", PURPOSES), form.choice("basis", BASES)
    if not purpose:
        form.errors["purpose"] = _("Choose what you want it for.")
    if not basis:
        form.errors["basis"] = _("Choose what you bring.")
    if form.errors:
        return None
    try:
        wanted = {"microcredential": UUID(name)} if kind == "mc" else {"unit": UUID(name)}
        return actions.open_request(actor, purpose=purpose, basis=basis, language=spoken(), at=_now(), **wanted)
    except actions.AlreadyAsked as refusal:
        return UUID(str(refusal.facts["request"]))
    except (Refusal, ValueError):
        form.errors["target"] = _("This can no longer be asked for. Choose another.")
        return None


def _uuid(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None


def _courses(place: InstitutionView) -> list[tuple[UUID, str]]:
    found = [(one.uuid, text(one.title)) for one in catalogue.of_institution(place.id) if one.retired_at is None]
    return sorted(found, key=lambda one: one[1].casefold())


def _given(request: HttpRequest, actor: Actor) -> tuple[bytes, str]:
    """Return the bytes that came, and their name. Raises `TooMuch` before a huge file is read."""
    file, held = request.FILES.get("file"), request.POST.get("held", "")
    if isinstance(file, UploadedFile):
        if (file.size or 0) > actions.MAX_FILE:
            raise actions.TooMuch(what="file", found=file.size, limit=actions.MAX_FILE)
        return file.read(), file.name or ""
    if held:
        return _held(held, actor.me)
    return request.POST.get("text", "").strip().encode(), ""


def _held(written: str, person: int) -> tuple[bytes, str]:
    found = next((one for one in issuing.own_credentials(person, at=_now()) if str(one.uuid) == written), None)
    if found is None:
        raise NotFound(what="credential", uuid=written[:40])
    return _document(found, person), ""


def _hand_in(request: HttpRequest, actor: Actor, found: RequestView, form: Form) -> HttpResponse | None:
    if not hand_in(request, actor, found, form):
        return None
    return redirect("web:asking", found.uuid, "evidence")


def _account(request: HttpRequest, actor: Actor, found: RequestView, form: Form) -> HttpResponse | None:
    del request
    name = form.text("name", 200)
    narrative = form.text("narrative", 20_000, has_lines=True)
    language = form.choice("language", tuple(LANGUAGES)) or found.language
    if form.errors:
        return None
    if name and name != found.name:
        try:
            call_me(actor, name=name, at=_now())
        except Refusal as refusal:
            form.errors["name"] = told(refusal)
            return None
    actions.describe(actor, request=found.uuid, narrative=narrative, language=language, at=_now())
    return redirect("web:asking", found.uuid, "review")


def _submit(request: HttpRequest, actor: Actor, found: RequestView, form: Form) -> HttpResponse | None:
    try:
        actions.submit(actor, request=found.uuid, at=_now())
    except actions.NothingToJudge as refusal:
        form.errors["form"] = told(refusal)
        return None
    except actions.WrongState:
        # A second press of the same button: the first has done it.
        return redirect("web:follow", found.uuid)
    messages.success(request, _("It is handed in. From now on this page says how far it is."))
    return redirect("web:follow", found.uuid)


def _step(request: HttpRequest, found: RequestView, name: str, form: Form) -> HttpResponse:
    at = STEPS.index(name)
    labels = (_("What for"), _("Evidence"), _("In your words"), _("Hand it in"))
    states = ["done", *("done" if place < at else "now" if place == at else "next" for place in range(len(STEPS)))]
    context = {
        "asked": found,
        "target": text(found.target.title),
        "institution": institution.institution(found.institution_id),
        "stops": [{"name": label, "state": state} for label, state in zip(labels, states, strict=True)],
        "papers": showing.papers(found),
        "offered": offered(found.person_id, found) if name == "evidence" else [],
        "purpose": words.purposes()[found.purpose],
        "basis": words.bases()[found.basis],
        "megabytes": actions.MAX_FILE // _MEGABYTE,
        "criteria": queries.criteria(found.institution_id),
        "own_name": institution.person(found.person_id).name,
        "given": request.POST,
        "errors": form.errors,
        "section": "mine",
    }
    status = 422 if form.errors else 200
    return render(request, f"testamur/recognition/step_{name}.html", context, status=status)


def _now() -> datetime:
    return datetime.now(UTC)
