"""What status lists say of a credential, and lists that are not to be believed."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from testamur.adapters.world import outside
from testamur.core.credential import (
    CredentialError,
    Outcome,
    Policy,
    Report,
    SigningKey,
    Verdict,
    World,
    data_integrity,
    jwt,
    verify,
)
from testamur.core.credential.jose.jws import compact
from testamur.core.credential.jose.sd_jwt import sd_jwt_vc
from testamur.core.credential.multibase import base64url_encode
from testamur.core.credential.status import MINIMUM_LENGTH, StatusEntry, StatusList, TokenStatusList, compose_list
from testamur.core.credential.world import Memory

NOW = datetime(2026, 5, 3, 9, tzinfo=UTC)
LIST_ID = "https://example.edu/status/1"
TOKEN_LIST = "https://example.edu/statuslists/1"
ENTRY = StatusEntry(LIST_ID, 4711, "revocation")

Json = dict[str, Any]
Compose = Callable[..., Json]
Sign = Callable[[Json], bytes]
Judge = Callable[..., Report]
WithList = Callable[..., World]


def reasons(report: Report, outcome: Outcome = Outcome.UNKNOWN) -> list[str]:
    return [check.because for check in report.checks if check.outcome is outcome]


@pytest.fixture
def entry_of(unsigned: Compose, sign: Sign) -> Callable[..., bytes]:
    """Return a function that signs a credential whose one entry has other members."""

    def signed(**members: Any) -> bytes:
        return sign(unsigned() | {"credentialStatus": ENTRY.to_json() | members})

    return signed


@pytest.fixture
def listing(key: SigningKey, world: World) -> WithList:
    """Return a function that gives a world with one list of the issuer, whose bits and subject can be chosen."""

    def made(bits: StatusList, address: str = LIST_ID, purpose: str = "revocation", **changes: Any) -> World:
        listed = compose_list(bits, list_id=LIST_ID, purpose=purpose, issuer=key.controller, valid_from=NOW)
        listed["credentialSubject"] |= changes
        signed = data_integrity(listed, key, created=NOW, canonicaliser=world.canonicaliser)
        return outside(lists={address: orjson.dumps(signed)})

    return made


def bits_with(index: int, size: int, value: int) -> StatusList:
    bits = StatusList(bytes(MINIMUM_LENGTH * size // 8))
    for place in range(size):
        bits = bits.with_bit(index * size + place, is_set=bool(value >> size - 1 - place & 1))
    return bits


MESSAGES = [{"status": f"0x{value:x}", "message": f"Message {value}"} for value in range(4)]


def test_a_message_is_passed_on_and_withdraws_nothing(
    entry_of: Callable[..., bytes], judge: Judge, listing: WithList
) -> None:
    data = entry_of(statusPurpose="message", statusSize=2, statusMessage=MESSAGES)
    report = judge(data, world=listing(bits_with(ENTRY.index, 2, 2), purpose="message"))
    assert report.verdict is Verdict.VALID
    assert report.checks[-1].facts["message"] == "Message 2"


def test_a_refresh_bit_tells_of_a_newer_copy(entry_of: Callable[..., bytes], judge: Judge, listing: WithList) -> None:
    data = entry_of(statusPurpose="refresh")
    for value, because in ((1, "refresh-offered"), (0, "not-withdrawing")):
        report = judge(data, world=listing(bits_with(ENTRY.index, 1, value), purpose="refresh"))
        assert (report.verdict, report.checks[-1].because) == (Verdict.VALID, because)


def test_a_status_of_two_bits_withdraws_with_either(
    entry_of: Callable[..., bytes], judge: Judge, listing: WithList
) -> None:
    data = entry_of(statusSize=2)
    for value in (1, 2, 3):
        report = judge(data, world=listing(bits_with(ENTRY.index, 2, value)))
        assert reasons(report, Outcome.FAILED) == ["revoked"]


@pytest.mark.parametrize(
    ("members", "because"),
    [
        ({"statusMessage": "hello"}, "bad-status-message"),
        ({"statusMessage": [{"status": "0x0"}]}, "bad-status-message"),
        ({"statusMessage": [{"status": 0, "message": "a"}]}, "bad-status-message"),
        ({"statusMessage": [{"status": "0xg", "message": "a"}]}, "bad-status-message"),
        ({"statusMessage": [MESSAGES[0], MESSAGES[0]]}, "bad-status-message"),
        ({"statusMessage": MESSAGES[:1]}, "bad-status-message"),
        ({"statusMessage": MESSAGES * 100}, "bad-status-message"),
        ({"statusSize": "2"}, "bad-status-size"),
        ({"statusSize": True}, "bad-status-size"),
        ({"statusSize": 0}, "bad-status-size"),
        ({"statusSize": 9}, "bad-status-size"),
        ({"statusSize": 2}, "list-too-short"),
        ({"statusListIndex": str(MINIMUM_LENGTH)}, "index-outside-list"),
    ],
)
def test_entries_that_cannot_be_read_leave_the_question_open(
    judge: Judge, unsigned: Compose, key: SigningKey, listing: WithList, members: Json, because: str
) -> None:
    entry = ENTRY.to_json() | {"statusPurpose": "message"} | members
    token = jwt(unsigned() | {"credentialStatus": entry}, key).encode()
    report = judge(token, world=listing(StatusList.empty(), purpose="message"))
    assert reasons(report) == [because]


@pytest.mark.parametrize("index", ["-1", "1.5", "", "²", "9" * 40, "0x10"])
def test_an_index_that_is_no_number_is_refused(
    entry_of: Callable[..., bytes], judge: Judge, listing: WithList, index: str
) -> None:
    report = judge(entry_of(statusListIndex=index), world=listing(StatusList.empty()))
    assert reasons(report, Outcome.FAILED) == ["bad-index"]


def test_without_messages_the_value_itself_is_told(
    entry_of: Callable[..., bytes], judge: Judge, listing: WithList
) -> None:
    report = judge(entry_of(statusPurpose="message"), world=listing(bits_with(4711, 1, 1), purpose="message"))
    assert report.checks[-1].facts["message"] == "1"


def test_several_lists_are_all_asked(
    unsigned: Compose, sign: Sign, judge: Judge, key: SigningKey, world: World
) -> None:
    other = StatusEntry("https://example.edu/status/2", 7, "suspension")
    lists = {}
    for entry, is_set in ((ENTRY, False), (other, True)):
        bits = StatusList.empty().with_bit(entry.index, is_set=is_set)
        facts = {"list_id": entry.list_id, "purpose": entry.purpose, "issuer": key.controller, "valid_from": NOW}
        listed = data_integrity(compose_list(bits, **facts), key, created=NOW, canonicaliser=world.canonicaliser)
        lists[entry.list_id] = orjson.dumps(listed)
    report = judge(sign(unsigned(status=(ENTRY, other))), world=outside(lists=lists))
    assert [check.because for check in report.checks if check.name == "status"] == ["not-revoked", "suspended"]


def test_more_entries_than_anybody_needs_are_not_worked_through(unsigned: Compose, sign: Sign, judge: Judge) -> None:
    document = unsigned(status=tuple(StatusEntry(LIST_ID, number, "revocation") for number in range(9)))
    assert reasons(judge(sign(document))) == ["too-many-statuses"]


def test_a_list_put_in_the_place_of_another_is_not_believed(
    unsigned: Compose, sign: Sign, judge: Judge, listing: WithList
) -> None:
    elsewhere = StatusEntry("https://example.edu/status/2", 4711, "revocation")
    report = judge(sign(unsigned(status=(elsewhere,))), world=listing(StatusList.empty(), elsewhere.list_id))
    assert reasons(report) == ["list-of-another-address"]


def test_a_stale_list_is_not_believed(unsigned: Compose, sign: Sign, judge: Judge, world_with_list: WithList) -> None:
    world = world_with_list(valid_until=NOW + timedelta(hours=1))
    data = sign(unsigned(status=(ENTRY,)))
    assert judge(data, world=world).verdict is Verdict.VALID
    late = judge(data, world=world, at=NOW + timedelta(hours=2))
    assert (reasons(late), late.first(Outcome.UNKNOWN).facts["cause"]) == (["list-not-trustworthy"], "expired")


def test_what_lies_in_the_place_of_a_list_has_to_be_one(unsigned: Compose, sign: Sign, judge: Judge) -> None:
    data = sign(unsigned(status=(ENTRY,)))
    for found in (b"<html>", sign(unsigned())):
        assert reasons(judge(data, world=outside(lists={LIST_ID: found}))) == ["list-not-trustworthy"]


def test_a_list_without_its_bits_is_none(unsigned: Compose, sign: Sign, judge: Judge, listing: WithList) -> None:
    data = sign(unsigned(status=(ENTRY,)))
    respelled = {"https://www.w3.org/ns/credentials/status#statusPurpose": "revocation"}
    assert reasons(judge(data, world=listing(StatusList.empty(), **respelled))) == ["list-not-trustworthy"]
    bomb = "u" + base64url_encode(gzip.compress(bytes(64 * 2**20)))
    assert reasons(judge(data, world=listing(StatusList.empty(), encodedList=bomb))) == ["bad-status-list"]


def test_one_list_is_unpacked_once_for_a_folder_of_credentials(
    unsigned: Compose, sign: Sign, judge: Judge, listing: WithList, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, unpacked = listing(StatusList.empty()), []
    decode = StatusList.decode
    monkeypatch.setattr(StatusList, "decode", lambda text: unpacked.append(text) or decode(text))
    for index in range(5):
        entry = StatusEntry(LIST_ID, index, "revocation")
        assert judge(sign(unsigned(status=(entry,))), world=world).verdict is Verdict.VALID
    assert len(unpacked) == 1


def test_what_is_remembered_is_bounded_and_forgotten() -> None:
    memory = Memory()
    for number in range(100):
        memory.keep(f"{number}", b"data", NOW, number, size=1)
    assert memory.recall("0", b"data", NOW) is None
    assert memory.recall("99", b"data", NOW) == 99
    assert memory.recall("99", b"other", NOW) is None
    assert memory.recall("99", b"data", NOW + timedelta(minutes=2)) is None
    memory.keep("large", b"data", NOW, 1, size=2**30)
    assert (memory.recall("99", b"data", NOW), memory.recall("large", b"data", NOW)) == (None, 1)


# --- Token Status List ---

Held = Callable[..., bytes]


@pytest.fixture
def held(key: SigningKey) -> Held:
    """Return a function that makes an SD-JWT VC with a place in a token status list."""

    def made(index: Any = 1, **claims: Any) -> bytes:
        status = {"status_list": {"idx": index, "uri": TOKEN_LIST}}
        whole = {"vct": "https://example.org/card", "iss": key.controller, "status": status} | claims
        return sd_jwt_vc(whole, key, disclosable=[], salts=iter(())).encode()

    return made


@pytest.fixture
def token_list(key: SigningKey) -> WithList:
    def made(
        *statuses: int, size: int = 2, signer: SigningKey = key, typ: str = "statuslist+jwt", **claims: Any
    ) -> World:
        packed = TokenStatusList.of(statuses, size)
        whole = {
            "sub": TOKEN_LIST,
            "iat": int(NOW.timestamp()),
            "status_list": {"bits": packed.size, "lst": packed.encode()},
        } | claims
        token = compact(orjson.dumps(whole), signer, typ, kid=signer.verification_method)
        return outside(lists={TOKEN_LIST: token.encode()})

    return made


def test_a_token_status_says_whether_it_still_stands(held: Held, judge: Judge, token_list: WithList) -> None:
    for value, because, verdict in (
        (0, "not-revoked", Verdict.VALID),
        (1, "revoked", Verdict.INVALID),
        (2, "suspended", Verdict.INVALID),
        (3, "status-of-its-own", Verdict.INDETERMINATE),
    ):
        report = judge(held(), world=token_list(0, value, 0, 0))
        assert (report.verdict, report.checks[-1].because) == (verdict, because)


def test_a_w3c_credential_as_a_token_may_use_either_list_or_both(
    unsigned: Compose, key: SigningKey, judge: Judge, token_list: WithList
) -> None:
    status = {"status": {"status_list": {"idx": 0, "uri": TOKEN_LIST}}}
    assert judge(jwt(unsigned() | status, key).encode(), world=token_list(0)).verdict is Verdict.VALID
    both = unsigned(status=(ENTRY,)) | status
    report = judge(jwt(both, key).encode(), world=token_list(0))
    assert [check.because for check in report.checks if check.name == "status"] == ["not-revoked", "offline"]


@pytest.mark.parametrize(
    ("changes", "because", "cause"),
    [
        ({"signer": SigningKey.from_seed(bytes(32))}, "list-not-trustworthy", "key-not-the-issuers"),
        ({"typ": "JWT"}, "list-not-trustworthy", "wrong-type"),
        ({"iss": "https://example.org"}, "list-of-another-issuer", None),
        ({"sub": "https://example.edu/statuslists/2"}, "list-of-another-address", None),
        ({"iat": int(NOW.timestamp()) + 3600}, "list-not-trustworthy", "not-yet-valid"),
        ({"exp": int(NOW.timestamp()) - 3600}, "list-not-trustworthy", "expired"),
        ({"exp": int(NOW.timestamp()) + 3600, "iat": "today"}, "bad-instant", None),
        ({"status_list": []}, "list-not-trustworthy", "not-a-list"),
        ({"status_list": {"bits": 3, "lst": ""}}, "bad-status-size", None),
        ({"status_list": {"bits": True, "lst": ""}}, "bad-status-size", None),
        ({"status_list": {"bits": 1, "lst": 7}}, "bad-status-list", None),
        ({"status_list": {"bits": 1, "lst": "AAAA"}}, "bad-status-list", None),
    ],
)
def test_a_token_status_list_that_cannot_be_relied_on_leaves_the_question_open(
    held: Held, judge: Judge, token_list: WithList, changes: Json, because: str, cause: str | None
) -> None:
    report = judge(held(), world=token_list(0, 0, **changes))
    assert (reasons(report), report.checks[-1].facts.get("cause")) == ([because], cause)


def test_a_token_status_list_with_a_changed_letter_is_not_believed(
    held: Held, judge: Judge, token_list: WithList
) -> None:
    token = token_list(0, 0).statuses.fetch(TOKEN_LIST)
    head, _, signature = token.decode().split(".")
    body = base64url_encode(orjson.dumps({"sub": TOKEN_LIST}))
    report = judge(held(), world=outside(lists={TOKEN_LIST: f"{head}.{body}.{signature}".encode()}))
    assert report.checks[-1].facts["cause"] == "signature-does-not-fit"


@pytest.mark.parametrize("index", [-1, "1", True, 1.0, 2**50])
def test_a_place_that_is_no_number_is_refused(held: Held, judge: Judge, token_list: WithList, index: Any) -> None:
    assert reasons(judge(held(index), world=token_list(0, 0)), Outcome.FAILED) == ["bad-index"]


def test_a_token_status_of_another_kind_or_none(held: Held, judge: Judge, world: World, token_list: WithList) -> None:
    assert reasons(judge(held(9), world=token_list(0, 0))) == ["index-outside-list"]
    assert reasons(judge(held())) == ["offline"]
    assert reasons(judge(held(status="fine"))) == ["status-not-supported"]
    without = held(status=None)
    assert judge(without).verdict is Verdict.VALID
    report = verify(without, world=world, at=NOW, policy=Policy(status="required"))
    assert reasons(report, Outcome.FAILED) == ["no-status"]


def test_one_token_list_serves_many(held: Held, judge: Judge, token_list: WithList) -> None:
    world = token_list(0, 1)
    assert [judge(held(index), world=world).verdict for index in (0, 1)] == [Verdict.VALID, Verdict.INVALID]


def test_a_token_list_is_packed_and_unpacked_alike() -> None:
    for size in (1, 2, 4, 8):
        statuses = [value % (1 << size) for value in range(64)]
        packed = TokenStatusList.of(statuses, size)
        again = TokenStatusList.decode(size, packed.encode())
        assert (again, again.statuses(), again.get(63)) == (packed, statuses, statuses[63])
    for status, size, code in ((2, 1, "bad-status"), (-1, 8, "bad-status"), (0, 5, "bad-status-size")):
        with pytest.raises(CredentialError, match=code):
            TokenStatusList.of([status], size)
    with pytest.raises(CredentialError, match="index-outside-list"):
        TokenStatusList.of([0] * 8, 1).get(8)
    with pytest.raises(CredentialError, match="bad-status-list"):
        TokenStatusList.decode(1, base64url_encode(zlib.compress(bytes(64 * 2**20))))
