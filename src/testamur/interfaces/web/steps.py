"""One page with several buttons: do what its form asks, or say on the page what was wrong."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from testamur.domain.institution.access import Actor
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.words.refusals import told
from testamur.refusals import NotFound, Refusal

# Does what a button asks and returns what to say; empty where something in the form is wrong.
Step = Callable[[Actor, UUID, Form], str]


def chosen(verbs: dict[str, Step], actor: Actor, uuid: UUID, form: Form) -> str:
    """Do the step whose button was pressed; return what to say, or nothing where something is wrong."""
    verb = pressed(form)[0]
    return verbs[verb](actor, uuid, form) if verb in verbs else ""


def pressed(form: Form) -> tuple[str, str]:
    """Return the verb of the button that was pressed and, where it is one of several alike, what it is about."""
    verb, _colon, which = form.text("verb", 100).partition(":")
    return verb, which


def tried(step: Step, actor: Actor, uuid: UUID, form: Form) -> tuple[str, int]:
    """Return what to say and the status; a refusal goes into the form. What is not there stays not there."""
    try:
        said = step(actor, uuid, form)
    except NotFound:
        raise
    except Refusal as refusal:
        form.errors["all"] = told(refusal)
        return "", status_of(refusal)
    return said, 200 if said else 422
