"""Roles by name."""

from __future__ import annotations

from testamur.interfaces.words import _


def role_names() -> dict[str, str]:
    """Return role → its name."""
    return {
        "learner": _("Learner"),
        "instructor": _("Instructor"),
        "designer": _("Designer"),
        "reviewer": _("Reviewer"),
        "registrar": _("Registrar"),
        "partner": _("Partner"),
        "administrator": _("Administrator"),
    }
