"""Facts of refusals as people say them: what a code such as ``full`` or ``manage-keys`` means in a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from testamur.interfaces.words.designing import (
    barriers,
    design_permissions,
    dossier_parts,
    why_not_independent,
)
from testamur.interfaces.words.oversight import purpose_names
from testamur.interfaces.words.seeking import seeking_permissions
from testamur.interfaces.words.translation import _, formats

# Ports, versions and years are numbers, too, but nobody groups their digits.
_COUNTS = frozenset({"count", "free", "least", "length", "limit"})

# Days, which refusals carry as programs write them (ISO 8601), and people read in their own way.
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DAYS = frozenset({"until", "last", "found"})


def fact_in_words(name: str, value: object) -> str:
    """Return the fact *name* as it stands in a sentence; a value without words of its own stays as it is."""
    if isinstance(value, list | tuple):
        return ", ".join(fact_in_words(name, one) for one in value)
    if isinstance(value, float) or (isinstance(value, int) and name in _COUNTS):
        return str(format_decimal(value, locale=formats()))
    if name in _DAYS:
        return _day(str(value))
    codes = _BY_NAME.get(name)
    return codes().get(str(value), str(value)) if codes else str(value)


def _day(written: str) -> str:
    """Return a day as people write it; what is none stays as it is, and be it a number of eight digits."""
    if not _ISO_DAY.fullmatch(written):
        return written
    try:
        return str(format_date(date.fromisoformat(written), "long", locale=formats()))
    except ValueError:
        return written


def _why_not_open() -> dict[str, str]:
    return {
        "closed": _("it is closed"),
        "over": _("its last day has passed"),
        "full": _("every place is taken"),
        **_why_not_recognised(),
        **why_not_independent(),
    }


def _why_not_recognised() -> dict[str, str]:
    return {
        "own-case": _("it is your own"),
        "declared": _("you have stood back from it"),
        "had-a-say": _("you had a say in what is appealed against"),
        "no-proposal": _("somebody proposes, then another decides"),
        "own-proposal": _("you proposed it, so another decides"),
        "own-decision": _("you decided it, so another corrects it"),
        "not-as-proposed": _("it is decided as it was proposed, or sent back"),
        "refused": _("nothing was recognised"),
        "doubtful-evidence": _("a credential in its file is not valid, could not be checked, or is somebody else’s"),
        "no-source": _("the evidence does not name what it is a credential of"),
    }


def _what_evidence() -> dict[str, str]:
    return {
        "file": _("bytes in one file"),
        "total": _("bytes in all files together"),
        "pieces": _("pieces of evidence"),
    }


def _stages() -> dict[str, str]:
    return {
        "draft": _("it is still a draft"),
        "submitted": _("it is handed in"),
        "incomplete": _("the applicant is asked"),
        "complete": _("the file is complete"),
        "under_assessment": _("it is being assessed"),
        "decided": _("it is decided"),
        "appealed": _("an appeal waits"),
        "appeal_decided": _("the appeal is decided"),
        "withdrawn": _("it is withdrawn"),
    }


def _verdicts() -> dict[str, str]:
    return {
        "met": _("met"),
        "unmet": _("not met"),
        "unknown": _("cannot be decided yet"),
    }


def _declared() -> dict[str, str]:
    return {"passed": _("passed"), "not-passed": _("not passed")}


def _reasons() -> dict[str, str]:
    return {
        "not-a-credential": _("it is not a credential"),
        "not-a-list": _("it is not a status list"),
        "no-credentials": _("no credentials are in it"),
        "holds-files": _("it holds single files; give the bundle a folder of its own"),
        "holds-bundle": _("it holds a bundle; go on with --bundle, or choose another folder"),
        "shorter-than-it-was": _("the file is shorter than it was"),
        "not-a-journal": _("the journal of the bundle cannot be read"),
        "missing": _("it is not there"),
        "too large": _("it is too large"),
        "there is no such file": _("there is no such file"),
        "not a file": _("it is not a file"),
        "the key cannot be read": _("the key cannot be read"),
        "it is not a key of Ed25519, P-256 or P-384": _("it is not a key of Ed25519, P-256 or P-384"),
        "the key and its name do not belong together": _("the key and its name do not belong together"),
        "it is not a key file of Testamur": _("it is not a key file of Testamur"),
        "length": _("it has the wrong length"),
        "not-canonical": _("it is written in an unusual way"),
        "small-order": _("it is a weak one"),
        "not-on-curve": _("it is no point of the curve"),
        "private": _("its secret was published with it"),
        "use": _("it is not for signatures"),
        "algorithm": _("it is for another algorithm than it says"),
        "cbor": _("it cannot be read"),
        "shape": _("it has another shape"),
        "header": _("it is of an unknown kind"),
        "base": _("it is in an unknown encoding"),
        "labels": _("its labels do not fit what is shown"),
        "blank-node": _("a part has a name of its own"),
        "nodes": _("a part has no place for a name"),
        "lists": _("two lists stand in one place"),
        "two-keys": _("two keys are given in its place"),
        "not-a-jwk": _("it is not a JSON Web Key"),
        "number too long": _("a number is too long"),
        "cut off": _("the end is missing"),
        "it is the document of something else": _("it is the document of something else"),
    }


def _permissions() -> dict[str, str]:
    return {
        "read-public": _("reading what is public"),
        "read-own": _("reading what is your own"),
        "enrol-self": _("enrolling yourself"),
        "share-own": _("showing your own credentials"),
        "found-institution": _("founding an institution"),
        "manage-institution": _("changing the institution"),
        "manage-people": _("giving people roles"),
        "manage-own-tokens": _("making tokens of your own"),
        "manage-keys": _("looking after the keys"),
        "read-audit": _("reading the audit log"),
        "manage-jobs": _("looking after background work"),
        "publish": _("publishing micro-credentials"),
        "publish-unreviewed": _("publishing without a review here"),
        "offer": _("offering micro-credentials"),
        "enrol": _("enrolling learners"),
        "record-results": _("recording results"),
        "read-learners": _("seeing learners and their results"),
        "confer": _("awarding"),
        "read-awards": _("seeing awards"),
        "read-figures": _("seeing figures"),
        "sign": _("signing credentials"),
        "revoke": _("withdrawing credentials"),
        "request-recognition": _("asking for recognition"),
        "assess-recognition": _("assessing requests for recognition"),
        "decide-recognition": _("deciding on recognition"),
        "audit-fairness": _("auditing whether people are treated alike"),
        **design_permissions(),
        **seeking_permissions(),
    }


def _purposes() -> dict[str, str]:
    return {
        "revocation": _("withdrawal"),
        "suspension": _("setting aside"),
        **purpose_names(),
    }


def _forms() -> dict[str, str]:
    return {
        "sd-jwt": "SD-JWT",
        "open-badges-2": "Open Badges 2",
        "presentation": _("a presentation, which holds credentials"),
        "european-digital-credential": "European Digital Credential",
        "status-list": _("a status list"),
        "text": _("text"),
    }


_BY_NAME: Mapping[str, Callable[[], dict[str, str]]] = {
    "why": _why_not_open,
    "what": _what_evidence,
    "state": _stages,
    "verdict": _verdicts,
    "declared": _declared,
    "reason": _reasons,
    "permission": _permissions,
    "barriers": barriers,
    "lacking": dossier_parts,
    "purpose": _purposes,
    "form": _forms,
    "kind": _forms,
}
