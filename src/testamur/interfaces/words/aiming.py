"""Targets in words: what is done with them, what is refused, what there is none of, why an advert was not read."""

from __future__ import annotations

from testamur.interfaces.words.translation import _


def aiming_refusals() -> dict[str, str]:
    """Return code → sentence for what is refused about targets."""
    return {
        "too-many-targets": _("There is room for {limit} targets. Delete one that you no longer aim at."),
        "not-an-advert": _("Only an advert is read for skills. To this target, add skills yourself."),
    }


def aiming_verbs() -> dict[str, str]:
    """Return verb → what was done, as one says it of somebody."""
    return {
        "careers.aim": _("chose something to aim at"),
        "careers.hand_in_advert": _("handed in an advert to aim at"),
        "careers.read_target_again": _("had an advert read again"),
        "careers.keep_target_read": _("read an advert that somebody aims at"),
        "careers.put_off_target": _("put off the reading of an advert that somebody aims at"),
        "careers.give_up_target": _("could not read an advert that somebody aims at"),
        "careers.decide_target": _("decided which skills their target asks for"),
        "careers.add_to_target": _("added a skill to their target"),
        "careers.weigh_target": _("said how much a skill of their target matters"),
        "careers.rename_target": _("renamed what they aim at"),
        "careers.forget_target": _("deleted what they aimed at"),
    }


def no_such_target() -> dict[str, str]:
    """Return what → sentence for what there is none of."""
    return {
        "target": _("There is no such target of yours. You may have deleted it."),
        "target-skill": _("Your target has no such skill any more: the advert may have been read again."),
    }


def unread_because(code: str) -> str:
    """Return why an advert was not read, and what to do instead."""
    return {
        "switched-off": _("The reading of adverts is turned off at this institution. Add the skills yourself."),
        "no-framework": _("There is no framework of skills here yet against which an advert could be read."),
        "not-ready": _("What reads adverts is not ready. Try again in a few minutes, or add the skills yourself."),
    }.get(code, _("The advert could not be read. Add the skills yourself."))


def kind_words() -> dict[str, str]:
    """Return what kind of thing is aimed at → words."""
    return {
        "occupation": _("an occupation"),
        "advert": _("an advert"),
        "role": _("a role at a partner"),
        "person": _("somebody's profile"),
        "own": _("a list of your own"),
    }


def asked_by(kind: str) -> str:
    """Return who speaks where a target names a skill."""
    return {
        "occupation": _("Essential or helpful for"),
        "advert": _("The advert says"),
        "role": _("Asked for in"),
        "person": _("Shown there by"),
    }.get(kind, _("On your list as"))
