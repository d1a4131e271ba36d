"""Documents of the European Learning Model → definitions: learning opportunities, qualifications, credentials.

Of a credential, only what was achieved is read: the person in it is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from testamur.core.exchange import elm_terms as e
from testamur.core.exchange.codes import ALPHA_2, TAGS
from testamur.core.exchange.cursor import Cursor, unread
from testamur.core.exchange.gathered import Gathered, in_language
from testamur.core.exchange.tree import Tree
from testamur.core.model.definition.scalars import is_language_tag
from testamur.core.model.level import FRAMEWORKS
from testamur.core.model.microcredential import ASSESSMENT_TYPES, OUTCOME_KINDS, PARTICIPATION_MODES, QUALITY_TYPES
from testamur.core.model.quantity import CREDIT_UNITS
from testamur.core.rules.exchange import ExchangeError
from testamur.core.rules.exchange.terms import CARRIER

# An opportunity or none, a specification, a claim or none.
Head = tuple[Cursor | None, Cursor, Cursor | None]

_SPECIFICATIONS = frozenset({"Qualification", "LearningAchievementSpecification"})
_IGNORED = frozenset({"@context", "id", "@id", "type", "@type", "inScheme", "isPartialQualification", "gradingScheme"})
_IDENTIFIER = re.compile(r"[^A-Za-z0-9._-]+")
_LEVEL = re.compile(r"\b([A-Z][A-Za-z-]+)[ -]?(?:level )?(\d{1,2})\b", re.IGNORECASE)
_DAYS = re.compile(r"P(?:(\d{1,4})D|(\d{1,4})W)")
_WEEK = 7
_MOST, _DEEPEST = 200, 8


def read_elm(document: Any, language: str) -> list[Gathered]:  # noqa: ANN401 - JSON
    """Return the definitions of a document. Raises `ExchangeError` ``no-specification``."""
    top = Cursor(document)
    heads = list(_heads(top, 0))
    if not heads:
        raise ExchangeError("no-specification")
    return [_gathered(_Reader(*head, language)) for head in heads]


def _heads(node: Cursor, depth: int) -> Iterator[Head]:
    """Yield each specification, with the opportunity that leads to it or the claim that rests on it."""
    if isinstance(node.value, list):
        for number, one in enumerate(node.value):
            yield from _heads(Cursor(one, f"{node.place}/{number}", node.seen), depth + 1)
        return
    if not isinstance(node.value, dict) or depth > _DEEPEST:
        return
    kinds = set(node.kinds())
    if kinds & _SPECIFICATIONS and node.value.get("title"):
        yield None, node, None
    elif "LearningOpportunity" in kinds:
        yield from ((node, one, None) for one in node.each("learningAchievementSpecification"))
    elif "LearningAchievement" in kinds:
        yield from ((None, one, node) for one in node.each("specifiedBy"))
    else:
        for name in ("@graph", "credentialSubject", "hasClaim", "learningOpportunity"):
            for one in node.each(name):
                yield from _heads(one, depth + 1)


class _Reader:
    """One specification, the opportunity that leads to it, and what is gathered of both."""

    def __init__(self, offer: Cursor | None, specification: Cursor, claim: Cursor | None, language: str) -> None:
        self.offer = offer
        self.it = specification
        self.claim = claim
        self.told = Gathered(place=(offer or specification).place or "/")
        spoken = self.tag(offer.get("elm:defaultLanguage")) if offer else ""
        self.language = spoken or next(iter(specification.words("title")), "") or language

    def words(self, node: Cursor, name: str) -> dict[str, str]:
        """Return the texts of a term, in languages that there are."""
        found = in_language(node.words(name), self.language)
        return {tag: text for tag, text in found.items() if is_language_tag(tag) and tag != CARRIER}

    def code(self, node: Cursor, scheme: str = "id") -> str:
        """Return our own code of a node, or another one that it has."""
        found = {one.text("schemeName"): one.text("notation") for one in node.each("identifier")}
        ours = found.get(f"Testamur {scheme}")
        other = next((code for name, code in found.items() if not name.startswith("Testamur ")), "")
        return _IDENTIFIER.sub("-", ours or other)[:64].strip("._-")

    @staticmethod
    def tag(node: Cursor | None) -> str:
        """Return the BCP 47 tag of a language concept."""
        if node is None:
            return ""
        label = next(iter(node.words("prefLabel").values()), "")
        node.done()
        known = TAGS.get(node.text("id").rpartition("/")[2], "")
        return label if known and label.partition("-")[0] == known and is_language_tag(label) else known

    def modes(self, node: Cursor) -> list[str]:
        """Return the forms of participation of a node."""
        found = []
        for one in node.each("mode"):
            label = next(iter(one.words("prefLabel").values()), "").casefold()
            code = one.text("notation") or next((name for name, at in e.MODES.items() if at == one.text("id")), label)
            one.done()
            code = {"presential": "onsite", "workbased": "workplace", "project based": "project"}.get(code, code)
            if code in PARTICIPATION_MODES:
                found.append(code)
            else:
                self.told.tell("not-taken", one.place, what=label)
        return list(dict.fromkeys(found))

    def body(self, one: Cursor) -> Tree:
        """Return an organisation."""
        legal = next(iter(one.words("legalName").values()), "")
        known = next(iter(one.words("altLabel").values()), "")
        place = one.get("location")
        country = place.text("address", "countryCode", "id") if place else ""
        found: Tree = {
            "name": known or legal,
            "legal_name": legal if known else "",
            "country": ALPHA_2.get(country.rpartition("/")[2], ""),
            "region": next(iter(place.words("geographicName").values()), "") if place else "",
            "url": one.text("homepage", "contentURL"),
            "email": one.text("contactPoint", "emailAddress", "id").removeprefix("mailto:"),
            "identifiers": [code.text("notation") for code in one.each("identifier")],
        }
        for name in ("location", "identifier", "contactPoint", "homepage"):
            for inner in one.each(name):
                inner.done()
        return {name: value for name, value in found.items() if value}


def _gathered(r: _Reader) -> Gathered:
    """Return what the specification and its opportunity say."""
    it, told, offer = r.it, r.told, r.offer
    told.put("title", r.words(it, "title"), f"{it.place}/title")
    told.put("description", r.words(it, "description"), f"{it.place}/description")
    told.put("id", r.code(it), f"{it.place}/identifier")
    told.put("tags", [text for one in it.each("category") for text in _texts(one)], f"{it.place}/category")
    told.put("field_of_study", _field(r), f"{it.place}/thematicArea")
    told.put("level", list(_levels(r)), f"{it.place}/eqfLevel")
    languages = [r.tag(one) for one in it.each("language")]
    told.put("language_of_instruction", [tag for tag in languages if tag], f"{it.place}/language")
    told.put("participation", r.modes(it) or (r.modes(offer) if offer else []), f"{it.place}/mode")
    entry = it.get("entryRequirement")
    told.put("prerequisites", r.words(entry, "noteLiteral") if entry else {}, f"{it.place}/entryRequirement")
    _workload(r)
    told.put("outcomes", list(_outcomes(r)), f"{it.place}/learningOutcome")
    told.put("assessments", list(_assessments(r)), f"{it.place}/provenBy")
    bodies = [body for way in it.each("awardingOpportunity") for body in way.each("awardingBody")]
    if r.claim and not bodies:
        bodies = [body for way in r.claim.each("awardedBy") for body in way.each("awardingBody")]
    told.put("awarding_body", [r.body(one) for one in bodies], f"{it.place}/awardingOpportunity")
    _notes(r)
    for kind in it.each("dcType"):
        kind.done()
    if offer:
        _opportunity(r, offer)
        offer.words("title"), offer.words("description")
    unread(offer or it, told, _IGNORED)
    return told


def _field(r: _Reader) -> str:
    areas = r.it.each("thematicArea")
    found = [(one.text("id").rpartition("/")[2], next(iter(one.words("prefLabel").values()), "")) for one in areas]
    for one in areas:
        one.done()
    if len(found) > 1:
        r.told.tell("one-kept", r.it.place + "/thematicArea", key="field_of_study", others=len(found) - 1)
    return f"{found[0][0]} {found[0][1]}".strip() if found else ""


def _levels(r: _Reader) -> Iterator[Tree]:
    european, others = r.it.each("eqfLevel"), [*r.it.each("nqfLevel"), *r.it.each("educationLevel")]
    for one in [*european, *others]:
        address, label = one.text("id"), next(iter(one.words("prefLabel").values()), "")
        one.done()
        if address.startswith(e.EQF):
            framework, value = "EQF", address.removeprefix(e.EQF)
        else:
            named = _LEVEL.search(label)
            cycle = label.removeprefix("QF-EHEA ") if label.startswith("QF-EHEA ") else ""
            framework, value = ("QF-EHEA", cycle) if cycle else (named[1], named[2]) if named else ("", "")
        if framework in (*FRAMEWORKS, "QF-EHEA"):
            yield {"framework": framework, "value": value}
        else:
            r.told.tell("not-taken", one.place, what=label or address)


def _workload(r: _Reader) -> None:
    workload: Tree = {}
    hours = r.it.text("volumeOfLearning")
    if hours:
        workload["hours"] = hours[2:-1] if re.fullmatch(r"PT[\d.]+H", hours) else hours
    for one in r.it.each("creditPoint"):
        framework = one.get("framework")
        address = framework.text("id") if framework else ""
        unit = "ECTS" if address == e.ECTS else (framework.text("notation") if framework else "")
        if unit in CREDIT_UNITS:
            workload["credits"] = f"{one.text('point')} {unit}"
        else:
            r.told.tell("credits-without-unit", one.place, value=one.text("point"))
        one.done()
    for way in r.offer.each("learningActivitySpecification") if r.offer else ():
        workload |= {"contact_hours": way.text("contactHour")} if way.text("contactHour") else {}
    r.told.put("workload", workload, f"{r.it.place}/volumeOfLearning")


def _outcomes(r: _Reader) -> Iterator[Tree]:
    for number, one in enumerate(r.it.each("learningOutcome")[:_MOST], 1):
        kind = one.text("dcType", "notation")
        one_kind = one.get("dcType")
        if one_kind:
            one_kind.done()
        skills = [_skill(skill, "ESCO") for skill in one.each("relatedESCOSkill")]
        skills += [_skill(skill, "") for skill in one.each("relatedSkill")]
        criteria = [{"text": r.words(note, "noteLiteral")} for note in one.each("additionalNote")]
        for note in one.each("additionalNote"):
            note.done()
        found: Tree = {
            "id": r.code(one) or f"LO{number}",
            "text": r.words(one, "title"),
            "kind": kind if kind in OUTCOME_KINDS else "",
            "skills": skills,
            "criteria": [one for one in criteria if one["text"]],
        }
        yield {name: value for name, value in found.items() if value}


def _skill(one: Cursor, framework: str) -> Tree:
    found = {"name": next(iter(one.words("prefLabel").values()), ""), "uri": one.text("id"), "framework": framework}
    found["code"] = one.text("notation") if one.text("notation") != "Skill" else ""
    one.done()
    found["uri"] = "" if found["uri"].startswith(e.OWN) else found["uri"]
    return {name: text for name, text in found.items() if text}


def _proofs(r: _Reader) -> list[Cursor]:
    """Return the assessments of a specification, or else those that the claim says it was proved by."""
    found = r.it.each("provenBy")
    proved = r.claim.each("provenBy") if r.claim and not found else []
    return found or [one for proof in proved for one in proof.each("specifiedBy")]


def _assessments(r: _Reader) -> Iterator[Tree]:
    for number, one in enumerate(_proofs(r)[:_MOST], 1):
        told = one.get("dcType")
        label = next(iter(told.words("prefLabel").values()), "") if told else ""
        kind = label.casefold().replace(" ", "_")
        if told:
            told.done()
        if kind not in ASSESSMENT_TYPES:
            r.told.tell("not-taken", one.place, what=label or "dcType")
        found = {
            "id": r.code(one) or f"A{number}",
            "title": r.words(one, "title"),
            "type": kind if kind in ASSESSMENT_TYPES else "",
            "description": r.words(one, "description"),
        }
        yield {name: value for name, value in found.items() if value}


def _notes(r: _Reader) -> None:
    """Take over what a note is about, where it says so; another one is kept as words."""
    told, said = r.told, r.told.tree
    for note in r.it.each("additionalNote"):
        about, words = note.text("subject", "notation"), r.words(note, "noteLiteral")
        carried = note.words("noteLiteral").get(CARRIER, "")
        note.done()
        top, _, inner = about.partition(".")
        if about == e.DEFINITION:
            told.carried = carried
        elif top == "quality" and inner in QUALITY_TYPES:
            said.setdefault("quality", []).append(_statement(inner, words))
        elif about in ("need_evidence", "no_level_because", "further_information"):
            told.put(about, words, note.place)
        elif about in ("stackability.note", "validity.renewal"):
            said.setdefault(top, {})[inner] = words
        elif words:
            kept = said.setdefault("further_information", {})
            for tag, text in words.items():
                kept[tag] = f"{kept[tag]}\n\n{text}" if tag in kept else text
            told.tell("kept-as-words", note.place, key="further_information")


def _opportunity(r: _Reader, offer: Cursor) -> None:
    told = r.told
    told.put("version", r.code(offer, "version"), f"{offer.place}/identifier")
    told.put("url", offer.text("homepage", "contentURL"), f"{offer.place}/homepage")
    told.address = told.tree.get("url", "")
    weeks = _DAYS.fullmatch(offer.text("duration") or "-")
    if weeks and (weeks[2] or int(weeks[1]) % _WEEK == 0):
        told.put("schedule", {"weeks": weeks[2] or str(int(weeks[1]) // _WEEK)}, f"{offer.place}/duration")
    r.modes(offer)
    provider = [r.body(one) for one in offer.each("providedBy")]
    if provider and provider[0] not in told.tree.get("awarding_body", provider):
        told.put("provider", provider[0], f"{offer.place}/providedBy")
    if provider and "awarding_body" not in told.tree:
        told.put("awarding_body", provider, f"{offer.place}/providedBy")
    for price in offer.each("priceDetail"):
        unit, note = price.text("amount", "unit", "id"), r.words(price, "description")
        amount = price.text("amount", "rdf:value") or price.text("amount", "value")
        price.done()
        said = {"amount": amount, "currency": unit.rpartition("/")[2]}
        if all(said.values()):
            told.put("price", {**said, **({"note": note} if note else {})}, price.place)
    ways = [one for way in offer.each("learningActivitySpecification") for one in way.each("hasPart")]
    for way in offer.each("learningActivitySpecification"):
        way.words("title")
    told.put(
        "activities",
        [_activity(r, one) for one in ways[:_MOST]],
        f"{offer.place}/learningActivitySpecification/hasPart",
    )


def _activity(r: _Reader, one: Cursor) -> Tree:
    hours = one.text("volumeOfLearning")
    found: Tree = {
        "id": r.code(one),
        "title": r.words(one, "title"),
        "hours": hours[2:-1] if re.fullmatch(r"PT[\d.]+H", hours) else hours,
        "mode": next(iter(r.modes(one)), ""),
    }
    one.done()
    return {name: value for name, value in found.items() if value}


def _statement(kind: str, words: dict[str, str]) -> Tree:
    """Return a quality statement out of a note of ours: body and address on the first line, a description below."""
    first = next(iter(words.values()), "").partition("\n\n")[0]
    body, _, address = first.rpartition(" ")
    is_address = address.startswith(("https://", "http://"))
    described = {tag: text.partition("\n\n")[2] for tag, text in words.items()}
    found: Tree = {
        "type": kind,
        "body": body if is_address else first,
        "url": address if is_address else "",
        "description": {tag: text for tag, text in described.items() if text},
    }
    return {name: value for name, value in found.items() if value}


def _texts(node: Cursor) -> Iterator[str]:
    """Yield every text of a language map with lists in it."""
    node.done()
    for told in node.value.values() if isinstance(node.value, dict) else [node.value]:
        yield from (str(one) for one in (told if isinstance(told, list) else [told]))
