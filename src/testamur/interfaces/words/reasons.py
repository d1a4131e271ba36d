"""Why a check came out as it did (`reasons`), and what a reader should make of it (`meanings`).

Functions, not tables: the words are looked up in the language spoken when they are asked for.
"""

from __future__ import annotations

from testamur.interfaces.words.judgements import judgements
from testamur.interfaces.words.proofs import proofs
from testamur.interfaces.words.requests import requests
from testamur.interfaces.words.tokens import tokens
from testamur.interfaces.words.translation import _


def reasons() -> dict[str, str]:
    """Return code → sentence with named facts in braces."""
    return {
        **_reading(),
        **_signing(),
        **_standing(),
        **_outside(),
        **proofs(),
        **tokens(),
        **judgements(),
        **requests(),
    }


def _reading() -> dict[str, str]:
    return {
        "data-integrity": _("It is a credential with a signature inside it (Data Integrity)."),
        "vc-jwt": _("It is a credential in a signed envelope (VC-JWT)."),
        "vc-cose": _("It is a credential in a signed envelope (COSE)."),
        "well-formed": _("It follows the W3C data model for credentials."),
        "empty": _("There is nothing in it."),
        "too-large": _("It is larger than {limit} bytes, more than any credential needs."),
        "too-deep": _("It is nested deeper than {limit} levels, more than any credential needs."),
        "not-utf8": _("This is not a whole credential: byte {position} is not text in UTF-8. Take the original file."),
        "not-json": _(
            "This is not a whole credential: it cannot be read beyond line {line}, column {column}. Perhaps it was cut"
            " off; copy all of it again, or take the original file."
        ),
        "repeated-name": _("The name “{name}” stands twice in one object, so it could be read in two ways."),
        "not-a-credential": _("It can be read, but it is not a credential."),
        "unsupported-form": _("It is of a kind that Testamur cannot check yet: {form}."),
        "bad-image": _("It is an image, but a damaged or unsafe one: {reason}."),
        "nothing-baked": _(
            "It is a picture, and there is no credential inside it that could be checked. Scan the code on it, open"
            " its link, or ask for the original file."
        ),
        "no-credential-inside": _(
            "There is no credential in it that could be checked ({kind}). Scan the code on it, open its link, or ask"
            " for the original file."
        ),
        "old-vc-claim": _("It is of the outdated form, with a “vc” claim inside."),
        "no-base-context": _("Its first @context is not that of a W3C credential but {found}."),
        "own-vocabulary": _("It brings a vocabulary of its own, so familiar words could mean something else in it."),
        "no-issuer": _("It does not say who issued it."),
        "no-subject": _("It does not say whom it is about."),
        "bad-base58": _("A key or signature in it is not written in base 58."),
        "bad-base64url": _("A part of it is not written in base64url."),
        "bad-base64": _("It is not written in base64, or not all of it."),
        "bad-cbor": _("It cannot be read beyond byte {position}. Take the original file."),
        "unknown-multibase": _("A key or signature in it is in an encoding that is not known: {text}."),
    }


def _signing() -> dict[str, str]:
    return {
        "key-is-the-issuers": _("The key belongs to the issuer, {issuer}."),
        "key-not-the-issuers": _("It was signed with the key {key}, which does not belong to the issuer, {issuer}."),
        "iss-differs": _("It names two issuers: {iss} and {issuer}."),
        "method-not-found": _("The issuer’s document does not have the key {method}."),
        "method-not-allowed": _("The issuer’s document has the key {method}, but not for signing credentials."),
        "unsupported-key": _("The key is of a kind that Testamur cannot check yet: {key}."),
        "bad-key": _("The key is not a sound one: with it, anybody could sign ({reason})."),
        "bad-did": _("The issuer’s identifier is not well formed: {did}."),
        "signature-fits": _("The signature fits: nothing has been changed since it was issued ({suite})."),
        "signature-does-not-fit": _("The signature does not fit: something was changed after it was issued."),
        "not-signed": _("It is not signed."),
        "malformed-proof": _("Its proof is not well formed."),
        "too-many-proofs": _("It carries {count} proofs; Testamur looks at up to {limit}."),
        "suite-not-supported": _("It is signed in a way that Testamur cannot check yet: {suite}."),
        "wrong-purpose": _("Its signature was made for another purpose: {purpose}."),
        "proof-expired": _("Its signature was good until {until} only."),
        "critical-header": _("It demands something that Testamur does not know: {names}."),
        "wrong-type": _("Its envelope says that it holds something else: {type}."),
        "unknown-context": _("It uses a vocabulary that Testamur does not have: {url}."),
        "undefined-term": _("The word “{term}” in it is not covered by the signature."),
        "relative-iri": _("An address in it is not complete, so readers differ in what was signed: {iri}."),
        "unsafe-number": _("Programs write the number {number} in different ways, so they differ in what was signed."),
        "described-twice": _("It describes {subject} twice, in different words."),
        "graph-too-tangled": _("It is built so that checking it would take for ever."),
        "unsupported-keyword": _("It uses a feature that Testamur cannot check yet: {keyword}."),
        "not-json-ld": _("It is not valid JSON-LD: {reason}."),
        "lone-surrogate": _("A text in it is not valid Unicode: {text}."),
        "bad-language-tag": _("A language in it is not well formed: {language}."),
    }


