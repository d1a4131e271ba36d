"""Style sheets and scripts travel packed, are kept for good under a name with a digest, and nothing else is reached."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from testamur.server.packed import ServesPackedFiles

SHEET = b"a { color: red }\n" * 200


def inner(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", [("X-From", "the application")])
    return [b"a page"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "static"
    (root / "look").mkdir(parents=True)
    (root / "look" / "base.0123456789ab.css").write_bytes(SHEET)
    (root / "look" / "base.css").write_bytes(SHEET)
    (root / "dot.png").write_bytes(b"\x89PNG")
    (root / ".hidden.css").write_bytes(SHEET)
    (tmp_path / "secret.css").write_bytes(b"a key")
    return root


def ask(root: Path, path: str, method: str = "GET", **headers: str) -> tuple[str, dict[str, str], bytes]:
    seen: list[tuple[str, dict[str, str]]] = []

    def start(status: str, told: list[tuple[str, str]], _error: object = None) -> object:
        seen.append((status, dict(told)))
        return None

    environ = {"PATH_INFO": path, "REQUEST_METHOD": method, **headers}
    body = b"".join(ServesPackedFiles(inner, root)(environ, start))  # type: ignore[arg-type]  # as the server calls it
    return (*seen[0], body)


def test_a_style_sheet_travels_packed_and_is_kept_for_good(folder: Path) -> None:
    status, told, body = ask(folder, "/static/look/base.0123456789ab.css", HTTP_ACCEPT_ENCODING="br, gzip")
    assert (status, told["Content-Encoding"], told["Vary"]) == ("200 OK", "gzip", "Accept-Encoding")
    assert "immutable" in told["Cache-Control"]
    assert told["Content-Type"] == "text/css; charset=utf-8"
    assert gzip.decompress(body) == SHEET
    assert int(told["Content-Length"]) == len(body) < len(SHEET) / 10


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "identity"])
def test_whoever_does_not_take_it_packed_gets_it_as_it_is(folder: Path, accepted: str) -> None:
    _status, told, body = ask(folder, "/static/look/base.css", HTTP_ACCEPT_ENCODING=accepted)
    assert body == SHEET
    assert "Content-Encoding" not in told
    assert told["Vary"] == "Accept-Encoding"
    assert "immutable" not in told["Cache-Control"]


def test_what_is_known_already_is_not_sent_again(folder: Path) -> None:
    _status, told, _body = ask(folder, "/static/look/base.css", HTTP_ACCEPT_ENCODING="gzip")
    again = {"HTTP_ACCEPT_ENCODING": "gzip", "HTTP_IF_NONE_MATCH": told["ETag"]}
    status, _told, body = ask(folder, "/static/look/base.css", **again)
    assert (status, body) == ("304 Not Modified", b"")
    plain = ask(folder, "/static/look/base.css", HTTP_IF_NONE_MATCH=told["ETag"])
    assert plain[0] == "200 OK"


def test_a_picture_is_not_packed_and_a_head_has_no_body(folder: Path) -> None:
    _status, told, body = ask(folder, "/static/dot.png", "HEAD", HTTP_ACCEPT_ENCODING="gzip")
    assert (told["Content-Type"], told["Content-Length"], body) == ("image/png", "4", b"")
    assert "Content-Encoding" not in told


@pytest.mark.parametrize(
    "path", ["../secret.css", "look/../../secret.css", ".hidden.css", "/etc/passwd", "look", "", "look//base.css"]
)
def test_nothing_beside_the_collected_files_is_reached(folder: Path, path: str) -> None:
    assert ask(folder, f"/static/{path}")[0] == "404 Not Found"


def test_a_file_cannot_be_sent_to_and_other_addresses_go_on_to_the_application(folder: Path) -> None:
    assert ask(folder, "/static/look/base.css", "POST")[0] == "405 Method Not Allowed"
    assert ask(folder, "/map")[2] == b"a page"
