"""Whom a credential is made out to, held against whoever shows it."""

from __future__ import annotations

import hashlib

import pytest

from testamur.core.credential.holders import Identity, compared, identities

_SALT = "sea"


def hashed(kind: str, value: str, algorithm: str = "sha256") -> Identity:
    digest = hashlib.new(algorithm, (value + _SALT).encode(), usedforsecurity=False).hexdigest()
    return Identity(kind, f"{algorithm}${digest}", is_hashed=True, salt=_SALT)


@pytest.mark.parametrize(
    ("theirs", "ours", "answer"),
    [
        ("Siti Aminah", "Siti Aminah", "applicant"),
        ("AMINAH, Siti", "Siti Aminah", "applicant"),
        ("Núria Puig", "Nuria Puig", "applicant"),
        ("Siti Aminah binti Yusof", "Siti Aminah", "applicant"),
        ("王 小明", "王小明", "applicant"),
        ("Ольга Петрова", "Петрова Ольга", "applicant"),
        ("Siti", "Siti Aminah", "unknown"),
        ("S. Aminah", "Siti Aminah", "unknown"),
        ("Siti Nuraisyah", "Siti Nur Aishah", "unknown"),
        ("王小明", "Wang Xiaoming", "unknown"),
        ("", "Siti Aminah", "unknown"),
        ("Siti Aminah", "", "unknown"),
        ("Farah Hanim", "Siti Aminah", "other"),
        ("Maria Roca", "Joan Roca", "other"),
        ("李小龙", "王小明", "other"),
    ],
)
def test_a_name_is_compared_in_any_order_and_script(theirs: str, ours: str, answer: str) -> None:
    assert compared([Identity("name", theirs)], name=ours, email="a@b.example") == answer


@pytest.mark.parametrize(
    ("identity", "answer"),
    [
        (Identity("emailAddress", "Siti@North.example"), "applicant"),
        (Identity("email", "mailto:siti@north.example"), "applicant"),
        (hashed("emailAddress", "siti@north.example"), "applicant"),
        (hashed("email", "siti@north.example", "md5"), "applicant"),
        (hashed("name", "Siti Aminah"), "applicant"),
        (hashed("emailAddress", "farah@north.example"), "unknown"),
        (Identity("emailAddress", "farah@north.example"), "other"),
        (Identity("studentId", "A-1"), "unknown"),
    ],
)
def test_an_address_or_a_number_is_compared_as_far_as_it_can_be(identity: Identity, answer: str) -> None:
    assert compared([identity], name="Siti Aminah", email="siti@north.example") == answer


def test_the_applicants_own_address_counts_under_another_name() -> None:
    found = [Identity("name", "Siti Roca"), Identity("emailAddress", "siti@north.example")]
    assert compared(found, name="Siti Aminah", email="siti@north.example") == "applicant"


def test_another_name_counts_more_than_an_address_that_cannot_be_compared() -> None:
    found = [Identity("name", "Farah Hanim"), hashed("emailAddress", "farah@north.example")]
    assert compared(found, name="Siti Aminah", email="siti@north.example") == "other"


def test_both_versions_of_open_badges_name_their_holder() -> None:
    said = {"identityHash": "Siti", "identityType": "name", "hashed": False}
    newer = {"credentialSubject": {"identifier": [said, {"identityHash": 7}], "name": "Siti Aminah"}}
    assert identities(newer) == (Identity("name", "Siti"), Identity("name", "Siti Aminah"))
    older = {"badge": {}, "recipient": {"type": "email", "identity": "sha256$00", "hashed": True, "salt": "x"}}
    assert identities(older) == (Identity("email", "sha256$00", is_hashed=True, salt="x"),)
    assert identities(None) == ()
    assert identities({"credentialSubject": {"identifier": "nonsense"}}) == ()


@pytest.mark.parametrize("name", [{"@value": "Siti Aminah", "@language": "ms"}, {"en": "Siti Aminah"}])
def test_a_name_may_be_given_in_a_language(name: dict[str, str]) -> None:
    assert identities({"credentialSubject": {"name": name}}) == (Identity("name", "Siti Aminah"),)


def test_a_digest_of_a_kind_that_we_do_not_know_tells_nothing() -> None:
    strange = Identity("email", "sha3$00", is_hashed=True, salt=_SALT)
    assert compared([strange], name="Siti Aminah", email="siti@example.org") == "unknown"
