#!/usr/bin/env python3
"""How long it takes to keep a draft in the editor: over HTTP, from a running demo, as the browser's script does it.

./testamur demo --no-browser                                        in one terminal
.venv/bin/python benchmarks/design/save.py http://localhost:8000    [--rounds 60]

A draft is begun with a template; every round changes its text and keeps it, changes its board and keeps it, and looks
at a text that is not saved. Times are those of the whole answer, in one connection after the other, one person at work.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
from html import unescape
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

WHO = "designer@marina.example.edu"
HERE = "/design/marina/drafts"


class Visitor:
    """Somebody with a browser that does nothing but send forms."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> tuple[str, str]:
        """Return where it led, and the page."""
        with self.opener.open(self.address + path) as answer:
            return answer.url, answer.read().decode()

    def post(self, path: str, token: str, **fields: str) -> tuple[str, str]:
        """Send a form."""
        body = urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        request = Request(self.address + path, body, {"Referer": self.address + path})
        with self.opener.open(request) as answer:
            return answer.url, answer.read().decode()


def token(page: str) -> str:
    """Return the secret of the page's forms."""
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    return found[1] if found else ""


def board(page: str) -> dict[str, str]:
    """Return the texts and numbers of a board; ticks are left out, which is a change, too."""
    form = page[page.index('id="draft"') :]
    inputs = re.findall(r'<input id="[^"]+" name="([^"]+)" value="([^"]*)"', form)
    found = {name: unescape(text) for name, text in inputs}
    found |= {
        name: unescape(text) for name, text in re.findall(r'<textarea id="[^"]+" name="([^"]+)"[^>]*>([^<]*)<', form)
    }
    return {name: text for name, text in found.items() if not name.endswith("-new")}


def main() -> None:
    """Begin a draft, keep it often, print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("--rounds", type=int, default=60)
    told = parser.parse_args()
    visitor = Visitor(told.address.rstrip("/"))
    visitor.post("/play", token(visitor.get("/accounts/login/")[1]), person=WHO)
    secret = token(visitor.get(f"{HERE}/begin")[1])
    where, page = visitor.post(f"{HERE}/begin", secret, template="project")
    draft = where[len(visitor.address) :].removesuffix("/board")
    secret, form = token(page), board(page)
    source = unescape(re.findall(r"<textarea[^>]*>\n?(.*?)</textarea>", visitor.get(draft)[1], re.DOTALL)[0])
    taken: dict[str, list[float]] = {"keep the text": [], "keep the board": [], "look at a text": []}
    revision = "1"
    for number in range(told.rounds):
        text = source.replace("hours: 108", f"hours: {100 + number % 20}")
        start = time.perf_counter()
        revision = json.loads(visitor.post(f"{draft}/keep", secret, based_on=revision, source=text)[1])["revision"]
        taken["keep the text"].append(time.perf_counter() - start)
        changed = {**form, "hours-0": str(10 + number % 7), "based_on": str(revision), "auto": "1"}
        start = time.perf_counter()
        revision = json.loads(visitor.post(f"{draft}/board", secret, **changed)[1])["revision"]
        taken["keep the board"].append(time.perf_counter() - start)
        start = time.perf_counter()
        visitor.post(f"{draft}/look", secret, source=text)
        taken["look at a text"].append(time.perf_counter() - start)
        revision = str(revision)
    for name, times in taken.items():
        ordered = sorted(one * 1000 for one in times[3:])
        middle, high = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
        print(f"{name}: median {middle:.0f} ms, p95 {high:.0f} ms, longest {ordered[-1]:.0f} ms of {len(ordered)}")


if __name__ == "__main__":
    main()
