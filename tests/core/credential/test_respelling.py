"""A signature over statements fits whatever names they go by: nobody may hide a statement behind another name."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from testamur.adapters.contexts import PinnedContexts, addresses
from testamur.core.credential import Outcome, Policy, SigningKey, Verdict, World, data_integrity, verify
from testamur.core.credential.shape import check_vocabulary
from testamur.core.credential.status import StatusEntry

NOW = datetime(2026, 5, 3, 9, tzinfo=UTC)
ENTRY = StatusEntry("https://example.edu/status/1", 4711, "revocation")
VOCABULARY = "https://www.w3.org/2018/credentials#"
STATUS = "https://www.w3.org/ns/credentials/status#"
DATE = "http://www.w3.org/2001/XMLSchema#dateTime"

Json = dict[str, Any]
Compose = Callable[..., Json]
Sign = Callable[[Json], bytes]


def by_full_address(document: Json) -> None:
    document[f"{VOCABULARY}credentialStatus"] = document.pop("credentialStatus")


def by_a_short_address(document: Json) -> None:
    document["@context"].append({"vc": VOCABULARY})
    document["vc:credentialStatus"] = document.pop("credentialStatus")


def tucked_into_a_nest(document: Json) -> None:
    document["@nest"] = {"credentialStatus": document.pop("credentialStatus")}


def told_beside_it(document: Json) -> None:
    document["@included"] = [{"id": document["id"], "credentialStatus": document.pop("credentialStatus")}]


def by_a_name_of_its_own(document: Json) -> None:
    document["@context"].append({"stand": {"@id": f"{VOCABULARY}credentialStatus", "@type": "@id"}})
    document["stand"] = document.pop("credentialStatus")


def with_its_last_day_hidden(document: Json) -> None:
    document[f"{VOCABULARY}validUntil"] = {"@type": DATE, "@value": document.pop("validUntil")}


def with_the_purpose_hidden(document: Json) -> None:
    (entry,) = document["credentialStatus"]
    entry[f"{STATUS}statusPurpose"] = entry.pop("statusPurpose")


WAYS = (
    by_full_address,
    by_a_short_address,
    tucked_into_a_nest,
    told_beside_it,
    by_a_name_of_its_own,
    with_its_last_day_hidden,
    with_the_purpose_hidden,
)


@pytest.mark.parametrize("respell", WAYS)
def test_a_holder_cannot_move_the_status_or_the_last_day_out_of_sight(
    unsigned: Compose, sign: Sign, world_with_list: Callable[..., World], respell: Callable[[Json], None]
) -> None:
    world = world_with_list(is_set=True)
    document = orjson.loads(sign(unsigned(status=(ENTRY,), valid_until=NOW - timedelta(days=1))))
    respell(document)
    report = verify(document, world=world, at=NOW)
    assert report.verdict is not Verdict.VALID
    assert {"respelled", "own-vocabulary", "revoked"} & {check.because for check in report.checks}


def test_where_the_text_itself_is_signed_its_spelling_is_the_issuers_own(
    unsigned: Compose, key: SigningKey, world: World
) -> None:
    document = unsigned()
    document["@context"].append({"colour": "https://example.org/colour"})
    signed = data_integrity(document, key, created=NOW, canonicaliser=world.canonicaliser, suite="eddsa-jcs-2022")
    assert verify(signed, world=world, at=NOW).verdict is Verdict.VALID


def test_a_vocabulary_of_its_own_leaves_the_question_open_unless_only_the_proof_is_asked_for(
    unsigned: Compose, sign: Sign, world: World
) -> None:
    document = unsigned()
    document["credentialSubject"]["achievement"]["@context"] = {"colour": "https://example.org/colour"}
    data = sign(document)
    report = verify(data, world=world, at=NOW)
    assert [check.because for check in report.checks if check.outcome is Outcome.UNKNOWN] == ["own-vocabulary"]
    assert verify(data, world=world, at=NOW, policy=Policy(checks=("proof",))).verdict is Verdict.VALID


def addresses_of(terms: object, wanted: set[str]) -> set[tuple[str, str]]:
    """Every term, however deep its context, that stands for one of the *wanted* addresses."""
    found = set()
    if isinstance(terms, dict):
        for name, meaning in terms.items():
            address = meaning.get("@id") if isinstance(meaning, dict) else meaning
            if name[0] != "@" and isinstance(address, str) and address.rpartition(":")[2].rpartition("#")[2] in wanted:
                found.add((name, address))
            found |= addresses_of(meaning, wanted)
    return found


def test_no_pinned_context_has_a_second_name_for_what_a_verifier_reads() -> None:
    read = {"credentialStatus", "validFrom", "validUntil", "issuer", "issuanceDate", "expirationDate"}
    contexts = [copy.deepcopy(PinnedContexts().get(url)) for url in addresses()]
    named = {name for context in contexts for name, _ in addresses_of(context, read)}
    assert named <= read, json.dumps(sorted(named - read))
    assert "credentialStatus" in named


def test_a_document_that_cannot_be_written_out_again_is_walked() -> None:
    document = {"@context": [], "number": 2**70, "inner": [{"@context": {"x": "https://example.org/x"}}]}
    assert [check.because for check in check_vocabulary(document)] == ["own-vocabulary"]
    assert check_vocabulary({"@context": [], "number": 2**70}) == []
