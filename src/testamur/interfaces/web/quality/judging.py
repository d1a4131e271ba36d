"""What a reviewer or an approver says on the page of a review, button by button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from testamur.domain.design import actions, queries
from testamur.domain.institution.access import Actor
from testamur.interfaces.web.design.questioning import answered, blame
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.quality.stating import state
from testamur.interfaces.web.steps import pressed
from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told

HERE, NEXT = "web:review", "web:reviews"
Done = tuple[str, str] | None


def done(actor: Actor, uuid: UUID, form: Form) -> Done:
    """Do what the form asks; return the page to go on to and what to say, or None where something in it is wrong.

    What a check does not let through is told at the field that it is about.
    """
    verbs: dict[str, Callable[[Actor, UUID, Form], Done]] = {
        "take": _take,
        "assign": _assign,
        "interest": _interest,
        "keep": _keep,
        "pass": _pass,
        "changes": _changes,
        "request": _request,
        "resolve": _resolve,
        "withdraw": _resolve,
        "approve": _approve,
        "send-back": _send_back,
    }
    verb = pressed(form)[0]
    if verb not in verbs:
        return None
    try:
        return verbs[verb](actor, uuid, form)
    except actions.OpenQuestions as refusal:
        codes = refusal.facts["questions"]
        blame(form, [str(one) for one in codes] if isinstance(codes, list) else [])
    except actions.NotAsWeighed as refusal:
        form.errors[str(refusal.facts["field"])] = told(refusal)
    except actions.InterestNotStated as refusal:
        form.errors["has_interest"] = told(refusal)
    return None


def used_up(form: Form) -> tuple[str, ...]:
    """Return the fields of which the button that was pressed has made something: they begin again empty."""
    return {
        "request": ("text", "place", "blocking"),
        "assign": ("email",),
        "interest": ("interest",),
    }.get(pressed(form)[0], ())


def _take(actor: Actor, uuid: UUID, form: Form) -> Done:
    del form
    actions.take_review(actor, design=uuid, at=datetime.now(UTC))
    return HERE, _("The review is yours. Others see that you are at it.")


def _assign(actor: Actor, uuid: UUID, form: Form) -> Done:
    email = form.needed("email", _("Write the e-mail address of the reviewer."))
    if form.errors:
        return None
    actions.assign_reviewer(actor, design=uuid, email=email, at=datetime.now(UTC))
    return HERE, _("{email} is asked to review it.").format(email=email)


def _interest(actor: Actor, uuid: UUID, form: Form) -> Done:
    text = form.needed("interest", _("Say which interest it is."), 5000, has_lines=True)
    if form.errors:
        return None
    actions.declare_interests(actor, design=uuid, has_interest=True, text=text, at=datetime.now(UTC))
    return NEXT, _("It is kept with the design, and somebody else judges it. Thank you for saying so.")


def _keep(actor: Actor, uuid: UUID, form: Form) -> Done:
    said, minutes = _answers(actor, uuid, form), form.whole("minutes") or 0
    if form.errors:
        return None
    if queries.task(actor, uuid=uuid).review.kind == "approval":
        return HERE, _("Your answers are kept.")
    actions.keep_answers(actor, design=uuid, answers=said, minutes=minutes, at=datetime.now(UTC))
    return HERE, _("Your answers are kept. The review is yours; go on whenever you like.")


def _pass(actor: Actor, uuid: UUID, form: Form) -> Done:
    level, worth = form.text("level"), form.text("credit_value")
    said, minutes = _answers(actor, uuid, form), form.whole("minutes") or 0
    _state(actor, uuid, form)
    if form.errors:
        return None
    actions.finish_review(
        actor,
        design=uuid,
        outcome="passed",
        answers=said,
        minutes=minutes,
        note=form.text("note", 20_000, has_lines=True),
        level=level,
        credit_value=worth,
        at=datetime.now(UTC),
    )
    return NEXT, _("It goes on. Thank you.")


def _changes(actor: Actor, uuid: UUID, form: Form) -> Done:
    said, minutes = _answers(actor, uuid, form), form.whole("minutes") or 0
    note = form.needed("note", _("Say what is to be changed, and why."), 20_000, has_lines=True)
    _state(actor, uuid, form)
    if form.errors:
        return None
    actions.finish_review(
        actor, design=uuid, outcome="changes", answers=said, minutes=minutes, note=note, at=datetime.now(UTC)
    )
    return NEXT, _("It goes back to its makers with what you wrote.")


def _request(actor: Actor, uuid: UUID, form: Form) -> Done:
    text = form.needed("text", _("Say what is to be changed."), 5000, has_lines=True)
    if form.errors:
        return None
    is_blocking = bool(form.text("blocking"))
    actions.request_change(
        actor, design=uuid, text=text, place=form.text("place"), is_blocking=is_blocking, at=datetime.now(UTC)
    )
    return HERE, _("The makers see it.")


def _resolve(actor: Actor, uuid: UUID, form: Form) -> Done:
    verb, which = pressed(form)
    try:
        change = UUID(which or form.text("change", 40))
    except ValueError:
        return None
    resolution = "done" if verb == "resolve" else "withdrawn"
    actions.resolve_change(actor, design=uuid, change=change, resolution=resolution, at=datetime.now(UTC))
    return HERE, _("It is settled.")


def _approve(actor: Actor, uuid: UUID, form: Form) -> Done:
    level, worth = form.text("level"), form.text("credit_value")
    statement = form.text("statement", 20_000, has_lines=True)
    said, minutes = _answers(actor, uuid, form), form.whole("minutes") or 0
    months = form.whole("review_months") or 36
    _state(actor, uuid, form)
    if form.errors:
        return None
    actions.approve(
        actor,
        design=uuid,
        level=level,
        credit_value=worth,
        statement=statement,
        answers=said,
        minutes=minutes,
        review_months=months,
        at=datetime.now(UTC),
    )
    return "web:hand-in", _("It is approved. It can be published now.")


def _send_back(actor: Actor, uuid: UUID, form: Form) -> Done:
    note = form.needed("note", _("Say what is to be changed, and why."), 20_000, has_lines=True)
    said, minutes = _answers(actor, uuid, form), form.whole("minutes") or 0
    _state(actor, uuid, form)
    if form.errors:
        return None
    actions.send_back(actor, design=uuid, note=note, answers=said, minutes=minutes, at=datetime.now(UTC))
    return NEXT, _("It goes back to its makers with what you wrote.")


def _state(actor: Actor, uuid: UUID, form: Form) -> None:
    """Take the word about interests that comes with a judgement; nothing is kept while the form cannot be read."""
    task = queries.task(actor, uuid=uuid)
    if not task.why_not:
        state(actor, uuid, form, has_stated=task.has_stated)


def _answers(actor: Actor, uuid: UUID, form: Form) -> dict[str, tuple[str, str]]:
    questions = queries.task(actor, uuid=uuid).review.report.get("questions", [])
    codes = [str(one["code"]) for one in questions] if isinstance(questions, list) else []
    return answered(form, codes)
