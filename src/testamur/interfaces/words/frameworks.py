"""Frameworks of skills in words: what keeps a file from being read, what was left out, kinds and relations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from testamur.core.rules.exchange import ExchangeError, Notice
from testamur.core.skills.upgrading import Successor
from testamur.interfaces.words.file_exchange import file_error
from testamur.interfaces.words.translation import _, ngettext


def framework_refusals() -> dict[str, str]:
    """Return code → sentence with named facts in braces."""
    return {
        "framework-of-another": _(
            "{code} {version} is here already: another institution brought it in for everybody. What is added to it, "
            "such as a language, is added there."
        ),
        "too-many-framework-files": _("{limit} files wait to be looked at. Confirm one or throw it away first."),
        "framework-file-not-ready": _(
            "That cannot be done with these files now. Somebody may have gone on with them in the meantime."
        ),
        "framework-in-use": _(
            "It is used, so it stays. Definitions that name its skills: {definitions}; adverts: {adverts}; claims of"
            " people: {claims}; things that people aim at: {targets}."
        ),
    }


def nothing_framed() -> dict[str, str]:
    """Return kind of thing → the sentence that it is not there."""
    return {
        "framework": _("There is no framework {code} {version} here. 'testamur frameworks list' shows what there is."),
        "concept": _("There is no such concept in {code} {version}. It may stand in another version."),
        "language": _("{code} {version} is not here in the language “{language}”."),
        "framework-file": _("These files are not here any more. They may have been thrown away."),
        "framework-upgrade": _(
            "There is nothing newer for these skills any more: the draft or the framework has changed."
        ),
        "framework-version": _("There is no such version that your institution brought in."),
        "package": _("The package {name} is not installed. It comes with requirements-data.lock."),
    }


def framework_verbs() -> dict[str, str]:
    """Return verb → what was done, as one says it of somebody."""
    return {
        "frameworks.hand_in": _("handed in the files of a framework"),
        "frameworks.read_file": _("read the files of a framework"),
        "frameworks.confirm_file": _("confirmed that a framework is brought in"),
        "frameworks.write_file": _("wrote a framework that was confirmed"),
        "frameworks.throw_away_file": _("threw away the files of a framework"),
        "frameworks.take_out": _("deleted a version of a framework"),
        "design.upgrade_skills": _("took skills of a newer version of a framework into a draft"),
        "careers.take_out_framework": _("took out a version of a framework that nothing used"),
    }


def framework_error_on_a_page(code: str, facts: Mapping[str, str]) -> str:
    """Return what keeps a framework from being read, with what to do on a page and not in a terminal."""
    said = {
        "no-version": _("Which version is this? “{found}” is none. Hand it in again, and say it in “Version”."),
        "not-a-code": _(
            "“{found}” cannot be a short name. Hand it in again with one of small letters, digits and hyphens, such as"
            " “my-college”."
        ),
        "no-reader": _("Nobody here knows this kind of file. Hand it in again, and say which it is: {known}."),
    }
    if code == "no-version" and not facts.get("found"):
        return _("The file does not say which version it is. Hand it in again, and say it in “Version”.")
    if code in said:
        return said[code].format_map(defaultdict(lambda: "–", facts))
    return framework_error(ExchangeError(code, **facts))


def framework_error(error: ExchangeError) -> str:
    """Return what keeps a framework from being read, and what to do."""
    said = {**_of_rows(), **_of_frameworks()}
    if error.code == "no-version" and not error.facts.get("found"):
        return _("The files do not say which version this is. Say it with --release, such as --release 1.2.0.")
    if error.code not in said:
        return file_error(error)
    return said[error.code].format_map(defaultdict(lambda: "–", error.facts))


def framework_notice(notice: Notice) -> str:
    """Return what was left out of a framework, or read otherwise."""
    count = int(notice.facts.get("n", "1"))
    said = {
        "loose-relations": ngettext(
            "{n} relation leads to a concept that is not in the files, such as {uri}; it is left out.",
            "{n} relations lead to concepts that are not in the files, such as {uri}; they are left out.",
            count,
        ),
        "left-out": ngettext(
            "{n} entry is left out: it is withdrawn or not published.",
            "{n} entries are left out: they are withdrawn or not published.",
            count,
        ),
    }.get(notice.code, notice.code)
    return said.format_map(defaultdict(lambda: "–", notice.facts))


def kind_names() -> dict[str, str]:
    """Return kind of a node → what people call it."""
    return {
        "skill": _("Skill"),
        "knowledge": _("Knowledge"),
        "other": _("Competence"),
        "skill-group": _("Group of skills"),
        "occupation": _("Occupation"),
        "occupation-group": _("Group of occupations"),
    }


def _of_rows() -> dict[str, str]:
    return {
        "too-large": _("The file has {bytes} bytes; up to {limit} are read."),
        "has-nul": _("This line has a character that no text has (NUL). The file is not the one that was meant."),
        "no-heading": _("The first line should name the columns, and it is empty."),
        "column-missing": _("There is no column “{column}”. The columns are: {found}"),
        "no-such-table": _("A table needs a column “label”, and one of “uri” or “code”. Its columns are: {found}"),
        "too-many-columns": _("There are {columns} columns; up to {limit} are read."),
        "row-too-long": _("This row has {cells} cells, and the table has {columns} columns. Is a quotation mark lost?"),
        "cell-empty": _("“{column}” is empty here. Fill it in, or take the row out."),
        "cell-too-long": _("A cell before this line has more than {limit} characters. Is a quotation mark lost?"),
        "quote-open": _("A quotation mark is opened and never closed. Close it."),
        "not-a-row": _("This line cannot be read as a row: {reason}."),
        "too-many-rows": _("There are more than {limit} rows."),
        "not-a-relation": _("“{found}” in “{column}” is no relation. It should be essential or optional."),
        "not-a-language-tag": _("“{found}” is no language. Write it as in “es” or “pt-BR”."),
        "not-an-identifier": _("“{found}” cannot name a concept: it should be an address, or a code without spaces."),
        "kind-unknown": _("“{found}” is no kind of concept. Use one of: {known}."),
    }


def _of_frameworks() -> dict[str, str]:
    return {
        "concept-twice": _("{uri} stands here a second time in the same language; first in {first}."),
        "circle": _("The hierarchy leads back to itself: {nodes}. Take one of these relations out."),
        "too-many-concepts": _("There are more than {limit} concepts."),
        "too-many-relations": _("There are more than {limit} relations."),
        "no-concepts": _("There are no concepts in these files. Are they the ones that were meant?"),
        "no-version": _("Which version is this? “{found}” is none. Say it with --release, such as --release 1.2.0."),
        "not-a-code": _(
            "“{found}” cannot be a short name. Use small letters, digits and hyphens, such as “esco”, with --code."
        ),
        "no-reader": _("Nobody here knows this kind of file. Say which it is: {known}."),
        "file-missing": _("The file “{name}” is missing. It belongs to the download."),
        "no-framework": _("There is no framework in this file: {expected} is missing."),
        "many-frameworks": _("There are {found} frameworks in this file. Give each a file of its own."),
    }


def successor_reason(one: Successor) -> str:
    """Return why a concept may take another's place."""
    return {
        "said": _("its publisher says so"),
        "same-label": _("it has the same label"),
        "other-label": _("it has the label among its others"),
        "alike": _("its label is alike"),
    }[one.because]


