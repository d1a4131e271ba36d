"""Being found by partners and looking for people, in words: purposes, the consent, how things stand, refusals."""

from __future__ import annotations

from testamur.core.skills.profile import Freshness, Proof
from testamur.interfaces.words.translation import _

# Another wording of the consent is another version: what a person agreed to is kept word by word.
CONSENT_VERSION = "2026-11"


def purposes() -> dict[str, str]:
    """Return purpose → what it is, as a heading."""
    return {
        "jobs": _("Jobs"),
        "internships": _("Internships"),
        "mentoring": _("Mentoring"),
        "interviews": _("Research interviews"),
    }


def purposes_explained() -> dict[str, str]:
    """Return purpose → what a partner may write to a person for."""
    return {
        "jobs": _("A partner may ask whether you would talk about a post."),
        "internships": _("A partner may ask whether you would talk about an internship or a placement."),
        "mentoring": _("A partner may offer to mentor you, or ask you to mentor somebody."),
        "interviews": _("A partner may ask you for an interview, such as about what the work needs."),
    }


def consent_text(purpose: str, *, institution: str, age: int) -> str:
    """Return what a person agrees to, as it is shown and kept."""
    return _(
        "I let partner organisations of {institution} find me for this purpose: {purpose}. They see only the skills "
        "and details that I have ticked, never my name, my picture, who awarded something, or an exact day. I can "
        "read who found me, when, for what, and which skills they asked for. Whoever finds me can send me a request; "
        "I decide whether to answer and what to show. No program ranks or scores me. I can take this back at any time, "
        "and am then found by nobody at once. I am {age} years old or older."
    ).format(institution=institution, purpose=purposes()[purpose], age=age)


def availabilities() -> dict[str, str]:
    """Return code → when somebody could begin."""
    return {
        "now": _("At once"),
        "in-three-months": _("Within three months"),
        "part-time": _("Beside something else, part time"),
        "not-looking": _("Not looking, but curious"),
    }


def orders() -> dict[str, str]:
    """Return code → how people are arranged."""
    return {
        "lot": _("By lot"),
        "newest": _("Newest evidence first"),
        "most": _("Who shows most of the asked skills first"),
    }


def orders_told() -> dict[str, str]:
    """Return code → how a result is arranged, as it is said above it."""
    return {
        "lot": _("The order is drawn by lot for this search and means nothing. No program has ranked anybody."),
        "newest": _(
            "Sorted by the quarter of the newest evidence, as you chose; within a quarter by lot. No program has "
            "ranked anybody."
        ),
        "most": _(
            "Sorted by how many of the asked skills are shown, as you chose; among equals by lot. No program has "
            "ranked anybody."
        ),
    }


def proofs() -> dict[Proof, str]:
    """Return what stands behind a skill → words for it."""
    return {
        Proof.AWARD: _("awarded"),
        Proof.RECOGNITION: _("recognised"),
        Proof.CLAIM: _("said by the person"),
    }


def freshness() -> dict[Freshness, tuple[str, str, str]]:
    """Return how old evidence is → words, tone, icon."""
    return {
        Freshness.FRESH: (_("fresh"), "valid", "valid"),
        Freshness.AGEING: (_("ageing"), "unknown", "unknown"),
        Freshness.STALE: (_("old"), "", "paused"),
    }


def quarter(since: tuple[int, int]) -> str:
    """Return a quarter of a year as people say it."""
    months = {
        1: _("January to March {year}"),
        2: _("April to June {year}"),
        3: _("July to September {year}"),
        4: _("October to December {year}"),
    }
    year, part = since
    return months[part].format(year=year)


def asker_states() -> dict[str, tuple[str, str, str]]:
    """Return how a request stands for whoever made it → words, tone, icon."""
    return {
        "waiting": (_("no answer yet"), "unknown", "unknown"),
        "yes": (_("said yes"), "valid", "valid"),
        "no-answer": (_("no answer"), "", "paused"),
        "taken-back": (_("taken back"), "", "revoked"),
        "withdrawn": (_("taken back by the person"), "", "revoked"),
    }


