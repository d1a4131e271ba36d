"""From a page about a credential to the credential: `<link rel="alternate">` (HTML Standard, section 4.6.7.1)."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

_TYPES = (
    "application/vc+jwt",
    "application/vc+cose",
    "application/vc",
    "application/vc+ld+json",
    "application/ld+json",
    "application/json",
)
_LOOKED_AT = 200_000


class _Links(HTMLParser):
    """Collects the alternates that may be credentials: type → address."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a start tag."""
        told = {name: value or "" for name, value in attrs}
        if tag == "link" and "alternate" in told.get("rel", "").lower().split() and told.get("href"):
            self.found.setdefault(told.get("type", "").lower(), told["href"])


def credential_link(page: bytes, address: str) -> str:
    """Return where the page at *address* says its credential lies, on the same host; empty if it is no such page."""
    if page.lstrip()[:1] != b"<":
        return ""
    links = _Links()
    links.feed(page[:_LOOKED_AT].decode("utf-8", "replace"))
    chosen = next((links.found[kind] for kind in _TYPES if kind in links.found), "")
    target = urljoin(address, chosen) if chosen else ""
    return target if urlsplit(target).netloc == urlsplit(address).netloc else ""
