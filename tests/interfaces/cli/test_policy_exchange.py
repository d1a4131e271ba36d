"""``testamur policy export`` and ``import`` as a person meets them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pathway_graphs import component, condition, document, pathway
from testamur import packs
from testamur.core.rules import exchange
from testamur.core.rules.exchange import CODES, ExchangeError, Loss, Notice
from testamur.core.rules.language import parse_policy
from testamur.interfaces.cli.policy import policy
from testamur.interfaces.words.exchange import error_sentence, loss_sentence, notice_sentence

TEXT = """pathway degree awards "Degree in Law" version 2024 of 120 ects
  core: require all(LAW1, LAW2)
  cap: at_most 30% of award from source(rpl)
"""


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    result = CliRunner().invoke(policy, [str(argument) for argument in arguments], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.fixture
def law(tmp_path: Path) -> Path:
    path = tmp_path / "law.policy"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_policy_goes_out_and_comes_back(law: Path, tmp_path: Path) -> None:
    out = run("export", law, "--base", "https://u.example/resources/")
    assert out.exit_code == 0
    assert json.loads(out.stdout)["@graph"][0]["@id"].startswith("https://u.example/resources/ce-")
    path = tmp_path / "pathway.json"
    path.write_text(out.stdout, encoding="utf-8")
    back = run("import", path)
    assert (back.exit_code, back.stderr) == (0, "")
    assert parse_policy(back.stdout) == parse_policy(TEXT)


def test_what_is_lost_is_told_with_the_clause(law: Path) -> None:
    told = run("export", law).stderr.splitlines()
    assert told == [
        f"{law}: size LOST The size (120 ECTS) is said in words.",
        f"{law} [cap]: cap LOST CTDL has no term for it; it is said in words.",
    ]


@pytest.mark.parametrize("name", packs.policies())
def test_every_shipped_policy_goes_out_by_its_name_and_comes_back_the_same(name: str) -> None:
    out = run("export", name)
    back = run("import", "-", stdin=out.stdout.encode())
    assert (out.exit_code, back.exit_code, back.stderr) == (0, 0, "")
    assert parse_policy(back.stdout) == parse_policy(packs.policies()[name])


def test_eight_of_eight_courses_are_eight_required_components() -> None:
    graph = json.loads(run("export", "heriot-watt-eight").stdout)["@graph"]
    (asked,) = [one for one in graph[1]["ceterms:hasCondition"] if "ceterms:requiredNumber" in one]
    assert asked["ceterms:requiredNumber"] == len(asked["ceterms:targetComponent"]) == 8


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [("--language", "English", "is not a language tag"), ("--base", "resources", "“resources” is not a web")],
)
def test_what_an_address_or_a_language_is_not(law: Path, option: str, value: str, told: str) -> None:
    result = run("export", law, option, value)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_a_policy_that_cannot_be_read_is_not_exported(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("testamur: policy-1\n", encoding="utf-8")
    result = run("export", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "missing-key" in result.stderr


def of_others() -> bytes:
    goal = component("goal", "CredentialComponent", **{"ceterms:hasCondition": condition(None, "a", "b")})
    certificate = component("a", "CredentialComponent", **{"ceterms:hasCondition": condition(1, "c")})
    return document(pathway(), goal, certificate, component("b"), component("c"))


def test_what_is_taken_strictly_is_told_with_its_place() -> None:
    result = run("import", "-", stdin=of_others())
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "-:/@graph/1/ceterms:hasCondition/0: no-number NOTE How many are needed is not said: all are taken to be.",
        "-: 1 component on the way asks for something itself; --all FOLDER writes its policy, too.",
    ]
    assert parse_policy(result.stdout).title == "Nursing"


def test_all_policies_of_a_graph_can_be_written(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    result = run("import", "-", "--all", folder, stdin=of_others())
    assert result.stdout.split() == [str(folder / "ce-pathway.yaml"), str(folder / "ce-a.yaml")]
    assert parse_policy((folder / "ce-a.yaml").read_bytes()).title == "A"


def test_a_file_that_is_there_is_not_written_over_and_nothing_is_half_written(tmp_path: Path) -> None:
    (tmp_path / "ce-a.yaml").write_text("mine", encoding="utf-8")
    result = run("import", "-", "--all", tmp_path, stdin=of_others())
    assert result.exit_code == 2
    assert "it is there already" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["ce-a.yaml"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = run("import", "-", "--all", tmp_path / "file" / "in", stdin=of_others())
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'{"a": 1,}', ":1:9: not-json ERROR This is not JSON: Expecting property name enclosed in double quotes."),
        (b"[]", ": no-pathway ERROR There is no pathway (“ceterms:Pathway”) in this graph."),
        (b'{"@graph": [7]}', ":/@graph/0: not-a-node ERROR Here should be a node: an object with “@id” and “@type”."),
    ],
)
def test_bad_documents_get_one_clear_line_and_no_policy(data: bytes, told: str) -> None:
    result = run("import", "-", stdin=data)
    assert (result.exit_code, result.stdout, result.stderr.strip()) == (2, "", f"-{told}")


def test_a_unit_that_is_not_told_can_be_said() -> None:
    asked = {"ceterms:hasConstraint": {
        "@type": "ceterms:Constraint", "ceterms:leftSource": "ceterms:creditValue", "ceterms:leftAction": "array:Sum",
        "ceterms:comparator": "compare:GTEQ", "ceterms:rightSource": "30"}}  # fmt: skip
    goal = component("goal", "CredentialComponent", **{"ceterms:hasCondition": condition(None, "a", **asked)})
    data = document(pathway(), goal, component("a"))
    assert "--unit ECTS" in run("import", "-", stdin=data).stderr
    assert "credits >= 30 ECTS" in run("import", "-", "--unit", "ECTS", stdin=data).stdout


def test_everything_that_is_told_has_a_sentence() -> None:
    folder = Path(exchange.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py") if "transfer" not in path.name)
    errors = set(re.findall(r'ExchangeError\(\s*"([a-z-]+)"', code)) | {"many-pathways", "many-destinations", "markup"}
    notices = set(re.findall(r'notice\(\s*"([a-z-]+)"|_in_words\(node, "([a-z-]+)"', code))
    assert len(errors) > 20
    assert len(notices) > 8
    for name in errors:
        assert error_sentence(ExchangeError(name)) != name, name
    for pair in notices:
        assert notice_sentence(Notice("".join(pair), "")) != "".join(pair), pair
    for name in CODES:
        assert loss_sentence(Loss(name)), name
