"""The words of CTDL and CLR that are written and read here: spelled once, with where they come from.

CTDL: the schema and context at https://credreg.net/ctdl/schema/encoding/json, as they stood on 2026-08-06; the terms
of constraints are marked unstable there. The namespaces are those of its context.
"""

from __future__ import annotations

CONTEXT = "https://credreg.net/ctdl/schema/context/json"
# "About the CTID", https://credreg.net/ctdl/ctid: the Registry serves what has a CTID under this address.
REGISTRY = "https://credentialengineregistry.org/resources/"

PREFIXES = {
    "ceterms": "https://purl.org/ctdl/terms/",
    "ceasn": "https://purl.org/ctdlasn/terms/",
    "schema": "https://schema.org/",
    "qdata": "https://credreg.net/qdata/terms/",
    "asn": "http://purl.org/ASN/schema/core/",
}
# Concepts are told apart by their last part; a scheme's address is long, and graphs name it in either way.
CONCEPTS = ("compare", "array", "logic", "creditUnit", "audLevel")
CONCEPT_ADDRESS = "https://purl.org/ctdl/vocabs/"

# BCP 47: no linguistic content, and a private use subtag. What stands under it is for a program to read back.
CARRIER = "zxx-x-testamur"
# The kind of identifier that a component's own name in our policies is.
REFERENCE, POOL = "Testamur reference", "Testamur pool"

COMPARATORS = {">=": "GTEQ", "<=": "LTEQ", "=": "EQ"}
COMPARISONS = {concept: sign for sign, concept in COMPARATORS.items()}
CREDITS, SUM, COUNT_DISTINCT, IDENTITY = "creditValue", "Sum", "CountDistinct", "ctid"

# What a component may stand for, by the kinds of item that a caller knows of.
COMPONENTS = {
    "credential": "CredentialComponent",
    "course": "CourseComponent",
    "assessment": "AssessmentComponent",
    "work": "WorkExperienceComponent",
    "other": "BasicComponent",
}
ITEM_KINDS = {component: kind for kind, component in COMPONENTS.items()}
COMPETENCY, COLLECTION, MULTIPLE = "CompetencyComponent", "CollectionComponent", "MultiComponent"
# Components that only hold others together, where they have conditions: what they ask is asked in their place.
GATHERING = ("BasicComponent", COLLECTION, MULTIPLE)

# CTDL has no concept for the credits of Europe, Malaysia or Hong Kong; the unit's name stands beside the number.
CREDIT_CONCEPTS = {"US": "SemesterHour"}
ANY_CREDIT = "DegreeCredit"
CREDIT_UNITS_BY_CONCEPT = {concept: unit for unit, concept in CREDIT_CONCEPTS.items()}
# An audience is no level of a qualifications framework: written for people who search by it, never read back.
AUDIENCES = {
    ("EQF", "5"): "AssociatesDegreeLevel",
    ("EQF", "6"): "BachelorsDegreeLevel",
    ("EQF", "7"): "MastersDegreeLevel",
    ("EQF", "8"): "DoctoralDegreeLevel",
    ("QF-EHEA", "short"): "AssociatesDegreeLevel",
    ("QF-EHEA", "first"): "BachelorsDegreeLevel",
    ("QF-EHEA", "second"): "MastersDegreeLevel",
    ("QF-EHEA", "third"): "DoctoralDegreeLevel",
}
