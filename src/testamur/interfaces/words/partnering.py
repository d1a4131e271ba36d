"""Words of what is done together with partners: their parts, links, briefs, verdicts, agreements."""

from __future__ import annotations

from testamur.interfaces.words.translation import _


def roles() -> dict[str, str]:
    """Return what an invitation allows → the part of who is invited."""
    return {
        "read": _("reads the text"),
        "comment": _("comments at any place"),
        "brief": _("writes the brief: what is needed, and the evidence"),
        "review": _("reviews relevance before approval"),
        "assess": _("assesses learners together with the house"),
        "endorse": _("endorses what is published"),
    }


def link_states() -> dict[str, tuple[str, str, str]]:
    """Return how a link stands → how it is said, its tone and its icon."""
    return {
        "open": (_("can be used, once"), "unknown", "waiting"),
        "used": (_("used"), "valid", "valid"),
        "expired": (_("too old"), "", "paused"),
        "withdrawn": (_("withdrawn"), "", "paused"),
    }


def partner_states() -> dict[str, tuple[str, str, str]]:
    """Return how a partner stands in a draft → how it is said, its tone and its icon."""
    return {
        "invited": (_("invited"), "unknown", "waiting"),
        "joined": (_("takes part"), "valid", "valid"),
        "expired": (_("nobody came before the link ran out"), "", "paused"),
        "withdrawn": (_("takes part no longer"), "", "paused"),
    }


def agreement_states() -> dict[str, tuple[str, str, str]]:
    """Return how an agreement stands → how it is said, its tone and its icon."""
    return {
        "to-come": (_("still to come"), "unknown", "waiting"),
        "in-force": (_("in force"), "valid", "valid"),
        "over": (_("over"), "", "paused"),
    }


def demand_kinds() -> dict[str, str]:
    """Return kind of evidence → how it is said."""
    return {
        "advert": _("Job advert"),
        "occupation": _("Occupation in a register"),
        "figure": _("Number from statistics"),
        "survey": _("Survey"),
        "statement": _("Statement"),
    }


def verdicts() -> dict[str, str]:
    """Return what a partner can say of a text → how it is said."""
    return {
        "relevant": _("It serves the need"),
        "with-changes": _("It would, with changes"),
        "not-relevant": _("It does not serve the need"),
    }


def questions() -> dict[str, str]:
    """Return code → what a partner is asked about a text."""
    return {
        "work": _("Do the outcomes match what people do at work?"),
        "level": _("Is it as demanding as the work is?"),
        "people": _("Would you send people, or count it when you hire?"),
        "missing": _("Is everything there that matters?"),
    }


def covers() -> dict[str, str]:
    """Return what an agreement is about → how it is said."""
    return {
        "ip": _("intellectual property"),
        "cost": _("cost"),
        "seats": _("seats"),
        "study-time": _("study time"),
        "data": _("data"),
        "other": _("other things"),
    }


def need_states() -> dict[str, tuple[str, str, str]]:
    """Return how a need stands against what there is → how it is said, its tone and its icon."""
    return {
        "covered": (_("covered"), "valid", "valid"),
        "mentioned": (_("spoken of"), "unknown", "unknown"),
        "making": (_("being made"), "unknown", "waiting"),
        "gap": (_("nothing found"), "unknown", "unknown"),
    }
