"""Demand in words: adverts, tables of them, role profiles, and why an advert was not read."""

from __future__ import annotations

from collections.abc import Iterable

from testamur.interfaces.words.translation import _


def nothing_asked() -> dict[str, str]:
    """Return kind of thing → the sentence where there is none."""
    return {
        "advert": _("There is no such advert here. It may have been taken back, or belong to another organisation."),
        "advert-skill": _("This skill is not suggested for the advert any more. Look again."),
        "advert-table": _("There is no such table here, or something is being done with it right now. Look again."),
        "skill": _("There is no such skill in the frameworks that are here."),
        "role-profile": _("There is no such role profile here, or it is not published any more."),
    }


def demand_verbs() -> dict[str, str]:
    """Return verb → what was done, as one says it of somebody."""
    return {
        "demand.hand_in": _("handed in an advert"),
        "demand.withdraw_advert": _("took an advert back"),
        "demand.read_again": _("had an advert read again"),
        "demand.keep_reading": _("kept what was found in an advert"),
        "demand.put_off_reading": _("put off the reading of an advert"),
        "demand.give_up_reading": _("could not read an advert"),
        "demand.correct_advert": _("corrected what is told of an advert"),
        "demand.decide": _("decided on skills of an advert"),
        "demand.add_skill": _("added a skill to an advert"),
        "demand.take_table_in": _("handed in a table of adverts"),
        "demand.take_part": _("took in part of a table of adverts"),
        "demand.stop_table": _("stopped a table of adverts"),
        "demand.go_on": _("went on with a table of adverts"),
        "demand.write_role": _("wrote a role profile"),
        "demand.publish_role": _("published a role profile, or took it back"),
        "demand.wish_for_teaching": _("told that nobody teaches a skill"),
        "demand.take_wish_back": _("took back that nobody teaches a skill"),
        "demand.retire_role": _("ended a role profile"),
    }


def advert_states() -> dict[str, str]:
    """Return how far adverts are → what those are called."""
    return {
        "undecided": _("to decide on"),
        "decided": _("decided"),
        "waiting": _("being read"),
        "unread": _("not read"),
    }


def unread_because(code: str) -> str:
    """Return why an advert was not read, and what to do."""
    return {
        "no-framework": _(
            "There is no framework of skills here yet, so nothing could be suggested. Once somebody has brought one "
            "in, have the advert read again."
        ),
        "not-ready": _("The framework of skills is not ready yet. Have the advert read again in a few minutes."),
        "switched-off": _(
            "Reading adverts by a model is switched off at this institution. You can add the skills yourself."
        ),
        "too-long": _("The text is too long to be read. Take it back, and hand in the part that matters."),
    }.get(code, _("It was not read."))


def left_out_lines(text: str, left_out: Iterable[tuple[int, int, str]]) -> list[tuple[str, list[str]]]:
    """Return the lines of an advert in which nothing was looked for, by why; empty where all was read."""
    said = {
        "employer": _("about the employer, or how to apply"),
        "terms": _("about pay, hours, contract or vehicle"),
        "not-needed": _("says that it is not needed"),
        "short": _("too few words, such as a heading or a date"),
    }
    lines: dict[str, list[str]] = {}
    for start, end, why in left_out:
        lines.setdefault(why, []).append(text[start:end])
    return [(said[why], lines[why]) for why in said if why in lines]


def row_refused(column: str) -> str:
    """Return why a row of a table was not taken, by its column."""
    return {
        "title": _("The column “title” is empty."),
        "text": _("The column “text” is empty."),
        "text-long": _("The text is too long: up to 120,000 characters are read. Hand in the part that matters."),
        "text-short": _("The text has fewer than five words, which is too short for an advert."),
        "date": _("The date is none that exists, or lies ahead. Write it as 2026-09-30."),
    }.get(column, _("The column “{column}” cannot be used.").format(column=column))


def unusable_tables() -> dict[str, str]:
    """Return what is wrong with a table of adverts → the sentence, with named facts in braces."""
    return {
        "text-short": row_refused("text-short"),
        "address": _("“{found}” is no address of a page. Write one such as {allowed}."),
        "table-rows": _("The table has {found} rows below its heading; from 1 to {longest} are taken at once."),
        "table-format": _("This file cannot be read as a table. Save the sheet as CSV, and choose that file."),
        "table-heading": _(
            "The first line is “{found}”; a table of adverts needs a heading with the columns “title” and “text”. "
            "These are known: {allowed}."
        ),
    }


def row_outcomes() -> dict[str, str]:
    """Return outcome of a row → what it is called."""
    return {
        "taken": _("taken in"),
        "same": _("here already"),
        "refused": _("not taken"),
    }


def needs() -> dict[str, str]:
    """Return how much a role needs a skill → in words."""
    return {"must": _("must have"), "nice": _("nice to have")}


def scale_names() -> dict[str, str]:
    """Return scale of mastery → its name."""
    return {
        "eqf": _("like EQF"),
        "dreyfus": _("novice to expert"),
        "cefr": _("languages (CEFR)"),
        "digcomp": _("digital competence (DigComp)"),
    }
