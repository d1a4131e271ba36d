"""What is wrong with one field of a request, and what there is nothing of, in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from testamur.interfaces.words.advising import no_such_sentence, unusable_sentences
from testamur.interfaces.words.aiming import no_such_target
from testamur.interfaces.words.demand import nothing_asked, unusable_tables
from testamur.interfaces.words.designing import nothing_designed
from testamur.interfaces.words.fairness import nothing_audited, unusable_audits
from testamur.interfaces.words.frameworks import nothing_framed, unusable_framework_fields
from testamur.interfaces.words.oversight import nothing_registered
from testamur.interfaces.words.portfolio import nothing_shown, unusable_words
from testamur.interfaces.words.seeking import nothing_sought
from testamur.interfaces.words.translation import _


def field_sentence(facts: Mapping[str, object]) -> str:
    """Return the sentence, with named facts in braces, for a field that cannot be used: what, and what would do."""
    field, found = str(facts.get("field", "")), facts.get("found")
    is_missing = found in ("", None, [])
    unusable = {
        **_unusable(),
        **unusable_tables(),
        **unusable_words(),
        **unusable_sentences(),
        **unusable_framework_fields(),
    }
    own = {**unusable_audits(), **(_missing() if is_missing else unusable)}.get(field.rpartition(".")[2])
    if own:
        return own
    said = _("“{field}” is missing.") if is_missing else _("“{field}” cannot be “{found}”.")
    return f"{said} {_('Allowed: {allowed}.')}" if facts.get("allowed") else said


def nothing_sentence(what: str) -> str:
    """Return the sentence for something that is not there; nothing where its kind has none of its own."""
    return {
        **_nothing(),
        **no_such_target(),
        **no_such_sentence(),
        **nothing_audited(),
        **nothing_designed(),
        **nothing_asked(),
        **nothing_framed(),
        **nothing_registered(),
        **nothing_sought(),
        **nothing_shown(),
    }.get(what, "")


def permission_sentence(permission: str) -> str:
    """Return the sentence for what nobody may do without having said who they are; nothing for other permissions."""
    return _("This is for people who have signed in. Sign in first.") if permission in {"sign-in", "person"} else ""


def _missing() -> dict[str, str]:
    return {
        "reason": _("Say why. The reason is kept with it, and whoever opens it can read it."),
        "name": _("The name is missing. Write 1 to 200 characters."),
        "email": _("The e-mail address is missing. Write one such as name@example.edu."),
        "file": _("No file came with it. Choose one and send it as “file”."),
        "price_currency": _("A price needs its currency: three letters such as EUR or MYR."),
    }


def _unusable() -> dict[str, str]:
    return {
        "email": _("“{found}” is not an e-mail address. Write one such as name@example.edu."),
        "name": _("“{found}” cannot be a name: up to 200 characters in one line, all of which can be seen."),
        "code": _(
            "“{found}” cannot be the code: small letters a to z, digits and hyphens make one, such as my-college."
        ),
        "country": _("“{found}” is not a country's code: two letters as in ISO 3166-1, such as MY or ES."),
        "expires_at": _("A link cannot end at {found}: that is past. Choose a later moment."),
        "ends_on": _("It cannot end on {found}, before it has begun. Choose a later day."),
        "places": _("{found} is not a number of places: 1 or more, or none at all for no limit."),
        "price": _("{found} is not a price: it is 0 or more."),
        "percent": _("{found} is not a percentage: it lies between 0 and 100."),
        "assessment": _("There is no assessment “{found}” here. Allowed: {allowed}."),
        "clause": _("The policy has no clause “{found}”. It has: {allowed}."),
        "role": _("There is no role “{found}”. Allowed: {allowed}."),
        "scopes": _("There is no scope “{found}”. Allowed: {allowed}."),
        "cursor": _go_on(),
        "after": _go_on(),
        "since": _go_on(),
    }


def _go_on() -> str:
    return _("“{found}” does not say where to go on. Take it from the page before, or begin at the first without it.")


def _nothing() -> dict[str, str]:
    return {
        "award": _("There is no such award here. It may be another institution's, or the number is mistyped."),
        "batch": _("There is no such batch of awards here."),
        "credential": _(
            "There is no such credential here. It may be another institution's, or the number is mistyped."
        ),
        "appeal": _("There is no appeal that waits."),
        "condition": _("There is no condition that waits to be met."),
        "evidence": _("There is no such evidence here."),
        "precedent": _("There is no such precedent in force here."),
        "recognition-decision": _("There is no such decision here."),
        "recognition-request": _(
            "There is no such request here. It may be another institution's, or the number is mistyped."
        ),
        "transfer-value": _("There is no such line in the register."),
        "unit": _("There is no such unit here, or it can no longer be asked for."),
        "document": _("The credential was not issued in this form. Its page lists the forms that there are."),
        "enrolment": _("There is no such enrolment here. It may be another institution's, or the number is mistyped."),
        "institution": _("There is no such institution here. Its code stands in the addresses of its pages."),
        "form": _("There is no such form. These are told: definition, schema-org, ctdl, elm, open-badges."),
        "job": _("There is no such job. Jobs that are done are tidied away."),
        "link": _("This link leads nowhere: its owner may have withdrawn it, or it has ended."),
        "pathway": _("There is no such pathway, or not in this version."),
        "policy": _("There is no such version of a pathway that you own with others."),
        "acceptance": _("You have not accepted this version."),
        "plan": _("No plan is kept for this pathway."),
        "standing": _("There is nobody like that on a pathway here. Who leaves a pathway is not shown any more."),
        "waiver": _("There is no such waiver, or it was taken back."),
        "review": _("There is nothing to be looked at: the award rests on what it rested on."),
        "reckoning": _("There is no such reckoning here."),
        "microcredential": _(
            "There is no such micro-credential, or not in this version. The catalogue lists them all."
        ),
        "offering": _("There is no such offering here."),
        "person": _("There is no such person here. Correct the address, or give them a role first."),
        "result": _("There is no such result to correct. Record it first."),
        "role": _("This person does not have that role here."),
        "status-list": _("There is no such status list."),
        "token": _("There is no such token of yours, or it was withdrawn already."),
        "version": _("There is no such version. The micro-credential's page lists them."),
    }
