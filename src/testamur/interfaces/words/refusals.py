"""Sentences for refusals: what was wrong, where, and what to do."""

from __future__ import annotations

from testamur.interfaces.words.folders import folder_refusals
from testamur.interfaces.words.rooms import general_refusals, invalid_field, room_refusals
from testamur.interfaces.words.translation import _
from testamur.refusals import Refusal


def told(refusal: Refusal) -> str:
    """Return *refusal* as a sentence. A code without words of its own is shown with its facts, never hidden."""
    template = _sentences().get(refusal.code)
    if refusal.code == "invalid" and {"field", "found"} <= set(refusal.facts):
        template = invalid_field(has_allowed="allowed" in refusal.facts)
    if template is None:
        facts = ", ".join(f"{name}: {value}" for name, value in refusal.facts.items())
        return _("It was refused: {code}. {facts}").format(code=refusal.code, facts=facts).strip()
    return template.format_map(_Gaps({name: _listed(value) for name, value in refusal.facts.items()}))


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


class _Gaps(dict[str, str]):
    """A fact that is missing shows as a dash, so that a sentence never fails."""

    def __missing__(self, key: str) -> str:
        return "–"


def _sentences() -> dict[str, str]:
    return {
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