def _standing() -> dict[str, str]:
    return {
        "within-its-time": _("It holds on {at}."),
        "not-yet-valid": _("It does not hold before {since}."),
        "expired": _("It held until {until}."),
        "bad-instant": _("A date in it is not well formed: {found}."),
        "not-revoked": _("Its issuer has not withdrawn it."),
        "not-suspended": _("Its issuer has not set it aside."),
        "not-withdrawing": _("Its issuer has left a note on it, which does not withdraw it ({purpose})."),
        "revoked": _("Its issuer has withdrawn it."),
        "suspended": _("Its issuer has set it aside for the time being."),
        "status-not-supported": _("Its status is kept in a way that Testamur cannot check yet: {type}."),
        "too-many-statuses": _("It names {count} status lists; Testamur looks at up to {limit}."),
        "list-not-trustworthy": _("Its status list {list} cannot be relied on. {cause}"),
        "list-of-another-issuer": _("Its status list {list} is signed by somebody else: {issuer}."),
        "list-of-another-purpose": _("Its status list {list} is not about “{purpose}”."),
        "list-too-short": _("Its status list {list} has {length} entries; the standard asks for {minimum} or more."),
        "bad-status-list": _("Its status list {list} cannot be unpacked: {reason}."),
        "bad-index": _("Its place in the status list is not a number: {index}."),
        "index-outside-list": _("Its place in the status list ({index}) is beyond the end of the list."),
        "credentials-inside": _("The credentials that it holds were not checked. Check each of them on its own."),
        "not-looked-at": _("It points to something that was not looked at. That does not touch the answer."),
    }


def _outside() -> dict[str, str]:
    return {
        "no-list-address": _("Its issuer published no address for the status list, so it cannot be looked up."),
        "offline": _("{url} was not asked, because we are offline."),
        "did-method-not-supported": _("The issuer’s identifier is of a kind that Testamur cannot look up yet: {did}."),
        "bad-address": _("An address in it is not well formed: {url}."),
        "not-https": _("An address in it is not an https address: {url}."),
        "private-address": _("The address {host} is not a public one, so it was not asked."),
        "no-such-host": _("There is no computer of the name {host}."),
        "no-answer": _("{url} did not answer ({reason})."),
        "not-there": _("{url} answered that there is nothing there ({status})."),
        "moved": _("{url} sends on to another address, which is not followed."),
        "unreadable-answer": _("{url} answered something that cannot be read ({reason})."),
    }


def meanings() -> dict[str, str]:
    """Return code, or ``check:outcome``, → what a reader should make of it."""
    return {
        "signature:passed": _(
            "A signature is made with a secret that only the issuer has. If a single letter of the credential were"
            " changed, it would no longer fit."
        ),
        "signature:failed": _("Ask the person for the original file or link, or ask the issuer."),
        "issuer:passed": _(
            "The key is really that of the issuer named here. Whether you trust this issuer is for you to say."
        ),
        "issuer:failed": _("Somebody else may have made this in the issuer’s name."),
        "issuer:unknown": _(
            "Without the issuer’s key nobody can tell who signed it. This says nothing against the credential: try"
            " again later."
        ),
        "status:passed": _(
            "Issuers keep lists of what they withdrew. The list does not tell anybody which credential was looked up."
        ),
        "revoked": _("It was issued, and the issuer took it back. Ask the issuer for the reason."),
        "suspended": _("The issuer may restore it. Ask again later."),
        "status:unknown": _(
            "The credential is signed, but whether it has been withdrawn since cannot be seen just now. Try again"
            " later."
        ),
        "no-list-address": _(
            "Whether it was withdrawn is known to the issuer alone. Ask the issuer, or the person who showed it to you."
        ),
        "expired": _("It was good until then. It still shows what the person had learned at that time."),
        "time:passed": _("Credentials can have a first and a last day. Today lies between them."),
        "trust:passed": _(
            "You chose this registry. What it says of the issuer is its word; the signature proves only the key."
        ),
        "trust:unknown": _("This says nothing against the credential: it may be from somewhere new to you."),
        "trust:failed": _("The credential may be genuine all the same. Ask whoever keeps the registry."),
        "accepted:failed": _("The credential may be genuine. It is not what was asked for here."),
        "respelled": _("Ask the person for the original file or link, or ask the issuer."),
        "form:failed": _("Make sure that you have the whole file, as it was downloaded, and not a picture of it."),
    }
