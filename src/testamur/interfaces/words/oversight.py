"""What models are used for, what becomes of suggestions, and that a purpose is off, in words."""

from __future__ import annotations

from testamur.interfaces.words.translation import _


def oversight_refusals() -> dict[str, str]:
    """Return code → sentence with named facts in braces."""
    return {
        "purpose-off": _(
            "This institution has turned this off: “{purpose}”. Its reason: {reason} What people do themselves works "
            "as before."
        ),
    }


def nothing_registered() -> dict[str, str]:
    """Return kind of thing → the sentence that it is not there."""
    return {"model": _("There is no model “{code}” in the register. The page /models lists all there are.")}


def purpose_names() -> dict[str, str]:
    """Return purpose → what people call it."""
    return {
        "suggest-outcome-skills": _("Suggesting skills for a learning outcome"),
        "read-adverts": _("Reading skills out of adverts and role profiles"),
        "suggest-claims": _("Suggesting skills from what somebody writes about themselves"),
        "recommend": _("Recommending what to learn"),
        "rank-search-words": _("Finding skills by what the words of a search mean"),
    }


def purposes_told() -> dict[str, str]:
    """Return purpose → what is suggested to whom, and who decides."""
    return {
        "suggest-outcome-skills": _(
            "An author sees skills that an outcome may speak of, with the words that say so, and takes or refuses each."
        ),
        "read-adverts": _(
            "Somebody who brings an advert or a role profile sees the skills that it may ask for, and takes or refuses "
            "each. Contacts in it are taken out before it is read."
        ),
        "suggest-claims": _(
            "A learner who writes about themselves sees skills that the text may speak of. Names and other signs of a "
            "person are taken out before it is read. Only what the learner takes is kept."
        ),
        "recommend": _(
            "A learner sees what they could learn next, each with its reason. It goes by written rules, not by a "
            "trained model; nobody is admitted, refused or graded by it."
        ),
        "rank-search-words": _(
            "Whoever looks for a skill finds those that mean what was typed, not only those that are spelt like it."
        ),
    }


def without_purpose() -> dict[str, str]:
    """Return purpose → what still works where it is off."""
    return {
        "suggest-outcome-skills": _("Skills can still be looked up in a framework and written into an outcome."),
        "read-adverts": _("Skills can still be chosen from a framework by hand."),
        "suggest-claims": _("A skill can still be looked up in a framework and claimed by hand."),
        "recommend": _("The catalogue can still be searched, and a goal be planned for."),
        "rank-search-words": _("Skills are still found by how they are spelt."),
    }


def verdict_names() -> dict[str, str]:
    """Return what was done with a suggestion, in words."""
    return {
        "accepted": _("taken"),
        "refused": _("refused"),
        "changed": _("changed"),
        "reopened": _("wanted back"),
    }


def model_names() -> dict[str, str]:
    """Return entry of the register → what people call it."""
    return {
        "english-encoder": _("Reader of English"),
        "multilingual-encoder": _("Reader of sixteen languages"),
        "fast": _("Fast reader of English"),
        "spelling": _("Comparing by spelling"),
        "recommender": _("Rules that recommend what to learn"),
        "identity": _("Detector of whom a text is about"),
    }


def model_limits() -> dict[str, str]:
    """Return entry of the register → where it fails, for somebody to whom it suggests something."""
    return {
        "english-encoder": _(
            "It puts a fitting skill first about four times in ten, and has most of them among its first ten. A "
            "sentence that speaks of no skill often gets a suggestion all the same."
        ),
        "multilingual-encoder": _(
            "In Spanish, French and Portuguese it has about half of a sentence's skills among its first ten. It was "
            "not made for Catalan or Malay, and reads them badly."
        ),
        "fast": _("It reads many texts quickly and finds somewhat fewer. It does not see the order of words."),
        "spelling": _(
            "It finds what is spelt alike, also where that means something else, and nothing in other words."
        ),
        "recommender": _(
            "It knows the skills that somebody has accepted, and not what they can do besides. It sees no name, sex, "
            "age, origin or grade."
        ),
        "identity": _(
            "It misses some names that no list has, most often those of third persons. It does not make a text "
            "anonymous."
        ),
    }
