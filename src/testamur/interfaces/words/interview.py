"""The ten questions of the interview: what is asked, why, and an answer that somebody could give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from testamur.interfaces.words.translation import _

# Kinds of field: a line, a text, a number, one of several, any of several.
LINE, TEXT, NUMBER, ONE, ANY = "line", "text", "number", "one", "any"
OUTCOMES = 4
TASKS = 4
MOST_HOURS = 10_000


@dataclass(frozen=True, slots=True)
class Ask:
    """A field of a question.

    ``choices``: which words it offers; ``of``: the field that it says more about, without which it says nothing;
    ``usual``: what is chosen until somebody chooses; ``highest``: for numbers.
    """

    name: str
    label: str
    kind: str = LINE
    hint: str = ""
    choices: str = ""
    rows: int = 4
    of: str = ""
    usual: str = ""
    highest: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A page of the interview. ``why`` explains it; ``example`` is an answer; ``shows`` names what it goes by."""

    title: str
    why: str
    example: str
    asks: tuple[Ask, ...]
    shows: str = ""


def questions(outcomes: Mapping[int, str], unit: str) -> tuple[Question, ...]:
    """Return the ten questions in order.

    *outcomes*: what was said of them so far, by number; *unit*: what credits are counted in here.
    """
    return (*_what_and_why(), *_learning(outcomes), *_showing(), *_frame(unit))


def _what_and_why() -> tuple[Question, ...]:
    return (
        Question(
            _("What is it called, and what is it?"),
            _("The title names what somebody has achieved, not the course they sat in. Employers read it first."),
            _(
                "Reading Sensor Data. Find out from the data of a machine whether it will fail, and say how "
                "sure that is."
            ),
            (
                Ask("title", _("Title")),
                Ask("description", _("In two sentences: what is it?"), TEXT, rows=3),
                Ask("language", _("Language of these answers"), ONE, choices="languages"),
            ),
        ),
        Question(
            _("Who is it for, and what must they bring?"),
            _("People need to know before they enrol whether they will keep up. “Nothing” is an answer, too."),
            _("Technicians in maintenance. They can work with a spreadsheet; programming is not needed."),
            (
                Ask(
                    "audience",
                    _("Who is it for?"),
                    TEXT,
                    _("In a sentence of its own, such as “For technicians in maintenance.” It ends the description."),
                    rows=2,
                ),
                Ask("prerequisites", _("What they must bring"), TEXT, rows=3),
            ),
        ),
        Question(
            _("Why is it needed, and how do you know?"),
            _(
                "A need that nobody has looked into is a guess. One number, one name or one conversation with a "
                "date is enough."
            ),
            _(
                "Labour market. Five of seven plants on our board said in May that sensor data is collected and "
                "read by nobody."
            ),
            (
                Ask("needs", _("Which need does it answer?"), ANY, choices="needs"),
                Ask("need_evidence", _("How you know"), TEXT, rows=3),
            ),
        ),
    )


def _learning(outcomes: Mapping[int, str]) -> tuple[Question, ...]:
    return (
        Question(
            _("What will somebody be able to do at the end?"),
            _(
                "Begin with a verb that one can watch: explain, measure, plan, repair. “Understand” and “know” "
                "cannot be seen."
            ),
            _("Skill: Detect from a week of data whether a bearing is worn."),
            tuple(
                ask
                for number in range(1, OUTCOMES + 1)
                for ask in (
                    Ask(f"outcome-{number}", _("Outcome {n}").format(n=number), TEXT, rows=2),
                    Ask(
                        f"kind-{number}",
                        _("Kind of outcome {n}").format(n=number),
                        ONE,
                        choices="kinds",
                        of=f"outcome-{number}",
                        usual="skill",
                    ),
                )
            ),
        ),
        Question(
            _("How would you recognise that they can do it?"),
            _(
                "A criterion says what the evidence must show. Two people who read it should come to the same "
                "judgement."
            ),
            _("Finds the worn bearing in four of five records, and no worn one in a sound record."),
            tuple(
                Ask(
                    f"criteria-{number}",
                    _("Outcome {n}: {text}").format(n=number, text=text),
                    TEXT,
                    _("What shows it? One criterion in each line."),
                    rows=3,
                )
                for number, text in outcomes.items()
            ),
            shows="outcomes",
        ),
    )


