"""The details of a definition as a form says them: what each field is for, in the order in which designers ask."""

from __future__ import annotations

from dataclasses import dataclass

from testamur.interfaces.words.translation import _

LINE, TEXT, ONE, ANY, DAY = "line", "text", "one", "any", "date"


@dataclass(frozen=True, slots=True)
class Detail:
    """A field. ``choices`` names a list of ``options``."""

    name: str
    label: str
    kind: str = LINE
    hint: str = ""
    choices: str = ""


Group = tuple[str, tuple[Detail, ...], str]


def groups() -> tuple[Group, ...]:
    """Return the fields in groups: title, fields, and what opens beside them."""
    return (*_what(), *_how(), *_around())


def _what() -> tuple[Group, ...]:
    return (
        (
            _("What it is"),
            (
                Detail("title", _("Title"), hint=_("Of the achievement, not of a course.")),
                Detail("description", _("What it is, in a paragraph"), TEXT),
                Detail("id", _("Code"), hint=_("Your own, short and stable. It never changes after publication.")),
                Detail("version", _("Version"), hint=_("Such as 1.0. What is published under it never changes.")),
                Detail("taught_in", _("Taught in"), hint=_("Language tags with commas between them: en, ms.")),
                Detail("field_of_study", _("Field of study")),
                Detail("tags", _("Words to find it by"), hint=_("With commas between them.")),
            ),
            "",
        ),
        (
            _("Why there is a need"),
            (
                Detail("needs", _("Which need does it answer?"), ANY, choices="needs"),
                Detail(
                    "need_evidence",
                    _("How you know"),
                    TEXT,
                    _(
                        "Who was asked, which numbers, when. For example: “In May, five of seven plants on our board "
                        "said that nobody reads their sensor data.” It is published as you write it."
                    ),
                ),
            ),
            "",
        ),
        (
            _("Who awards it"),
            (
                Detail("body_name", _("Awarding body"), hint=_("Who legally awards it.")),
                Detail("body_country", _("Country"), hint=_("Two letters, such as ES.")),
                Detail("body_region", _("Region")),
                Detail("body_url", _("Its page")),
                Detail("body_email", _("E-mail that learners can write to")),
            ),
            "",
        ),
    )


def _how() -> tuple[Group, ...]:
    return (
        (
            _("Level"),
            (
                Detail("level", _("Level"), ONE, choices="levels"),
                Detail("basis", _("How the level came about"), ONE, choices="bases"),
                Detail("no_level_because", _("Or why it has none"), TEXT, _("A level or a reason, not both.")),
            ),
            "levels",
        ),
        (
            _("Taking part"),
            (
                Detail("participation", _("How one takes part"), ANY, choices="modes"),
                Detail("weeks", _("Weeks")),
                Detail("hours_per_week", _("Hours a week")),
                Detail("pace", _("Alone or with a group?"), ONE, choices="paces"),
                Detail("live_sessions", _("Is there anything at a set hour?"), ONE, choices="yes_or_no"),
                Detail("prerequisites", _("What they must bring"), TEXT, _("“None” is an answer, too.")),
                Detail("amount", _("Price"), hint=_("0 means free; empty: not told.")),
                Detail("currency", _("Currency"), hint=_("Three letters, such as EUR.")),
            ),
            "",
        ),
        (
            _("Quality"),
            (
                Detail("quality_type", _("Kind of assurance"), ONE, choices="quality_types"),
                Detail("quality_body", _("Who answers for it")),
                Detail("quality_url", _("Where it can be read")),
                Detail("quality_until", _("Holds until"), DAY),
                Detail("quality_description", _("More about it"), TEXT),
            ),
            "",
        ),
    )


def _around() -> tuple[Group, ...]:
    return (
        (
            _("What it can lead to, and how long it holds"),
            (
                Detail("stacking", _("Does it count for something larger?"), ONE, choices="stacking"),
                Detail("towards", _("For what"), TEXT, _("Codes or addresses, one in each line.")),
                Detail("stacking_note", _("On which conditions"), TEXT),
                Detail("months", _("The credential holds for so many months"), hint=_("Empty: it does not lapse.")),
                Detail("renewal", _("How it is renewed"), TEXT),
            ),
            "",
        ),
        (
            _("Materials and more"),
            (
                Detail("licence", _("Licence of the materials"), ONE, choices="licences"),
                Detail("url", _("Page of the micro-credential"), hint=_("An address that stays.")),
                Detail("image", _("Address of a picture")),
                Detail("further_information", _("Anything else"), TEXT),
            ),
            "",
        ),
    )
