"""Sentences for checks of tokens: JWT, SD-JWT, COSE, and the keys of those who hold them."""

from __future__ import annotations

from testamur.interfaces.words.translation import _


def tokens() -> dict[str, str]:
    """Return code → sentence with named facts in braces."""
    return {**_forms(), **_headers(), **_hiding(), **_holding(), **_making()}


def _forms() -> dict[str, str]:
    return {
        "sd-jwt": _("It is a credential of which parts can be hidden (SD-JWT)."),
        "sd-jwt-vc": _("It is a set of signed claims of which parts can be hidden (SD-JWT VC)."),
        "not-a-jws": _("It starts like a signed token (JWT), but does not have its three parts."),
        "not-an-sd-jwt": _("It does not have the parts of an SD-JWT."),
        "not-a-cose-sign1": _("It is made of CBOR, but does not have the parts of something signed (COSE_Sign1)."),
        "not-an-object": _("A part of it should be a JSON object, and is not."),
        "not-enveloped": _("A credential in the presentation is not in an envelope, so it is not signed: {address}."),
        "no-vct": _("It says that it is an SD-JWT VC, and does not say of what type."),
    }


def _headers() -> dict[str, str]:
    return {
        "bad-header": _("Its header is not well formed ({name})."),
        "wrong-algorithm": _("It is signed in a way in which everybody who can check it can forge it ({algorithm})."),
        "not-protected": _("Its “{name}” stands where the signature does not cover it."),
        "no-key-named": _("It does not say with which of the issuer’s keys it was signed."),
        "claim-differs": _("It says two things of one: {name} is {found}, and the credential says {member}."),
    }


def _hiding() -> dict[str, str]:
    return {
        "hash-not-supported": _("What is hidden in it is hidden in a way that Testamur does not know ({name})."),
        "malformed-digest": _("The mark of something hidden in it is not well formed: {digest}."),
        "malformed-disclosure": _("Something disclosed in it is not well formed: {text}."),
        "repeated-digest": _("The mark of something hidden stands twice in it: {digest}."),
        "repeated-disclosure": _("The same thing is disclosed twice: {text}."),
        "unreferenced-disclosure": _("Something is disclosed that the issuer never put in: {digest}."),
        "wrong-disclosure": _("Something is disclosed where something of another kind was hidden: {digest}."),
        "overridden-claim": _("Something disclosed would take the place of what is already there: {name}."),
        "reserved-name": _("“{name}” is no name for a claim: it marks what is hidden."),
        "too-many-disclosures": _("It discloses {count} things; Testamur looks at up to {limit}."),
        "must-not-be-hidden": _("{path} could be hidden, and without it nobody can tell whether it still holds."),
    }


def _holding() -> dict[str, str]:
    return {
        "key-is-the-holders": _("The key belongs to the holder, {holder}."),
        "key-not-the-holders": _("It was signed with the key {key}, which does not belong to whoever presents it."),
        "as-asked": _("It was made for whoever asked, and just now."),
        "shown-by-the-holder": _("The holder signed it before showing it, for {audience}."),
        "not-bound": _("The holder has not signed it before showing it, so anybody may be showing it."),
        "no-holder-key": _("It does not name the key of its holder, so nobody can show that it is theirs."),
        "binding-does-not-fit": _("The holder’s signature does not fit: somebody else may be showing it."),
        "binding-of-another": _("The holder’s signature is for something else than what is shown."),
        "malformed-binding": _("The holder’s signature does not say all of for whom, when and why."),
        "other-audience": _("It was made for somebody else: {audience}."),
        "other-nonce": _("It is not the answer to this question, but to another."),
        "not-fresh": _("It was not made just now."),
    }


def _making() -> dict[str, str]:
    return {
        "not-the-issuer": _("The key speaks for {signer}, and the credential is of {issuer}."),
        "not-the-holder": _("Whoever signs is not the holder, {holder}."),
        "no-such-claim": _("There is nothing at {path} that could be hidden or shown."),
        "no-salt": _("There is no chance left to hide claims with."),
    }
