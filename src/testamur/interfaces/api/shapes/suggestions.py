"""Suggestions of skills, and the register of what makes them, as JSON."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from ninja import Schema
from pydantic import ConfigDict, Field

from testamur.core.skills.identity import Kind
from testamur.domain.oversight.values import Purpose

MOST_TEXTS = 50
MOST_CHARACTERS = 20_000
_MOST_SKILLS = 50


class SuggestionPurpose(StrEnum):
    """What suggestions are asked for; an institution turns each on and off by itself."""

    SUGGEST_OUTCOME_SKILLS = Purpose.SUGGEST_OUTCOME_SKILLS.value
    READ_ADVERTS = Purpose.READ_ADVERTS.value
    SUGGEST_CLAIMS = Purpose.SUGGEST_CLAIMS.value


class OutcomeVerdict(StrEnum):
    """What can be decided on a skill that is suggested."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    REOPENED = "reopened"


class SuggestionRequest(Schema):
    """Texts to be read against a framework of skills: up to fifty, with 20,000 characters in all."""

    model_config = ConfigDict(extra="forbid")

    texts: list[Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS)]] = Field(
        min_length=1, max_length=MOST_TEXTS, examples=[["Tie knots that hold a boat."]]
    )
    purpose: SuggestionPurpose = SuggestionPurpose.SUGGEST_OUTCOME_SKILLS
    framework: str = Field("", max_length=40, description="Its code, such as `esco`; without it, ESCO if it is here.")
    language: str = Field(
        "", max_length=40, description="That of the texts; without it, it is guessed.", examples=["en"]
    )
    top: int = Field(10, ge=1, le=_MOST_SKILLS, description="How many skills of a text, at most.")
    sure: float | None = Field(
        None, ge=0, le=1, description="Leave out what is right less often; without it, as was found best."
    )
    is_about_person: bool | None = Field(
        None,
        description="Whether a text may be about a person: then names and other signs of one are blanked before it is "
        "read. Without it they are, except for the outcomes of a course.",
    )


class SuggestionEvidence(Schema):
    """Words that speak for a skill: characters `start` to `end` of the text."""

    start: int
    end: int
    words: str


class SuggestionWhy(Schema):
    """What the score came of, each on the scale of all concepts."""

    whole_text: float = Field(description="The whole sentence, by meaning.")
    these_words: float = Field(description="The words shown as evidence, by meaning.")
    spelling: float
    likest_label: str


class SkillSuggestion(Schema):
    """A skill that a text may speak of. `confidence`: how often such a suggestion is right, null if never measured."""

    rank: int
    uri: str
    label: str
    confidence: float | None
    score: float
    evidence: list[SuggestionEvidence]
    why: SuggestionWhy


class BlankedPart(Schema):
    """A part of a text that was blanked before it was read, in characters."""

    kind: Kind
    start: int
    end: int


class TextSuggestions(Schema):
    """What one text may speak of. `without`: in how many of its `sentences` nothing was sure enough."""

    sentences: int
    without: int
    blanked: list[BlankedPart]
    suggestions: list[SkillSuggestion]


class ReadAgainst(Schema):
    """The framework in its version; show the attribution where you show its skills."""

    code: str
    name: str
    version: str
    attribution: str


class SuggestionsMade(Schema):
    """Suggestions for each text, in the order of the texts. A person decides; nothing was kept."""

    framework: ReadAgainst
    language: str
    lane: str = Field(description="`meaning`, or `spelling` where no model took part, which finds fewer.")
    model: str = Field(description="The model with the hash of its weights; see `/models`. Empty for spelling alone.")
    is_waiting: bool = Field(description="The model is being got ready; until then it goes by spelling.")
    results: list[TextSuggestions]


class ModelFile(Schema):
    """A file of a model."""

    name: str
    sha256: str


class ModelData(Schema):
    """What a model was made from."""

    what: str
    licence: str
    gaps: str


class ModelFigure(Schema):
    """A figure that was measured."""

    what: str
    value: str
    interval: str
    among: str


class Model(Schema):
    """An entry of the register. `id`, `version` and `files` are empty where it is not installed here."""

    code: str
    name: str
    kind: str
    is_installed: bool
    id: str = Field(description="What decisions name it by.")
    version: str
    files: list[ModelFile]
    purposes: list[Purpose]
    owner: str
    licence: str
    use: list[str]
    not_for: list[str]
    data: list[ModelData]
    training: str
    figures: list[ModelFigure]
    limits: list[str]
    fairness: list[str]
    robustness: list[str]
    footprint: str


class PurposeState(Schema):
    """Whether your institution has a purpose on. `reason`: why it was turned last."""

    purpose: Purpose
    is_on: bool
    reason: str


class OutcomeAsked(Schema):
    """For which outcome of a draft skills are wanted."""

    outcome: str = Field(max_length=200, description="Its id in the definition.", examples=["LO1"])
    framework: str = Field("", max_length=40, description="Its code, such as `esco`; without it, ESCO if it is here.")
    like: str = Field("", max_length=500, description="More like this skill, named by its address.")


class OutcomeDecision(Schema):
    """What a person decided on a skill that is suggested for an outcome; asked for as it was suggested."""

    model_config = ConfigDict(extra="forbid")

    outcome: str = Field(max_length=200, examples=["LO1"])
    uri: str = Field(min_length=1, max_length=500)
    verdict: OutcomeVerdict
    framework: str = Field("", max_length=40)
    like: str = Field("", max_length=500)


class OutcomeSkill(Schema):
    """A skill as it is offered for an outcome; it becomes a fact when a person accepts it, and not before."""

    rank: int
    uri: str
    label: str
    description: str
    confidence: float | None = Field(description="How often such a suggestion is right; null if never measured.")
    score: float
    words: SuggestionEvidence
    parts: dict[str, float] = Field(description="What the score came of.")


class RefusedSkill(Schema):
    """A skill that was refused for the outcome, and is not suggested again until it is reopened."""

    uri: str
    label: str


class OutcomeSuggestions(Schema):
    """Skills for an outcome of a draft, as its page lists them. `is_waiting`: the model is being got ready."""

    text: str
    framework: ReadAgainst
    language: str
    lane: str
    model: str
    is_waiting: bool
    skills: list[OutcomeSkill]
    refused: list[RefusedSkill]
