"""Whether a credential keeps to the JSON Schema that its issuer names, or that its kind has.

Verifiable Credentials JSON Schema (https://www.w3.org/TR/vc-json-schema/) and the type that 1EdTech used before it.
Schemas are never fetched: whoever could change one could change what is accepted.
"""

from __future__ import annotations

from testamur.core.credential.ports import Json
from testamur.core.credential.question import Question
from testamur.core.credential.report import Check, Outcome, failed, passed, unknown
from testamur.core.credential.shape import items, types_of

SCHEMA_SPEC = "https://www.w3.org/TR/vc-json-schema/#jsonschema"
OPEN_BADGE_SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"

_TYPES = {"JsonSchema", "1EdTechJsonSchemaValidator2019", "JsonSchemaValidator2018"}
_OPEN_BADGES = {"AchievementCredential", "OpenBadgeCredential"}
_MAX_SCHEMAS = 8


def check_schema(credential: Json, question: Question) -> tuple[list[Check], list[Check]]:
    """Return the checks of the schemas that the credential names, and notices on what could not be looked at."""
    named = items(credential.get("credentialSchema", []))
    is_required = question.policy.schema == "required"
    if len(named) > _MAX_SCHEMAS:
        return [unknown("schema", "too-many-schemas", SCHEMA_SPEC, count=len(named), limit=_MAX_SCHEMAS)], []
    made = [_check_one(node, credential, question) for node in named]
    if not named:
        made = _of_its_kind(credential, question)
        if not is_required:
            # Nobody promised this shape; that it has another is worth telling, and no fault of the signature.
            return [], [check for check in made if check.outcome is Outcome.FAILED]
    if is_required:
        return made or [failed("schema", "no-schema", SCHEMA_SPEC)], []
    checks = [check for check in made if check.outcome is not Outcome.UNKNOWN]
    return checks, [check for check in made if check.outcome is Outcome.UNKNOWN]


def _of_its_kind(credential: Json, question: Question) -> list[Check]:
    if not _OPEN_BADGES & set(types_of(credential)):
        return []
    return [_check_one({"id": OPEN_BADGE_SCHEMA, "type": "JsonSchema"}, credential, question)]


def _check_one(node: object, credential: Json, question: Question) -> Check:
    if not isinstance(node, dict) or not _TYPES & set(types_of(node)):
        kind = str(node.get("type") if isinstance(node, dict) else node)[:60]
        return unknown("schema", "schema-not-supported", SCHEMA_SPEC, type=kind)
    address = str(node.get("id"))
    schema = question.world.schemas.get(address)
    if schema is None:
        return unknown("schema", "schema-not-at-hand", SCHEMA_SPEC, schema=address[:200])
    fault = schema.fault(credential)
    if fault is None:
        return passed("schema", "keeps-its-schema", SCHEMA_SPEC, schema=address[:200])
    where, rule = fault
    return failed("schema", "breaks-its-schema", SCHEMA_SPEC, schema=address[:200], where=where[:200], rule=rule)
