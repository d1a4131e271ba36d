"""Key files: readable by their owner only, never overwritten, and refused with a reason."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from testamur.adapters.signers import (
    BadKeyFile,
    KeyFileExists,
    NoKeyFile,
    PassphraseNeeded,
    fresh_secrets,
    load_key,
    write_key,
)
from testamur.core.credential import Kind


def test_a_key_comes_back_as_it_was_made(tmp_path: Path) -> None:
    for controller in ("", "did:web:example.edu"):
        path = tmp_path / f"key{len(controller)}.json"
        made = write_key(path, controller=controller)
        found = load_key(path)
        assert (found.controller, found.verification_method) == (made.controller, made.verification_method)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("kind", [Kind.ED25519, Kind.P256, Kind.P384])
def test_keys_of_each_kind_come_back_able_to_sign(tmp_path: Path, kind: Kind) -> None:
    made = write_key(tmp_path / "key.json", kind=kind, passphrase="correct horse")
    found = load_key(tmp_path / "key.json", "correct horse")
    assert (found.kind, found.public_key) == (kind, made.public_key)
    assert made.public_key.has_signed(b"m", found.sign(b"m"))


def test_secrets_of_selective_proofs_are_never_the_same() -> None:
    assert fresh_secrets() != fresh_secrets()


def test_a_locked_key_opens_with_its_passphrase_only(tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    made = write_key(path, passphrase="correct horse")
    assert load_key(path, "correct horse").controller == made.controller
    for wrong in ("", "battery staple"):
        with pytest.raises(PassphraseNeeded):
            load_key(path, wrong)


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    write_key(path)
    before = path.read_bytes()
    with pytest.raises(KeyFileExists):
        write_key(path)
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoKeyFile, match="No such file"):
        write_key(tmp_path / "none" / "key.json")
    with pytest.raises(NoKeyFile):
        load_key(tmp_path / "none.json")
    with pytest.raises(NoKeyFile):
        load_key(tmp_path)


def test_files_that_are_no_keys_of_ours_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    write_key(path)
    good = json.loads(path.read_text())
    other = ec.generate_private_key(ec.SECP521R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for bad in (
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        json.dumps(good | {"key": "nonsense"}).encode(),
        json.dumps(good | {"key": other.decode()}).encode(),
        json.dumps(good | {"controller": "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"}).encode(),
    ):
        path.write_bytes(bad)
        with pytest.raises(BadKeyFile):
            load_key(path)
