"""The guarded fetcher goes to public https addresses only, within its limits, and says why when it does not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from simulators.secure_web import Web, running
from testamur.adapters import fetch
from testamur.adapters.fetch import Fetcher
from testamur.core.credential.ports import Unreachable


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    with running(tmp_path) as served:
        yield served


@pytest.fixture
def fetcher(web: Web) -> Fetcher:
    """A fetcher that trusts the test's own web, whose address is this machine's."""
    return Fetcher(web.ca_file, frozenset({web.host}), lambda _host, _port: ["127.0.0.1"])


def code_of(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(Unreachable) as refused:
        fetcher.get(url)
    return refused.value.code


def test_what_is_there_is_fetched(web: Web, fetcher: Fetcher) -> None:
    assert fetcher.get(web.serve("/list?page=2", b"bits")) == b"bits"


def test_what_is_not_there_or_elsewhere_is_named(web: Web, fetcher: Fetcher) -> None:
    assert code_of(fetcher, web.url("/nothing")) == "not-there"
    assert code_of(fetcher, web.serve("/moved", b"", 302, Location=web.serve("/new", b"x"))) == "moved"
    assert web.asked == ["/nothing", "/moved"]


def test_too_much_is_not_read_to_the_end(web: Web, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "MAX_BYTES", 1_000)
    assert code_of(fetcher, web.serve("/large", bytes(100_000))) == "too-large"


def test_an_answer_that_is_cut_off_is_no_answer(web: Web, fetcher: Fetcher) -> None:
    def short(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "100")
        request.end_headers()
        request.wfile.write(b"half")

    web.pages["/short"] = short
    assert code_of(fetcher, web.url("/short")) == "no-answer"


def test_a_server_that_never_finishes_is_left(web: Web, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "SECONDS", 0.5)
    done = threading.Event()

    def drip(request: BaseHTTPRequestHandler) -> None:
        # Each byte comes soon enough; all of them never do.
        try:
            for _ in range(200):
                request.wfile.write(b"H")
                request.wfile.flush()
                if done.wait(0.05):
                    return
        except OSError:
            return

    web.pages["/drip"] = drip
    try:
        assert code_of(fetcher, web.url("/drip")) == "no-answer"
    finally:
        done.set()


def test_a_certificate_that_nobody_vouches_for_is_no_answer(web: Web) -> None:
    stranger = Fetcher("", frozenset({web.host}), lambda _host, _port: ["127.0.0.1"])
    assert code_of(stranger, web.serve("/x", b"x")) == "no-answer"
    assert web.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - an address to refuse
        "224.0.0.1",
        "::1",
        "fe80::1",
        "fc00::1",
        "::ffff:127.0.0.1",
        "2001:db8::1",
    ],
)
def test_an_address_that_is_not_public_is_never_asked(web: Web, address: str) -> None:
    guarded = Fetcher(web.ca_file, frozenset(), lambda _host, _port: [address])
    assert code_of(guarded, "https://public.example.org/x") == "private-address"
    both = Fetcher(web.ca_file, frozenset(), lambda _host, _port: ["93.184.216.34", address])
    assert code_of(both, "https://public.example.org/x") == "private-address"


def test_the_connection_goes_to_the_address_that_was_checked(web: Web) -> None:
    looked_up = []

    def changing(host: str, _port: int) -> list[str]:
        """A name server that gives a good address first and a bad one afterwards."""
        looked_up.append(host)
        return ["127.0.0.1"] if len(looked_up) == 1 else ["192.0.2.1"]

    assert Fetcher(web.ca_file, frozenset({web.host}), changing).get(web.serve("/x", b"x")) == b"x"
    assert looked_up == ["web.test"]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://example.org/", "not-https"),
        ("file:///etc/passwd", "not-https"),
        ("ftp://example.org/", "not-https"),
        ("", "not-https"),
        ("https://", "bad-address"),
        ("https://user@example.org/", "bad-address"),
        ("https://example.org:99999/", "bad-address"),
        ("https://[::1/", "bad-address"),
        ("https://example.org/a b", "bad-address"),
        ("https://example.org/a\r\nHost: other", "bad-address"),
        ("https://example.org/é", "bad-address"),
    ],
)
def test_addresses_that_are_none_are_refused(url: str, code: str) -> None:
    assert code_of(Fetcher(resolve=lambda _host, _port: ["93.184.216.34"]), url) in {code, "bad-address"}


def test_a_name_that_nobody_knows_is_named() -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise OSError

    assert code_of(Fetcher(resolve=unknown), "https://nowhere.example.org/") == "no-such-host"
    assert code_of(Fetcher(resolve=lambda _host, _port: []), "https://nowhere.example.org/") == "no-such-host"
