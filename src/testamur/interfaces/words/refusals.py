"""Sentences for refusals: what was wrong, where, and what to do."""

from __future__ import annotations

from testamur.interfaces.words.designing import nothing_weighed
from testamur.interfaces.words.facts import fact_in_words
from testamur.interfaces.words.fields import field_sentence, nothing_sentence, permission_sentence
from testamur.interfaces.words.folders import folder_refusals
from testamur.interfaces.words.machine import machine_refusals
from testamur.interfaces.words.recognition import flaws
from testamur.interfaces.words.rooms import general_refusals, room_refusals
from testamur.interfaces.words.translation import _
from testamur.refusals import Refusal


def told(refusal: Refusal) -> str:
    """Return *refusal* as a sentence. A code without words of its own is shown with its facts, never hidden."""
    template = _own_words(refusal) or sentences().get(refusal.code)
    facts = {name: fact_in_words(name, value) for name, value in refusal.facts.items()}
    if template is None:
        listed = ", ".join(f"{name}: {value}" for name, value in facts.items())
        return _("It was refused: {code}. {facts}").format(code=refusal.code, facts=listed).strip()
    return template.format_map(_Gaps(facts))


def _own_words(refusal: Refusal) -> str:
    """Return what can be said beyond the kind of a refusal: of the field, the thing or the permission."""
    if refusal.code == "invalid" and "field" in refusal.facts:
        return field_sentence(refusal.facts)
    if refusal.code == "not-as-weighed" and not refusal.facts.get("found"):
        return nothing_weighed()
    if refusal.code == "ruling-not-valid":
        return " ".join(flaws(refusal.facts.get("flaws")))
    if refusal.code == "not-found":
        return nothing_sentence(str(refusal.facts.get("what", "")))
    return permission_sentence(str(refusal.facts.get("permission", ""))) if refusal.code == "not-allowed" else ""


class _Gaps(dict[str, str]):
    """A fact that is missing shows as a dash, so that a sentence never fails."""

    def __missing__(self, key: str) -> str:
        return "–"


def sentences() -> dict[str, str]:
    """Return code → sentence with named facts in braces, for every refusal of the house."""
    return {
        **machine_refusals(),
        **folder_refusals(),
        **room_refusals(),
        **general_refusals(),
        "key-file-exists": _("{path} exists already and is left as it is. Choose another name for the new key."),
        "no-key-file": _("The key file {path} cannot be used: {reason}."),
        "bad-key-file": _("{path} is not a key for signing: {reason}. Make one with: testamur keys new"),
        "passphrase-needed": _(
            "The key in {path} is locked. Give its passphrase: --passphrase, or TESTAMUR_PASSPHRASE."
        ),
    }
