"""The formats in which a definition can be taken away, for templates."""

from __future__ import annotations

from django import template

from testamur.core.exchange import WRITABLE
from testamur.interfaces.words.file_exchange import form_names

register = template.Library()


@register.simple_tag
def file_forms() -> list[tuple[str, str]]:
    """Return code and name of each format that is written here."""
    return [(code, name) for code, name in form_names().items() if code in (*WRITABLE, "pdf")]
