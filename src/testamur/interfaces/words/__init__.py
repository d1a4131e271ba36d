"""Sentences for people, in their language. Codes come in from below; only here do they become words."""

from testamur.interfaces.words.translation import _, formats, ngettext, speak, spoken

__all__ = ["_", "formats", "ngettext", "speak", "spoken"]
