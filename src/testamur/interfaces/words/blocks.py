"""The blocks of a page as an author begins them: what the button says, and what it writes."""

from __future__ import annotations

from dataclasses import dataclass

from testamur.interfaces.words.translation import _


@dataclass(frozen=True, slots=True)
class Snippet:
    """What a button writes at the cursor. ``says``: on the button; ``text``: what is written."""

    says: str
    text: str


def snippets() -> list[Snippet]:
    """Return the blocks in the order of the buttons."""
    return [
        Snippet(_("Heading"), f"## {_('Heading')}"),
        Snippet(_("Link"), f"[{_('where it leads, in words')}](https://)"),
        Snippet(_("List"), "- \n- \n- "),
        Snippet(_("Table"), "| A | B |\n|---|---|\n|   |   |"),
        Snippet(_("Picture"), "```image\nfile: \nalt: \ncaption: \n```"),
        Snippet(_("Code"), "```python\n\n```"),
        Snippet(_("Maths"), "```maths\n\\frac{a}{b}\n```"),
        Snippet(_("Quiz"), "```quiz\nassessment: \n```"),
        Snippet(_("File"), "```file\nfile: \ntitle: \n```"),
        Snippet(_("Link card"), "```link\naddress: https://\ntitle: \nnote: \n```"),
        Snippet(_("Embed"), "```embed\naddress: https://\ntitle: \n```"),
    ]