def person_states() -> dict[str, tuple[str, str, str]]:
    """Return how a request stands for whom it is to → words, tone, icon."""
    return {
        "open": (_("waits for you"), "unknown", "unknown"),
        "yes": (_("you said yes"), "valid", "valid"),
        "no": (_("you said no"), "", "paused"),
        "over": (_("ended without an answer"), "", "paused"),
        "joined": (_("answered with a newer request"), "", "paused"),
        "taken-back": (_("taken back by the sender"), "", "revoked"),
        "withdrawn": (_("you took your answer back"), "", "revoked"),
    }


def consent_states() -> dict[str, str]:
    """Return how a consent stands, in words."""
    return {
        "given": _("in force"),
        "withdrawn": _("taken back"),
        "replaced": _("replaced by a new choice"),
        "over": _("ended on its day"),
    }


def seeking_refusals() -> dict[str, str]:
    """Return code → sentence with named facts in braces."""
    return {
        "may-not-search": _(
            "{organisation} cannot look for people yet. Ask the university to open the search: it first makes sure who "
            "an organisation is."
        ),
        "too-often-today": _("Your organisation has done this {limit} times in a day. Go on tomorrow."),
        "too-much-alike": _(
            "Your organisation has asked {limit} different questions with one of these skills within {days} days. More "
            "could tell people apart. Look again at what you asked before, or go on in a few days."
        ),
        "too-many-to-look-at": _(
            "More than {limit} people show something of this. Ask for one more skill, or for all of them together."
        ),
        "asked-already": _(
            "Your organisation has asked everybody you chose within the last {days} days. Nobody is asked again before "
            "that, whether or not they answered."
        ),
        "request-over": _("This request has been answered, taken back or has ended. Nothing was changed."),
        "reported-already": _("You have reported this request. The university answers you here."),
        "too-young-to-be-found": _(
            "Being found is for people of {age} years or older. Tick the box if you are; otherwise nothing is shown."
        ),
    }


def nothing_sought() -> dict[str, str]:
    """Return what there is nothing of → its sentence."""
    return {
        "purpose": _("Nobody can be found for that here. Jobs, internships, mentoring and interviews are there."),
        "people-search": _("There is no such search of your organisation."),
        "people-request": _("There is no such request here."),
        "search-consent": _("You cannot be found for this purpose, so there is nothing to take back."),
        "search-grant": _("The search is not open to this organisation."),
        "search-report": _("There is no such report that waits."),
    }


def seeking_permissions() -> dict[str, str]:
    """Return permission → what it is to have it."""
    return {
        "seek-people": _("looking for people for an organisation"),
        "oversee-search": _("overseeing the search for people"),
    }


def seeking_verbs() -> dict[str, str]:
    """Return verb of the audit log → what was done."""
    return {
        "careers.let_be_found": _("let partners find them for a purpose"),
        "careers.withdraw_consent": _("took back that partners can find them"),
        "careers.search_people": _("looked for people by their skills"),
        "careers.open_search": _("opened the search for people to an organisation"),
        "careers.close_search": _("closed the search for people to an organisation"),
        "careers.ask_people": _("wrote to people who were found"),
        "careers.take_back_request": _("took a request to somebody back"),
        "careers.accept_request": _("said yes to a request"),
        "careers.take_back_answer": _("took an answer to a request back"),
        "careers.decline_request": _("said no to a request"),
        "careers.block_organisation": _("kept an organisation away"),
        "careers.unblock_organisation": _("let an organisation find them again"),
        "careers.report_request": _("reported a request"),
        "careers.answer_report": _("answered a report"),
        "careers.note_search_mail_sent": _("noted that a mail about being found was sent"),
        "careers.watch_search": _("looked at consents and requests that end"),
    }


def seeking_tasks() -> dict[str, str]:
    """Return task in the background → what it does."""
    return {
        "careers.send": _("Send mail about being found"),
        "careers.watch_search": _("Look which consents and requests end"),
    }
