"""The tour in docs/guide/api.md works as it is written: every request is sent, every status compared."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

import orjson
import pytest

if TYPE_CHECKING:
    from django.test import Client

    from campus import Campus

pytestmark = pytest.mark.django_db
GUIDE = Path(__file__).parents[3] / "docs" / "guide" / "api.md"
LINE = re.compile(
    r"^(?:(?P<name>[A-Z]+)=\$\()?(?P<curl>curl .*?)(?: \| jq -r '(?P<field>[^']+)'\))?\s+# (?P<status>\d+)$"
)
SET = re.compile(r'^(?P<name>[A-Z]+)="?(?P<value>[^$(][^"]*)"?$')


def tour() -> list[str]:
    text = GUIDE.read_text(encoding="utf-8").partition("## How it behaves")[0]
    blocks = re.findall(r"```bash\n(.*?)```", text, re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def sent(client: Client, command: str, files: dict[str, bytes]) -> Any:
    """Send what a curl command would."""
    parts = shlex.split(command)[1:]
    headers, form, data, method, address, out = {}, {}, None, "", "", ""
    while parts:
        part = parts.pop(0)
        if part == "-H":
            name, _colon, value = parts.pop(0).partition(": ")
            headers[name] = value
        elif part in {"-d", "--data-binary"}:
            value = parts.pop(0)
            data = files[value[1:]] if value.startswith("@") else value.encode()
        elif part == "-F":
            name, _equals, value = parts.pop(0).partition("=")
            form[name] = upload(value[1:], files[value[1:]]) if value.startswith("@") else value
        elif part == "-X":
            method = parts.pop(0)
        elif part == "-o":
            out = parts.pop(0)
        elif part != "-s":
            address = part
    path = address.removeprefix("http://localhost:8000")
    kind = headers.pop("Content-Type", "application/octet-stream")
    if form:
        answer = client.post(path, form, headers=headers)
    else:
        answer = client.generic(method or ("GET" if data is None else "POST"), path, data or b"", kind, headers=headers)
    if out:
        files[out] = answer.content
    return answer


def upload(name: str, data: bytes) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, data)


def picked(told: Any, field: str) -> str:
    for step in re.findall(r"\w+", field):
        told = told[int(step)] if step.isdigit() else told[step]
    return str(told)


def sign_what_waits(campus: Campus) -> None:
    from campus import NOW
    from testamur.domain.awards import queries
    from testamur.domain.issuing import actions

    waiting = [str(one.uuid) for one in queries.awards(campus.actor("registrar"))]
    actions.sign(campus.system, awards=waiting, at=NOW)


def test_the_tour_works_as_it_is_written(campus: Campus, program: Any, client: Client) -> None:
    campus.publish()
    known, files, verdicts = {"TOKEN": program().secret}, {}, []
    for line in tour():
        made, match = SET.match(line), LINE.match(line)
        if line.startswith("printf"):
            text, _arrow, name = line.removeprefix("printf '").rpartition("' > ")
            files[name] = text.encode().decode("unicode_escape").encode()
        elif made and not match:
            known[made["name"]] = Template(made["value"]).substitute(known)
        elif match:
            if "/credentials?" in line:
                sign_what_waits(campus)
            answer = sent(client, Template(match["curl"]).substitute(known), files)
            assert answer.status_code == int(match["status"]), (line, answer.content)
            if match["name"]:
                known[match["name"]] = picked(answer.json(), match["field"])
            if "/verify" in line:
                verdicts.append(answer.json()["verdict"])
        else:
            assert line.startswith("TOKEN="), line
    assert verdicts == ["valid", "invalid"]


def test_the_problem_shown_in_the_guide_is_one(campus: Campus, program: Any) -> None:
    (shown,) = re.findall(r"```json\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    offering, registrar = campus.offer(), program()
    person = {"email": "a@example.org", "identifier": "S-2026-0147"}
    registrar.post(f"/offerings/{offering}/enrolments", person)
    told = registrar.post(f"/offerings/{offering}/enrolments", person).json()
    assert told | {"facts": {}} == orjson.loads(shown) | {"facts": {}}
    assert set(told["facts"]) == set(orjson.loads(shown)["facts"])
