"""What others would say of what we publish: schema.org's structure, Open Badges' schema, CTDL's and ELM's own rules.

The last two are independent programs that need not be there (`.ci/run` brings them, beside the locked packages): who
asks them in vain is told so by a skipped test.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

Json = dict[str, Any]
_ROOT = Path(__file__).parents[1]
# Concepts of CTDL's own vocabularies are outside of any document; whether they exist cannot be told from it.
_OUTSIDE = "REF_OUTSIDE_PAYLOAD"

TEXT, LINK, DAY, NUMBER = r".+", r"https?://\S+", r"\d{4}-\d{2}-\d{2}", None
DURATION = r"P(\d+M|T(\d+H)?(\d+M)?)"
# Type → property → what its values are: a pattern for texts, a set of types for objects, None for numbers. Of
# https://schema.org (version 29): each property is one of the type or of a type above it.
VOCABULARY: dict[str, dict[str, Any]] = {
    "Course": {
        "url": LINK,
        "courseCode": TEXT,
        "name": TEXT,
        "description": TEXT,
        "version": TEXT,
        "provider": {"CollegeOrUniversity"},
        "inLanguage": r"[a-z]{2,3}(-\w+)*",
        "teaches": TEXT,
        "assesses": TEXT,
        "educationalLevel": {"DefinedTerm"},
        "coursePrerequisites": TEXT,
        "educationalCredentialAwarded": {"EducationalOccupationalCredential"},
        "hasCourseInstance": {"CourseInstance"},
        "timeRequired": DURATION,
        "keywords": TEXT,
        "license": LINK,
        "author": {"Person"},
        "image": LINK,
        "datePublished": DAY,
        "numberOfCredits": {"StructuredValue"},
        "offers": {"Offer"},
    },
    "EducationalOccupationalCredential": {
        "name": TEXT,
        "url": LINK,
        "credentialCategory": TEXT,
        "competencyRequired": TEXT,
        "educationalLevel": {"DefinedTerm"},
        "publisher": {"CollegeOrUniversity"},
        "recognizedBy": {"Organization"},
        "validFor": DURATION,
    },
    "CourseInstance": {
        "name": TEXT,
        "courseMode": "Online|Onsite|Blended",
        "courseWorkload": DURATION,
        "inLanguage": TEXT,
        "startDate": DAY,
        "endDate": DAY,
    },
    "CollegeOrUniversity": {"name": TEXT, "legalName": TEXT, "url": LINK, "address": {"PostalAddress"}},
    "PostalAddress": {"addressCountry": "[A-Z]{2}", "addressRegion": TEXT},
    "Organization": {"name": TEXT},
    "Person": {"name": TEXT},
    "DefinedTerm": {"name": TEXT, "termCode": TEXT, "inDefinedTermSet": TEXT, "url": LINK},
    "StructuredValue": {"value": NUMBER, "unitText": TEXT},
    "Offer": {"price": r"\d+(\.\d+)?", "priceCurrency": "[A-Z]{3}", "category": "Free|Paid", "url": LINK},
}
# What the guide of a large search engine asks of courses, and schema.org of a credential.
REQUIRED = {
    "Course": {"name", "description", "provider", "hasCourseInstance", "educationalCredentialAwarded"},
    "EducationalOccupationalCredential": {"name", "credentialCategory", "competencyRequired", "publisher"},
    "CourseInstance": {"courseMode", "courseWorkload"},
    "Offer": {"category"},
    "CollegeOrUniversity": {"name", "address"},
    "PostalAddress": {"addressCountry"},
}


def problems(node: dict[str, Any], where: str = "") -> Iterator[str]:
    """Yield what is not as the vocabulary has it."""
    kind = node["@type"]
    here = f"{where}/{kind}"
    for name in REQUIRED.get(kind, set()) - node.keys():
        yield f"{here} lacks {name}"
    for name, value in node.items():
        if name.startswith("@"):
            continue
        if name not in VOCABULARY[kind]:
            yield f"{here} has no {name}"
            continue
        for one in value if isinstance(value, list) else [value]:
            yield from _wrong(one, VOCABULARY[kind][name], f"{here}.{name}")


def _wrong(one: object, wanted: object, here: str) -> Iterator[str]:
    if isinstance(one, dict):
        if not isinstance(wanted, set) or one["@type"] not in wanted:
            yield f"{here} is a {one['@type']}"
        yield from problems(one, here)
    elif wanted is NUMBER:
        if not isinstance(one, int | float):
            yield f"{here} is no number: {one}"
    elif not isinstance(one, str) or not isinstance(wanted, str) or not re.fullmatch(wanted, one, re.DOTALL):
        yield f"{here} is {one!r}"


def of_schema_org(told: Json) -> list[str]:
    """Return what a Course says that the vocabulary does not have, or lacks that search engines ask for."""
    return ["no context"] * (told.get("@context") != "https://schema.org") + list(problems(told))


def of_open_badges(told: Json) -> list[str]:
    """Return what the schema of Open Badges 3.0 says of an achievement."""
    return [f"{error.json_path}: {error.message}" for error in _achievements().iter_errors(told)]


@cache
def _achievements() -> jsonschema.Draft201909Validator:
    path = _ROOT / "src/testamur/packs/schemas/open-badges-3.schema.json"
    whole = json.loads(path.read_text(encoding="utf-8"))
    return jsonschema.Draft201909Validator({**whole["$defs"]["achievement"], "$defs": whole["$defs"]})


def of_ctdl(graph: Json) -> list[str]:
    """Return what an independent checker says of a graph, held against CTDL's own schema."""
    judge = pytest.importorskip(
        "ctdl_validate", reason="ctdl-validate declares Python 3.12; .ci/run lays it beside ours"
    )
    found = judge.validate_document(graph)
    return [f"{one.code} {one.entity}: {one.message}" for one in found if one.code != _OUTSIDE]


def of_elm(told: Sequence[Json], folder: Path) -> list[str]:
    """Return what the published shapes of ELM's profile for qualifications (LOQ) say of documents, once each.

    *folder*: the standards' own test data. Patterns of the shapes are written for another kind of expressions, and
    lists of the Union's Publications Office are outside of the documents: neither is asked.
    """
    pytest.importorskip("pyshacl", reason="pyshacl is laid beside our packages by .ci/run")
    from pyshacl import validate
    from rdflib import Graph, Namespace

    shacl = Namespace("http://www.w3.org/ns/shacl#")
    context = json.loads((folder / "jsonld-contexts/data.europa.eu_snb_model_context_edc_ap.jsonld").read_text("utf-8"))
    data, shapes = Graph(), Graph().parse(folder / "elm-v3/rdf/ap/loq/LOQ-constraints.ttl")
    for one in told:
        data.parse(data=json.dumps({**one, "@context": _own(one["@context"], context)}), format="json-ld")
    shapes.remove((None, shacl.pattern, None))
    _is_whole, report, _text = validate(data, shacl_graph=shapes)
    paths = {
        (str(report.value(one, shacl.resultPath)), str(report.value(one, shacl.resultMessage)))
        for one in report.subjects(shacl.resultSeverity)
    }
    return sorted(f"{path.rpartition('/')[2]}: {message}" for path, message in paths)


def _own(named: Any, context: Json) -> list[Any]:
    """Return a context without addresses: nothing is fetched."""
    return [
        context["@context"] if isinstance(one, str) else one for one in (named if isinstance(named, list) else [named])
    ]
