"""Takes out of a text whom it is about, before anything else reads it: names, contacts, ages, addresses, photos."""

from testamur.core.skills.identity.finding import Detector
from testamur.core.skills.identity.lexicon import Lexicon, parse_lexicon
from testamur.core.skills.identity.values import Found, Kind, Stripped

__all__ = ["Detector", "Found", "Kind", "Lexicon", "Stripped", "parse_lexicon"]
