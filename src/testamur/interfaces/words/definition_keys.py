"""What people call the keys of a definition, for documents that they read."""

from __future__ import annotations

from testamur.interfaces.words.translation import _


def key_name(key: str) -> str:
    """Return the name of a key; one that has none yet is said as it is spelled."""
    return {**_of_the_whole(), **_of_parts()}.get(key) or key.replace("_", " ").capitalize()


def _of_the_whole() -> dict[str, str]:
    return {
        "id": _("Code"),
        "version": _("Version"),
        "title": _("Title"),
        "description": _("Description"),
        "awarding_body": _("Awarding body"),
        "issuer": _("Issuer"),
        "needs": _("Needs that it answers"),
        "need_evidence": _("How the need is known"),
        "outcomes": _("Outcomes"),
        "assessments": _("Assessments"),
        "award_rule": _("When it is awarded"),
        "activities": _("Activities"),
        "workload": _("Workload"),
        "level": _("Level"),
        "participation": _("Form of participation"),
        "quality": _("Quality assurance"),
        "prerequisites": _("What one needs to enrol"),
        "stackability": _("What it counts towards"),
        "validity": _("How long it holds"),
        "schedule": _("Schedule"),
        "price": _("Price"),
        "language_of_instruction": _("Language"),
        "field_of_study": _("Field of study"),
        "contributors": _("Who made it"),
    }


def _of_parts() -> dict[str, str]:
    return {
        "name": _("Name"),
        "country": _("Country"),
        "text": _("Text"),
        "kind": _("Kind"),
        "criteria": _("Criteria"),
        "skills": _("Skills"),
        "type": _("Kind"),
        "weight": _("Weight"),
        "threshold": _("Passes from"),
        "supervised": _("Supervision"),
        "hours": _("Hours"),
        "credits": _("Credits"),
        "weeks": _("Weeks"),
        "amount": _("Amount"),
        "currency": _("Currency"),
        "note": _("Note"),
        "roles": _("Roles"),
    }
