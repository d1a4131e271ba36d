"""What is found in a page, as people say it: what is wrong, and what to do."""

from __future__ import annotations

from testamur.core.pages import Finding
from testamur.interfaces.words.translation import _


def page_finding(found: Finding) -> str:
    """Return a finding as sentences with what was found in them."""
    return _sentences()[found.code].format_map(found.facts)


def why_of(code: str) -> str:
    """Return why a rule asks for what it asks; empty where a block just cannot be shown."""
    return _reasons().get(code, "")


def page_kinds() -> dict[str, str]:
    """Return kind of a text of a page → how it came to be."""
    return {
        "start": _("begun"),
        "save": _("saved"),
        "autosave": _("kept while it was written"),
        "restore": _("an earlier text brought back"),
    }


def _sentences() -> dict[str, str]:
    return {
        "image-without-alt": _(
            "The picture {file} says nothing to those who do not see it. Add a line “alt: …”, or “decorative: yes”."
        ),
        "heading-skipped": _("A heading of level {found} follows one of level {before}. Leave no level out."),
        "heading-one": _("One # is the level of the page’s own title. Begin with ##."),
        "vague-link": _("The words of the link, “{found}”, do not say where it leads. Link the words that do."),
        "file-without-note": _("Nobody has noted what the file {file} holds and who may not be able to read it."),
        "long-sentence": _("A sentence has {found} words; beyond {limit} readers lose its beginning. Make two of it."),
        "long-paragraph": _("This paragraph has {found} words. Divide it; {limit} are enough for one thought."),
        **_broken(),
    }


def _broken() -> dict[str, str]:
    return {
        "no-such-file": _("There is no file {file} among the files of this draft. Hand it in first, or mend its name."),
        "not-a-picture": _("{file} is no picture. Offer it with a block “file”."),
        "picture-elsewhere": _(
            "The picture {file} is somewhere else. Hand it in here; nothing is fetched from others."
        ),
        "address-refused": _(
            "The address {address} leads nowhere from here. Use one that begins with https://, http:// or mailto:."
        ),
        "host-refused": _("Nothing is loaded from {host}; it is shown as a link. Hosts that may be used: {allowed}."),
        "formula-unreadable": _("The formula {found} cannot be read. It is shown as it was written."),
        "no-such-assessment": _("The draft has no assessment {item}. It has: {allowed}."),
        "quiz-to-come": _("A quiz is to come here. Name its assessment as soon as there is one."),
        "field-missing": _("The block “{block}” needs a line “{field}: …”. Until then it is shown as it was written."),
        "field-unknown": _("The block “{block}” has no field “{field}”. It has: {allowed}."),
        "field-twice": _("The block “{block}” says “{field}” twice. The first one is used."),
        "html": _("{found} is HTML. It is shown as letters, for pages carry no HTML."),
        "empty": _("This page is empty."),
    }


def _reasons() -> dict[str, str]:
    return {
        "image-without-alt": _("Screen readers read the text aloud, and it stands there when a picture does not load."),
        "heading-skipped": _("People who hear a page find their way by its headings."),
        "heading-one": _("A page has one title."),
        "vague-link": _("Screen readers list the links of a page without the sentences around them."),
        "file-without-note": _("Who cannot open or read a file wants to know before they try."),
        "long-sentence": _("Many read in their second language."),
        "long-paragraph": _("Short paragraphs are read; long ones are skipped."),
    }