def _showing() -> tuple[Question, ...]:
    return (
        Question(
            _("How will they show it, and what is enough?"),
            _(
                "An assessment lets people do what the outcome says. A quiz shows what somebody knows, not what "
                "they can make. Learners ask before they begin how much each counts and what they need to pass."
            ),
            _(
                "A practical test with five unknown records: 60 % of the whole, passed from 70 %. A report on the own "
                "machine: 40 %, passed from 50 %. In all, 60 % pass."
            ),
            (
                *(ask for number in range(1, TASKS) for ask in _assessment(number)),
                Ask(
                    "overall",
                    _("To pass overall, in %"),
                    NUMBER,
                    _("Of everything together. Empty: only what each assessment asks for decides."),
                    highest=100,
                ),
            ),
        ),
        Question(
            _("What will they do to learn it, and for how long?"),
            _(
                "Count everything: listening, reading, practising, preparing, being assessed. Learners plan "
                "their evenings by it."
            ),
            _("Working through six records: 18 hours. Own machine: 20 hours. Report and test: 12 hours."),
            tuple(
                ask
                for number in range(1, TASKS + 1)
                for ask in (
                    Ask(f"activity-{number}", _("Activity {n}").format(n=number)),
                    Ask(
                        f"hours-{number}",
                        _("Hours for activity {n}").format(n=number),
                        NUMBER,
                        of=f"activity-{number}",
                        highest=MOST_HOURS,
                    ),
                )
            ),
        ),
    )


def _assessment(number: int) -> tuple[Ask, ...]:
    main = f"assessment-{number}"
    return (
        Ask(main, _("Assessment {n}").format(n=number)),
        Ask(
            f"type-{number}",
            _("Kind of assessment {n}").format(n=number),
            ONE,
            choices="types",
            of=main,
            usual="marked_assignment",
        ),
        Ask(f"weight-{number}", _("Weight of assessment {n}, in %").format(n=number), NUMBER, of=main, highest=100),
        Ask(f"threshold-{number}", _("To pass assessment {n}, in %").format(n=number), NUMBER, of=main, highest=100),
    )


def _frame(unit: str) -> tuple[Question, ...]:
    return (
        Question(
            _("Where and when does it happen?"),
            _("Whether one has to travel, or to be there at a set hour, decides whether one can take part."),
            _("Online and at the workplace, eight weeks with six hours each, no set hours."),
            (
                Ask("participation", _("How one takes part"), ANY, choices="modes"),
                Ask("weeks", _("Weeks"), NUMBER, highest=520),
                Ask("hours_per_week", _("Hours a week"), NUMBER, highest=168),
                Ask("pace", _("Alone or with a group?"), ONE, choices="paces"),
                Ask("live_sessions", _("Is there anything at a set hour?"), ONE, choices="yes_or_no"),
            ),
        ),
        Question(
            _("At which level is it, and is it worth credits?"),
            _(
                "The level says how demanding it is, by a scale that other countries read. Two people weigh it "
                "again later."
            ),
            _(
                "Level 5 of the European Qualifications Framework, because they work on their own with open "
                "problems. 2 ECTS."
            ),
            (
                Ask("level", _("Level"), ONE, choices="levels"),
                Ask("no_level_because", _("Or why it has none"), TEXT, rows=2),
                Ask("credits", _("Credits"), NUMBER, _("Empty where it carries none."), highest=1000),
                Ask("unit", _("Unit of the credits"), ONE, choices="units", of="credits", usual=unit),
            ),
        ),
        Question(
            _("Who answers for its quality, and what can it lead to?"),
            _(
                "Somebody approves it and looks at it again. And people ask before they enrol: does it count "
                "for anything more?"
            ),
            _("The board of studies. It stands alone. Others may use the materials under CC-BY-4.0."),
            (
                Ask("quality", _("Who answers for its quality")),
                Ask("stackability", _("Does it count for something larger?"), ONE, choices="stacking"),
                Ask("licence", _("Licence of the materials"), ONE, choices="licences"),
                Ask("tags", _("Words to find it by"), LINE, _("With commas between them.")),
            ),
        ),
    )
