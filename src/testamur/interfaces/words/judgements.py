"""Why a check came out as it did, for what surrounds a credential: presentations, schemas, endorsements, registries.

The other half of `reasons`, which joins the two.
"""

from __future__ import annotations

from testamur.interfaces.words.translation import _


def judgements() -> dict[str, str]:
    """Return code → sentence with named facts in braces."""
    return {**_shapes(), **_presented(), **_lists(), **_beside(), **_accepted()}


def _shapes() -> dict[str, str]:
    return {
        "open-badges-2": _(
            "It is an Open Badge of version 2. Such badges are proved by the page that they come from, which was not"
            " asked: {url}."
        ),
        "well-formed-claims": _("It follows the rules for credentials that are no more than a signed list of claims."),
        "too-many-wrappings": _("It is wrapped more than {limit} times, more than any credential needs."),
        "bad-data-url": _("It is a data URL that cannot be read."),
        "misshapen": _("“{member}” in it is not of the form that the data model asks for."),
        "member-missing": _("“{member}” is missing in it."),
        "not-a-url": _("“{member}” in it has to be an address, but it is {found}."),
        "without-type": _("“{member}” in it does not say of which type it is, or not the one it has to be."),
        "ends-before-it-begins": _("By its own dates it ends before it begins."),
        "respelled": _(
            "“{member}” in it is written in an unusual way. The signature would not show that somebody changed the way"
            " it is written, and readers would miss it."
        ),
    }


def _presented() -> dict[str, str]:
    return {
        "presentation": _("It is a presentation: its holder shows credentials and has signed that."),
        "vp-jwt": _("It is a presentation in a signed envelope (VP-JWT): its holder shows credentials."),
        "vp-cose": _("It is a presentation in a signed envelope (COSE): its holder shows credentials."),
        "vp-sd-jwt": _("It is a presentation as SD-JWT: its holder shows credentials."),
        "presentation-not-signed": _("Nobody signed the presentation, so who shows it is not proved."),
        "credential-holds": _("Credential {number} in it is valid."),
        "credential-does-not-hold": _("Credential {number} in it is not valid ({cause})."),
        "credential-cannot-tell": _("We cannot tell whether credential {number} in it is valid ({cause})."),
        "too-many-credentials": _("It holds {count} credentials; Testamur looks at up to {limit}."),
        "nothing-presented": _("There is no credential in it."),
        "self-asserted": _("{holder} says so of themselves: the signature of the presentation covers it."),
        "about-the-holder": _("Credential {number} is about whoever shows it."),
        "not-about-the-holder": _("That credential {number} is about whoever shows it is not proved."),
    }


def _lists() -> dict[str, str]:
    return {
        "no-status": _("It has no place in a status list, so it could not be withdrawn."),
        "list-of-another-address": _("What lies at {list} says that it is another list: {found}."),
        "bad-status-size": _("Its status has an impossible size: {size}."),
        "bad-status-message": _("The messages beside its status are not well formed."),
        "status-message": _("Its issuer left a message: {message}."),
        "refresh-offered": _("Its issuer has a newer copy of it."),
        "status-of-its-own": _("Its status has a meaning that only its issuer knows: {value}."),
    }


def _beside() -> dict[str, str]:
    return {
        "keeps-its-schema": _("It has the form that it promises."),
        "breaks-its-schema": _("At {where} it does not have the form that it promises ({rule}, {schema})."),
        "schema-not-at-hand": _("It promises a form that Testamur does not have at hand: {schema}."),
        "schema-not-supported": _("It promises a form in a way that Testamur cannot check yet: {type}."),
        "too-many-schemas": _("It promises {count} forms; Testamur looks at up to {limit}."),
        "no-schema": _("It promises no form that could be checked."),
        "digest-fits": _("{url} is what it was when the credential was issued."),
        "digest-does-not-fit": _("{url} is not what it was when the credential was issued."),
        "bad-digest": _("The fingerprint of {url} is not well formed."),
        "has-terms": _("Its issuer sets terms for its use: {type} {url}."),
        "can-be-refreshed": _("Its issuer names a place where a newer copy can be had: {url}."),
        "endorsed": _("{by} endorses it, and signed that."),
        "endorsement-of-another": _("An endorsement by {by} stands with it, but is about something else."),
        "endorsement-does-not-hold": _(
            "An endorsement in the name of {by} stands with it, but is not valid ({cause})."
        ),
        "endorsement-cannot-tell": _("We cannot tell whether an endorsement by {by} is valid ({cause})."),
        "too-many-endorsements": _("It has more endorsements; Testamur looks at the first {limit}."),
        "not-an-endorsement": _("Something that is no endorsement stands in the place of one."),
    }


def _accepted() -> dict[str, str]:
    return {
        "issuer-not-accepted": _("{issuer} is not among the issuers that are accepted here."),
        "type-not-accepted": _("It is not of the type that was asked for: {type}."),
        "issuer-known": _("{says} knows the issuer: {name} {homepage}"),
        "issuer-unknown": _("None of your registries knows the issuer, {issuer}."),
        "issuer-no-longer-trusted": _("{says} no longer vouches for the issuer, {name}."),
    }
