"""``testamur decide`` as a person and as a program meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from testamur.adapters.signers import write_key
from testamur.interfaces.cli.decide import decide_
from testamur.interfaces.cli.issue import issue

ROOT = Path(__file__).parents[3]
POLICY = ROOT / "examples/policies/data-steward.yaml"
AISYAH = ROOT / "examples/policies/aisyah.json"


def run(*arguments: object, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(decide_, [str(argument) for argument in arguments], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def holdings(*held: dict[str, object], on: str = "2026-06-01", **more: object) -> str:
    return json.dumps({"testamur": "holdings-1", "on": on, "holdings": list(held), **more})


def certificate(professional: int, general: int = 0) -> str:
    """Micro-credentials of 6 credits each, for the certificate that comes with the program."""
    kinds = [*(["professional"] for _ in range(professional)), *([] for _ in range(general))]
    return holdings(*(
        {"ref": f"mc-{number}", "credits": "6 HKQF", "tags": tags, "awarded_on": "2024-05-01"}
        for number, tags in enumerate(kinds)
    ))  # fmt: skip


def test_a_policy_that_is_met_is_told_with_what_counts() -> None:
    result = run("hku-certificate", "-", stdin=certificate(4, 1))
    assert result.exit_code == 0
    assert result.output.startswith("Met\n")
    assert "[30 of 30 HKQF]" in result.output
    assert "mc-0: 6 HKQF" in result.output


def test_what_is_not_met_is_told_with_what_would_be_enough() -> None:
    result = run("hku-certificate", "-", stdin=certificate(3, 2))
    assert result.exit_code == 1
    assert result.output.startswith("Not met\n")
    assert "[18 of 22.5 HKQF]" in result.output
    assert "What would be enough:\n" in result.output


def test_what_is_open_is_told_to_be_open_and_the_example_works() -> None:
    result = run(POLICY, AISYAH)
    assert result.exit_code == 2
    assert result.output.startswith("Cannot tell yet\n")
    assert "Ethics of AI: not certain yet" in result.output
    assert "First aid at work (2021): Its level is not the one that is asked." in result.output


def test_every_step_is_shown_with_its_source_on_request() -> None:
    plain = run("hku-certificate", "-", stdin=certificate(4, 1)).output
    explained = run("hku-certificate", "-", "--explain", stdin=certificate(4, 1)).output
    assert "of mc-0, mc-1, mc-2, mc-3" not in plain
    assert "of mc-0, mc-1, mc-2, mc-3" in explained
    assert "Source: hkuspace.hku.hk, how to earn" in explained


def test_programs_get_one_object_with_everything() -> None:
    result = run("hku-certificate", "-", "--json", stdin=certificate(4, 1))
    told = json.loads(result.output)
    assert (told["met"], told["policy"], told["version"], told["size"]) == ("met", "hku-certificate", "2023", "30 HKQF")
    assert [one[0] for one in told["counted"]] == ["mc-0", "mc-1", "mc-2", "mc-3", "mc-4"]
    assert told["is_proved"] is True


def test_the_day_of_the_command_line_comes_before_the_files() -> None:
    assert run("hku-certificate", "-", "--on", "2023-06-01", stdin=certificate(5)).exit_code == 1


def test_the_day_of_the_application_is_in_the_file() -> None:
    held = {"ref": "mc", "credits": "6 HKQF", "tags": "professional", "awarded_on": "2021-05-01"}
    five = [{**held, "id": f"mc-{number}"} for number in range(5)]
    assert run("hku-certificate", "-", stdin=holdings(*five, anchors={"application": "2026-05-01"})).exit_code == 0
    assert run("hku-certificate", "-", stdin=holdings(*five, anchors={"application": "2026-05-02"})).exit_code == 1


def test_an_override_is_data_with_a_person_and_a_reason() -> None:
    held = {"ref": "mc", "credits": "30 HKQF", "awarded_on": "2024-05-01"}
    override = {"path": "professional", "person": "R. Nair", "reason": "Agreed in 2024.", "on": "2026-05-01"}
    assert run("hku-certificate", "-", stdin=holdings(held)).exit_code == 1
    assert run("hku-certificate", "-", stdin=holdings(held, overrides=[override])).exit_code == 0


def test_several_files_are_what_one_person_brings(tmp_path: Path) -> None:
    first, second = tmp_path / "one.json", tmp_path / "two.json"
    first.write_text(certificate(4), encoding="utf-8")
    second.write_text(holdings({"ref": "x", "credits": "6 HKQF", "awarded_on": "2024-05-01"}), encoding="utf-8")
    assert run("hku-certificate", first).exit_code == 1
    assert run("hku-certificate", first, second).exit_code == 0


@pytest.fixture
def issued(tmp_path: Path) -> Path:
    """A folder of credentials that the program itself has issued: one, for first aid."""
    write_key(tmp_path / "key.json")
    people = tmp_path / "people.csv"
    people.write_text(
        "name,email,id,theory,resuscitation,injuries,completed_on\nAnn Lee,ann@example.edu,7,85,92,88,2026-03-20\n",
        encoding="utf-8",
    )
    definition = ROOT / "examples/first-aid/microcredential.yaml"
    words = [definition, people, "--key", tmp_path / "key.json", "--out", tmp_path / "out"]
    assert CliRunner().invoke(issue, [str(word) for word in words]).exit_code == 0
    return tmp_path / "out"


@pytest.fixture
def needs_first_aid(tmp_path: Path) -> Path:
    path = tmp_path / "policy.txt"
    path.write_text("pathway p awards x version 1 require workplace-first-aid", encoding="utf-8")
    return path


def test_signed_credentials_are_verified_and_counted(issued: Path, needs_first_aid: Path) -> None:
    lists = next(path for path in issued.rglob("status") if path.is_dir())
    result = run(needs_first_aid, issued, "--offline", "--lists", lists)
    assert (result.exit_code, result.output.split("\n")[0]) == (0, "Met"), result.output


def test_a_credential_that_cannot_be_checked_stays_open(issued: Path, needs_first_aid: Path) -> None:
    assert run(needs_first_aid, issued, "--offline").exit_code == 2


def test_a_credential_that_was_tampered_with_counts_for_nothing(issued: Path, needs_first_aid: Path) -> None:
    path = next(one for one in issued.rglob("*.json") if b"OpenBadgeCredential" in one.read_bytes())
    path.write_bytes(path.read_bytes().replace(b"Ann Lee", b"Ann Bee"))
    result = run(needs_first_aid, path, "--offline")
    assert (result.exit_code, result.output.split("\n")[0]) == (1, "Not met")
    assert "It is not genuine, or was changed after it was issued." in result.output


def test_a_file_that_is_no_credential_is_left_out_and_said_so(tmp_path: Path, needs_first_aid: Path) -> None:
    path = tmp_path / "other.json"
    path.write_text('{"a": 1}', encoding="utf-8")
    result = run(needs_first_aid, path, "--offline")
    assert result.exit_code == 1
    assert "names no achievement" in result.output


BAD = {
    "no such policy": (("no-such-policy",), certificate(1), "policy list"),
    "not JSON": (("hku-certificate",), '{"testamur": "holdings-1", "holdings": [', "not-json"),
    "an unknown key": (("hku-certificate",), holdings({"ref": "a", "credit": "6 HKQF"}), "Did you mean “credits”?"),
    "an unknown unit": (("hku-certificate",), holdings({"ref": "a", "credits": "6 HKFQ"}), "Did you mean “HKQF”?"),
    "two of one name": (("hku-certificate",), holdings({"ref": "a"}, {"ref": "a"}), "duplicate-id"),
    "a day that cannot be": (("hku-certificate",), holdings({"ref": "a", "awarded_on": "2026-02-30"}), "no day"),
    "an end before the beginning": (
        ("hku-certificate",),
        holdings({"ref": "a", "awarded_on": "2026-02-03", "valid_until": "2025-01-01"}),
        "ends-before-it-begins",
    ),
    "an unknown state": (("hku-certificate",), holdings({"ref": "a", "state": "confirm"}), "“confirmed”"),
    "another format": (("hku-certificate",), '{"testamur": "holdings-9", "holdings": []}', "holdings-1"),
}


@pytest.mark.parametrize("bad", BAD)
def test_bad_input_gets_a_clear_answer_and_exit_code_2(bad: str) -> None:
    (policy,), stdin, told = BAD[bad]
    result = run(policy, "-", stdin=stdin)
    assert result.exit_code == 2
    assert told in result.output


def test_a_policy_with_mistakes_is_told_line_by_line(tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text(POLICY.read_text(encoding="utf-8").replace("require all(", "require al("), encoding="utf-8")
    result = run(policy, AISYAH)
    assert result.exit_code == 2
    assert f"{policy}:16:21: rule-unexpected ERROR" in result.output


def test_a_name_cannot_steer_the_terminal() -> None:
    held = {"ref": "a", "title": "\x1b[31mred", "credits": "6 HKQF"}
    result = run("hku-certificate", "-", stdin=holdings(held))
    assert "\x1b[31mred" not in result.output


def test_ten_thousand_holdings_are_answered() -> None:
    many = [{"ref": f"mc-{number}", "credits": "1 HKQF", "awarded_on": "2024-05-01"} for number in range(10_000)]
    assert run("hku-certificate-general", "-", stdin=holdings(*many)).exit_code == 0


def test_what_is_missing_is_told_once_and_by_its_title() -> None:
    tags = ("professional", "professional", "general")
    held = [
        {"ref": f"h{n}", "credits": "7 HKQF", "awarded_on": "2026-01-01", "tags": [tag]} for n, tag in enumerate(tags)
    ]
    lines = run("hku-certificate", "-", stdin=json.dumps({"testamur": "holdings-1", "holdings": held})).output
    assert "  9 HKQF more, of which at least 8.5 HKQF of the kind “professional”\n" in lines
    output = run("mitx-scm", "-", stdin=holdings({"ref": "SC0x", "state": "pending"})).output
    assert "Supply Chain Design" in output
    assert "finish “Supply Chain Analytics”" in output
    assert "an answer about" not in output
