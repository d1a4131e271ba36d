"""What people may tell of themselves, as a file: questions, their answers, and what each is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from testamur.core.model.definition import scalars as a
from testamur.core.model.definition.files import format_field, read_section
from testamur.core.model.definition.kinds import Field, Many, Section, Words
from testamur.core.model.definition.problems import Unacceptable

FORMAT = "voluntary-questions-1"
# The answer that every question has besides its own; whoever gives it is counted as unknown.
UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that one can give."""

    id: str
    says: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answers. ``purpose``: what it is asked for, in words for whoever is asked.

    ``special``: the answer is of the kind that needs an explicit basis (Regulation (EU) 2016/679, article 9).
    """

    id: str
    title: Mapping[str, str]
    ask: Mapping[str, str]
    purpose: Mapping[str, str]
    answers: tuple[Choice, ...]
    special: bool = False

    def __post_init__(self) -> None:
        names = [one.id for one in self.answers]
        if len(set(names)) < len(names) or UNSAID in names:
            code = "answer-twice"
            raise Unacceptable(code, key="id")

    @property
    def allowed(self) -> tuple[str, ...]:
        """The answers that can be given, by name; the last is to say nothing."""
        return (*(one.id for one in self.answers), UNSAID)


@dataclass(frozen=True, slots=True)
class Questions:
    """All questions of a file, by name."""

    id: str
    title: str
    questions: tuple[Question, ...]

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def __getitem__(self, name: str) -> Question:
        return next(one for one in self.questions if one.id == name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the questions, in their order."""
        return tuple(one.id for one in self.questions)


def _questions(*, id: str, title: str, questions: tuple[Question, ...], **_about: object) -> Questions:  # noqa: A002 - the key's name
    return Questions(id, title, questions)


_CHOICE = Section(
    "answer",
    (
        Field("id", a.IDENTIFIER, "Its name.", required=True),
        Field("says", Words(), "What people read.", required=True),
    ),
    Choice,
)
_QUESTION = Section(
    "question",
    (
        Field("id", a.IDENTIFIER, "Its name.", required=True),
        Field("title", Words(), "What it is about, in a word or two.", required=True),
        Field("ask", Words(), "The question itself.", required=True),
        Field("purpose", Words(), "What it is asked for.", required=True),
        Field("answers", Many(_CHOICE, least=2), "What can be answered, besides saying nothing.", required=True),
        Field("special", a.TRUTH, "Whether the answer is a special kind of data."),
    ),
    Question,
)
QUESTIONS = Section(
    "voluntary questions",
    (
        format_field(FORMAT),
        Field("id", a.IDENTIFIER, "Its name.", required=True),
        Field("title", a.LINE, "What people call it.", required=True),
        Field("sources", Many(a.LINE, alone=True, least=1), "What it is based on.", required=True),
        Field("uncertain", Many(a.LINE, alone=True), "What could not be confirmed."),
        Field("questions", Many(_QUESTION, least=1), "What may be asked.", required=True),
    ),
    _questions,
)


def parse_questions(source: str | bytes, *, name: str = "") -> Questions:
    """Return the questions in a file. Raises `DefinitionError` with all problems of the file at once."""
    return read_section(QUESTIONS, Questions, source, name=name)[0]
