"""Refusals about a folder of issued credentials, in sentences."""

from __future__ import annotations

from testamur.interfaces.words.translation import _


def folder_refusals() -> dict[str, str]:
    """Return code → sentence with named facts in braces."""
    return {
        "folder-busy": _("Another run is at work in {path}. Wait until it ends, and start again."),
        "bad-folder": _("{path} cannot be used: {reason}."),
        "bad-index-folder": _("{path} cannot be used: {reason}. A folder needs an index.json: address → file name."),
        "folder-of-another-issuer": _(
            "{path} belongs to {issuer}, and the key signs as {signer}. Use that issuer's key, or another folder."
        ),
        "no-such-credential": _(
            "There is no credential “{given}” in {path}. Give its id, its file name, or the first characters of one."
        ),
        "several-credentials": _("{count} credentials begin with “{given}”: {names}. Give more characters."),
        "revoked-for-good": _(
            "{credential} is revoked, and that is final: whoever checked it was told so. If an award is due after all, "
            "issue it anew with another date (completed_on)."
        ),
        "no-status-place": _("{credential} has no place in a status list of this folder, so its status cannot change."),
        "bad-base-url": _("“{found}” is not a web address. Write it like https://credentials.example.edu/2026/"),
        "bad-moment": _("“{found}” is not a date. Write it like 2026-05-03 or 2026-05-03T09:00:00Z."),
        "bad-mapping": _("“{found}” says nothing. Write --map FIELD=HEADING, such as --map name='Learner'."),
        "bad-definition": _("{path} is not a definition that can be issued:\n{problems}"),
        "unreadable-file": _("{path} cannot be read: {reason}."),
        "reason-missing": _("Say why: --reason TEXT. It stays with you and is not published."),
    }
