"""Why a proof inside a credential does not count, and why a part of a credential cannot be shown.

A part of `reasons`, which joins them.
"""

from __future__ import annotations

from testamur.interfaces.words.translation import _


def proofs() -> dict[str, str]:
    """Return code → sentence with named facts in braces."""
    return {
        "key-revoked": _("The issuer took the key {method} back on {since}."),
        "key-expired": _("The key {method} was good until {since} only."),
        "key-of-another-kind": _("A key of {key} cannot have made a signature of the kind {suite}."),
        "previous-proof-missing": _("One of its proofs builds on another, {proof}, which is not there any more."),
        "proof-id-twice": _("Two of its proofs have the same name: which of them does a third build on?"),
        "proof-context-differs": _("Its signature was made for other vocabularies than it uses now."),
        "wrong-domain": _("It was signed for {domain}, not for {expected}."),
        "wrong-challenge": _(
            "It was not signed in answer to this request. It may have been shown to somebody else before."
        ),
        **_parts(),
    }


def _parts() -> dict[str, str]:
    return {
        "base-proof-shown": _(
            "It carries the proof that only its holder should have: with it, others could show any part of it. Ask for"
            " a part made for you."
        ),
        "not-a-base-proof": _("It has no proof, or more than one, from which a part could be shown."),
        "base-proof-differs": _("It was changed after it was signed, so no part of it can be shown."),
        "bad-proof-value": _("Its signature is not well formed ({reason})."),
        "too-many-contexts": _("It brings more than {limit} contexts. Testamur looks at no more."),
        "too-many-statements": _("It says {count} things; Testamur looks at up to {limit}."),
        "bad-pointer": _("“{pointer}” is not a JSON Pointer. Write one such as /credentialSubject/achievement/name."),
        "nothing-there": _("There is nothing at {pointer}."),
        "pointer-splits-list": _(
            "One of the pointers leads into an ordered list. Such a list is shown whole or not at all: end the pointer"
            " at the list."
        ),
        "not-selectable": _("It is built so that its parts cannot be told apart ({reason}); sign it as a whole."),
    }
