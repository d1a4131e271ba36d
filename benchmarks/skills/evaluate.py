"""How well texts are read against a framework of skills: measured on any file of sentences with labels.

    python benchmarks/skills/evaluate.py --sentences FILE.csv --framework esco-1.1.0

FILE has the columns ``sentence`` and ``label``, one row for each label of a sentence; a label is a preferred label or
an address (URI) of the framework. SkillSkape's own form, ``sentence`` and ``skills``, is read too. Each lane is
measured on the same sentences:

    bm25       preferred labels by their words (Robertson and Zaragoza, 2009; k1 = 1.2, b = 0.75)
    spelling   labels by their letters and words: what ranks where no model is installed
    cosine     one cosine, of the sentence and "label description": a common way to use such an encoder
    untrained  the two stages with the encoder as its makers left it
    two-stage  the two stages with the correction that ships: what `testamur skills suggest` does
    fast       the two stages with the table of words: what `testamur skills suggest --fast` does

With --language es (or any other than en) the lanes of meaning are read by the multilingual encoder, as people's texts
in that language are; untrained and fast are for English alone and left out.

Intervals: 95 %, from 2,000 draws of sentences with replacement. Confidence (ECE, coverage) is measured for the lanes
that claim any; of SkillSkape, --calibration-slice out leaves away the sentences on which it was measured before.
"""

from __future__ import annotations

import os

# Two processes that compute at once must not wait for each other's threads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import ast
import csv
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
from peers import Rank, bm25, one_cosine

from testamur.adapters.encoders import choosing
from testamur.core.skills.concepts import Framework
from testamur.core.skills.measures import (
    Figure,
    Judged,
    calibration_error,
    coverage,
    precision,
    recall,
    reciprocal_rank,
)
from testamur.core.skills.ranking import Ranker

LANES = ("bm25", "spelling", "cosine", "untrained", "two-stage", "fast")
_ENGLISH = ("untrained", "fast")
_DEEP = 100
# Confidence is claimed for what would be shown.
_SHOWN = 10
_TIMED = 60


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence and the addresses of what it speaks of; none: it speaks of no skill."""

    sentence: str
    true: frozenset[str]


def labelled(path: Path, framework: Framework) -> tuple[list[Labelled], int]:
    """Return the sentences with a label of the framework, or said to have none, and how many labels it lacks."""
    named = {concept.label.casefold(): concept.uri for concept in reversed(framework.concepts)}
    named |= {concept.uri: concept.uri for concept in framework.concepts}
    said: dict[str, list[str]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            several = ast.literal_eval(row["skills"]) if "skills" in row else [row["label"]]
            said.setdefault(row["sentence"], []).extend(label.strip() for label in several)
    found, lacking = [], 0
    for sentence, labels in said.items():
        real = [label for label in labels if label and label not in ("UNK", "LABEL NOT PRESENT", "UNDERSPECIFIED")]
        known = {named[key] for label in real for key in (label, label.casefold()) if key in named}
        lacking += len(real) - len(known)
        if known or not real:
            found.append(Labelled(sentence, frozenset(known)))
    return found, lacking


def is_for_calibration(one: Labelled) -> bool:
    """Say whether a sentence is of the half on which confidence is measured: by its own hash, for ever the same."""
    return sha256(one.sentence.encode()).digest()[0] % 2 == 0


def lanes(
    names: Sequence[str], framework: Framework, kept: Path, correction: Path, language: str = "en"
) -> dict[str, Callable[[], Rank]]:
    """Return for each lane what makes it ready."""
    is_english = language == framework.language == "en"

    def by_ranker(*, encoder: bool, added: Path | None = None) -> Rank:
        telling = choosing.Telling(progress=_told)
        if not is_english:
            chosen = choosing.encoder(language, framework, kept) if encoder else None
            ranker = choosing.ranker(framework, kept, encoder=chosen, language=language, telling=telling)
        else:
            chosen = choosing.english(kept, correction=added) if encoder else None
            ranker = choosing.ranker(framework, kept, encoder=chosen, telling=telling)
        return lambda sentence, deep: _ranked(ranker, sentence, deep)

    def fast() -> Rank:
        ranker = choosing.fast(framework, kept)
        if ranker is None:
            sys.exit("the fast lane needs all-mpnet-base-v2; leave it out with --lanes")
        return lambda sentence, deep: _ranked(ranker, sentence, deep)

    every: dict[str, Callable[[], Rank]] = {
        "bm25": lambda: bm25(framework),
        "spelling": lambda: by_ranker(encoder=False),
        "cosine": lambda: one_cosine(framework, kept),
        "untrained": lambda: by_ranker(encoder=True),
        "two-stage": lambda: by_ranker(encoder=True, added=correction),
        "fast": fast,
    }
    return {name: every[name] for name in names if is_english or name not in _ENGLISH}


def _ranked(ranker: Ranker, sentence: str, deep: int) -> tuple[tuple[str, ...], tuple[float, ...]]:
    found = ranker.rank(sentence, top=deep)
    return tuple(one.concept.uri for one in found), tuple(one.confidence for one in found)


def _told(done: int, every: int) -> None:
    print(f"\rencoding {done:,} of {every:,} texts", end="\n" if done == every else "", file=sys.stderr, flush=True)


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one lane; ``ece`` and ``coverage`` None where it claims no confidence."""

    lane: str
    shares: dict[str, Figure]
    ece: float | None
    coverage: float | None
    milliseconds: float
    made_ready: float
    peak: float


