"""Mail: one plain text to one address, by the server that is named, or into the folder where it is kept."""

from __future__ import annotations

from django.core.mail import EmailMessage

from testamur.adapters.environment import environment


def send(*, to: str, subject: str, body: str, number: str) -> None:
    """Send *body*. The same *number* makes the same Message-ID: what is sent again shows once. Raises `OSError`."""
    headers = {"Message-ID": f"<{number}@{environment().hostname}>", "Auto-Submitted": "auto-generated"}
    EmailMessage(subject, body, to=[to], headers=headers).send()