def move_words() -> dict[str, str]:
    """Return what became of a skill in a newer version → words."""
    return {
        "stays": _("stays as it is"),
        "renamed": _("is called anew"),
        "superseded": _("has a successor"),
        "alike": _("is gone; something is called alike"),
        "vanished": _("is gone, and nothing takes its place"),
    }


def unusable_framework_fields() -> dict[str, str]:
    """Return field → sentence for what cannot be done with frameworks and their skills."""
    return {
        "framework_file": _("The file is empty or too large: {found} bytes, of up to {longest}."),
        "skill_upgrade": _("Tick at least one skill, and choose one of those that the newer version offers for it."),
    }


def relation_names() -> dict[str, str]:
    """Return how a concept elsewhere is alike → how one says it of the other."""
    return {
        "exact": _("the same"),
        "close": _("nearly the same"),
        "broad": _("part of something wider"),
        "narrow": _("something narrower"),
        "related": _("related"),
        "replaced-by": _("replaced by"),
        "replaces": _("takes the place of"),
    }


def tag_name(tag: str) -> str:
    """Return what a publisher's category is called; words of unknown ones as they are."""
    known = {
        "transversal": _("transversal"),
        "cross-sector": _("for many sectors"),
        "sector-specific": _("for one sector"),
        "occupation-specific": _("for one occupation"),
        "digital": _("digital"),
        "digcomp": _("DigComp"),
        "green": _("green"),
        "language": _("languages"),
        "research": _("research"),
        "technology": _("software and tools"),
    }
    return known.get(tag, tag.replace("-", " "))