def measured(lane: str, ready: Callable[[], Rank], sentences: Sequence[Labelled]) -> Measured:
    """Rank every sentence, and sum up."""
    began = time.perf_counter()
    rank = ready()
    rank(sentences[0].sentence, _SHOWN)
    started, timed = time.perf_counter(), sentences[:_TIMED]
    for one in timed:
        rank(one.sentence, _SHOWN)
    took = time.perf_counter() - started
    judged = [Judged(*rank(one.sentence, _DEEP), one.true) for one in sentences]
    true = [one for one in judged if one.true]
    claims = any(said >= 0 for one in judged for said in one.confidence)
    shown = [replace(one, ranked=one.ranked[:_SHOWN], confidence=one.confidence[:_SHOWN]) for one in judged]
    return Measured(
        lane=lane,
        shares={
            **{f"RP@{k}": precision(true, k) for k in (1, 5, 10)},
            "MRR": reciprocal_rank(true),
            f"R@{_DEEP}": recall(true, _DEEP),
        },
        ece=calibration_error(shown) if claims else None,
        coverage=coverage(shown) if claims else None,
        milliseconds=1_000 * took / len(timed),
        made_ready=started - began,
        peak=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024,
    )


def table(found: Sequence[Measured]) -> str:
    """Return the figures as a table for people."""
    names = list(found[0].shares)
    lines = [
        " | ".join((f"{'lane':10}", *(f"{name:>17}" for name in names), "  ECE", "cov80", "ms/sentence", "peak MB"))
    ]
    for one in found:
        shares = (
            f"{100 * share.mean:5.1f} ({100 * share.low:.1f}–{100 * share.high:.1f})" for share in one.shares.values()
        )
        ece = "    –" if one.ece is None else f"{100 * one.ece:5.1f}"
        cov = "    –" if one.coverage is None else f"{100 * one.coverage:5.1f}"
        cells = (f"{one.lane:10}", *(f"{share:>17}" for share in shares), ece, cov)
        lines.append(" | ".join((*cells, f"{one.milliseconds:11.1f}", f"{one.peak:7.0f}")))
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=Path, required=True)
    parser.add_argument("--framework", default="", help="'esco-…' for the installed one, or the files of a download")
    parser.add_argument("--language", default="en", help="the language of the sentences")
    parser.add_argument("--lanes", default=",".join(LANES), help="which to measure, with commas between them")
    parser.add_argument("--kept", type=Path, default=Path(".testamur/skills"), help="where computed things are kept")
    parser.add_argument("--only", type=int, help="measure so many sentences, drawn with a fixed seed")
    parser.add_argument("--calibration-slice", choices=("in", "out", "alone"), default="in", dest="slice")
    parser.add_argument("--labels", type=Path, help="only sentences all of whose labels stand in this file, one a line")
    parser.add_argument("--correction", type=Path, default=choosing.CORRECTION, help="another one for two-stage")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    asked = parser.parse_args(arguments)
    framework = choosing.framework(asked.framework)
    sentences, lacking = labelled(asked.sentences, framework)
    if asked.labels:
        wanted = set(asked.labels.read_text(encoding="utf-8").splitlines())
        allowed = {concept.uri for concept in framework.concepts if concept.label in wanted}
        sentences = [one for one in sentences if one.true and one.true <= allowed]
    if asked.slice != "in":
        sentences = [one for one in sentences if is_for_calibration(one) == (asked.slice == "alone")]
    if asked.only and asked.only < len(sentences):
        drawn = np.random.default_rng(1).choice(len(sentences), asked.only, replace=False)
        sentences = [sentences[at] for at in sorted(drawn)]
    print(f"{framework.name} {framework.version} ({framework.language}): {len(framework.concepts):,} concepts")
    print(
        f"{len(sentences):,} sentences, {sum(not one.true for one in sentences):,} without a skill; "
        f"{lacking:,} labels that are not in this version were left out"
    )
    found = [
        measured(name, ready, sentences)
        for name, ready in lanes(
            asked.lanes.split(","), framework, asked.kept, asked.correction, asked.language
        ).items()
    ]
    print(table(found))
    if asked.json:
        asked.json.write_text(json.dumps([_plain(one) for one in found], indent=1), encoding="utf-8")


def _plain(one: Measured) -> dict[str, object]:
    shares = {name: [share.mean, share.low, share.high] for name, share in one.shares.items()}
    rest = {"ece": one.ece, "coverage": one.coverage, "milliseconds": one.milliseconds, "peak_mb": one.peak}
    return {"lane": one.lane, **shares, **rest, "made_ready_seconds": one.made_ready}


if __name__ == "__main__":
    main(sys.argv[1:])
