"""What is said to programs that ask for a signature, or hand over a dataset: no credential of people has these."""

from __future__ import annotations

from testamur.interfaces.words.translation import _


def requests() -> dict[str, str]:
    """Return code → sentence with named facts in braces."""
    return {
        "no-key-for-issuer": _("There is no key here that signs for {issuer}."),
        "bad-status-entry": _(
            "Its credentialStatus needs statusPurpose, statusListIndex (a whole number, as text) and"
            " statusListCredential (an address)."
        ),
        "of-another-kind": _("It is something else than what was asked about: {kind}."),
        "not-nquads": _("Line {line} is not N-Quads: {text}"),
        "no-checks": _("Nothing in it could be checked."),
    }
