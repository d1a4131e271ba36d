"""CTDL graphs of others → definitions: each credential of the graph, with how it is learned and assessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from testamur.core.exchange import ctdl_terms as c
from testamur.core.exchange.ctdl_asking import Asker
from testamur.core.exchange.gathered import Gathered
from testamur.core.exchange.tree import Tree
from testamur.core.model.definition.codes import COUNTRIES
from testamur.core.model.definition.scalars import is_language_tag
from testamur.core.model.level import FRAMEWORKS
from testamur.core.model.microcredential import ASSESSMENT_TYPES, QUALITY_TYPES
from testamur.core.model.quantity import CREDIT_UNITS, plain
from testamur.core.rules.exchange import ExchangeError
from testamur.core.rules.exchange import terms as t
from testamur.core.rules.exchange.graph import Graph, Node, number

# Classes of which one is a definition, the nearest first; a learning opportunity only where there is no credential.
_CREDENTIALS = ("MicroCredential", "Badge", "DigitalBadge", "OpenBadge", "Certificate", "CertificateOfCompletion")
_OTHERS = ("Certification", "ProfessionalCertificate", "License", "Diploma")
_OPPORTUNITIES = ("LearningOpportunityProfile", "LearningOpportunity", "Course", "LearningProgram")
_MOST = 200
_DURATION = re.compile(r"P(?:(\d{1,4})W)?(?:T(?:(\d{1,6}(?:\.\d{1,4})?)H)?(?:(\d{1,7})M)?)?")
_MONTHS = re.compile(r"P(?:(\d{1,3})Y)?(?:(\d{1,4})M)?")
_IDENTIFIER = re.compile(r"[^A-Za-z0-9._-]+")
_EQF = re.compile(rf"{re.escape(c.EQF_ADDRESS)}([1-8])$")
_ASSESSED = {"Exam": "written_examination", "PortfolioEvaluation": "portfolio", "Performance": "practical_assessment"}
_METHODS = {concept: code for code, concept in c.METHODS.items()}
_DELIVERY = {concept: code for code, concept in c.DELIVERY.items()}
_PACES = {concept: code for code, concept in c.PACES.items()}


def read_ctdl(document: Any, language: str) -> list[Gathered]:  # noqa: ANN401 - JSON
    """Return the definitions of a graph. Raises `ExchangeError`, ``no-credential`` among others."""
    graph = Graph(document)
    nodes = list(graph.nodes.values())
    heads = [node for node in nodes if set(node.kinds) & {*_CREDENTIALS, *_OTHERS}]
    heads = heads or [node for node in nodes if set(node.kinds) & set(_OPPORTUNITIES)]
    if not heads:
        raise ExchangeError("no-credential")
    return [_gathered(Asker(graph, head, language), head) for head in heads]


def _gathered(ask: Asker, head: Node) -> Gathered:
    """Return what the credential and what it points to say."""
    told = ask.told
    told.put("title", ask.spoken(head, "name"), head.at("name"))
    description = ask.spoken(head, "description")
    told.carried = description.pop(t.CARRIER, "")
    told.put("description", description, head.at("description"))
    told.put("id", _identifier(ask.literal(head, "credentialId")), head.at("credentialId"))
    told.put("version", _identifier(ask.literal(head, "versionCode")), head.at("versionCode"))
    told.put("url", ask.literal(head, "subjectWebpage"), head.at("subjectWebpage"))
    told.put("image", ask.literal(head, "image"), head.at("image"))
    told.address = told.tree.get("url", "")
    languages = [str(one) for one in ask.values(head, "inLanguage") if is_language_tag(str(one))]
    told.put("language_of_instruction", languages, head.at("inLanguage"))
    told.put("tags", list(_keywords(ask, head)), head.at("keyword"))
    told.put("field_of_study", ask.first(head, "subject"), head.at("subject"))
    told.put("awarding_body", list(_bodies(ask, head)), head.at("ownedBy"))
    told.put("level", list(_levels(ask, head)), head.at("atLevel"))
    _ways(ask, head)
    _durations(ask, head)
    _cost(ask, head)
    _conditions(ask, head)
    told.put("quality", list(_processes(ask, head)), head.at("reviewProcess"))
    _validity(ask, head)
    ask.leftovers()
    return told


def _keywords(ask: Asker, node: Node) -> Iterator[str]:
    for value in ask.values(node, "keyword"):
        for told in value.values() if isinstance(value, dict) else [value]:
            yield from (str(one) for one in (told if isinstance(told, list) else [told]))


def _bodies(ask: Asker, node: Node) -> Iterator[Tree]:
    for body in ask.inner(node, "ownedBy"):
        place = next(iter(ask.inner(body, "address")), None)
        country = next(iter(ask.words(place, "addressCountry").values()), "") if place else ""
        region = next(iter(ask.words(place, "addressRegion").values()), "") if place else ""
        found = {
            "name": next(iter(ask.words(body, "name").values()), ""),
            "country": country if country in COUNTRIES else "",
            "legal_name": next(iter(ask.words(body, "legalName").values()), ""),
            "region": region,
            "url": ask.literal(body, "subjectWebpage"),
            "email": ask.literal(body, "email"),
        }
        yield {name: text for name, text in found.items() if text}


def _levels(ask: Asker, node: Node) -> Iterator[Tree]:
    for one in ask.inner(node, "atLevel"):
        european = _EQF.match(ask.literal(one, "targetNode"))
        framework = "EQF" if european else next(iter(ask.words(one, "frameworkName").values()), "")
        value = european[1] if european else ask.literal(one, "codedNotation")
        ask.words(one, "targetNodeName"), ask.literal(one, "codedNotation")
        ask.words(one, "frameworkName")
        if framework in (*FRAMEWORKS, "QF-EHEA") and value:
            yield {"framework": framework, "value": value}


def _ways(ask: Asker, node: Node) -> None:
    delivery = [_DELIVERY[one] for one in ask.concepts(node, "learningDeliveryType") if one in _DELIVERY]
    delivery += [_DELIVERY[one] for one in ask.concepts(node, "deliveryType") if one in _DELIVERY]
    methods = list(ask.concepts(node, "learningMethodType"))
    delivery += [_METHODS[one] for one in methods if one in _METHODS]
    ask.told.put("participation", list(dict.fromkeys(delivery)), node.at("learningDeliveryType"))
    paces = [_PACES[one] for one in methods if one in _PACES]
    if paces:
        ask.told.tree.setdefault("schedule", {})["pace"] = paces[0]


def _durations(ask: Asker, node: Node) -> None:
    for one in ask.inner(node, "estimatedDuration"):
        for name in ("timeRequired", "exactDuration"):
            found = _DURATION.fullmatch(ask.literal(one, name) or "-")
            if found and (found[2] or found[3]):
                workload = ask.told.tree.setdefault("workload", {})
                workload["hours"] = f"PT{found[2] + 'H' if found[2] else ''}{found[3] + 'M' if found[3] else ''}"
                workload["hours"] = workload["hours"][2:-1] if not found[3] else workload["hours"]
            if found and found[1]:
                ask.told.tree.setdefault("schedule", {})["weeks"] = found[1]


def _cost(ask: Asker, node: Node) -> None:
    for one in ask.inner(node, "estimatedCost"):
        amount = number(one, "price")
        ask.values(one, "price"), ask.values(one, "directCostType"), ask.values(one, "costDetails")
        price = {"amount": plain(amount) if amount is not None else "", "currency": ask.literal(one, "currency")}
        note = ask.spoken(one, "description")
        if all(price.values()) and "price" not in ask.told.tree:
            ask.told.put("price", {**price, **({"note": note} if note else {})}, one.place)


def _conditions(ask: Asker, node: Node) -> None:
    outcomes: dict[str, Tree] = {}
    assessed: list[Node] = []
    entry: dict[str, str] = {}
    for condition in ask.inner(node, "requires"):
        ask.values(condition, "name")
        for one in ask.inner(condition, "targetCompetency"):
            _outcome(ask, one, outcomes)
        assessed += list(ask.inner(condition, "targetAssessment"))
        _credits(ask, condition)
        for way in ask.inner(condition, "targetLearningOpportunity"):
            _opportunity(ask, way, outcomes, entry)
        entry |= ask.spoken(condition, "description")
    for one in ask.inner(node, "teaches"):
        _outcome(ask, one, outcomes)
    _credits(ask, node)
    ask.told.put("outcomes", list(outcomes.values()), node.at("requires"))
    ask.told.put("prerequisites", entry, node.at("requires"))
    ask.told.put("assessments", [_assessment(ask, one, outcomes) for one in assessed[:_MOST]], node.at("requires"))


def _opportunity(ask: Asker, way: Node, outcomes: dict[str, Tree], entry: dict[str, str]) -> None:
    """Take over what only the way to the credential says: what it teaches, and who may begin."""
    for one in ask.inner(way, "teaches"):
        _outcome(ask, one, outcomes)
    for condition in ask.inner(way, "requires"):
        entry |= ask.spoken(condition, "description")
    for name in ("name", "description", "inLanguage", "deliveryType", "estimatedDuration", "subjectWebpage"):
        ask.values(way, name)


def _outcome(ask: Asker, one: Node, outcomes: dict[str, Tree]) -> None:
    name = ask.spoken(one, "targetNodeName") or ask.spoken(one, "competencyText")
    code = _identifier(ask.literal(one, "codedNotation"))
    framework = next(iter(ask.words(one, "frameworkName").values()), "")
    address = ask.literal(one, "targetNode")
    criteria = ask.spoken(one, "targetNodeDescription")
    if not name or code in outcomes:
        return
    code = code or f"LO{len(outcomes) + 1}"
    found: Tree = {"id": code, "text": name}
    if address:
        skill = {"name": next(iter(name.values()))[:300], "uri": address}
        found["skills"] = [skill | ({"framework": framework} if framework != c.OUTCOME_FRAMEWORK else {})]
    if criteria:
        found["criteria"] = [{"text": told} for told in _apart(criteria)]
    outcomes[code] = found


def _assessment(ask: Asker, one: Node, outcomes: dict[str, Tree]) -> Tree:
    codes = ask.codes(one)
    kinds = list(ask.concepts(one, "assessmentMethodType"))
    kind = codes.get(c.ASSESSMENT_TYPE, "")
    assumed = _ASSESSED.get(kinds[0], "project_work") if kinds else ""
    if kind not in ASSESSMENT_TYPES and assumed:
        ask.told.tell("assumed", one.place, key="assessments.type", value=assumed)
    meant = [_identifier(ask.literal(aim, "codedNotation")) for aim in ask.inner(one, "assesses")]
    for aim in ask.inner(one, "assesses"):
        for name in aim.values:
            ask.values(aim, name)
    found: Tree = {
        "id": _identifier(codes.get(c.CODE, "")) or f"A{one.place.rpartition('/')[2]}",
        "title": ask.spoken(one, "name"),
        "type": kind if kind in ASSESSMENT_TYPES else assumed,
        "outcomes": [name for name in meant if name in outcomes],
        "description": ask.spoken(one, "description"),
    }
    if ask.literal(one, "isProctored") == "True":
        found["supervised"] = "onsite"
        ask.told.tell("assumed", one.at("isProctored"), key="assessments.supervised", value="onsite")
    for name in ("inLanguage", "subjectWebpage"):
        ask.values(one, name)
    return {name: value for name, value in found.items() if value not in ("", [], {})}


def _credits(ask: Asker, node: Node) -> None:
    for one in ask.inner(node, "creditValue"):
        told = next(iter(ask.words(one, "description").values()), "")
        amount = number(one, "value")
        concept = next(ask.concepts(one, "creditUnitType"), "")
        ask.values(one, "value"), ask.values(one, "creditLevelType")
        unit = next((unit for unit in CREDIT_UNITS if re.search(rf"\b{re.escape(unit)}\b", told)), "")
        unit = unit or t.CREDIT_UNITS_BY_CONCEPT.get(concept, "")
        if amount is not None and unit:
            ask.told.tree.setdefault("workload", {})["credits"] = f"{plain(amount)} {unit}"
        elif amount is not None:
            ask.told.tell("credits-without-unit", one.place, value=plain(amount))


def _processes(ask: Asker, node: Node) -> Iterator[Tree]:
    for one in ask.inner(node, "reviewProcess"):
        name = next(iter(ask.words(one, "name").values()), "")
        kind, _, body = name.partition(": ")
        found: Tree = {
            "type": kind if kind in QUALITY_TYPES else "",
            "body": body if kind in QUALITY_TYPES else name,
            "url": ask.literal(one, "processMethod"),
            "description": ask.spoken(one, "description"),
        }
        if found["body"]:
            yield {name: value for name, value in found.items() if value not in ("", {})}


def _validity(ask: Asker, node: Node) -> None:
    found = _MONTHS.fullmatch(ask.literal(node, "renewalFrequency") or "-")
    months = 12 * int(found[1] or 0) + int(found[2] or 0) if found else 0
    renewal = next((ask.spoken(one, "description") for one in ask.inner(node, "renewal")), {})
    told: Tree = {"months": str(months)} if months else {}
    ask.told.put("validity", told | ({"renewal": renewal} if renewal else {}), node.at("renewalFrequency"))


def _identifier(text: str) -> str:
    return _IDENTIFIER.sub("-", text)[:64].strip("._-")


def _apart(criteria: dict[str, str]) -> list[dict[str, str]]:
    """Return a paragraph for each criterion, in all languages that have as many."""
    parts = {tag: [part for part in text.split("\n\n") if part.strip()] for tag, text in criteria.items()}
    most = max(map(len, parts.values()), default=0)
    return [{tag: told[at] for tag, told in parts.items() if at < len(told)} for at in range(most)]
