"""A Moodle course backup (``.mbz``) → a draft: what the course is, what it leads to, what learners do and hand in.

Only the files that describe the course are read. Files of learners and their marks (``users.xml``, ``grades``) are not
opened, whether they are there or not. https://docs.moodle.org/en/Course_backup
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from testamur.core.exchange.archives import Archive, unpacked
from testamur.core.exchange.gathered import Gathered, plain_words
from testamur.core.exchange.markup import Element, elements
from testamur.core.exchange.tree import Tree
from testamur.core.exchange.values import Options
from testamur.core.model.definition.scalars import is_language_tag
from testamur.core.model.quantity import CREDIT_UNITS, plain
from testamur.core.rules.exchange import ExchangeError

_HEAD = "moodle_backup.xml"
_MOST = 300
# What is marked, as our list of assessment types calls it.
_ASSESSED = {
    "assign": "marked_assignment",
    "quiz": "quiz",
    "workshop": "peer_review",
    "turnitintooltwo": "marked_assignment",
}
# What is neither done nor handed in: labels, folders, the news.
_FURNITURE = frozenset({"label", "folder", "subsection", "qbank"})
_HOURS = re.compile(r"hour|hora|jam|workload|volume|effort|dedicat", re.IGNORECASE)
_CREDITS = re.compile(r"credit|crèdit|crédit|kredit|ects", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,5}(?:[.,]\d{1,2})?")
_IDENTIFIER = re.compile(r"[^A-Za-z0-9._-]+")
_PER_HOUR, _PERCENT = 3600, 100


def read_backup(data: bytes, options: Options) -> list[Gathered]:
    """Return the draft of the course in a backup. Raises `ExchangeError` ``not-a-backup`` among others."""
    archive = unpacked(data)
    head = archive.get(_HEAD)
    if head is None:
        raise ExchangeError("not-a-backup")
    told = Gathered(place=_HEAD)
    for name in archive.outside[:10]:
        told.tell("leads-outside", name)
    backup = elements(head, _HEAD)
    course = _file(archive, "course/course.xml", told)
    language = _language(course, options.language)
    _course(backup, course, told, language)
    _outcomes(archive, told, language)
    _activities(backup, archive, told, language)
    if course is not None:
        _fields(course, told)
    unopened = [name for name in archive.names if name.startswith("files/")]
    if unopened:
        told.tell("files-not-taken", "files/", files=len(unopened))
    return [told]


def _file(archive: Archive, name: str, told: Gathered) -> Element | None:
    """Return a file of the backup; one that cannot be read is told, and the rest goes on."""
    data = archive.get(name)
    if data is None:
        return None
    try:
        return elements(data, name)
    except ExchangeError as error:
        told.tell("file-unreadable", error.place or name, reason=error.code)
        return None


def _language(course: Element | None, otherwise: str) -> str:
    tag = course.said("lang").replace("_", "-") if course else ""
    return tag if tag and is_language_tag(tag) else otherwise


def _course(backup: Element, course: Element | None, told: Gathered, language: str) -> None:
    information = backup.find("information")
    name = (course.said("fullname") if course else "") or (
        information.said("original_course_fullname") if information else ""
    )
    code = (course.said("idnumber") or course.said("shortname")) if course else ""
    code = code or (information.said("original_course_shortname") if information else "")
    told.put("title", {language: plain_words(name)} if name else {}, "course/course.xml")
    told.put("id", _IDENTIFIER.sub("-", code)[:64].strip("._-"), "course/course.xml")
    summary = plain_words(course.said("summary")) if course else ""
    told.put("description", {language: summary} if summary else {}, "course/course.xml")
    tags = course.find("tags") if course else None
    words = [tag.said("rawname") or tag.said("name") for tag in tags.each("tag")] if tags else []
    told.put("tags", [word for word in words if word], "course/course.xml")
    told.put("participation", ["online"], "course/course.xml")
    told.tell("assumed", "course/course.xml", key="participation", value="online")
    told.put("language_of_instruction", [language], "course/course.xml")


def _outcomes(archive: Archive, told: Gathered, language: str) -> None:
    """Take over outcomes of the gradebook, and competencies of the course."""
    found: list[Tree] = []
    graded = _file(archive, "outcomes.xml", told)
    for one in graded.each("outcome") if graded else ():
        text = plain_words(one.said("fullname"))
        found += _outcome(one.said("shortname"), text, plain_words(one.said("description")), language, len(found))
    aimed = _file(archive, "course/competencies.xml", told)
    for one in (one for one in aimed.walk() if one.name == "competency") if aimed else ():
        found += _outcome(
            one.said("idnumber"), plain_words(one.said("shortname")), plain_words(one.said("description")), language,
            len(found),
        )  # fmt: skip
    seen: set[str] = set()
    unique = [one for one in found if not (one["id"] in seen or seen.add(one["id"]))]  # type: ignore[func-returns-value]
    if not unique:
        told.tell("nothing-there", "outcomes.xml", key="outcomes")
    told.put("outcomes", unique[:_MOST], "outcomes.xml")


def _outcome(code: str, text: str, more: str, language: str, before: int) -> list[Tree]:
    named = _IDENTIFIER.sub("-", code)[:64].strip("._-") or f"LO{before + 1}"
    if not text:
        return []
    criteria = {"criteria": [{"text": {language: more}}]} if more and more != text else {}
    return [{"id": named, "text": {language: text}, **criteria}]


def _activities(backup: Element, archive: Archive, told: Gathered, language: str) -> None:
    contents = backup.find("information", "contents", "activities")
    outcomes = told.tree.get("outcomes", ())
    assessed: list[Tree] = []
    done: list[Tree] = []
    for number, one in enumerate(contents.each("activity") if contents else ()):
        kind, folder = one.said("modulename"), one.said("directory")
        title = plain_words(one.said("title"))
        if number >= _MOST or kind in _FURNITURE or not title:
            continue
        inside = _file(archive, f"{folder}/{kind}.xml", told)
        about = inside.find(kind) if inside else None
        named = f"{kind}-{one.said('moduleid') or number + 1}"
        if kind in _ASSESSED and outcomes:
            assessed.append(_assessment(named, kind, title, about, language))
        done.append({"id": named, "title": {language: title}, "hours": _hours(about), "mode": "online"})
    if len(list(contents.each("activity")) if contents else ()) > _MOST:
        told.tell("one-kept", _HEAD, key="activities", others=_MOST)
    unknown = [one for one in done if one["hours"] == "0"]
    if unknown:
        told.tell("hours-unknown", _HEAD, activities=len(unknown))
    marked = [one for one in done if one["id"].partition("-")[0] in _ASSESSED]
    if marked and not outcomes:
        told.tell("assessments-without-outcomes", _HEAD, assessments=len(marked))
    told.put("assessments", assessed, _HEAD)
    told.put("activities", done, _HEAD)


def _assessment(named: str, kind: str, title: str, about: Element | None, language: str) -> Tree:
    found: Tree = {"id": named, "title": {language: title}, "type": _ASSESSED[kind]}
    intro = plain_words(about.said("intro")) if about else ""
    passing, full = (_decimal(about.said(name)) if about else None for name in ("gradepass", "grade"))
    if intro:
        found["description"] = {language: intro}
    if passing and full and passing <= full:
        found["threshold"] = plain(round(passing * _PERCENT / full, 2))
    return found


def _hours(about: Element | None) -> str:
    """Return the hours that a time limit gives, or 0: Moodle has no place for the hours of an activity."""
    seconds = _decimal(about.said("timelimit")) if about else None
    return plain(round(seconds / _PER_HOUR, 2)) if seconds else "0"


def _decimal(text: str) -> Decimal | None:
    match = _NUMBER.match(text)
    return Decimal(match[0].replace(",", ".")) if match else None


def _fields(course: Element, told: Gathered) -> None:
    """Take over hours and credits out of the course's own fields, which every site names as it likes."""
    workload: Tree = {}
    for one in _custom(course):
        name, value = f"{one.said('shortname')} {one.said('name')}", plain_words(one.said("value"))
        number = _NUMBER.search(value)
        place = f"course/course.xml:{one.line}"
        unit = next((unit for unit in CREDIT_UNITS if unit.casefold() in f"{name} {value}".casefold()), "")
        if number and _CREDITS.search(name) and unit:
            workload["credits"] = f"{number[0].replace(',', '.')} {unit}"
        elif number and _HOURS.search(name):
            workload["hours"] = number[0].replace(",", ".")
        elif value:
            told.tell("not-taken", place, what=f"{one.said('shortname')}: {value}")
    told.put("workload", workload, "course/course.xml")


def _custom(course: Element) -> Iterator[Element]:
    fields = course.find("customfields")
    return fields.each("customfield") if fields else iter(())
