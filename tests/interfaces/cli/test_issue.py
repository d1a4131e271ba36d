"""A list of people and a key become a folder of credentials, told as a person at a terminal would see it."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from testamur.adapters.signers import write_key
from testamur.adapters.world import outside
from testamur.core.credential import Verdict, verify
from testamur.core.credential.status import StatusList
from testamur.interfaces.cli.issue import issue
from testamur.interfaces.cli.issue_input import moment
from testamur.interfaces.cli.status import revoke

ROOT = Path(__file__).parents[3]
FIRST_AID = ROOT / "examples" / "first-aid" / "microcredential.yaml"
BASE = "https://credentials.example.edu/2026/"
HEAD = "name,email,id,theory,resuscitation,injuries,completed_on\n"
ANN = "Ann Lee,ann@example.edu,7,85,92,88,2026-03-20\n"
BO = "Bo Tan,bo@example.edu,8,74,86,80,2026-03-20\n"
LOW = "Cy Ong,cy@example.edu,9,90,79.5,84,2026-03-20\n"
OPEN = "Di Rao,di@example.edu,10,90,,84,\n"
BAD = "Ed Lim,ed@example.edu,11,ninety,85,84,2026-03-20\n"

Issue = Callable[..., Result]


@pytest.fixture
def key(tmp_path: Path) -> Path:
    write_key(tmp_path / "key.json")
    return tmp_path / "key.json"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def run(tmp_path: Path, key: Path, out: Path) -> Issue:
    """Return a function that issues to the people in a text, with further options."""

    def running(people: str | bytes, *options: str | Path, definition: Path = FIRST_AID) -> Result:
        path = tmp_path / "people.csv"
        path.write_bytes(people.encode() if isinstance(people, str) else people)
        arguments = [str(part) for part in (definition, path, "--key", key, "--out", out, *options)]
        result = CliRunner().invoke(issue, arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return running


def records(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "issued.jsonl").read_text(encoding="utf-8").splitlines()]


def lists(out: Path) -> dict[str, bytes]:
    found = [path.read_bytes() for path in (out / "web" / "status").iterdir()]
    return {json.loads(data)["id"]: data for data in found}


def verdicts(out: Path) -> set[Verdict]:
    world = outside(lists=lists(out))
    found = (out / "web" / "credentials").iterdir()
    return {verify(path.read_bytes(), world=world, at=moment("")).verdict for path in found}


def test_who_met_the_rule_gets_a_credential_in_each_form_and_the_others_a_reason(run: Issue, out: Path) -> None:
    result = run(HEAD + ANN + LOW + OPEN, "--base-url", BASE, "--format", "ob3,vc-jwt")
    assert result.exit_code == 0, result.output
    assert [line["outcome"] for line in records(out)] == ["issued", "not-met", "unknown"]
    assert sorted(path.suffix for path in (out / "web" / "credentials").iterdir()) == [".json", ".jwt"]
    assert verdicts(out) == {Verdict.VALID}
    ann, low, waiting = records(out)
    assert (ann["row"], ann["name"], ann["decision"]["met"]) == (2, "Ann Lee", "met")
    assert low["reason"] == "resuscitation: 79.5 %, but 80 % are needed."
    assert waiting["reason"] == "resuscitation: there is no result yet."
    assert "79.5" in result.stderr
    assert "1  credential issued" in result.stdout


def test_a_bad_row_is_named_and_the_good_ones_are_issued(run: Issue, out: Path) -> None:
    result = run(HEAD + BAD + ANN)
    assert result.exit_code == 1
    assert "line 2, column “theory”: “ninety” is not a mark." in result.stderr
    assert [line["outcome"] for line in records(out)] == ["error", "issued"]
    assert verdicts(out) == {Verdict.VALID}


def test_a_day_that_another_line_settles_is_said_with_that_line(run: Issue) -> None:
    done = run(HEAD + ANN.replace("2026-03-20", "03/02/2026") + BO.replace("2026-03-20", "20/03/2026"))
    assert done.exit_code == 0
    assert "column “completed_on” were read as day/month, because of line 3: 20/03/2026." in done.output


def test_a_list_of_nothing_but_bad_rows_ends_with_two(run: Issue, out: Path) -> None:
    assert run(HEAD + BAD).exit_code == 2
    assert list((out / "web" / "credentials").iterdir()) == []


def test_running_again_issues_nothing_twice(run: Issue, out: Path) -> None:
    run(HEAD + ANN + BO)
    before = {path.name: path.read_bytes() for path in (out / "web" / "credentials").iterdir()}
    again = json.loads(run(HEAD + BO + ANN + LOW, "--json").stdout)
    assert (again["issued"], again["issued_before"], again["not_met"]) == (0, 2, 1)
    assert {path.name: path.read_bytes() for path in (out / "web" / "credentials").iterdir()} == before


SAME_PERSON = {
    "with an address only": "name,email,theory,resuscitation,injuries\nAnn Lee,ANN@example.edu,85,92,88\n",
    "with an identifier only": "name,id,theory,resuscitation,injuries\nAnn Lee,7,85,92,88\n",
    "under a new name": HEAD + ANN.replace("Ann Lee", "Ann Tan"),
    "without a date": HEAD + ANN.replace("2026-03-20", ""),
}


@pytest.mark.parametrize("case", SAME_PERSON)
def test_the_same_person_is_known_again(run: Issue, case: str) -> None:
    run(HEAD + ANN)
    again = json.loads(run(SAME_PERSON[case], "--json").stdout)
    assert (again["issued"], again["issued_before"]) == (0, 1)


def test_the_same_person_can_earn_it_again_on_another_day(run: Issue) -> None:
    run(HEAD + ANN)
    assert json.loads(run(HEAD + ANN.replace("2026-03-20", "2026-09-20"), "--json").stdout)["issued"] == 1


def test_after_a_revocation_another_date_makes_a_new_award_and_the_same_list_does_not(
    run: Issue, key: Path, out: Path
) -> None:
    undated = HEAD + ANN.replace("2026-03-20", "")
    run(undated)
    (path,) = (out / "web" / "credentials").iterdir()
    arguments = [str(out), path.name, "--key", str(key), "--reason", "The wrong person"]
    assert CliRunner().invoke(revoke, arguments).exit_code == 0
    assert json.loads(run(undated, "--json").stdout)["issued"] == 0
    assert json.loads(run(HEAD + ANN, "--json").stdout)["issued"] == 1
    assert verdicts(out) == {Verdict.VALID, Verdict.INVALID}


def test_a_second_list_keeps_the_records_of_the_first(run: Issue, out: Path) -> None:
    run(HEAD + ANN)
    run(HEAD + BO)
    assert [line["name"] for line in records(out)] == ["Bo Tan", "Ann Lee"]


def test_another_form_is_added_to_the_same_credential(run: Issue, out: Path) -> None:
    run(HEAD + ANN)
    run(HEAD + ANN, "--format", "vc-jwt")
    run(HEAD + ANN, "--format", "vc-cose")
    assert sorted(path.suffix for path in (out / "web" / "credentials").iterdir()) == [".cose", ".json", ".jwt"]
    assert len({path.stem for path in (out / "web" / "credentials").iterdir()}) == 1
    assert verdicts(out) == {Verdict.VALID}


@pytest.mark.parametrize("form", ["ob3", "vc-jwt", "vc-cose"])
def test_a_credential_that_no_record_names_is_taken_up(run: Issue, out: Path, form: str) -> None:
    run(HEAD + ANN + BO, "--format", form)
    (out / "issued.jsonl").unlink()
    again = json.loads(run(HEAD + BO, "--json").stdout)
    assert (again["issued"], again["issued_before"]) == (0, 1)
    assert {line["name"] for line in records(out)} == {"Ann Lee", "Bo Tan"}


def test_nothing_in_a_name_or_a_list_tells_whom_it_is_about(run: Issue, out: Path) -> None:
    run(HEAD + ANN + BO)
    for path in out.rglob("*"):
        assert not {"ann", "lee", "example.edu"} & set(path.name.lower().replace("-", " ").split())
    for data in lists(out).values():
        assert b"Ann" not in data
        assert b"ann@example.edu" not in data


def test_records_that_name_people_are_for_the_owner_only(run: Issue, out: Path) -> None:
    run(HEAD + ANN)
    assert stat.S_IMODE((out / "issued.jsonl").stat().st_mode) == 0o600


def test_places_in_the_status_lists_are_all_different_and_not_in_order(run: Issue, out: Path) -> None:
    people = "".join(f"Person {name},{name}@example.edu,,85,92,88,2026-03-20\n" for name in "abcdefgh")
    run(HEAD + people, "--format", "vc-jwt")
    for purpose in ("revocation", "suspension"):
        places = [line["status"][purpose]["index"] for line in records(out)]
        assert len(set(places)) == 8
        assert places != sorted(places)
    for data in lists(out).values():
        bits = StatusList.decode(json.loads(data)["credentialSubject"]["encodedList"])
        assert len(bits) == 131_072
        assert not any(bits.bits)


def test_a_web_issuer_gets_its_did_document(run: Issue, out: Path, key: Path) -> None:
    key.unlink()
    write_key(key, controller="did:web:credentials.example.edu")
    result = run(HEAD + ANN, "--base-url", "https://credentials.example.edu")
    document = json.loads((out / "web" / "did.json").read_bytes())
    assert document["id"] == "did:web:credentials.example.edu"
    assert (out / "web" / ".well-known" / "did.json").read_bytes() == (out / "web" / "did.json").read_bytes()
    assert "https://credentials.example.edu/.well-known/did.json" in result.stdout


def test_a_new_key_of_the_same_issuer_leaves_the_old_one_in_the_did_document(run: Issue, out: Path, key: Path) -> None:
    for _ in range(2):
        key.unlink()
        write_key(key, controller="did:web:credentials.example.edu")
        run(HEAD + ANN)
    assert len(json.loads((out / "web" / "did.json").read_bytes())["verificationMethod"]) == 2


def test_the_key_of_another_issuer_is_refused(run: Issue, key: Path, out: Path) -> None:
    run(HEAD + ANN)
    key.unlink()
    write_key(key)
    result = run(HEAD + BO)
    assert (result.exit_code, len(list((out / "web" / "credentials").iterdir()))) == (2, 1)
    assert "belongs to did:key:" in result.stderr


def test_a_sender_can_state_that_everyone_met_the_rule(run: Issue, out: Path) -> None:
    result = run("name,email\nAnn Lee,ann@example.edu\n", "--rule-met")
    assert result.exit_code == 0
    assert records(out)[0]["decision"]["because"] == "stated"
    assert verdicts(out) == {Verdict.VALID}


def test_supervision_is_presumed_as_designed_and_the_record_says_so(run: Issue, out: Path) -> None:
    result = run(HEAD + ANN)
    assert "theory: presumed to be supervised as designed." in records(out)[0]["reason"]
    assert "--sittings recorded" in result.stdout


def test_with_sittings_recorded_silence_is_not_enough(run: Issue, out: Path) -> None:
    run(HEAD + ANN, "--sittings", "recorded")
    assert records(out)[0]["because"][0] == "supervision-not-recorded"


def test_an_award_from_the_future_is_an_error(run: Issue) -> None:
    result = run(HEAD + ANN.replace("2026-03-20", "2026-03-20"), "--at", "2026-03-18")
    assert result.exit_code == 2
    assert "line 2, column “completed_on”: “2026-03-20” has not come yet." in result.stderr


def test_the_credential_ends_with_its_validity(run: Issue, out: Path) -> None:
    run(HEAD + ANN.replace("2026-03-20", "2024-02-29"))
    (path,) = (out / "web" / "credentials").iterdir()
    document = json.loads(path.read_bytes())
    assert (document["validFrom"], document["validUntil"]) == ("2024-02-29T00:00:00Z", "2027-02-28T00:00:00Z")


def test_a_pipe_sees_no_progress_bar(run: Issue) -> None:
    assert "\r" not in run(HEAD + ANN).output


def test_the_list_can_come_from_the_standard_input(key: Path, out: Path) -> None:
    arguments = [str(FIRST_AID), "-", "--key", str(key), "--out", str(out)]
    result = CliRunner().invoke(issue, arguments, input=(HEAD + ANN).encode())
    assert (result.exit_code, len(records(out))) == (0, 1)


def test_a_second_run_in_the_same_folder_is_refused_while_the_first_works(
    tmp_path: Path, run: Issue, key: Path, out: Path
) -> None:
    people = tmp_path / "many.csv"
    people.write_text(HEAD + ANN, encoding="utf-8")
    out.mkdir()
    held = f"import fcntl, os, sys; fcntl.flock(os.open({str(out / '.lock')!r}, os.O_RDWR | os.O_CREAT), 2); print(1); "
    command = [sys.executable, "-uc", held + "sys.stdin.read()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        result = run(HEAD + ANN)
        other.communicate()
    assert (result.exit_code, key.exists()) == (2, True)
    assert "Another run is at work" in result.stderr


USELESS = {
    "an empty list": (b"", ["The list is empty."]),
    "headings only": (HEAD.encode(), ["nobody below them"]),
    "a workbook": (b"PK\x03\x04" + bytes(64), ["save it as CSV"]),
    "a million columns": (b"name," + b"x," * 1_000_000 + b"\n", ["cannot be read"]),
    "NUL bytes": (b"name,theory\nAnn\0,1\n", ["not a CSV file"]),
}


@pytest.mark.parametrize("case", USELESS)
def test_a_list_that_cannot_be_used_changes_nothing(run: Issue, out: Path, case: str) -> None:
    data, words = USELESS[case]
    result = run(data)
    assert result.exit_code == 2
    assert all(word in result.stderr for word in words)
    assert not out.exists()


OPTIONS = {
    "an address that is none": (["--base-url", "credentials"], "not a web address"),
    "a day that is none": (["--at", "tomorrow"], "not a date"),
    "a form that is none": (["--format", "pdf"], "ob3"),
    "a mapping without a heading": (["--map", "name"], "--map FIELD=HEADING"),
    "a mapping to a column that is not there": (["--map", "theory=Theorie"], "Did you mean “theory”?"),
    "a users file that is not there": (["--users", "nowhere.csv"], "there is no such file"),
}


@pytest.mark.parametrize("case", OPTIONS)
def test_a_useless_option_changes_nothing(run: Issue, out: Path, case: str) -> None:
    options, word = OPTIONS[case]
    result = run(HEAD + ANN, *options)
    assert (result.exit_code, out.exists()) == (2, False)
    assert word in result.stderr


def test_a_definition_with_mistakes_is_refused_with_their_places(run: Issue, tmp_path: Path, out: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(FIRST_AID.read_text(encoding="utf-8").replace("version:", "verson:"), encoding="utf-8")
    result = run(HEAD + ANN, definition=broken)
    assert (result.exit_code, out.exists()) == (2, False)
    assert "version" in result.stderr
    assert "7:1" in result.stderr


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path, key: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    people = tmp_path / "people.csv"
    people.write_text(HEAD + ANN, encoding="utf-8")
    arguments = [str(FIRST_AID), str(people), "--key", str(key), "--out", str(tmp_path / "file" / "out")]
    result = CliRunner().invoke(issue, arguments)
    assert result.exit_code == 2
    assert "cannot be used" in result.stderr


def test_a_name_cannot_speak_to_the_terminal(run: Issue) -> None:
    result = run(HEAD + ANN.replace("Ann Lee", "Ann\x1b[2J"))
    assert "\x1b" not in result.output
    assert "\\u001b" in result.stderr


def test_moodle_and_oneroster_lists_are_issued_from(run: Issue, tmp_path: Path, out: Path) -> None:
    moodle = "First name,Surname,Email address,Quiz: Written test (Percentage),Resuscitation station,Injury stations\n"
    run(moodle + "Ann,Lee,ann@example.edu,85.00 %,92,88\n")
    users = tmp_path / "users.csv"
    users.write_text("sourcedId,givenName,familyName,identifier,email\ns1,Bo,Tan,8,bo@example.edu\n", encoding="utf-8")
    results = "sourcedId,lineItemSourcedId,studentSourcedId,score\n1,theory,s1,80\n2,resuscitation,s1,80\n3,inj,s1,80\n"
    run(results, "--users", users, "--map", "injuries=inj")
    assert [line["name"] for line in records(out)] == ["Bo Tan", "Ann Lee"]
    assert verdicts(out) == {Verdict.VALID}
